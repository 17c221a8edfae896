"""How long a payment takes and what it comes to, held to a month-by-month walk in fractions and to the plan of a loan."""

from datetime import date
from fractions import Fraction
from itertools import islice
from math import ceil, floor

import pytest
from examples import compare, examples
from hypothesis import given
from hypothesis import strategies as st

from toolkit.models.contract import Minimum, MinimumBase
from toolkit.models.loan import Fits, Loan, plan
from toolkit.models.payoff import month_by_month, payment_that_clears, payoff
from toolkit.models.rates import nper

BALANCES = st.integers(1, 5_000_000)
YEARLY = st.integers(0, 600).map(lambda n: Fraction(n, 1000))


def walk(balance: int, yearly_rate: Fraction, payment: int, most: int = 400) -> tuple[int | None, int | None]:
    paid = 0
    for month in range(1, most + 1):
        balance += floor(balance * yearly_rate / 12 + Fraction(1, 2))
        paid += min(payment, balance)
        balance -= min(payment, balance)
        if not balance:
            return month, paid
    return None, None


@given(BALANCES, YEARLY, st.integers(1, 500_000))
def test_months_and_total_are_those_of_the_walk(balance, yearly_rate, payment):
    ends, (months, paid) = payoff(balance, yearly_rate, payment), walk(balance, yearly_rate, payment)
    if months is None:
        assert ends.months is None or ends.months > 400
    else:
        assert (ends.months, ends.total_fen) == (months, paid)


def a_month(balance: int, yearly_rate: Fraction, rule: Minimum, first: bool, plus: int, spent: int) -> tuple[int, int]:
    """Payment and what is left of it, as a statement would be made out by hand."""

    def half_up(exact: Fraction) -> int:
        return floor(exact + Fraction(1, 2))

    before = 0 if first else half_up(balance * yearly_rate / 12)
    of = {"principal": balance + spent, "principal_plus_charges": balance + spent, "balance": balance + spent + before}
    least = half_up(rule.rate * of[rule.base]) + (before if rule.base == "principal_plus_charges" else 0)
    paid = min(max(least, rule.floor_fen) + plus, balance + spent + before)
    left = balance + spent + before - paid
    return paid, left + half_up(left * yearly_rate / 12) * first


RULES = st.builds(
    Minimum,
    rate=st.integers(0, 200).map(lambda n: Fraction(n, 1000)),
    base=st.sampled_from(MinimumBase),
    floor_fen=st.sampled_from([0, 1_000, 10_000]),
)


@given(BALANCES, YEARLY, RULES, st.booleans(), st.sampled_from([0, 0, 5_000]), st.sampled_from([0, 0, 30_000]))
def test_each_month_is_what_it_is_by_hand(balance, yearly_rate, rule, first, plus, spent):
    months = list(
        islice(month_by_month(balance, yearly_rate, rule, pays_first=first, plus_fen=plus, spent_fen=spent), 200)
    )
    for month in months:
        paid, left = a_month(balance, yearly_rate, rule, first, plus, spent)
        assert (month.paid_fen, month.left_fen) == (paid, left)
        assert month.interest_fen == left - balance - spent + paid
        fell, balance = left < balance, left
    assert len(months) == 200 or not balance or (not fell and a_month(balance, yearly_rate, rule, first, plus, spent)[1] >= balance)


@given(BALANCES, st.integers(0, 600).map(lambda n: Fraction(n, 1000)), st.booleans())
def test_never_comes_with_the_smallest_payment_that_would_do(balance, yearly_rate, first):
    enough = payoff(balance, yearly_rate, 0, pays_first=first).enough_fen
    assert payoff(balance, yearly_rate, enough, pays_first=first).months is not None
    assert payoff(balance, yearly_rate, enough - 1, pays_first=first).months is None


@pytest.mark.parametrize(
    ("balance", "yearly_rate", "payment"),
    [(3_000_00, "0.18", 75_00), (8_000_00, "0.1825", 200_00), (12_000_00, "0.24", 600_00), (50_000_00, "0.0599", 966_00)],
)
def test_months_are_the_periods_of_a_spreadsheet_rounded_up(balance, yearly_rate, payment):
    periods = nper(float(Fraction(yearly_rate)) / 12, -payment, balance)
    assert payoff(balance, Fraction(yearly_rate), payment).months == ceil(periods)


def test_36_months_as_american_statements_must_show():
    """12 CFR 1026.7(b)(12)(i)(F): the payment that repays the balance in 36 months. By the annuity formula 108.4572."""
    assert payment_that_clears(3_000_00, Fraction("0.18"), 36) == 108_46


def test_a_share_paid_first_leaves_the_same_part_each_month():
    """K: 98 % of what is owed, and 1.5 % of that: 0.9947 to the power of 24 of 2,000."""
    months = list(islice(month_by_month(2_000_00, Fraction("0.18"), Minimum(rate=Fraction("0.02")), pays_first=True), 24))
    assert abs(months[-1].left_fen - 2_000_00 * 0.98**24 * 1.015**24) <= 24


