"""Known answers, each with where it stands; and the rules that no number shows.

"K" marks a value worked out by hand here, in the open, from the rule that is named.
"""

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

import pytest

from toolkit.models.account import PastDue, growth, ledger, owed, past_due
from toolkit.models.contract import (
    Account,
    Bill,
    Compounding,
    Contract,
    LateBase,
    Payment,
    Purchase,
    Rounds,
    Runs,
    months_on,
)

DUE = date(2026, 3, 10)

HUABEI = Contract(daily_rate=Fraction("0.0005"), runs=Runs.LATE_DAYS)
CARD = Contract(
    daily_rate=Fraction("0.0005"),
    runs=Runs.FULL_BILL,
    minimum_rate=Fraction("0.1"),
    late_fee_rate=Fraction("0.05"),
)
LOAN = Contract(daily_rate=Fraction("0.0004"), runs=Runs.EVERY_DAY, late_multiple=Fraction("1.5"))


def day(late: int) -> date:
    return DUE + timedelta(days=late)


def bill(amount_fen: int, *, posted: int = 44, statement: int = 20, minimum_fen: int | None = None) -> Bill:
    return Bill(
        purchases=(Purchase(posted=day(-posted), amount_fen=amount_fen),),
        statement=day(-statement),
        due=DUE,
        minimum_fen=amount_fen // 10 if minimum_fen is None else minimum_fen,
    )


def account(contract: Contract, amount_fen: int, *paid: tuple[int, int], **terms: int) -> Account:
    payments = tuple(Payment(date=day(late), amount_fen=amount) for late, amount in paid)
    return Account(contract=contract, bills=(bill(amount_fen, **terms),), payments=payments)


def loan(contract: Contract, *shares_fen: int, paid: tuple[tuple[int, int], ...] = ()) -> Account:
    bills = tuple(
        Bill(
            purchases=(Purchase(posted=day(-30), amount_fen=share),),
            statement=months_on(DUE, number),
            due=months_on(DUE, number),
            minimum_fen=0,
        )
        for number, share in enumerate(shares_fen)
    )
    payments = tuple(Payment(date=day(late), amount_fen=amount) for late, amount in paid)
    return Account(contract=contract, bills=bills, payments=payments)


class TestPublished:
    def test_5000_at_half_a_permille_for_4_days_is_10(self):
        """Card and bill guides on Huabei, 2019–2024: 5,000 x 0.05 % x 4 days = 10 yuan."""
        assert owed(account(HUABEI, 500_000), day(4)).penalty_fen == 10_00

    def test_900_unpaid_costs_45_fen_a_day(self):
        """Press on Huabei's minimum payment, 2023-05: 900 x 0.05 % = 0.45 yuan a day, from the day after the due date."""
        minimum_paid = account(HUABEI, 100_000, (-1, 10_000))
        costs = [owed(minimum_paid, day(late)).penalty_fen for late in range(4)]
        assert costs == [0, 45, 90, 135]

    def test_bill_of_10000_with_300_of_its_minimum_paid_costs_a_fee_of_35(self):
        """Press on card late fees, 2019–2024: (1,000 - 300) x 5 % = 35 yuan."""
        assert owed(account(CARD, 1_000_000, (0, 30_000)), day(1)).fees_fen == 35_00

    def test_multiple_replaces_the_contract_rate(self):
        """Weilidai guides, 2022–2025: 50 % more on overdue principal, so 1.5 times in all. K: 10,000 x 0.04 % x 1.5 x 30."""
        assert owed(loan(LOAN, 1_000_000), day(30)).penalty_fen == 180_00

    def test_whole_bill_bears_interest_from_the_posting_date(self):
        """银发〔2016〕111号 leaves the method to the issuer; press of 2023-02: from posting to repayment at 0.05 % a day.

        K: 5,000 x 0.05 % x (44 + 1) = 112.50; the fee is 5 % of the minimum of 500.
        """
        late = owed(account(CARD, 500_000), day(1))
        assert (late.interest_fen, late.fees_fen) == (112_50, 25_00)

    def test_minimum_grows_and_so_does_the_fee_of_each_bill(self):
        """K: minimum n = 10,000 x (1 - 0.9^n): what is overdue, and 10 % of the rest. Fees 5 % of each, 891 in all."""
        free = replace(CARD, daily_rate=Fraction(0))
        fees = [entry.amount_fen for entry in ledger(account(free, 1_000_000), day(180)) if entry.kind == "fee"]
        assert fees == [50_00, 95_00, 135_50, 171_95, 204_76, 234_28]
        assert round(sum(fees) / 100) == 891


