"""The report's grid, against days counted one by one, the rule's own examples, and cases worked out by hand ("K")."""

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit import catalog
from toolkit.models.contract import Account, Bill, Contract, Payment, Purchase, Runs, months_on
from toolkit.models.record import (
    MONTHS,
    SYMBOLS,
    Kind,
    LoanClass,
    Record,
    loan_class,
    marks,
    month_end,
    repaired,
    reported,
    summary,
    typed_record,
)

LAST = date(2026, 10, 31)
DAY = timedelta(days=1)
FREE = {"daily_rate": Fraction(0)}


def loan(first_due: date, shares: int, *paid: tuple[date, int], share_fen: int = 100_00, **terms: object) -> Account:
    """Equal instalments without interest, so that what is owed can be counted on the fingers."""
    bills = tuple(
        Bill(
            purchases=(Purchase(posted=first_due - 30 * DAY, amount_fen=share_fen),),
            statement=months_on(first_due, number),
            due=months_on(first_due, number),
        )
        for number in range(shares)
    )
    payments = tuple(Payment(date=day, amount_fen=fen) for day, fen in paid)
    return Account(contract=Contract(runs=Runs.EVERY_DAY, **FREE, **terms), bills=bills, payments=payments)


def card(*paid: tuple[date, int], **terms: object) -> Account:
    """1,000 yuan on a statement of 5 January, due on the 25th; a tenth is called for each month."""
    bill = Bill(
        purchases=(Purchase(posted=date(2026, 1, 2), amount_fen=1_000_00),),
        statement=date(2026, 1, 5),
        due=date(2026, 1, 25),
    )
    contract = Contract(runs=Runs.FULL_BILL, minimum_rate=Fraction("0.1"), **FREE, **terms)
    return Account(contract=contract, bills=(bill,), payments=tuple(Payment(date=day, amount_fen=fen) for day, fen in paid))


def grid(record: Record) -> str:
    return record.symbols.lstrip("/")


# From an account


def test_a_loan_that_is_not_paid_any_more_goes_from_1_to_7_by_its_days():
    """K: due on 15 March; 16 days on 31 March, 46, 77, 107, 138, 168 and 199 days at the next month ends."""
    assert grid(reported(loan(date(2026, 3, 15), 1), Kind.LOAN, LAST)) == "*" + "12345677"


@pytest.mark.parametrize(
    ("due", "last", "symbols"),
    [
        # K: due on 30 January, one day late on the 31st, 29 days on 28 February and still 1; 60 days on 31 March
        (date(2023, 1, 30), date(2023, 3, 31), "*112"),
        # K: 2024 is a leap year: 30 days on 29 February; 61 days on 31 March
        (date(2024, 1, 30), date(2024, 3, 31), "*113"),
        # K: due on 31 July: nothing is past due on that day, and 31 days on 31 August, so the first number is a 2
        (date(2026, 7, 31), date(2026, 9, 30), "N23"),
        # K: due on 1 July: 30 days on the 31st, 61 on 31 August
        (date(2026, 7, 1), date(2026, 8, 31), "*13"),
    ],
)
def test_month_ends_and_leap_years_are_counted_to_the_day(due, last, symbols):
    assert grid(reported(loan(due, 2), Kind.LOAN, last)) == symbols
    typed_record(symbols, Kind.LOAN, last)


def test_paid_on_the_due_date_in_the_month_or_after_its_end():
    due = date(2026, 3, 10)
    paid = [(due, 100_00), (months_on(due, 1) + DAY, 100_00), (months_on(due, 2) + 15 * DAY, 100_00), (date(2026, 7, 2), 100_00), (date(2026, 7, 10), 100_00)]
    assert grid(reported(loan(due, 5, *paid), Kind.LOAN, date(2026, 9, 30))) == "*NMM1C  "


def test_grace_days_that_end_in_the_next_month_put_the_lateness_there():
    """K: due on 30 April with three grace days: late from 4 May on, paid on the 10th."""
    terms = {"grace_days": 3}
    assert grid(reported(loan(date(2026, 4, 30), 3, (date(2026, 5, 10), 100_00), **terms), Kind.LOAN, date(2026, 5, 31))) == "*NM"
    assert grid(reported(loan(date(2026, 4, 30), 3, (date(2026, 5, 3), 100_00), **terms), Kind.LOAN, date(2026, 5, 31))) == "*NN"


