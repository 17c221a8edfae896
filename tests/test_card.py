"""Cards with a bill a month: known answers, each with where it stands. "K" marks a value worked out here by hand."""

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise

import pytest
from examples import compare, examples

from toolkit.models.account import growth, ledger, owed
from toolkit.models.card import average_daily_balance, in_instalments
from toolkit.models.contract import Account, Contract, MinimumBase, Payment, Purchase, Runs, monthly_bills
from toolkit.money import round_half_up

STATEMENT, DUE = date(2026, 4, 5), date(2026, 4, 23)
CARD = Contract(
    daily_rate=Fraction("0.0005"), runs=Runs.FULL_BILL, minimum_rate=Fraction("0.1"), settles_accrued=False
)


def card(*used: tuple[date, int], paid: tuple[tuple[date, int], ...] = (), contract: Contract = CARD) -> Account:
    purchases = (Purchase(posted=posted, amount_fen=amount_fen) for posted, amount_fen in used)
    payments = tuple(Payment(date=day, amount_fen=amount_fen) for day, amount_fen in paid)
    return Account(contract=contract, bills=monthly_bills(purchases, STATEMENT, DUE), payments=payments)


def minimums(account: Account, months: int) -> list[int]:
    """Found from outside: the fee is the whole of what is called for and not paid."""
    fee = replace(account.contract, late_fee_rate=Fraction(1))
    on = date(2026, 3 + months, 24)
    entries = ledger(replace(account, contract=fee), on)
    return [entry.amount_fen for entry in entries if entry.kind == "fee" and entry.date.day == 24]


class TestSeveralBills:
    def test_interest_of_a_bill_of_which_the_minimum_was_paid(self):
        """The banks' usual example: 1,000 x 0.05 % x 24 days + 900 x 0.05 % x 12 days = 17.40 on the next statement."""
        paid = card((date(2026, 3, 30), 1_000_00), paid=((DUE, 100_00),))
        assert owed(paid, DUE).charges_fen == 0
        assert owed(paid, date(2026, 5, 5)).interest_fen == 17_40

    def test_a_bill_paid_in_full_costs_nothing_and_the_next_is_its_own(self):
        """K: 2,000 of 10 April are on the bill of 5 May, due on 23 May, and bear 43 nights up to then and one more."""
        used = ((date(2026, 3, 30), 1_000_00), (date(2026, 4, 10), 2_000_00))
        paid = card(*used, paid=((DUE, 1_000_00),))
        looks = growth(paid, [date(2026, 5, 23), date(2026, 5, 24)])
        assert [look.interest_fen for look in looks] == [0, 44_00]

    def test_a_purchase_after_the_statement_is_not_billed_yet(self):
        """K: the first bill is unpaid and bears 25 nights of 0.50 up to 24 April; the purchase of 10 April nothing yet."""
        late = card((date(2026, 3, 30), 1_000_00), (date(2026, 4, 10), 2_000_00))
        assert owed(late, date(2026, 4, 24)).interest_fen == 12_50

    def test_the_oldest_bill_is_paid_first(self):
        """K: 900 carried; the statement of 5 May has 917.40 and 500 more. 917.40 leave the bill of May at 500."""
        used = ((date(2026, 3, 30), 1_000_00), (date(2026, 4, 20), 500_00))
        paid = card(*used, paid=((DUE, 100_00), (date(2026, 5, 5), 917_40)))
        left = owed(paid, date(2026, 5, 23))
        assert (left.principal_fen, left.charges_fen) == (500_00, 0)

    def test_interest_since_the_statement_is_on_the_next_one(self):
        """K: all of the statement of 5 May is paid on 15 May: ten nights of 900 at 0.05 % come on 5 June."""
        paid = card((date(2026, 3, 30), 1_000_00), paid=((DUE, 100_00), (date(2026, 5, 15), 917_40)))
        assert owed(paid, date(2026, 6, 5)).total_fen == 4_50

    def test_what_was_paid_too_much_waits_for_the_next_purchase(self):
        used = ((date(2026, 3, 30), 1_000_00), (date(2026, 4, 28), 500_00))
        assert owed(card(*used, paid=((DUE, 1_300_00),)), date(2026, 4, 28)).total_fen == 200_00


    def test_month_ends_and_a_leap_day_are_nights_like_others(self):
        """K: statements on 31 January and 29 February 2024. 1,000 for 36 nights and 500 for 32 at 0.05 %: 18 + 8."""
        used = (Purchase(posted=date(2024, 1, 15), amount_fen=1_000_00), Purchase(posted=date(2024, 1, 28), amount_fen=500_00))
        bills = monthly_bills(used, date(2024, 1, 31), date(2024, 2, 20))
        paid = Account(contract=CARD, bills=bills, payments=(Payment(date=date(2024, 2, 20), amount_fen=1_000_00),))
        assert [paid.cycle(number)[0].day for number in range(4)] == [31, 29, 31, 30]
        assert owed(paid, date(2024, 2, 29)).interest_fen == 26_00


