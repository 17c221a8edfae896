"""The numbers in the question bank, held to the models; and the bank's own rules."""

import re
from datetime import date, timedelta
from fractions import Fraction
from math import prod

import pytest

from toolkit import catalog, i18n
from toolkit.models.account import ledger, owed
from toolkit.models.contract import Account, Bill, Contract, Minimum, Payment, Purchase, Runs
from toolkit.models.dates import months_on
from toolkit.models.payoff import month_by_month, payoff
from toolkit.models.record import Kind, marks, typed_record

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
        ("late-50-short", 200_000, 40, ((0, 195_000), (6, 5_000)), "40.15 yuan"),
        ("short-30", 400_000, 40, ((0, 397_000), (4, 3_000)), "80.06 yuan"),
        ("short-40", 600_000, 40, ((0, 596_000), (5, 4_000)), "120.10 yuan"),
    ],
)
def test_the_right_answer_is_what_the_model_says(id, amount_fen, posted, paid, right):
    assert right_choice(id) == right == f"{interest(CARD, amount_fen, posted, *paid) / 100:.2f} yuan"
    late_days = interest(HUABEI, amount_fen, posted, *paid)
    assert f"{late_days / 100:.2f} yuan" in [choice.text for choice in catalog.question(id).choices]


@pytest.mark.parametrize(
    ("id", "amount_fen", "minimum_fen", "paid_fen", "right"),
    [("fee-300-paid", 1_000_000, 100_000, 30_000, "35.00 yuan"), ("fee-200-paid", 800_000, 80_000, 20_000, "30.00 yuan")],
)
def test_the_late_fee_is_the_model_s(id, amount_fen, minimum_fen, paid_fen, right):
    """The first of the two is the published example of card guides, 2019–2024."""
    contract = Contract(daily_rate=Fraction(0), runs=Runs.FULL_BILL, late_fee_rate=Fraction("0.05"))
    used = (Purchase(posted=DUE - timedelta(days=44), amount_fen=amount_fen),)
    bill = Bill(purchases=used, statement=DUE - timedelta(days=20), due=DUE, minimum_fen=minimum_fen)
    account = Account(contract=contract, bills=(bill,), payments=(Payment(date=DUE, amount_fen=paid_fen),))
    fee_fen = owed(account, DUE + timedelta(days=1)).fees_fen
    assert right_choice(id) == right == f"{fee_fen / 100:.2f} yuan"


@pytest.mark.parametrize(
    ("id", "amount_fen", "daily_rate", "days", "right"),
    [("multiple-30-days", 1_000_000, "0.0004", 30, "180.00 yuan"), ("multiple-20-days", 2_000_000, "0.0005", 20, "300.00 yuan")],
)
def test_the_multiple_is_the_model_s(id, amount_fen, daily_rate, days, right):
    contract = Contract(daily_rate=Fraction(daily_rate), runs=Runs.EVERY_DAY, late_multiple=Fraction("1.5"))
    used = (Purchase(posted=DUE - timedelta(days=30), amount_fen=amount_fen),)
    account = Account(contract=contract, bills=(Bill(purchases=used, statement=DUE, due=DUE, minimum_fen=0),))
    assert right_choice(id) == right == f"{owed(account, DUE + timedelta(days=days)).penalty_fen / 100:.2f} yuan"


@pytest.mark.parametrize(("id", "owed_fen", "payment_fen"), [("never-90", 600_000, 9_000), ("never-120", 800_000, 12_000)])
def test_a_payment_of_the_interest_never_ends_and_a_yuan_more_does(id, owed_fen, payment_fen):
    assert right_choice(id) == "It is never paid off"
    assert payoff(owed_fen, Fraction("0.18"), payment_fen).months is None
    assert payoff(owed_fen, Fraction("0.18"), payment_fen + 100).months


@pytest.mark.parametrize(
    ("id", "owed_fen", "payment_fen"),
    [("goes-250", 1_000_000, 25_000), ("goes-500", 2_000_000, 50_000), ("goes-300", 1_200_000, 30_000)],
)
def test_what_the_debt_falls_by_is_the_model_s(id, owed_fen, payment_fen):
    month = next(month_by_month(owed_fen, Fraction("0.18"), Minimum(floor_fen=payment_fen)))
    assert right_choice(id) == f"By {(owed_fen - month.left_fen) // 100} yuan"
    assert f"By {month.interest_fen // 100} yuan" in [choice.text for choice in catalog.question(id).choices]


@pytest.mark.parametrize(
    ("id", "symbols", "kind", "last", "right"),
    [
        ("gone-2022", "N123N", Kind.LOAN, date(2022, 5, 31), "In May 2027"),
        ("gone-2023", "N12N", Kind.CARD, date(2023, 10, 31), "In October 2028"),
    ],
)
def test_a_mark_is_gone_when_the_model_says_and_not_five_years_from_its_start(id, symbols, kind, last, right):
    (mark,) = marks(typed_record(symbols, kind, last))
    assert right_choice(id) == right == f"In {mark.leaves:%B %Y}"
    assert f"In {months_on(mark.first, 60):%B %Y}" in [choice.text for choice in catalog.question(id).choices]


def test_an_unpaid_debt_has_no_day_on_which_it_is_gone():
    (mark,) = marks(typed_record("123456" + "7" * 54, Kind.LOAN, date(2024, 12, 31)))
    assert mark.leaves is None
    assert right_choice("waited") == "The debt, and its five years have not begun"


def right_choice(id: str) -> str:
    (choice,) = (choice for choice in catalog.question(id).choices if choice.right == "yes")
    return choice.text


EQUATION = re.compile(r"\d[^;:。；：]*? = [\d,.]+")
"""A calculation as it stands in a reason: "700 × 5% = 35.00"."""


def holds(equation: str) -> bool:
    calculation, result = re.sub(r",(?=\d)|[^\d.%×−=]", "", equation).split("=")
    terms = [prod(Fraction(n.rstrip("%")) / (100 if "%" in n else 1) for n in term.split("×")) for term in calculation.split("−")]
    return terms[0] - sum(terms[1:]) == Fraction(result.rstrip("."))


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("question", catalog.questions().values(), ids=lambda question: question.id)
def test_an_amount_that_is_right_is_worked_out_and_every_step_of_it_is_right(question, language):
    i18n.speak(language)
    (right,) = (choice for choice in question.choices if choice.right == "yes")
    equations = EQUATION.findall(i18n.t(right.reason))
    assert all(map(holds, equations)) and (equations or "yuan" not in right.text)


def test_a_wrong_step_would_be_found():
    assert holds("700 × 5% = 35.00") and not holds("700 × 5% = 30.00")
    assert holds("1,000 − 300 = 700 yuan") and not holds("1,000 − 300 = 500 yuan")


@pytest.mark.parametrize("question", catalog.questions().values(), ids=lambda question: question.id)
def test_every_question(question):
    assert question.parallel != question.id
    assert catalog.question(question.parallel).concept == question.concept
    assert all(choice.reason for choice in question.choices)
    assert [choice.text for choice in question.choices][-1] == "I don't know"
    assert len({choice.text for choice in question.choices}) == len(question.choices)
