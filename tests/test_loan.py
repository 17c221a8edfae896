"""The plan of a loan: against a second reckoning, against figures worked by hand, and after changes."""

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given, reject, settings
from hypothesis import strategies as st
from loan_reckoning import exact_level, reckon

from toolkit.models.dates import DayCount, Period, months_on
from toolkit.models.loan import Change, FeeFalls, Fits, Keeps, Loan, Repays, cost, plan
from toolkit.money import Rounding

DRAWN = date(2026, 1, 10)
HOUSE = Loan(
    amount_fen=100_000_000,
    yearly_rate=Fraction("0.049"),
    drawn=DRAWN,
    first_due=date(2026, 2, 10),
    instalments=360,
)
YEAR = replace(HOUSE, amount_fen=1_200_000, yearly_rate=Fraction("0.12"), instalments=12)
AT_WILL = {"repays": Repays.AT_END, "day_count": DayCount.ACTUAL_365}
BULLET = replace(YEAR, amount_fen=1_000_000, yearly_rate=Fraction("0.0005") * 365, **AT_WILL)


def total(rows, column):
    return sum(getattr(row, column) for row in rows)


# Any loan


@st.composite
def loans(draw):
    drawn = date(2023, 1, 1) + timedelta(days=draw(st.integers(0, 1500)))
    return Loan(
        amount_fen=draw(st.integers(0, 3_000) | st.integers(0, 200_000_000)),
        yearly_rate=draw(st.integers(0, 3600).map(lambda n: Fraction(n, 10_000)) | st.just(Fraction(1, 7))),
        drawn=drawn,
        first_due=drawn + timedelta(days=draw(st.integers(1, 95) | st.sampled_from([1, 7, 28, 30, 31]))),
        instalments=draw(st.integers(1, 40)),
        repays=draw(st.sampled_from(Repays)),
        period=draw(st.sampled_from(Period)),
        day_count=draw(st.sampled_from(DayCount)),
        rounding=draw(st.sampled_from(Rounding)),
        fits=draw(st.sampled_from(Fits)),
        fee_rate=draw(st.sampled_from([Fraction(0), Fraction("0.088"), Fraction("0.01")])),
    )


@given(loans())
@settings(max_examples=400, deadline=None)
def test_the_plan_is_what_the_second_reckoning_says(loan):
    assert [(row.due, row.principal_fen, row.interest_fen, row.fee_fen) for row in plan(loan)] == reckon(loan)


@given(loans())
@settings(max_examples=200, deadline=None)
def test_a_plan_pays_back_what_was_borrowed_and_no_more(loan):
    rows = plan(loan)
    assert total(rows, "principal_fen") == loan.amount_fen
    assert rows[-1].balance_fen == 0 and all(row.balance_fen >= 0 for row in rows)
    assert all(row.payment_fen == row.principal_fen + row.interest_fen + row.fee_fen for row in rows)


@given(loans(), st.sampled_from(Fits))
@settings(max_examples=200, deadline=None)
def test_level_instalments_are_level_but_for_the_last(loan, fits):
    loan = replace(loan, repays=Repays.LEVEL, fits=fits, fee_rate=Fraction(0), amount_fen=loan.amount_fen + 100_000)
    payments = [row.payment_fen for row in plan(loan)][:-1]
    assert not payments or max(payments) - min(payments) <= (1 if fits is Fits.TOTALS else 0)


@given(loans(), st.integers(1, 100))
@settings(max_examples=200, deadline=None)
def test_a_higher_rate_never_costs_less(loan, more):
    dearer = replace(loan, yearly_rate=loan.yearly_rate + Fraction(more, 10_000))
    assert total(plan(dearer), "payment_fen") >= total(plan(loan), "payment_fen") - len(plan(loan))


@given(loans(), st.integers(0, 400))
@settings(max_examples=200, deadline=None)
def test_a_change_of_nothing_changes_no_total(loan, days):
    """Looked at in the middle of a period, a loan promises the same principal and, but for roundings, the same interest."""
    loan = replace(loan, fits=Fits.TOTALS, amount_fen=loan.amount_fen + 1_000)
    rows = plan(loan)
    on = min(loan.drawn + timedelta(days=days), rows[-1].due - timedelta(days=1))
    again = plan(loan, [Change(on=on)])
    assert [row.due for row in again] == [row.due for row in rows]
    assert all(abs(now.payment_fen - then.payment_fen) <= 1 for now, then in zip(again, rows))