class TestMinimum:
    def test_a_tenth_and_what_was_not_paid_before(self):
        """K: 100; then 90 of the other 900, and the 100; then 81."""
        free = replace(CARD, daily_rate=Fraction(0))
        assert minimums(card((STATEMENT, 1_000_00), contract=free), 3) == [100_00, 190_00, 271_00]

    @pytest.mark.parametrize(
        ("base", "second_fen"),
        [
            (MinimumBase.PRINCIPAL, 90_00),
            (MinimumBase.PRINCIPAL_PLUS_CHARGES, 90_00 + 17_40),
            (MinimumBase.BALANCE, 91_74),
        ],
    )
    def test_of_the_balance_before_or_after_interest(self, base, second_fen):
        """K: 100 of 1,000 paid in time; 900 and 17.40 of interest stand on the statement of 5 May."""
        contract = replace(CARD, minimum_base=base)
        assert minimums(card((date(2026, 3, 30), 1_000_00), paid=((DUE, 100_00),), contract=contract), 2) == [second_fen]

    def test_has_a_floor_and_is_never_more_than_the_balance(self):
        floor = replace(CARD, minimum_floor_fen=50_00)
        assert minimums(card((STATEMENT, 300_00), contract=floor), 1) == [50_00]
        assert minimums(card((STATEMENT, 40_00), contract=floor), 1) == [40_00]

    def test_an_instalment_is_called_for_in_full(self):
        """Huabei guides, 2022–2025: 10 % of the purchases and all of the instalments due. K: 70 + 300."""
        used = (
            Purchase(posted=STATEMENT, amount_fen=700_00),
            Purchase(posted=STATEMENT, amount_fen=300_00, in_full=True),
        )
        assert minimums(Account(contract=CARD, bills=monthly_bills(used, STATEMENT, DUE)), 1) == [370_00]


class TestTolerance:
    """China Banking Association, 《中国银行卡行业自律公约》 of 2013: 10 yuan short counts as paid in full."""

    CARD = replace(CARD, tolerance_fen=10_00, late_fee_rate=Fraction("0.05"))

    def test_ten_yuan_short_is_paid_in_full(self):
        paid = card((date(2026, 3, 30), 1_000_00), paid=((DUE, 990_00),), contract=self.CARD)
        left = owed(paid, date(2026, 5, 23))
        assert (left.principal_fen, left.charges_fen) == (10_00, 0)

    def test_a_fen_more_brings_all_back(self):
        """K: 24 nights of 0.50 and one of 10.01 at 0.05 %."""
        paid = card((date(2026, 3, 30), 1_000_00), paid=((DUE, 989_99),), contract=self.CARD)
        assert owed(paid, date(2026, 4, 24)).interest_fen == 12_01


class TestUnpaidPart:
    """差额计息: 1,000 of 30 March, of which 100 was paid in time: 900 x 0.05 % x 36 nights (K)."""

    CARD = replace(CARD, runs=Runs.UNPAID_PART)

    def test_only_what_was_not_paid_in_time_bears_interest_since_it_was_posted(self):
        paid = card((date(2026, 3, 30), 1_000_00), paid=((DUE, 100_00),), contract=self.CARD)
        assert [look.interest_fen for look in growth(paid, [DUE, date(2026, 5, 5)])] == [0, 16_20]

    def test_what_was_used_first_is_what_was_paid(self):
        """K: 500 of 30 March paid; 500 of 4 April bear 20 nights up to 24 April: 5.00."""
        used = ((date(2026, 3, 30), 500_00), (date(2026, 4, 4), 500_00))
        assert owed(card(*used, paid=((DUE, 500_00),), contract=self.CARD), date(2026, 4, 24)).interest_fen == 5_00