class TestRounding:
    def test_rounded_once_when_posted(self):
        """K: 110 x 0.05 % is 5.5 fen a day; 30 days are 1.65 yuan."""
        assert owed(account(HUABEI, 11_000), day(30)).penalty_fen == 1_65

    def test_rounded_every_day(self):
        """K: 5.5 fen is 6 fen each day; 30 days are 1.80 yuan."""
        assert owed(account(replace(HUABEI, rounds=Rounds.DAILY), 11_000), day(30)).penalty_fen == 1_80

    def test_looking_changes_nothing(self):
        late = account(HUABEI, 11_001)
        every_day = growth(late, [day(n) for n in range(61)])
        assert every_day[-1] == owed(late, day(60))

    def test_days_come_back_in_the_order_asked(self):
        late = account(HUABEI, 500_000)
        assert [look.penalty_fen for look in growth(late, [day(4), day(0), day(4)])] == [10_00, 0, 10_00]


class TestGraceDays:
    CARD = replace(CARD, grace_days=3)

    @pytest.mark.parametrize("late", range(4))
    def test_nothing_within_them(self, late):
        assert owed(account(self.CARD, 500_000), day(late)).charges_fen == 0

    def test_after_them_every_day_counts(self):
        """K: 5,000 x 0.05 % x (44 + 4) = 120.00, and the fee."""
        late = owed(account(self.CARD, 500_000), day(4))
        assert (late.interest_fen, late.fees_fen) == (120_00, 25_00)

    def test_paid_in_full_on_the_last_of_them_costs_nothing(self):
        assert owed(account(self.CARD, 500_000, (3, 500_000)), day(400)).total_fen == 0

    def test_one_fen_short_brings_all_back(self):
        """K: 5,000 for 47 nights is 117.50; then 1 fen."""
        assert owed(account(self.CARD, 500_000, (3, 499_999)), day(4)).interest_fen == 117_50

    def test_interest_on_interest_waits_for_them_too(self):
        """K: the instalment is 10,000 and 30 days of 0.04 %, 120.00; paid in full on day 2, nothing is left."""
        compounds = replace(LOAN, grace_days=3, compounding=Compounding.MONTHLY)
        assert owed(loan(compounds, 1_000_000, paid=((2, 1_012_000),)), day(300)).total_fen == 0
        assert owed(loan(compounds, 1_000_000), day(3)).compound_fen == 0
        # On day 4 the four nights since the due date count: 120 x 0.06 % x 4 = 0.288.
        assert owed(loan(compounds, 1_000_000), day(4)).compound_fen == 29

    def test_may_end_after_the_next_statement(self):
        """K: statement 20 February, due 17 March, 3 grace days: lapse on the 21st, after the statement of the 20th.

        The fee is on the first minimum alone: 5 % of 500. 29 days from 20 February, on 5,000 at 0.05 %: 72.50.
        """
        purchase = Purchase(posted=date(2026, 2, 20), amount_fen=500_000)
        used = Bill(purchases=(purchase,), statement=date(2026, 2, 20), due=date(2026, 3, 17), minimum_fen=50_000)
        late = owed(Account(contract=replace(self.CARD, grace_days=3), bills=(used,)), date(2026, 3, 21))
        assert (late.fees_fen, late.interest_fen) == (25_00, 72_50)

    def test_count_for_a_bill_by_late_days_too(self):
        late = account(replace(HUABEI, grace_days=2), 500_000)
        assert [look.penalty_fen for look in growth(late, [day(2), day(3)])] == [0, 7_50]