def test_a_card_counts_minimums_and_not_days():
    """K: 100.00 called, then 90.00 and 81.00 more. 190.00 on 1 April leaves the third alone, late by then; 1,000 is all."""
    assert grid(reported(card(), Kind.CARD, date(2026, 9, 30))) == "123456777"
    paid = reported(card((date(2026, 4, 1), 190_00), (date(2026, 5, 2), 1_000_00)), Kind.CARD, date(2026, 7, 31))
    assert (grid(paid), paid.overdue_fen[-7:]) == ("1232N**", (100_00, 190_00, 271_00, 81_00 + 72_90, 0, 0, 0))


def test_the_minimum_in_time_is_no_mark_and_an_hour_after_it_is():
    """Paying the minimum on time is no overdue mark (jybbw.net, 2023-05-29)."""
    assert grid(reported(card((date(2026, 1, 25), 100_00)), Kind.CARD, date(2026, 1, 31))) == "N"
    assert grid(reported(card((date(2026, 1, 25), 99_99)), Kind.CARD, date(2026, 1, 31))) == "1"
    assert grid(reported(card((date(2026, 1, 26), 100_00)), Kind.CARD, date(2026, 1, 31))) == "M"


def test_an_account_not_opened_yet_and_one_older_than_the_grid():
    assert reported(loan(date(2026, 3, 15), 1), Kind.LOAN, date(2025, 12, 31)).symbols == "/" * MONTHS
    old = loan(date(2018, 3, 15), 1)
    assert reported(old, Kind.LOAN, LAST).symbols == "7" * MONTHS


