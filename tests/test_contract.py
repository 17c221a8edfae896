"""Bad input: one sentence that names the field and what would be right."""

from datetime import date
from fractions import Fraction

import pytest

from toolkit.models.contract import Account, Bill, Contract, LateBase, Payment, Purchase, Runs

RATE = Fraction("0.0005")
USED = Purchase(posted=date(2026, 2, 1), amount_fen=500_000)
BILL = Bill(purchases=(USED,), statement=date(2026, 3, 1), due=date(2026, 3, 10), minimum_fen=50_000)


@pytest.mark.parametrize(
    ("terms", "says"),
    [
        ({"daily_rate": Fraction(-1)}, "from 0% to 100%"),
        ({"late_multiple": Fraction("0.5")}, "1 or more"),
        ({"runs": Runs.FULL_BILL, "late_multiple": Fraction(2)}, "multiple must be 1"),
        ({"late_base": LateBase.PRINCIPAL_AND_INTEREST}, "Only a loan"),
        ({"grace_days": -1}, "grace days must be a whole number from 0 to 25"),
        ({"minimum_rate": Fraction(2)}, "minimum payment must be from 0% to 100%"),
        ({"late_fee_rate": Fraction(2)}, "late fee must be from 0% to 100%"),
        ({"late_fee_floor_fen": 10, "late_fee_cap_fen": 5}, "smallest late fee"),
        ({"allocation": ("fees", "fees", "principal")}, "each named once"),
    ],
)
def test_contract(terms, says):
    with pytest.raises(ValueError, match=says):
        Contract(**{"daily_rate": RATE, "runs": Runs.LATE_DAYS} | terms)


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"purchases": ()}, "at least one purchase"),
        ({"due": date(2026, 2, 28)}, "statement date or later"),
        ({"statement": date(2026, 1, 31)}, "2026-02-01 belongs to a later bill"),
        ({"minimum_fen": 500_001}, "from 0 to the bill's total, 5,000.00 yuan"),
    ],
)
def test_bill(change, says):
    terms = {"purchases": (USED,), "statement": date(2026, 3, 1), "due": date(2026, 3, 10), "minimum_fen": 50_000}
    with pytest.raises(ValueError, match=says):
        Bill(**terms | change)


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"bills": ()}, "at least one bill"),
        ({"bills": (BILL, BILL)}, "Only a loan has several bills"),
        ({"contract": Contract(daily_rate=RATE, runs=Runs.EVERY_DAY), "bills": (BILL, BILL)}, "number 2 does not"),
        ({"contract": Contract(daily_rate=RATE, runs=Runs.LATE_DAYS, grace_days=19)}, "within 27 days of the statement"),
        (
            {"payments": (Payment(date=date(2026, 2, 28), amount_fen=1),)},
            "2026-02-28 comes before the bill, which was issued on 2026-03-01",
        ),
    ],
)
def test_account(change, says):
    terms = {"contract": Contract(daily_rate=RATE, runs=Runs.LATE_DAYS), "bills": (BILL,), "payments": ()}
    with pytest.raises(ValueError, match=says):
        Account(**terms | change)


@pytest.mark.parametrize("noun", [lambda: Purchase(posted=USED.posted, amount_fen=-1), lambda: Payment(date=BILL.due, amount_fen=-1)])
def test_amounts_are_never_negative(noun):
    with pytest.raises(ValueError, match="0 or more"):
        noun()