class TestDailyBalance:
    """The interest of the first cycle after a statement that is not paid in full, and what comes before it."""

    START, END = date(2023, 7, 6), date(2023, 8, 6)

    def account(self, runs, *used, opening, paid, days=31, monthly="0.012"):
        contract = Contract(daily_rate=Fraction(monthly) / days, runs=runs, settles_accrued=False)
        purchases = [Purchase(posted=self.START, amount_fen=opening)]
        purchases += [Purchase(posted=posted, amount_fen=amount_fen) for posted, amount_fen in used]
        bills = monthly_bills(purchases, self.START, date(2023, 7, 31))
        return Account(contract=contract, bills=bills, payments=(Payment(date=paid[0], amount_fen=paid[1]),))

    USED = ((date(2023, 7, 26), 35_64), (date(2023, 8, 4), 77_75))

    def test_of_what_is_carried_and_what_is_new(self):
        """wizedu.com, question 1583591: average 589.26, at 1.2 % a month 7.07, next balance 604.96. The year is ours."""
        paid = self.account(Runs.DAILY_BALANCE, *self.USED, opening=784_50, paid=(date(2023, 7, 15), 300_00))
        average = average_daily_balance(paid, self.START, date(2023, 8, 5))
        assert round(average) == 589_26
        assert (owed(paid, self.END).interest_fen, owed(paid, self.END).total_fen) == (7_07, 604_96)

    def test_without_new_purchases(self):
        """slideserve.com, Section 7-3, Dewey Duck: 170.93 on average, at 2 % 3.42, new balance 261.01.

        K: 194.85 less 44.85 paid after 14 of 30 days is that average. The dates are ours.
        """
        contract = Contract(daily_rate=Fraction("0.02") / 30, runs=Runs.DAILY_BALANCE_BILLED, settles_accrued=False)
        june = date(2023, 6, 6)
        purchases = [Purchase(posted=june, amount_fen=194_85)]
        new = ((9, 48_75), (20, 37_85), (25, 20_99))
        purchases += [Purchase(posted=date(2023, 6, day), amount_fen=fen) for day, fen in new]
        bills = monthly_bills(purchases, june, date(2023, 7, 1))
        paid = Account(contract=contract, bills=bills, payments=(Payment(date=date(2023, 6, 20), amount_fen=44_85),))
        assert (owed(paid, self.START).interest_fen, owed(paid, self.START).total_fen) == (3_42, 261_01)

    def test_of_a_cycle_of_29_days(self):
        """K: 10 days of 100, then 50 more for 9 and 90 less for 10: (1,000 + 1,350 + 600) / 29, at 1.45 %."""
        start = date(2024, 2, 1)
        bills = monthly_bills(
            (Purchase(posted=start, amount_fen=100_00), Purchase(posted=date(2024, 2, 11), amount_fen=50_00)), start, start
        )
        contract = Contract(daily_rate=Fraction("0.0145") / 29, runs=Runs.DAILY_BALANCE, settles_accrued=False)
        paid = Account(contract=contract, bills=bills, payments=(Payment(date=date(2024, 2, 20), amount_fen=90_00),))
        average = average_daily_balance(paid, start, date(2024, 2, 29))
        assert average == Fraction(10 * 100_00 + 9 * 150_00 + 10 * 60_00, 29)
        assert owed(paid, date(2024, 3, 1)).interest_fen == round(average * Fraction("0.0145"))

    def test_nothing_while_each_statement_is_paid_in_full(self):
        paid = self.account(Runs.DAILY_BALANCE, *self.USED, opening=784_50, paid=(date(2023, 7, 31), 784_50))
        assert owed(paid, date(2023, 8, 31)).charges_fen == 0

    def test_a_cycle_before_the_last_statement_is_never_charged(self):
        """K: 784.50 is paid in full; 113.39 of the statement of 6 August is not, and bears 26 nights from that day."""
        paid = self.account(Runs.DAILY_BALANCE, *self.USED, opening=784_50, paid=(date(2023, 7, 31), 784_50))
        assert owed(paid, date(2023, 9, 1)).interest_fen == round(113_39 * 0.012 / 31 * 26)


