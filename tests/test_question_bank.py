"""The numbers in the question bank, held to the models; and the bank's own rules."""

from datetime import date, timedelta
from fractions import Fraction

import pytest

from toolkit import catalog
from toolkit.models.account import ledger
from toolkit.models.contract import Account, Bill, Contract, Payment, Purchase, Runs

DUE = date(2026, 3, 10)
CARD = Contract(daily_rate=Fraction("0.0005"), runs=Runs.FULL_BILL, grace_days=3)
HUABEI = Contract(daily_rate=Fraction("0.0005"), runs=Runs.LATE_DAYS)


def interest(contract: Contract, amount_fen: int, posted: int, *paid: tuple[int, int]) -> int:
    """Interest charged in all, with payments given as days after the due date and amounts."""
    bill = Bill(
        purchases=(Purchase(posted=DUE - timedelta(days=posted), amount_fen=amount_fen),),
        statement=DUE - timedelta(days=20),
        due=DUE,
        minimum_fen=0,
    )
    payments = tuple(Payment(date=DUE + timedelta(days=late), amount_fen=amount) for late, amount in paid)
    entries = ledger(Account(contract=contract, bills=(bill,), payments=payments), DUE + timedelta(days=paid[-1][0]))
    return sum(entry.amount_fen for entry in entries if entry.kind in ("interest", "penalty"))


@pytest.mark.parametrize(
    ("id", "amount_fen", "posted", "paid", "right"),
    [
        ("late-100-short", 500_000, 44, ((0, 490_000), (4, 10_000)), "110.20 yuan"),
        ("late-200-short", 300_000, 30, ((0, 280_000), (5, 20_000)), "45.50 yuan"),
    ],
)
def test_the_right_answer_is_what_the_model_says(id, amount_fen, posted, paid, right):
    (choice,) = (choice for choice in catalog.question(id).choices if choice.right == "yes")
    assert choice.text == right == f"{interest(CARD, amount_fen, posted, *paid) / 100:.2f} yuan"
    late_days = interest(HUABEI, amount_fen, posted, *paid)
    assert catalog.question(id).choices[0].text == f"{late_days / 100:.2f} yuan"


@pytest.mark.parametrize("question", catalog.questions().values(), ids=lambda question: question.id)
def test_every_question(question):
    assert catalog.question(question.parallel).parallel == question.id
    assert catalog.question(question.parallel).concept == question.concept
    assert all(choice.reason for choice in question.choices)
    assert [choice.text for choice in question.choices][-1] == "I don't know"
    assert len({choice.text for choice in question.choices}) == len(question.choices)