@st.composite
def changes(draw, loan):
    found = []
    for _ in range(draw(st.integers(1, 3))):
        terms = {
            "repaid_fen": draw(st.sampled_from([0, loan.amount_fen // 10])),
            "drawn_fen": draw(st.sampled_from([0, 0, loan.amount_fen // 20])),
            "yearly_rate": draw(st.sampled_from([None, Fraction("0.03"), Fraction("0.15")])),
        }
        if draw(st.booleans()):
            terms |= {"skips": draw(st.integers(0, 3)), "more": draw(st.integers(0, 3))}
        else:
            terms["keeps"] = Keeps.PAYMENT
        found.append(Change(on=loan.drawn + timedelta(days=draw(st.integers(0, 300))), **terms))
    return sorted(found, key=lambda change: change.on)


@given(loans(), st.data())
@settings(max_examples=300, deadline=None)
def test_whatever_changes_interest_is_that_of_every_night_and_all_is_paid_back(loan, data):
    loan = replace(loan, day_count=DayCount.ACTUAL_365, amount_fen=loan.amount_fen + 1_000_000)
    planned = data.draw(changes(loan))
    try:
        rows = plan(loan, planned)
    except ValueError:  # a change after the last instalment, or an instalment that would never end it
        reject()
    assert total(rows, "principal_fen") == loan.amount_fen
    assert rows[-1].balance_fen == 0 and all(row.balance_fen >= 0 for row in rows)
    exact, rate, owed = Fraction(0), loan.yearly_rate, loan.amount_fen
    for night in range((rows[-1].due - loan.drawn).days):
        today = loan.drawn + timedelta(days=night)
        rate = [loan.yearly_rate, *(c.yearly_rate for c in planned if c.yearly_rate is not None and c.on <= today)][-1]
        owed = [loan.amount_fen, *(row.balance_fen for row in rows if row.due <= today)][-1]
        exact += owed * rate / 365
    assert abs(total(rows, "interest_fen") - exact) <= len(rows) + exact / 10**5


# Known answers


def test_month_ends_come_back():
    rows = plan(replace(YEAR, drawn=date(2026, 12, 31), first_due=date(2027, 1, 31), instalments=4))
    assert [str(row.due) for row in rows] == ["2027-01-31", "2027-02-28", "2027-03-31", "2027-04-30"]
    assert plan(replace(YEAR, drawn=date(2027, 1, 31), first_due=date(2027, 2, 28)))[0].interest_fen == 12_000


@pytest.mark.parametrize(
    ("period", "interest_fen"),
    # 12,000 at 12 %: 1,440 a year
    [(Period.DAY, 395), (Period.WEEK, 2_769), (Period.HALF_MONTH, 6_000), (Period.MONTH, 12_000), (Period.QUARTER, 36_000)],
)
def test_a_period_is_its_share_of_the_year(period, interest_fen):
    loan = replace(YEAR, repays=Repays.INTEREST_FIRST, period=period, drawn=date(2026, 1, 5), first_due=date(2026, 2, 5))
    assert plan(loan)[1].interest_fen == interest_fen


@pytest.mark.parametrize(
    ("day_count", "interest_fen"),
    # 12,000 at 12 % from 20 January to 10 March 2028: 50 days in a leap year; a month and 19 days
    [
        (DayCount.ACTUAL_360, 20_000),
        (DayCount.ACTUAL_365, 19_726),
        (DayCount.ACTUAL_ACTUAL, 19_672),
        (DayCount.THIRTY_360, 20_000),
        (DayCount.BY_PERIOD, 19_600),
    ],
)
def test_an_odd_first_period(day_count, interest_fen):
    loan = replace(YEAR, drawn=date(2028, 1, 20), first_due=date(2028, 3, 10), day_count=day_count)
    rows = plan(loan)
    assert rows[0].interest_fen == interest_fen
    assert len({row.payment_fen for row in rows[:-1]}) == 1


def test_three_ways_in_which_whole_fen_fit():
    """100 in three payments without interest."""
    three = replace(YEAR, amount_fen=10_000, yearly_rate=Fraction(0), instalments=3)
    ways = {fits: [row.payment_fen for row in plan(replace(three, fits=fits))] for fits in Fits}
    assert ways == {"last_row": [3333, 3333, 3334], "smallest": [3334, 3334, 3332], "totals": [3333, 3334, 3333]}


def test_the_part_of_a_fen_that_is_left_for_the_last_row_is_never_paid_twice():
    """The totals, cut off, would have repaid 10,000.01 before a last instalment of less than a fen."""
    loan = replace(YEAR, amount_fen=1_000_000, yearly_rate=Fraction(1, 7), instalments=32, fee_rate=Fraction("0.088"))
    loan = replace(loan, period=Period.DAY, first_due=DRAWN + timedelta(days=1), rounding=Rounding.DOWN, fits=Fits.TOTALS)
    more = Change(on=DRAWN, drawn_fen=50_000, keeps=Keeps.PAYMENT)
    rows = plan(replace(loan, day_count=DayCount.ACTUAL_365), [Change(on=DRAWN, more=1), more, replace(more, repaid_fen=100_000)])
    assert min(row.balance_fen for row in rows) == 0 and total(rows, "principal_fen") == 1_000_000


def test_a_fen_less_than_the_smallest_leaves_something():
    """The exact instalment is 1,066.1854…; 1,066.18 twelve times would leave a few fen."""
    rows = plan(replace(YEAR, fits=Fits.SMALLEST))
    assert exact_level(1_200_000, [Fraction(1, 100)] * 12) > rows[0].payment_fen - 1
    assert 0 <= rows[-1].payment_fen <= rows[0].payment_fen == 106_619


FLAT = replace(YEAR, yearly_rate=Fraction(0), repays=Repays.EQUAL_PRINCIPAL, fee_rate=Fraction("0.0088"))


@pytest.mark.parametrize(
    ("falls", "fees"),
    [(FeeFalls.SPREAD, [880] * 12), (FeeFalls.FIRST, [10_560] + [0] * 11), (FeeFalls.DRAWN, [10_560])],
)
def test_a_flat_fee_is_spread_or_paid_up_front(falls, fees):
    """0.88 % of 12,000 is 105.60."""
    loan = replace(FLAT, fee_falls=falls)
    rows = plan(loan)
    assert [row.fee_fen for row in rows][: len(fees)] == fees
    assert total(rows, "fee_fen") == 10_560 and total(rows, "principal_fen") == 1_200_000
    assert rows[0].due == (DRAWN if falls is FeeFalls.DRAWN else loan.first_due)


def test_the_sooner_a_fee_is_paid_the_dearer_it_is():
    costs = [cost(replace(FLAT, fee_falls=falls)).nominal for falls in FeeFalls]
    assert costs == sorted(costs) and costs[0] < costs[-1]


@pytest.mark.parametrize(
    ("period", "first_due"),
    [
        (Period.WEEK, date(2026, 1, 17)),
        (Period.HALF_MONTH, date(2026, 1, 25)),
        (Period.MONTH, date(2026, 2, 10)),
        (Period.MONTH, date(2026, 2, 9)),
        (Period.MONTH, date(2026, 3, 25)),
        (Period.QUARTER, date(2026, 4, 10)),
    ],
)
def test_a_loan_without_fees_costs_its_rate(period, first_due):
    """But for an odd first period, which by interest has days of a 360th of a year and by cost days of a month's length."""
    assert cost(replace(HOUSE, instalments=24, period=period, first_due=first_due)).nominal == pytest.approx(0.049, abs=2e-4)


# Changes


def test_an_early_repayment_makes_the_loan_smaller_or_shorter():
    """After 12 of 360 instalments 100,000 are repaid: by the formula, what is left over 348 months, or at 5,307.27."""
    on = date(2027, 1, 10)
    left = plan(HOUSE)[11].balance_fen - 10_000_000
    smaller = plan(HOUSE, [Change(on=on, repaid_fen=10_000_000)])
    assert smaller[:12] == plan(HOUSE)[:12] and smaller[12][:4] == (on, 10_000_000, 10_000_000, 0)
    level = exact_level(left, [Fraction("0.049") / 12] * 348)
    assert len(smaller) == 361 and abs(smaller[13].payment_fen - level) <= Fraction(1, 2)
    shorter = plan(HOUSE, [Change(on=on, repaid_fen=10_000_000, keeps=Keeps.PAYMENT)])
    number = next(n for n in range(1, 348) if exact_level(left, [Fraction("0.049") / 12] * n) <= 530_727)
    assert len(shorter) == 13 + number
    assert {row.payment_fen for row in shorter[13:-1]} == {530_727} and 0 < shorter[-1].payment_fen <= 530_727
    assert total(shorter, "payment_fen") < total(smaller, "payment_fen")


def test_equal_principal_and_an_early_repayment_smaller_or_shorter():
    """K: 600,000 over 240 months is 2,500 each; 440,000 left after two years are 2,037.04 for 216 months, or 2,500 for 176."""
    loan = replace(HOUSE, amount_fen=60_000_000, yearly_rate=Fraction("0.042"), instalments=240, repays=Repays.EQUAL_PRINCIPAL)
    first, second, *_ = plan(loan)
    assert (first.payment_fen, second.payment_fen, total(plan(loan), "interest_fen")) == (460_000, 459_125, 25_305_000)
    early = Change(on=date(2028, 1, 10), repaid_fen=10_000_000)
    smaller, shorter = plan(loan, [early]), plan(loan, [replace(early, keeps=Keeps.PAYMENT)])
    assert (smaller[25].principal_fen, smaller[25].interest_fen, len(smaller)) == (203_704, 154_000, 1 + 240)
    assert (shorter[25].principal_fen, shorter[-1].principal_fen, len(shorter)) == (250_000, 250_000, 1 + 24 + 176)


def test_a_rate_repriced_each_january():
    """贷款市场报价利率, repriced on 1 January, due on the 20th, actual days over 360: each period's nights by hand, in fractions."""
    loan = replace(HOUSE, drawn=date(2023, 12, 20), first_due=date(2024, 1, 20), day_count=DayCount.ACTUAL_360)
    rates = {2023: Fraction("0.0465"), 2024: Fraction("0.042"), 2025: Fraction("0.036"), 2026: Fraction("0.035")}
    loan = replace(loan, yearly_rate=rates[2023], instalments=30)
    rows = plan(loan, [Change(on=date(year, 1, 1), yearly_rate=rates[year]) for year in (2024, 2025, 2026)])
    since, owed = loan.drawn, loan.amount_fen
    for row in rows:
        nights = [since + timedelta(days=number) for number in range((row.due - since).days)]
        exact = sum(owed * rates[night.year] / 360 for night in nights)
        assert abs(row.interest_fen - exact) <= Fraction(1, 2)
        since, owed = row.due, row.balance_fen
    for start in (0, 12, 24):
        assert len({row.payment_fen for row in rows[start : start + 12][:-1]}) <= 2
    assert (len(rows), owed) == (30, 0)


def test_a_new_rate_holds_from_its_day():
    """12,000 at 12 %, from the 25th at 6 %: 15 days of 4.00 and half a month of 2.00 a day, in all 90."""
    loan = replace(YEAR, repays=Repays.INTEREST_FIRST)
    rows = plan(loan, [Change(on=date(2026, 1, 25), yearly_rate=Fraction("0.06"))])
    assert [row.interest_fen for row in rows[:3]] == [9_000, 6_000, 6_000]


def test_on_a_due_date_a_new_rate_is_a_new_plan_for_what_is_left():
    rows = plan(HOUSE, [Change(on=date(2027, 1, 10), yearly_rate=Fraction("0.0395"))])
    rest = replace(HOUSE, amount_fen=rows[11].balance_fen, yearly_rate=Fraction("0.0395"), instalments=348)
    again = plan(replace(rest, drawn=date(2027, 1, 10), first_due=date(2027, 2, 10)))
    assert rows[12:] == again


def test_a_holiday_leaves_out_instalments_and_interest_runs_on():
    """12,000 at 1 % a month: three months' interest, 360, in the next instalment; twelve are still to come."""
    loan = replace(YEAR, repays=Repays.INTEREST_FIRST)
    rows = plan(loan, [Change(on=DRAWN, skips=2)])
    assert [str(row.due) for row in rows][::11] == ["2026-04-10", "2027-03-10"]
    assert [row.interest_fen for row in rows[:2]] == [36_000, 12_000]


def test_what_an_instalment_does_not_cover_is_added_to_the_principal():
    rows = plan(HOUSE, [Change(on=DRAWN, skips=2)])
    assert rows[0].principal_fen < 0 and rows[0].balance_fen > HOUSE.amount_fen
    assert total(rows, "principal_fen") == HOUSE.amount_fen and len(rows) == 360


def test_an_extension_follows_on_the_last_instalment_of_a_shortened_loan():
    shorter = Change(on=date(2026, 3, 10), repaid_fen=500_000, keeps=Keeps.PAYMENT)
    last = plan(YEAR, [shorter])[-1].due
    rows = plan(YEAR, [shorter, Change(on=date(2026, 4, 10), more=1)])
    assert (rows[-2].due, rows[-1].due) == (last, months_on(last, 1))


def test_an_extension_makes_instalments_smaller_and_more():
    rows = plan(YEAR, [Change(on=date(2026, 7, 10), more=6)])
    assert len(rows) == 18 and rows[6].payment_fen < rows[5].payment_fen


def test_drawn_and_repaid_at_will_with_interest_by_the_day():
    """K: 10,000 at 0.05 % a day: 10 days of 5, 4,000 repaid, 10 days of 3, 2,000 more drawn, the rest of the year 4 a day."""
    changes = [Change(on=date(2026, 1, 20), repaid_fen=400_000), Change(on=date(2026, 1, 30), drawn_fen=200_000)]
    repaid, drawn, end = plan(BULLET, changes)
    assert repaid.payment_fen == 400_000 and drawn.payment_fen == -200_000 and drawn.balance_fen == 800_000
    assert end.interest_fen == 10 * 500 + 10 * 300 + (end.due - date(2026, 1, 30)).days * 400
    assert end.principal_fen == 800_000


def test_a_fee_for_early_repayment_is_on_what_is_repaid():
    rows = plan(YEAR, [Change(on=date(2026, 7, 10), repaid_fen=100_000, fee_rate=Fraction("0.01"))])
    assert rows[6].payment_fen == 101_000 and rows[6].fee_fen == 1_000


def test_all_repaid_leaves_only_the_interest_so_far():
    rows = plan(YEAR, [Change(on=date(2026, 1, 20), repaid_fen=1_200_000)])
    assert total(rows, "payment_fen") == 1_200_000 + 4_000  # 10 days of 4.00


def test_all_repaid_with_an_instalment_leaves_no_row():
    rows = plan(YEAR)
    ended = plan(YEAR, [Change(on=rows[4].due, repaid_fen=rows[4].balance_fen)])
    assert ended[:5] == rows[:5] and ended[5:] == ((rows[4].due, rows[4].balance_fen, rows[4].balance_fen, 0, 0, 0),)


# Refusals


@pytest.mark.parametrize(
    ("terms", "says"),
    [
        ({"amount_fen": -1}, "whole number of fen"),
        ({"yearly_rate": 0.049}, "yearly_rate must be exact"),
        ({"yearly_rate": Fraction(-1)}, "yearly_rate must be 0 or more"),
        ({"drawn": "2026-01-10"}, "must be a date"),
        ({"first_due": DRAWN}, "must come after the day"),
        ({"instalments": 0}, "whole number from 1 to 1,200"),
        ({"instalments": 12.0}, "whole number from 1 to 1,200"),
        ({"repays": "sometimes"}, "repays must be one of level, equal_principal"),
        ({"fits": "somehow"}, "fits must be one of"),
        ({"fee_rate": Fraction(-1)}, "fee_rate must be 0 or more"),
    ],
)
def test_a_loan_says_what_is_wrong(terms, says):
    with pytest.raises(ValueError, match=says):
        replace(HOUSE, **terms)


@pytest.mark.parametrize(
    ("terms", "says"),
    [
        ({"repaid_fen": 100_000_001}, "1,000,000.00 yuan is left to repay; this was 1,000,000.01"),
        ({"on": date(2025, 1, 1)}, "A change of 2025-01-01 falls outside"),
        ({"on": date(2056, 1, 10)}, "A change of 2056-01-10 falls outside"),
        ({"more": -1}, "0 or more; this was -1"),
        ({"keeps": Keeps.PAYMENT, "more": 1}, "leave out the holiday"),
        ({"keeps": Keeps.PAYMENT, "yearly_rate": Fraction("0.2")}, "5,307.27 yuan each time this loan would not end"),
    ],
)
def test_a_change_says_what_is_wrong(terms, says):
    with pytest.raises(ValueError, match=says):
        plan(HOUSE, [Change(**{"on": date(2026, 1, 20)} | terms)])