class TestLoan:
    def test_what_is_not_due_keeps_the_contract_rate(self):
        """K: 30 days of 0.04 % on 3,000 are 36.00; then 10 days: 1,000 x 0.06 % = 6.00 and 2,000 x 0.04 % = 8.00."""
        late = owed(loan(LOAN, 100_000, 100_000, 100_000), day(10))
        assert (late.interest_fen, late.penalty_fen) == (36_00 + 8_00, 6_00)

    def test_may_be_paid_back_before_it_is_due(self):
        """Civil Code art. 677: interest for the actual days. K: 20 days of 0.04 % on 5,000 are 40.00."""
        assert owed(loan(LOAN, 500_000, paid=((-10, 504_000),)), day(100)).total_fen == 0
        assert owed(loan(LOAN, 500_000, paid=((-10, 503_999),)), day(-10)).total_fen == 1

    def test_a_contract_that_rounds_daily_rounds_the_sum_of_what_is_not_due(self):
        """K: 1,200 at 0.045 % is 0.54 a day, 16.20 in 30 days, in one instalment or in twelve."""
        daily = replace(LOAN, daily_rate=Fraction("0.00045"), rounds=Rounds.DAILY)
        assert owed(loan(daily, *[10_000] * 12), DUE).interest_fen == owed(loan(daily, 120_000), DUE).interest_fen == 16_20

    def test_whole_balance_may_fall_due(self):
        """K: the first night is before the lapse, 2,000 x 0.04 % = 0.80; nine nights of 3,000 and one of 1,000 at 0.06 %."""
        late = owed(loan(replace(LOAN, whole_balance_due=True), 100_000, 100_000, 100_000), day(10))
        assert (late.interest_fen, late.penalty_fen) == (36_00 + 80, 9 * 1_80 + 60)

    def test_late_rate_on_principal_and_interest(self):
        """K: the instalment is 10,000 and 120.00 of interest; 10,120 x 0.06 % x 10 = 60.72."""
        both = replace(LOAN, late_base=LateBase.PRINCIPAL_AND_INTEREST)
        assert owed(loan(both, 1_000_000), day(10)).penalty_fen == 60_72

    def test_interest_in_the_late_base_is_not_charged_twice(self):
        both = replace(LOAN, late_base=LateBase.PRINCIPAL_AND_INTEREST, compounding=Compounding.MONTHLY)
        assert owed(loan(both, 1_000_000), day(300)).compound_fen == 0


class TestCompounding:
    def test_posted_interest_bears_interest_from_the_next_statement(self):
        """K: statement on 18 March, day 8: 5,000 x 0.05 % x 52 = 130.00; 130 x 0.05 % x 22 nights to day 30 = 1.43."""
        monthly = replace(CARD, compounding=Compounding.MONTHLY)
        assert owed(account(monthly, 500_000), day(30)).compound_fen == 1_43

    def test_fees_never_bear_interest(self):
        """银发〔2016〕111号 art. 3."""
        dear = replace(CARD, compounding=Compounding.MONTHLY, late_fee_rate=Fraction(1))
        cheap = replace(dear, late_fee_rate=Fraction(0))
        dear, cheap = (owed(account(contract, 500_000), day(400)) for contract in (dear, cheap))
        assert dear.fees_fen > cheap.fees_fen == 0
        assert (dear.interest_fen, dear.compound_fen) == (cheap.interest_fen, cheap.compound_fen)

    def test_penalty_only_by_its_own_switch(self):
        """K: statement on 1 April, day 22: 5,000 x 0.05 % x 22 = 55.00; 55 x 0.05 % x 8 nights = 0.22."""
        monthly = replace(HUABEI, compounding=Compounding.MONTHLY)
        assert owed(account(monthly, 500_000, statement=9), day(30)).compound_fen == 0
        both = replace(monthly, compounds_penalty=True)
        assert owed(account(both, 500_000, statement=9), day(30)).compound_fen == 22

    def test_daily(self):
        """K: 1,000,000 yuan at 0.1 % a day: 1,000 each night, and 1.00 more for each 1,000 already there."""
        daily = Contract(
            daily_rate=Fraction("0.001"),
            runs=Runs.LATE_DAYS,
            compounding=Compounding.DAILY,
            compounds_penalty=True,
        )
        late = account(daily, 100_000_000)
        assert [look.compound_fen for look in growth(late, [day(1), day(2), day(3)])] == [0, 1_00, 1_00 + 2_00]


class TestPayments:
    def test_costs_then_interest_then_principal(self):
        """Civil Code art. 561. K: fee 25.00, interest 120.00 (48 nights), 5.00 left for the principal."""
        paid = account(replace(CARD, grace_days=3), 500_000, (4, 150_00))
        left = owed(paid, day(4))
        assert (left.fees_fen, left.interest_fen, left.principal_fen) == (0, 0, 500_000 - 5_00)

    def test_another_order_if_the_contract_says_so(self):
        contract = replace(CARD, grace_days=3, allocation=("principal", "interest", "fees"))
        left = owed(account(contract, 500_000, (4, 150_00)), day(4))
        assert (left.fees_fen, left.interest_fen, left.principal_fen) == (25_00, 120_00, 500_000 - 150_00)

    def test_part_of_the_accrued_interest_leaves_the_rest_exact(self):
        """K: 110 for 1 day is 5.5 fen; 3 are paid; after 2 days 11 - 3 = 8 are left."""
        assert owed(account(HUABEI, 11_000, (1, 3)), day(2)).penalty_fen == 8

    def test_more_than_everything_is_not_taken(self):
        paid = account(HUABEI, 500_000, (4, 600_000))
        taken = sum(entry.amount_fen for entry in ledger(paid, day(4)) if entry.kind == "payment")
        assert taken == 501_000
        assert owed(paid, day(100)).total_fen == 0


