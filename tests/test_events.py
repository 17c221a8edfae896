"""What can happen to an account on any day. Published loans with daily simple interest, and each rule by hand ("K")."""

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

import pytest
from examples import examples

from toolkit.models.account import growth, ledger, owed
from toolkit.models.contract import (
    Account,
    AtMost,
    Bill,
    Charge,
    Contract,
    Payment,
    Purchase,
    Rate,
    Rounds,
    Runs,
    Waiver,
    monthly_bills,
    months_on,
)

DRAWN = date(2026, 3, 1)
LOAN = Contract(daily_rate=Fraction("0.001"), runs=Runs.EVERY_DAY)


def day(number: int) -> date:
    return DRAWN + timedelta(days=number)


def loan(contract: Contract = LOAN, *, shares_fen: tuple[int, ...] = (1_000_00,), **happens) -> Account:
    """Instalments due on 31 March (night 30) and each month's end after it."""
    bills = tuple(
        Bill(
            purchases=(Purchase(posted=DRAWN, amount_fen=share),),
            statement=months_on(day(30), number),
            due=months_on(day(30), number),
            minimum_fen=share,
        )
        for number, share in enumerate(shares_fen)
    )
    return Account(contract=contract, bills=bills, **happens)


# Published


def loan_of(given: dict) -> Account:
    """One bill that falls due after everything: nothing is posted before it is paid, and fractions of a cent are dropped."""
    start, far = date.fromisoformat(given["start"]), date(2030, 1, 1)
    rate = Fraction(given["daily_rate"]) if "daily_rate" in given else Fraction(given["yearly_rate"]) / 365
    cap = Fraction(given["interest_cap_cents"], given["principal_cents"]) if "interest_cap_cents" in given else None
    contract = Contract(daily_rate=rate, runs=Runs.EVERY_DAY, rounds=Rounds.POSTING_DOWN, interest_cap=cap)
    paid = [(date.fromisoformat(paid["date"]), paid["amount_cents"]) for paid in given["payments"]]
    drawn = [(start, given["principal_cents"]), *((day, -cents) for day, cents in paid if cents < 0)]  # a refund is drawn
    used = tuple(Purchase(posted=day, amount_fen=cents) for day, cents in drawn)
    dated = {
        "payments": tuple(Payment(date=day, amount_fen=cents) for day, cents in paid if cents > 0),
        "charges": tuple(
            Charge(date=date.fromisoformat(charge["date"]), amount_fen=charge["amount_cents"], kind="late")
            for charge in given.get("charges", ())
        ),
    }
    return Account(contract=contract, bills=(Bill(purchases=used, statement=far, due=far),), **dated)


@pytest.mark.parametrize(("given", "expected", "tolerance"), examples("daily_simple_interest"))
def test_published_daily_simple_interest(given, expected, tolerance):
    account = loan_of(given)
    paid_on = [date.fromisoformat(paid["date"]) for paid in given["payments"]]
    looks = growth(account, paid_on) if paid_on else []
    paid = {
        part: [
            sum(e.amount_fen for e in ledger(account, on) if (e.kind, e.part, e.date) == ("payment", part, on))
            for on in paid_on
        ]
        for part in ("interest", "principal", "fees")
    }
    found = {
        "interest_paid_cents": paid["interest"],
        "principal_paid_cents": paid["principal"],
        "charges_paid_cents": paid["fees"],
        "principal_left_cents": [look.principal_fen - look.credit_fen for look in looks],
    }
    asked = growth(account, [date.fromisoformat(on) for on in given["look_on"]]) if "look_on" in given else []
    found |= {
        "interest_owed_cents": [look.interest_fen for look in asked],
        "owed_cents": [look.total_fen for look in asked],
    }
    for name, figures in expected.items():
        assert found[name] == [int(Fraction(cents)) for cents in figures], name


# By hand


def test_late_part_early_and_missed_payments():
    """K: 1,000 at 0.1 % is 1.00 a night. Paid 510 after 10 nights: 10 of interest, 500 left, 0.50 a night from then on."""
    paid = loan(payments=(Payment(date=day(10), amount_fen=510_00),))
    looks = growth(paid, [day(10), day(30), day(50)])
    assert [(look.principal_fen, look.interest_fen + look.penalty_fen) for look in looks] == [
        (500_00, 0),
        (500_00, 10_00),
        (500_00, 20_00),
    ]


class TestCharges:
    TWICE = (
        Charge(date=day(3), amount_fen=5_00, kind="bounced"),
        Charge(date=day(3), amount_fen=5_00, kind="bounced"),
        Charge(date=day(4), amount_fen=5_00, kind="bounced"),
        Charge(date=day(4), amount_fen=3_00, kind="reminder"),
    )

    @pytest.mark.parametrize(
        ("at_most", "fees_fen"), [(AtMost.EACH, 18_00), (AtMost.ONE_A_DAY, 13_00), (AtMost.ONE_A_LOAN, 8_00)]
    )
    def test_are_limited_by_kind(self, at_most, fees_fen):
        assert owed(loan(replace(LOAN, charges=at_most), charges=self.TWICE), day(10)).fees_fen == fees_fen

    def test_a_late_fee_may_be_a_fixed_sum_after_the_grace_days(self):
        """K: 15 yuan for each of two instalments, four days after it was due; once, if one a loan."""
        fixed = replace(LOAN, late_fee_floor_fen=15_00, grace_days=3)
        late = loan(fixed, shares_fen=(500_00, 500_00))
        assert [look.fees_fen for look in growth(late, [day(33), day(34), day(70)])] == [0, 15_00, 30_00]
        once = loan(replace(fixed, charges=AtMost.ONE_A_LOAN), shares_fen=(500_00, 500_00))
        assert owed(once, day(70)).fees_fen == 15_00

    def test_come_before_the_payment_of_the_day(self):
        paid = loan(charges=self.TWICE[:1], payments=(Payment(date=day(3), amount_fen=8_00),))
        assert owed(paid, day(3)).fees_fen == owed(paid, day(3)).interest_fen == 0