@pytest.mark.parametrize(
    ("given", "expected", "tolerance"), examples("card_interest_zh", lambda given: "interest_from" in given)
)
def test_published_card_interest(given, expected, tolerance):
    """A source that counts the last day too is looked at one day later, with nothing else happening in between."""
    posted, until = (date.fromisoformat(given[name]) for name in ("interest_from", "interest_until"))
    paid = [(date.fromisoformat(paid["date"]), paid["amount_fen"]) for paid in given["payments"]]
    runs = Runs.UNPAID_PART if given.get("basis") == "unpaid part only" else Runs.FULL_BILL
    contract = replace(CARD, daily_rate=Fraction(given["daily_rate"]), runs=runs)
    due = paid[0][0] if paid else posted
    used = Purchase(posted=posted, amount_fen=given["balance_fen"])
    bills = monthly_bills([used], min(posted + timedelta(days=6), due), due)
    payments = tuple(Payment(date=day, amount_fen=amount_fen) for day, amount_fen in paid)
    on = until + timedelta(days=given["last_day_counts"])
    charged = owed(Account(contract=contract, bills=bills, payments=payments), on)
    compare({"interest_fen": charged.interest_fen}, expected, tolerance)


@pytest.mark.parametrize(
    ("given", "expected", "tolerance"), examples("card_interest_zh", lambda given: "late_fee_rate" in given)
)
def test_published_late_fees(given, expected, tolerance):
    contract = replace(
        CARD, late_fee_rate=Fraction(given["late_fee_rate"]), late_fee_floor_fen=given["late_fee_floor_fen"]
    )
    late = card((STATEMENT, 10 * given["minimum_fen"]), paid=((DUE, given["paid_by_due_fen"]),), contract=contract)
    compare({"late_fee_fen": owed(late, date(2026, 4, 24)).fees_fen}, expected, tolerance)


@pytest.mark.parametrize(("given", "expected", "tolerance"), examples("average_daily_balance"))
def test_published_average_daily_balance(given, expected, tolerance):
    if "days_and_balances" in given:
        given = dated(given)
    start, end = (date.fromisoformat(given[name]) for name in ("cycle_start", "cycle_end"))
    events = [(date.fromisoformat(event["date"]), event["amount_cents"]) for event in given["events"]]
    opening = (start, given["opening_cents"])
    purchases = [Purchase(posted=day, amount_fen=cents) for day, cents in [opening, *events] if cents > 0]
    monthly_rate = Fraction(given.get("monthly_rate", "0"))
    contract = Contract(daily_rate=monthly_rate / (end - start).days, runs=Runs.DAILY_BALANCE, settles_accrued=False)
    account = Account(
        contract=contract,
        bills=monthly_bills(purchases, start, start),  # no source has a grace period
        payments=tuple(Payment(date=day, amount_fen=-cents) for day, cents in events if cents < 0),
    )
    average, then = average_daily_balance(account, start, end - timedelta(days=1)), owed(account, end)
    found = {
        "average_daily_balance_cents": round_half_up(average.numerator, average.denominator),
        "interest_cents": then.interest_fen,
        "closing_cents": then.total_fen,
    }
    compare(found, expected, tolerance)


def dated(given: dict) -> dict:
    """Days and balances as a cycle with a date for each change, from 6 June on; a month's rate is a twelfth."""
    days, balances = zip(*given["days_and_balances"])
    starts = [str(date(2023, 6, 6) + timedelta(days=sum(days[:number]))) for number in range(len(days) + 1)]
    changes = zip(starts[1:], (after - before for before, after in pairwise(balances)))
    return {
        "opening_cents": balances[0],
        "cycle_start": starts[0],
        "cycle_end": starts[-1],
        "events": [{"date": day, "amount_cents": cents} for day, cents in changes],
        "monthly_rate": Fraction(given["yearly_rate"]) / 12,
    }


def test_a_bill_in_instalments_is_called_for_in_full_with_its_fee():
    """K: 900 in three, fee 22.50: 300 and 7.50 on each of the next three statements, nothing on the first."""
    contract = replace(CARD, minimum_base=MinimumBase.PRINCIPAL_PLUS_CHARGES, daily_rate=Fraction(0))
    split = in_instalments(card((STATEMENT, 900_00), contract=contract), 0, 3, 22_50)
    assert minimums(split, 2) == [307_50]
    months = [date(2026, month, 5) for month in (4, 5, 6, 7)]
    assert [look.total_fen for look in growth(split, months)] == [0, 307_50, 615_00, 922_50]


@pytest.mark.parametrize(("number", "parts", "says"), [(1, 3, "no bill of that number"), (0, 0, "one instalment at least")])
def test_what_cannot_be_put_in_instalments(number, parts, says):
    with pytest.raises(ValueError, match=says):
        in_instalments(card((STATEMENT, 900_00)), number, parts, 0)