def counted(account: Account, last: date) -> str:
    """The same grid of a loan without interest, by walking from day to day with a list of what is unpaid."""
    unpaid, symbols, day = [[bill.due, bill.total_fen] for bill in account.bills], "", account.bills[0].purchases[0].posted
    asked = too_late = before = False
    while day <= last:
        late = [due for due, fen in unpaid if fen and day - due > account.contract.grace_days * DAY]
        too_late |= bool(late) and any(day - due == (account.contract.grace_days + 1) * DAY for due, _ in unpaid)
        asked |= any(due == day for due, _ in unpaid)
        left = sum(payment.amount_fen for payment in account.payments if payment.date == day)
        for bill in unpaid:
            taken = min(left, bill[1])
            bill[1] -= taken
            left -= taken
        late = [due for due in late if dict(unpaid)[due]]
        if (day + DAY).month != day.month:
            if symbols.endswith(("C", " ")):
                symbols += " "
            elif late:
                symbols += "1234567"[min(6, ((day - min(late)).days - 1) // 30)]
            elif not any(fen for _, fen in unpaid):
                symbols += "C"
            else:
                symbols += "M" if too_late else "N" if asked or before else "*"
            asked, too_late, before = False, False, bool(late)
        day += DAY
    return symbols


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_any_loan_agrees_with_the_count(data):
    first_due = date(2023, 1, 1) + data.draw(st.integers(0, 800)) * DAY
    grace_days, shares = data.draw(st.sampled_from([0, 0, 3, 10])), data.draw(st.integers(1, 12))
    days, amounts = st.integers(-20, 600), st.sampled_from([30_00, 100_00, 100_00, 200_00, 500_00])
    paid = data.draw(st.lists(st.tuples(days, amounts), max_size=15))
    after = st.sampled_from([0, 1, 2, grace_days, grace_days + 1])
    paid += [((months_on(first_due, number) - first_due).days + data.draw(after), 100_00) for number in range(data.draw(st.integers(0, shares)))]
    account = loan(first_due, shares, *((first_due + late * DAY, fen) for late, fen in sorted(paid)), grace_days=grace_days)
    last = month_end(first_due, data.draw(st.integers(0, 25)))
    record = reported(account, Kind.LOAN, last)
    assert grid(record) == counted(account, last)
    assert all(bool(fen) == (symbol in "1234567") for symbol, fen in zip(record.symbols, record.overdue_fen))
    typed_record(record.symbols.rstrip(), Kind.LOAN, month_end(last, -record.symbols.count(" ")))


# From symbols


def test_a_grid_of_every_symbol_can_be_typed_as_it_comes():
    typed = typed_record("／ ＊ n n m 1 2 3 n 1\n2 3 4 5 6 7 # b z d a a g", Kind.CARD, LAST)
    assert typed.symbols[-23:] == "/*NNM123N1234567#BZDAAG"
    assert set(typed.symbols) | {"C"} == set(SYMBOLS)


@pytest.mark.parametrize(
    ("text", "kind", "says"),
    [
        ("NNX", Kind.LOAN, "X is no symbol of the grid. There is: N * M 1 2"),
        ("", Kind.LOAN, "A grid has from 1 to 60 symbols, one for each month; this has 0."),
        ("N" * 61, Kind.CARD, "this has 61."),
        ("N3N", Kind.LOAN, "2026-09: 3 cannot follow N, since a month adds no more days past due than it has."),
        ("N12N4", Kind.LOAN, "2026-10: 4 cannot follow N"),
        ("N13", Kind.CARD, "2026-10: 3 cannot follow 1, since a month adds one missed minimum at most."),
        ("1A2A4", Kind.CARD, "2026-10: 4 cannot follow A"),
        ("N/N", Kind.LOAN, "2026-09: / stands only before the account is opened."),
        ("NCN", Kind.LOAN, "2026-10: nothing follows C, since the account has ended."),
        ("1*", Kind.CARD, "2026-10: * cannot follow 1, since it says that nothing was owed from before."),
        ("NA", Kind.LOAN, "2026-10: A is for cards only"),
    ],
)
def test_what_no_account_comes_to_is_refused_by_month(text, kind, says):
    with pytest.raises(ValueError) as refusal:
        typed_record(text, kind, LAST)
    assert says in str(refusal.value)


@pytest.mark.parametrize(("text", "kind"), [("3" + "N" * 59, Kind.CARD), ("N1#3", Kind.CARD), ("12321", Kind.CARD), ("N2", Kind.LOAN), ("B7", Kind.LOAN), ("1A23", Kind.CARD)])
def test_what_may_be_is_let_through(text, kind):
    """A full grid may begin anywhere; an unknown month or grace days may hide one; a part payment takes a number down."""
    assert grid(typed_record(text, kind, LAST)) == text


def test_a_record_ends_with_a_month_and_has_sixty():
    with pytest.raises(ValueError, match="A record ends with a month's last day; 2026-10-30 is none"):
        typed_record("N", Kind.LOAN, date(2026, 10, 30))
    with pytest.raises(ValueError, match="A record has 60 months"):
        Record(kind=Kind.LOAN, last=LAST, symbols="N")


def test_months_later_the_oldest_are_gone_and_what_has_ended_stays_ended():
    record = typed_record("1" + "N" * 59, Kind.LOAN, LAST, 500_00).then("M")
    assert (record.symbols, record.last, sum(record.overdue_fen)) == ("N" * 59 + "M", date(2026, 11, 30), 0)
    assert grid(typed_record("NNC", Kind.LOAN, LAST).then("NN")) == "NNC  "


# What it comes to


def test_a_summary_of_two_accounts():
    grids = typed_record("N1N1234N", Kind.LOAN, LAST, 800_00), typed_record("NM1", Kind.CARD, LAST, 90_00)
    told = summary([*grids, typed_record("NNN", Kind.CARD, LAST)])
    assert (told.accounts, told.accounts_over_90_days, told.months, told.longest) == (2, 1, 6, 4)
    assert (told.highest_fen, told.overdue_fen) == (800_00, 90_00)


def test_a_mark_leaves_five_years_after_its_end_and_an_unpaid_debt_never():
    """Regulation on Credit Reporting, article 16: five years from the day on which the bad behaviour ends."""
    paid, open_ = marks(typed_record("N12N12", Kind.CARD, date(2026, 6, 30)))
    assert (paid.symbols, paid.first, paid.last, paid.ended, paid.leaves) == ("12", date(2026, 2, 28), date(2026, 3, 31), date(2026, 4, 30), date(2031, 4, 30))
    assert (open_.ended, open_.leaves) == (None, None)
    unpaid = typed_record("1234567" + "7" * 53, Kind.LOAN, LAST)
    assert [mark.leaves for mark in marks(unpaid.then("7" * 600))] == [None]


def test_a_mark_stays_in_the_grid_until_it_may_leave():
    record = typed_record("N12N", Kind.CARD, LAST)
    (mark,) = marks(record)
    assert record.then("N" * 57).symbols.count("2") == 1
    assert "2" not in record.then("N" * 59).symbols
    assert mark.leaves == month_end(LAST, 60)


def test_an_unknown_month_does_not_end_a_mark_and_another_end_does():
    assert [(mark.symbols, mark.ended) for mark in marks(typed_record("N1#2#", Kind.CARD, LAST))] == [("1#2", None)]
    assert [mark.ended for mark in marks(typed_record("N12G", Kind.CARD, LAST))] == [LAST]


CLASSES = [
    # Order [2023] No. 1: overdue at least special mention, over 90 days substandard, over 270 doubtful, over 360 loss
    *[("general", days, grade) for days, grade in [(0, "normal"), (1, "special_mention"), (90, "special_mention"), (91, "substandard")]],
    *[("general", days, grade) for days, grade in [(270, "substandard"), (271, "doubtful"), (360, "doubtful"), (361, "loss")]],
    # Card measures of 2011, article 92: 1 to 90, 91 to 120, 121 to 180, more than 180 days
    *[("card", days, grade) for days, grade in [(0, "normal"), (1, "special_mention"), (90, "special_mention"), (91, "substandard")]],
    *[("card", days, grade) for days, grade in [(120, "substandard"), (121, "doubtful"), (180, "doubtful"), (181, "loss")]],
]


@pytest.mark.parametrize(("rule", "days", "grade"), CLASSES)
def test_five_classes_by_days(rule, days, grade):
    assert loan_class(days, catalog.class_rules()[rule].from_days) is LoanClass(grade)


def test_days_past_due_are_whole():
    with pytest.raises(ValueError, match="whole number, 0 or more"):
        loan_class(-1, {LoanClass.NORMAL: 0})


class TestRepair:
    """The notice of 2025-12-22: each item up to 10,000 yuan, of 2020 to 2025, if all is repaid by 2026-03-31."""

    REPAIR = catalog.repairs()["once_2025"].repair

    def hidden(self, text: str, last: date, on: date, overdue_fen: int = 10_000_00) -> str:
        record = typed_record(text, Kind.CARD, last, overdue_fen)
        return grid(repaired(record.then("N" * (12 * (on.year - last.year) + on.month - last.month)), self.REPAIR))

    def test_repaid_by_november_it_is_hidden_from_january(self):
        assert self.hidden("N12N", date(2025, 11, 30), date(2025, 12, 31)) == "N12NN"
        assert self.hidden("N12N", date(2025, 11, 30), date(2026, 1, 31)) == "NNNNNN"

    def test_repaid_later_it_is_hidden_by_the_end_of_the_next_month(self):
        assert self.hidden("N1N", date(2026, 1, 31), date(2026, 1, 31)) == "N1N"
        assert self.hidden("N1N", date(2026, 1, 31), date(2026, 2, 28)) == "NNNN"

    @pytest.mark.parametrize(
        ("text", "last", "overdue_fen"),
        [
            ("N1N", date(2026, 4, 30), 100_00),  # repaid after the last day
            ("N1N", date(2025, 6, 30), 10_000_01),  # too much
            ("N1N", date(2025, 6, 30), 0),  # no overdue amount, no item
            ("N11", date(2026, 3, 31), 100_00),  # not repaid
            ("N1G", date(2025, 6, 30), 100_00),  # ended, but not by paying
        ],
    )
    def test_what_stays(self, text, last, overdue_fen):
        assert "1" in self.hidden(text, last, date(2026, 6, 30), overdue_fen)

    def test_months_of_2026_stay_beside_those_of_2025(self):
        assert self.hidden("N123N", date(2026, 3, 31), date(2026, 4, 30)) == "NN" + "23NN"

    def test_months_before_the_first_stay(self):
        record = typed_record("N123N", Kind.CARD, date(2025, 6, 30), 100_00).then("N" * 8)
        assert grid(repaired(record, replace(self.REPAIR, first=date(2025, 4, 1)))).startswith("N1NNN")

    def test_the_amount_goes_with_the_symbol(self):
        record = typed_record("N1N", Kind.CARD, date(2025, 6, 30), 100_00).then("N" * 8)
        assert sum(repaired(record, self.REPAIR).overdue_fen) == 0


# What data/ says


def test_every_symbol_has_its_meaning():
    assert "".join(catalog.record_symbols()) == SYMBOLS


def test_a_fact_says_how_sure_it_is():
    facts = catalog.record_facts()
    assert "article 16, in force from 2013-03-15" in facts["retention"].sentence()
    assert facts["query"].sentence().endswith("(Reported, as of 2020-11-25.)")
    assert facts["query_limit"].sentence().endswith("(Our teaching assumption.)")
    assert "at most 10,000 yuan" in catalog.repairs()["once_2025"].sentence()