class TestCaps:
    def test_interest_stops_at_a_share_of_what_was_borrowed(self):
        """K: 1.00 a night stops at 25 % of 1,000, 250.00, on night 250, paid or not."""
        capped = replace(LOAN, interest_cap=Fraction("0.25"))
        assert [owed(loan(capped), day(n)).charges_fen for n in (249, 250, 900)] == [249_00, 250_00, 250_00]
        paid = loan(capped, payments=(Payment(date=day(100), amount_fen=100_00),))
        assert owed(paid, day(900)).charges_fen == 150_00

    def test_no_rate_is_above_the_daily_cap(self):
        """A contract of this kind caps its penalty at 0.098 % a day. K: 1,000 x 0.098 % x 10 = 9.80 in place of 15.00."""
        capped = replace(LOAN, late_multiple=Fraction("1.5"), daily_cap=Fraction("0.00098"))
        assert owed(loan(capped), day(40)).penalty_fen == 9_80


class TestDaysWithoutInterest:
    FREE = replace(LOAN, free_days=7)

    def test_paid_back_on_the_last_of_them_costs_nothing(self):
        assert owed(loan(self.FREE, payments=(Payment(date=day(7), amount_fen=1_000_00),)), day(90)).total_fen == 0

    def test_after_them_every_night_counts(self):
        assert [owed(loan(self.FREE), day(n)).interest_fen for n in (7, 8)] == [0, 8_00]


class TestRates:
    def test_a_promotion_includes_its_last_day(self):
        """K: nights of day 0 to 9 cost nothing; from day 10 on 1.00 each."""
        promoted = loan(rates=(Rate(first=day(0), last=day(9), daily_rate=Fraction(0)),))
        assert [look.interest_fen for look in growth(promoted, [day(10), day(11)])] == [0, 1_00]

    def test_another_rate_holds_from_its_day_on(self):
        """K: 10 nights of 1.00 and 20 of 2.00."""
        assert owed(loan(rates=(Rate(first=day(10), daily_rate=Fraction("0.002")),)), day(30)).interest_fen == 50_00


def test_a_waiver_takes_from_one_part_alone():
    waived = loan(payments=(Waiver(date=day(20), amount_fen=15_00, part="interest"),))
    left = owed(waived, day(20))
    assert (left.principal_fen, left.interest_fen, left.charges_paid_fen) == (1_000_00, 5_00, 0)


def test_on_a_holiday_an_instalment_falls_due_with_the_next():
    """K: all at the contract's rate up to 30 April, and not at one and a half times; then 1,000 at 0.15 %."""
    contract = replace(LOAN, late_multiple=Fraction("1.5"), late_fee_floor_fen=15_00)
    rested = loan(contract, shares_fen=(500_00, 500_00), holidays=frozenset({0}))
    looks = growth(rested, [day(60), day(61)])
    assert [(look.interest_fen, look.penalty_fen, look.fees_fen) for look in looks] == [(60_00, 0, 0), (60_00, 1_50, 15_00)]


def test_what_an_average_balance_bore_before_a_holiday_is_not_owed_after_it():
    """K: 10.00, within the tolerance, rests in April; 110.00 at 0.1 % from the statement of 5 May, 19 nights: 2.09."""
    contract = Contract(daily_rate=Fraction("0.001"), runs=Runs.DAILY_BALANCE, tolerance_fen=10_00)
    used = (Purchase(posted=date(2026, 4, 5), amount_fen=10_00), Purchase(posted=date(2026, 4, 10), amount_fen=100_00))
    bills = monthly_bills(used, date(2026, 4, 5), date(2026, 4, 23))
    rested = Account(contract=contract, bills=bills, holidays=frozenset({0}))
    assert owed(rested, date(2026, 5, 24)).interest_fen == 2_09


@pytest.mark.parametrize(
    ("make", "says"),
    [
        (lambda: Waiver(date=DRAWN, amount_fen=1, part="all"), "fees, interest, principal"),
        (lambda: Rate(first=DRAWN, last=day(-1), daily_rate=Fraction(0)), "last day must be its first or later"),
        (lambda: Rate(first=DRAWN, daily_rate=Fraction(2)), "from 0% to 100%"),
        (lambda: replace(LOAN, interest_cap=Fraction(-1)), "share of what was borrowed, 0% or more"),
        (lambda: replace(LOAN, interest_cap=0.5), "interest_cap must be exact"),
        (lambda: replace(LOAN, free_days=-1), "whole number, 0 or more, and only a loan"),
        (lambda: Contract(daily_rate=0, runs=Runs.FULL_BILL, free_days=7), "only a loan"),
    ],
)
def test_bad_input_is_refused_in_a_sentence(make, says):
    with pytest.raises(ValueError, match=says):
        make()