@given(BALANCES, YEARLY, st.integers(1, 60), st.booleans())
def test_a_fen_less_than_what_clears_does_not_clear(balance, yearly_rate, months, first):
    payment = payment_that_clears(balance, yearly_rate, months, pays_first=first)
    for paid, clears in ((payment, True), (payment - 1, False)):
        left = balance
        for _ in range(months):
            left = a_month(left, yearly_rate, Minimum(floor_fen=paid), first, 0, 0)[1]
        assert (left == 0) is clears


@given(BALANCES, YEARLY, st.integers(1, 60))
def test_the_payment_that_clears_is_the_smallest_instalment_of_a_loan(balance, yearly_rate, months):
    loan = Loan(
        amount_fen=balance,
        yearly_rate=yearly_rate,
        drawn=date(2026, 1, 10),
        first_due=date(2026, 2, 10),
        instalments=months,
        fits=Fits.SMALLEST,
    )
    payment = payment_that_clears(balance, yearly_rate, months)
    assert payment == plan(loan)[0].payment_fen
    assert walk(balance, yearly_rate, payment - 1, months) == (None, None)


def test_a_rate_may_be_a_whole_number():
    assert payoff(100, 0, 30).months == 4 and payoff(100, 1, 30).months == payoff(100, Fraction(1), 30).months


def test_nothing_owed_takes_no_month():
    assert payoff(0, Fraction("0.18"), 0).months == 0 == payment_that_clears(0, Fraction("0.18"), 3)


def test_a_large_debt_without_interest_is_no_long_walk():
    assert payoff(10**15, Fraction(0), 1).months == 10**15


@pytest.mark.parametrize(
    ("call", "says"),
    [
        (lambda: payoff(-1, Fraction("0.18"), 100), "whole number of fen"),
        (lambda: payoff(100, 0.18, 100), "yearly_rate must be exact"),
        (lambda: payment_that_clears(100, Fraction("0.18"), 0), "at least one month"),
    ],
)
def test_bad_input_is_said(call, says):
    with pytest.raises(ValueError, match=says):
        call()


@pytest.mark.parametrize(("told", "expected", "tolerance"), examples("payoff"))
def test_published_payoffs(told, expected, tolerance):
    ends = payoff(told["balance_cents"], Fraction(told["yearly_rate"]), told["payment_cents"])
    compare({"months": ends.months}, expected, tolerance)


@pytest.mark.parametrize(
    ("told", "expected", "tolerance"), examples("minimum_payment", lambda told: "minimum_percent" in told)
)
def test_published_minimum_payments(told, expected, tolerance):
    yearly = Fraction(told["yearly_rate"]) if "yearly_rate" in told else 12 * Fraction(told["monthly_rate"])
    rule = Minimum(rate=Fraction(told["minimum_percent"]), floor_fen=told["minimum_floor_cents"])
    walked = month_by_month(told["balance_cents"], yearly, rule, pays_first=told.get("pays_first", False))
    months = list(islice(walked, told.get("months")))
    found = {
        "months": len(months),
        "payments": len(months),
        "total_paid_cents": sum(month.paid_fen for month in months),
        "balance_after_cents": months[-1].left_fen,
        "second_bill_cents": months[0].left_fen,
        "third_bill_cents": months[1].left_fen,
        "fifth_bill_cents": months[3].left_fen,
    }
    compare(found, expected, tolerance)


@pytest.mark.parametrize(
    ("told", "expected", "tolerance"), examples("minimum_payment", lambda told: "payment_step_cents" in told)
)
def test_published_payments_that_clear(told, expected, tolerance):
    step, terms = told["payment_step_cents"], (told["balance_cents"], Fraction(told["yearly_rate"]), told["months"])
    payment = payment_that_clears(*terms, pays_first=told["pays_first"])
    compare({"payment_cents": ceil(Fraction(payment, step)) * step}, expected, tolerance)


def test_never_is_an_answer_and_names_a_payment_that_works():
    """K: 10,000 at 18 % bears 150 a month; the minimum of 1 % is 100."""
    terms = 10_000_00, Fraction("0.18")
    assert payoff(*terms, Minimum(rate=Fraction("0.01"))).months is None
    enough = payoff(*terms, Minimum(rate=Fraction("0.01"))).enough_fen
    assert enough == 150_01
    assert payoff(*terms, Minimum(floor_fen=enough)).months
    assert payoff(*terms, Minimum(floor_fen=enough - 1)).months is None


def test_interest_in_full_and_one_percent():
    """K: 1 % of what is borrowed and the interest: each month a hundredth less, whatever the rate."""
    rule = Minimum(rate=Fraction("0.01"), base=MinimumBase.PRINCIPAL_PLUS_CHARGES)
    months = month_by_month(1_000_00, Fraction("0.24"), rule)
    assert [next(months).left_fen for _ in range(3)] == [990_00, 980_10, 970_30]