class TestPastDue:
    FREE = replace(CARD, daily_rate=Fraction(0), late_fee_rate=Fraction(0))

    @staticmethod
    def told(account: Account, *late: int) -> list[tuple[int, int, int]]:
        return [(then.days, then.overdue_fen, then.missed) for then in past_due(account, [day(n) for n in late])]

    def test_a_card_by_its_minimums(self):
        """K: 1,000 called of 10,000; then a tenth of the other 9,000 too. Due on 10 March, 10 April, 10 May."""
        assert self.told(account(self.FREE, 1_000_000), 0, 1, 31, 32, 62) == [
            (0, 0, 0),
            (1, 1_000_00, 1),
            (31, 1_000_00, 1),
            (32, 1_900_00, 2),
            (62, 2_710_00, 3),
        ]

    def test_a_payment_meets_the_oldest_minimum_first(self):
        """K: 1,000 paid on day 40, when 1,000 is missing since day 0 and 900 since day 31; then all that is called for."""
        paid = account(self.FREE, 1_000_000, (40, 1_000_00), (50, 900_00))
        assert self.told(paid, 39, 40, 50) == [(39, 1_900_00, 2), (9, 900_00, 1), (0, 0, 0)]

    def test_a_loan_by_its_instalments(self):
        """K: 30 nights of 0.04 % on 2,000 are 24.00; 10 nights of 1,000 late at 0.06 % 6.00. The second is not due yet.

        1,034 on day 10, with 4.00 that the second has borne by then, leave nothing late; that one is missed on day 31.
        """
        paid = loan(LOAN, 100_000, 100_000, paid=((10, 1_034_00),))
        assert self.told(paid, 9)[0] == (9, 1_024_00 + 5_40, 1)
        assert [then[0] for then in self.told(paid, 10, 31, 32)] == [0, 0, 1]

    def test_a_bill_that_names_no_minimum_in_full(self):
        assert self.told(account(HUABEI, 500_000, minimum_fen=0), 4) == [(4, 5_010_00, 1)]

    def test_not_within_the_grace_days_and_after_them_from_the_due_date(self):
        assert [then[0] for then in self.told(account(replace(self.FREE, grace_days=3), 1_000_000), 3, 4)] == [0, 4]

    def test_a_month_passed_over_is_not_missed(self):
        """K: what the first bill calls for falls due with the second, a tenth of the rest on top."""
        rested = replace(account(self.FREE, 1_000_000), holidays=frozenset({0}))
        assert self.told(rested, 30, 32) == [(0, 0, 0), (1, 1_900_00, 1)]


def test_fee_has_a_floor_and_a_cap():
    floor = replace(CARD, late_fee_floor_fen=20_00)
    assert owed(account(floor, 100_000), day(1)).fees_fen == 20_00
    cap = replace(CARD, late_fee_cap_fen=500_00)
    assert owed(account(cap, 20_000_000), day(1)).fees_fen == 500_00


def test_24_percent_line_is_simple_interest_from_the_posting_date():
    """法发〔2017〕22号 para 2(2). K: 5,000 x 24 % x 73 / 365 = 240.00."""
    late = owed(account(HUABEI, 500_000, posted=40), day(33))
    assert late.at_yearly_rate(Fraction("0.24")) == 500_000 + 240_00


def test_charges_already_paid_count_towards_the_24_percent_line():
    """K: 12 late days cost 30.00; paid then. 5,000 x 24 % x 73 / 365 = 240.00, of which 30.00 is settled."""
    paid = owed(account(HUABEI, 500_000, (12, 30_00), posted=40), day(33))
    assert (paid.principal_fen, paid.charges_paid_fen) == (500_000, 30_00)
    assert paid.at_yearly_rate(Fraction("0.24")) == 500_000 + 210_00


@pytest.mark.parametrize(
    ("month", "on"),
    [(1, date(2027, 2, 28)), (2, date(2027, 3, 31)), (13, date(2028, 2, 29))],
)
def test_month_ends(month, on):
    assert months_on(date(2027, 1, 31), month) == on


def test_zero_is_a_bill_too():
    assert owed(account(CARD, 0), day(700)).total_fen == 0
