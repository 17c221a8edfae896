"""Bad input: one sentence that names the field and what would be right."""

from dataclasses import replace
from datetime import date, datetime
from fractions import Fraction
from functools import partial

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
        ({"late_fee_floor_fen": 10, "late_fee_cap_fen": 5}, "largest late fee must be at least the smallest"),
        ({"allocation": ("fees", "fees", "principal")}, "each named once"),
        ({"daily_rate": 0.0005}, "daily_rate must be exact"),
        ({"late_fee_rate": "0.05"}, "late_fee_rate must be exact"),
        ({"grace_days": "3"}, "grace days must be a whole number"),
        ({"grace_days": 2.5}, "grace days must be a whole number"),
        ({"grace_days": True}, "grace days must be a whole number"),
        ({"runs": "always"}, "runs must be one of late_days, full_bill, every_day"),
        ({"compounding": "weekly"}, "compounding must be one of never, monthly, daily"),
        ({"late_fee_floor_fen": -1}, "whole number of fen, 0 or more; this was -1"),
    ],
)
def test_contract(terms, says):
    with pytest.raises(ValueError, match=says):
        Contract(**{"daily_rate": RATE, "runs": Runs.LATE_DAYS} | terms)


@pytest.mark.parametrize(
    ("change", "says"),
    [
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
        ({"bills": (replace(BILL, purchases=(), minimum_fen=0),)}, "first bill needs at least one purchase"),
        ({"bills": (BILL, BILL)}, "number 2 does not"),
        (
            {"bills": (BILL, replace(BILL, statement=date(2026, 4, 1), due=date(2026, 4, 10)))},
            "A purchase up to 2026-03-01 belongs to the bill of that day",
        ),
        (
            {
                "bills": (replace(BILL, minimum_fen=None),),
                "payments": (Payment(date=date(2026, 1, 31), amount_fen=1),),
            },
            "2026-01-31 comes before the first purchase, which was posted on 2026-02-01",
        ),
        ({"contract": Contract(daily_rate=RATE, runs=Runs.EVERY_DAY), "bills": (BILL, BILL)}, "number 2 does not"),
        (
            {"payments": (Payment(date=date(2026, 2, 28), amount_fen=1),)},
            "2026-02-28 comes before the bill, which was issued on 2026-03-01",
        ),
        (
            {
                "contract": Contract(daily_rate=RATE, runs=Runs.EVERY_DAY),
                "payments": (Payment(date=date(2026, 1, 31), amount_fen=1),),
            },
            "2026-01-31 comes before the loan, which was drawn on 2026-02-01",
        ),
    ],
)
def test_account(change, says):
    terms = {"contract": Contract(daily_rate=RATE, runs=Runs.LATE_DAYS), "bills": (BILL,), "payments": ()}
    with pytest.raises(ValueError, match=says):
        Account(**terms | change)


@pytest.mark.parametrize("amount", [-1, 5000.5, float("nan"), "5000", None, True])
@pytest.mark.parametrize("noun", [partial(Purchase, posted=USED.posted), partial(Payment, date=BILL.due)])
def test_amounts_are_whole_fen_and_never_negative(noun, amount):
    with pytest.raises(ValueError, match=f"whole number of fen, 0 or more; this was {amount}"):
        noun(amount_fen=amount)


@pytest.mark.parametrize("day", ["2026-03-10", None, datetime(2026, 3, 10)])
def test_days_are_dates(day):
    with pytest.raises(ValueError, match="must be a date such as"):
        Payment(date=day, amount_fen=1)
