"""The model against the day-by-day reckoning, and what must be true of any late account."""

from dataclasses import replace
from datetime import date
from fractions import Fraction
from math import floor

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reckoning import DAY, billed, called, months_on, pay, reckon, use
from reckoning import past_due as reckon_past_due

from toolkit.models.account import Book, Owed, PastDue, ledger, owed, past_due, paying
from toolkit.models.contract import (
    COSTS_FIRST,
    Account,
    AtMost,
    Bill,
    Charge,
    Compounding,
    Contract,
    LateBase,
    MinimumBase,
    Payment,
    Purchase,
    Rate,
    Rounds,
    Runs,
    Waiver,
    monthly_bills,
)

TWO_YEARS = 730
DUE = date(2026, 3, 10)


# Known answers, for the reckoning itself


def one_bill(*, amount_fen, posted=DUE - 9 * DAY, statement=DUE - 9 * DAY, minimum_fen=0, paid=(), **terms) -> Account:
    purchase = Purchase(posted=posted, amount_fen=amount_fen)
    bill = Bill(purchases=(purchase,), statement=statement, due=DUE, minimum_fen=minimum_fen)
    return Account(contract=Contract(**terms), bills=(bill,), payments=paid)


LATE_DAYS = {"runs": Runs.LATE_DAYS, "daily_rate": Fraction("0.0005")}


@pytest.mark.parametrize(
    "amount_fen, terms, nights, penalty_fen",
    [
        # cardbaobao.com, 2019-01-07: 5,000 x 0.05 % x 4 days = 10 yuan
        pytest.param(500_000, LATE_DAYS, 4, 10_00, id="5,000 four days late"),
        # jybbw.net, 2023-05-29: 900 left over bear 0.45 yuan a day
        pytest.param(900_00, LATE_DAYS, 1, 45, id="900 for a day"),
        # Exact arithmetic: 5.5 fen a night, thirty times, or 6 fen thirty times where a contract rounds every night
        pytest.param(110_00, LATE_DAYS, 30, 1_65, id="110 rounded when posted"),
        pytest.param(110_00, LATE_DAYS | {"rounds": Rounds.DAILY}, 30, 1_80, id="110 rounded every night"),
    ],
)
def test_late_days_known_answers(amount_fen, terms, nights, penalty_fen):
    owed_then = reckon(one_bill(amount_fen=amount_fen, **terms), DUE + nights * DAY)
    assert owed_then == {"principal": amount_fen, "interest": 0, "penalty": penalty_fen, "compound": 0, "fees": 0}


def test_late_instalment_bears_the_multiple_instead_of_the_rate():
    """银发〔2003〕251号 art. 3, +50 %: 10,000 x 0.04 % x 1.5 x 30 days = 180; before the due date 9 x 4 yuan."""
    terms = {"runs": Runs.EVERY_DAY, "daily_rate": Fraction("0.0004"), "late_multiple": Fraction("1.5")}
    loan = one_bill(amount_fen=1_000_000, statement=DUE, **terms)
    assert reckon(loan, DUE + 30 * DAY) == {
        "principal": 1_000_000,
        "interest": 36_00,
        "penalty": 180_00,
        "compound": 0,
        "fees": 0,
    }


def test_late_fee_is_charged_on_the_unpaid_minimum():
    """dzyyw.com, card guide: minimum 1,000, paid 300, so 700 x 5 % = 35 yuan."""
    paid = (Payment(date=DUE, amount_fen=300_00),)
    terms = {"runs": Runs.FULL_BILL, "daily_rate": Fraction(0), "late_fee_rate": Fraction("0.05")}
    card = one_bill(amount_fen=1_000_000, minimum_fen=1_000_00, paid=paid, **terms)
    assert reckon(card, DUE)["fees"] == 0
    assert reckon(card, DUE + DAY)["fees"] == 35_00


def test_full_bill_bears_interest_from_the_posting_date():
    """Full-bill interest as caixunnews.cn, 2023-02-22, describes it: 44 + 1 nights x 2.50 yuan; 5 % of the minimum."""
    terms = {"runs": Runs.FULL_BILL, "daily_rate": Fraction("0.0005"), "late_fee_rate": Fraction("0.05")}
    card = one_bill(
        amount_fen=500_000, posted=DUE - 44 * DAY, statement=DUE - 18 * DAY, minimum_fen=500_00, **terms
    )
    assert set(reckon(card, DUE).values()) == {500_000, 0}
    assert reckon(card, DUE + DAY) == {
        "principal": 500_000,
        "interest": 112_50,
        "penalty": 0,
        "compound": 0,
        "fees": 25_00,
    }


def test_late_fee_of_every_bill_that_is_left_unpaid():
    """5 % of 1,000, 1,900, 2,710, 3,439, 4,095.10 and 4,685.59 called: 50, 95, 135.50, 171.95, 204.76, 234.28."""
    terms = {"minimum_rate": Fraction("0.1"), "late_fee_rate": Fraction("0.05")}
    card = one_bill(
        amount_fen=1_000_000, minimum_fen=1_000_00, runs=Runs.FULL_BILL, daily_rate=Fraction(0), **terms
    )
    fees = [reckon(card, months_on(DUE, k) + DAY)["fees"] for k in range(6)]
    assert fees == [50_00, 145_00, 280_50, 452_45, 657_21, 891_49]


# Any account


def fen(most: int) -> st.SearchStrategy[int]:
    return st.integers(1, 2_000) | st.integers(1, most)


def rates(*, most: int) -> st.SearchStrategy[Fraction]:
    """Rates a day: up to `most` thousandths of a percent, and yearly ones that leave no short fraction a day."""
    return st.integers(0, most).map(lambda n: Fraction(n, 100_000)) | st.sampled_from(
        [Fraction("0.15") / 365, Fraction("0.18") / 360]
    )


def any_of(*options) -> st.SearchStrategy:
    return st.sampled_from(options)


ALLOCATIONS = st.permutations(("fees", "interest", "principal")).map(tuple)


@st.composite
def contracts(draw, *, grace_days: st.SearchStrategy[int], runs: Runs, **terms: st.SearchStrategy) -> Contract:
    floor_fen = draw(any_of(0, 0, 1_00, 20_00))
    cap_fen = draw(st.none() | st.integers(floor_fen, 500_00))
    loan = runs is Runs.EVERY_DAY
    strategies = {
        "daily_rate": rates(most=200),
        "late_multiple": any_of(*map(Fraction, ("1", "1.3", "1.5", "2"))),
        "late_base": any_of(*LateBase),
        "whole_balance_due": st.booleans(),
        "grace_days": grace_days,
        "tolerance_fen": any_of(0, 0, 10_00),
        "minimum_rate": any_of(*map(Fraction, ("0", "0.05", "0.1", "1"))),
        "minimum_base": any_of(*MinimumBase),
        "minimum_floor_fen": any_of(0, 0, 20_00),
        "late_fee_rate": any_of(*map(Fraction, ("0", "0.05", "0.0333"))),
        "charges": any_of(*AtMost),
        "interest_cap": any_of(None, None, Fraction("0.05"), Fraction(1)),
        "daily_cap": any_of(Fraction(1), Fraction(1), Fraction("0.001")),
        "free_days": any_of(0, 0, 7, 40) if loan else st.just(0),
        "compounding": any_of(*Compounding),
        "compounds_penalty": st.booleans(),
        "rounds": any_of(*Rounds),
        "allocation": ALLOCATIONS,
        "settles_accrued": st.booleans(),
    } | terms
    chosen = {name: draw(strategy) for name, strategy in strategies.items()}
    if runs not in (Runs.LATE_DAYS, Runs.EVERY_DAY):
        chosen["late_multiple"] = Fraction(1)
    if not loan:
        chosen["late_base"] = LateBase.PRINCIPAL
    return Contract(runs=runs, late_fee_floor_fen=floor_fen, late_fee_cap_fen=cap_fen, **chosen)


@st.composite
def bills_of_a_loan(draw, first_due: date, count: int) -> tuple[Bill, ...]:
    drawn = first_due - draw(st.integers(0, 45)) * DAY
    return tuple(
        Bill(
            purchases=(Purchase(posted=drawn, amount_fen=(amount := draw(fen(500_000)))),),
            statement=months_on(first_due, k),
            due=months_on(first_due, k),
            minimum_fen=draw(any_of(0, amount // 10, amount)),
        )
        for k in range(count)
    )


@st.composite
def bill_of_purchases(draw, statement: date, due: date) -> Bill:
    days_before = draw(st.lists(st.integers(0, 31), min_size=1, max_size=4))
    purchases = tuple(Purchase(posted=statement - days * DAY, amount_fen=draw(fen(1_000_000))) for days in days_before)
    total_fen = sum(purchase.amount_fen for purchase in purchases)
    return Bill(
        purchases=purchases,
        statement=statement,
        due=due,
        minimum_fen=draw(any_of(0, total_fen // 10, total_fen) | st.integers(0, total_fen)),
    )


@st.composite
def bills_of_a_card(draw, statement: date, due: date) -> tuple[Bill, ...]:
    """Purchases over up to a year, some of them called for in full; the contract's rule says the minimum."""
    used = st.builds(
        Purchase,
        posted=st.integers(-31, 60).map(lambda day: statement + day * DAY)
        | st.integers(0, 330).map(lambda day: statement + day * DAY),
        amount_fen=fen(500_000),
        in_full=st.booleans(),
    )
    first = Purchase(posted=statement - draw(st.integers(0, 31)) * DAY, amount_fen=draw(fen(500_000)))
    return monthly_bills((first, *draw(st.lists(used, max_size=8))), statement, due)


@st.composite
def payments(draw, bills: tuple[Bill, ...], since: date, fewest: int) -> tuple[Payment, ...]:
    """Up to six payments: soon after `since`, or any time later; of any size, or just what was borrowed."""
    total_fen = sum(bill.total_fen for bill in bills)
    days = st.integers(0, 70) | st.integers(0, TWO_YEARS)
    amounts = any_of(total_fen, bills[0].total_fen) | fen(total_fen)
    made = draw(st.lists(st.tuples(days, amounts), min_size=fewest, max_size=6))
    return tuple(Payment(date=since + day * DAY, amount_fen=amount) for day, amount in made)


@st.composite
def accounts(
    draw,
    *,
    most_bills: int = 6,
    fewest_payments: int = 0,
    prepaid: bool = False,
    eventful: bool = False,
    **terms: st.SearchStrategy,
) -> Account:
    """Due dates and grace days may end after the next statement. If `prepaid`, loans may be paid from the day drawn.

    With `eventful` there are also cards with a bill a month, and everything else that can happen.
    """
    runs = draw(terms.pop("runs", any_of(*Runs)))
    statement = draw(st.dates(date(2023, 12, 1), date(2025, 3, 31)) | any_of(date(2024, 1, 31), date(2025, 1, 29)))
    if runs is Runs.EVERY_DAY:
        bills = draw(bills_of_a_loan(statement, draw(st.integers(1, most_bills))))
    else:
        due = statement + draw(st.integers(0, 31)) * DAY
        bills = (draw(bill_of_purchases(statement, due)),)
        if eventful and draw(st.booleans()):
            bills = draw(bills_of_a_card(statement, due))
    grace_days = any_of(0, 3) | st.integers(0, 25)
    contract = draw(contracts(grace_days=grace_days, runs=runs, **terms))
    since = bills[0].purchases[0].posted if prepaid and runs is Runs.EVERY_DAY else statement
    account = Account(contract=contract, bills=bills, payments=draw(payments(bills, since, fewest_payments)))
    return draw(with_events(account)) if eventful else account


@st.composite
def with_events(draw, account: Account) -> Account:
    """Up to two of each: charges, waivers, other rates; and months whose due day is passed over."""
    days = st.integers(0, 400).map(lambda day: account.bills[0].statement + day * DAY)
    charge = st.builds(Charge, date=days, amount_fen=fen(50_00), kind=any_of("late", "bounced"))
    waiver = st.builds(Waiver, date=days, amount_fen=fen(500_00), part=any_of("fees", "interest", "principal"))
    for_good = st.builds(Rate, first=days, daily_rate=rates(most=200))
    for_a_time = st.tuples(for_good, st.integers(0, 90)).map(
        lambda drawn: replace(drawn[0], last=drawn[0].first + drawn[1] * DAY)
    )
    return replace(
        account,
        payments=account.payments + tuple(draw(st.lists(waiver, max_size=2))),
        charges=tuple(draw(st.lists(charge, max_size=2))),
        rates=tuple(draw(st.lists(for_good | for_a_time, max_size=2))),
        holidays=frozenset(draw(st.lists(st.integers(0, 6), max_size=2))),
    )


def first_day(account: Account) -> date:
    return min(purchase.posted for bill in account.bills for purchase in bill.purchases)


def parts(owed: Owed) -> dict[str, int]:
    return {part: getattr(owed, f"{part}_fen") for part in ("principal", "interest", "penalty", "compound", "fees")}


def missed(then: PastDue) -> tuple[int, int, int]:
    return then.days, then.overdue_fen, then.missed


DAYS = st.integers(0, 90) | st.integers(0, TWO_YEARS)


@settings(max_examples=1_000, derandomize=True, deadline=None)
@given(account=accounts(prepaid=True, eventful=True), days=DAYS)
def test_model_agrees_with_the_reckoning_to_the_fen(account, days):
    on = first_day(account) + days * DAY
    assert parts(owed(account, on)) == reckon(account, on)


@settings(max_examples=500, derandomize=True, deadline=None)
@given(account=accounts(prepaid=True, eventful=True), days=DAYS)
def test_what_is_past_due_agrees_with_the_reckoning(account, days):
    on = first_day(account) + days * DAY
    assert missed(past_due(account, [on])[0]) == reckon_past_due(account, on)


RULES = {
    "what is called for": (lambda book: book.called_fen, called),
    "all that is billed": (lambda book: book.billed_fen, billed),
    "the same each month": (lambda book: 250_00, lambda debt, account: 250_00),
}


@pytest.mark.parametrize("pays, reckoned", RULES.values(), ids=RULES)
@settings(max_examples=200, derandomize=True, deadline=None)
@given(account=accounts(eventful=True), days=DAYS)
def test_paying_on_each_due_date_agrees_with_the_reckoning(pays, reckoned, account, days):
    on = first_day(account) + days * DAY
    dues = {months_on(account.bills[0].due, month) for month in range(30)}

    def evening(debt: dict, day: date) -> None:
        if day in dues:
            pay(debt, account.contract, reckoned(debt, account))

    paid = paying(account, pays, on)
    assert parts(owed(paid, on)) == reckon(account, on, evening)
    assert missed(past_due(paid, [on])[0]) == reckon_past_due(account, on, evening)


DECIDED = st.lists(st.tuples(st.integers(0, 400), any_of(*RULES, "buys"), fen(5_000_00)), max_size=8).map(sorted)


@settings(max_examples=500, derandomize=True, deadline=None)
@given(account=accounts(prepaid=True, eventful=True), decided=DECIDED, days=DAYS)
def test_what_is_decided_along_the_way_agrees_with_the_reckoning(account, decided, days):
    """On one evening after another something is paid, by any rule, or bought."""
    since = first_day(account) if account.contract.runs is Runs.EVERY_DAY else account.bills[0].statement
    on = since + days * DAY
    plan = [
        (since + day * DAY, what, amount_fen)
        for day, what, amount_fen in decided
        if day <= days and (what != "buys" or account.contract.runs is not Runs.EVERY_DAY)
    ]
    book = Book(account)
    for day, what, amount_fen in plan:
        book.until(day)
        book.buy(amount_fen) if what == "buys" else book.pay(RULES[what][0](book))
    book.until(on)

    def evening(debt: dict, today: date) -> None:
        for day, what, amount_fen in plan:
            if day == today and what == "buys":
                use(debt, account, len(debt["called"]), day, amount_fen)
            elif day == today:
                pay(debt, account.contract, RULES[what][1](debt, account))

    assert parts(book.owed()) == reckon(account, on, evening)
    assert missed(book.past_due()) == reckon_past_due(account, on, evening)


@settings(max_examples=200, derandomize=True, deadline=None)
@given(account=accounts(eventful=True, allocation=any_of(COSTS_FIRST, ("interest", "fees", "principal"))), days=DAYS)
def test_whoever_pays_what_is_called_for_on_each_due_date_is_never_past_due(account, days):
    on = first_day(account) + days * DAY
    paid = paying(account, lambda book: book.called_fen, on)
    assert missed(past_due(paid, [on])[0]) == (0, 0, 0)


@settings(max_examples=200, derandomize=True, deadline=None)
@given(account=accounts(eventful=True), stops=st.lists(DAYS, max_size=5), days=DAYS)
def test_where_a_book_stops_on_the_way_makes_no_difference(account, stops, days):
    book = Book(account)
    for day in sorted(day for day in stops if day < days):
        book.until(first_day(account) + day * DAY)
    book.until(first_day(account) + days * DAY)
    assert book.owed() == owed(account, first_day(account) + days * DAY)


@settings(max_examples=200, derandomize=True, deadline=None)
@given(account=accounts(prepaid=True, eventful=True), days=DAYS)
def test_ledger_adds_up_to_what_is_owed(account, days):
    on = first_day(account) + days * DAY
    entries = ledger(account, on)
    assert min((entry.amount_fen for entry in entries), default=0) >= 0
    charged = sum(entry.amount_fen for entry in entries if entry.kind not in ("payment", "waiver"))
    paid = sum(entry.amount_fen for entry in entries if entry.kind in ("payment", "waiver"))
    assert charged - paid == owed(account, on).total_fen
    assert paid <= sum(payment.amount_fen for payment in account.payments if payment.date <= on)


def test_a_loan_paid_off_early_is_over():
    """The minimum of an instalment that was paid long before cannot be missed, whatever its bill says."""
    drawn, dues = months_on(DUE, -1), (DUE, months_on(DUE, 1))
    purchases = (Purchase(posted=drawn, amount_fen=1_000_00),)
    bills = tuple(Bill(purchases=purchases, statement=due, due=due, minimum_fen=1_000_00) for due in dues)
    contract = Contract(runs=Runs.EVERY_DAY, daily_rate=Fraction(0), late_fee_rate=Fraction("0.05"))
    account = Account(contract=contract, bills=bills, payments=(Payment(date=DUE, amount_fen=2_000_00),))
    on = dues[-1] + 30 * DAY
    assert set(reckon(account, on).values()) == {0}
    assert owed(account, on).total_fen == 0


# What must be true of any late account, but for the rounding of single entries. Where a contract rounds on posting,
# each posting is off by at most half a fen, so two accounts drift apart by at most one fen a posting. Where it rounds
# every night, a lone bill that nothing compounds on is rounded alike in both; otherwise what a bill holds and the sum
# of all that is not held are rounded each by itself, so one fen for each of these a night. What a fen bears until the
# day looked at comes on top.


def allowance_fen(account: Account, on: date) -> int:
    contract, bills = account.contract, len(account.bills)
    nights = (on - first_day(account)).days
    compounds = contract.compounding is not Compounding.NEVER
    if contract.rounds is Rounds.DAILY:
        roundings = nights * (bills + 1) if bills > 1 or compounds else 0
    else:
        kinds = 3 if contract.runs is Runs.EVERY_DAY else 2
        postings = nights // 28 + 1 + len(account.payments) + 1
        roundings = kinds * (postings + nights * (contract.compounding is Compounding.DAILY))
    bears = contract.daily_rate * contract.late_multiple if compounds else 0
    return floor(roundings * (1 + bears) ** nights)


@settings(max_examples=300, derandomize=True, deadline=None)
@given(account=accounts(), days=DAYS, data=st.data())
def test_more_paid_never_leaves_more_owed(account, days, data):
    on = first_day(account) + days * DAY
    extra = Payment(
        date=account.bills[0].statement + data.draw(st.integers(0, 400)) * DAY, amount_fen=data.draw(fen(500_000))
    )
    more = replace(account, payments=(*account.payments, extra))
    assert owed(more, on).total_fen <= owed(account, on).total_fen + allowance_fen(more, on)


# Paying earlier never costs more where the whole debt is one bill, and for a loan whose principal alone bears
# anything. It is not true of every contract, and by the rules it cannot be. Before an instalment is due, an early
# payment goes to principal and leaves the nights up to the due date unpaid. That remainder makes the instalment
# lapse, and with it the whole balance (`whole_balance_due`); or it bears the late rate, though the principal it was
# traded for would have borne the contract rate (`late_base`, `compounding`).
# A payment made before a statement does not count towards the minimum which that statement calls: where there is
# a late fee, "earlier" is within the same cycle.
# Where every night is rounded, two small bases may together bear a fen more than one large one: so with
# compounding this holds only for what is rounded on posting.
NO_COMPOUNDING = {"compounding": st.just(Compounding.NEVER)}
PRINCIPAL_ALONE = NO_COMPOUNDING | {"late_base": st.just(LateBase.PRINCIPAL), "whole_balance_due": st.just(False)}
EARLIER_IS_BETTER = st.one_of(
    accounts(most_bills=1, fewest_payments=1, rounds=st.just(Rounds.POSTING)),
    accounts(most_bills=1, fewest_payments=1, **NO_COMPOUNDING),
    accounts(runs=st.just(Runs.EVERY_DAY), fewest_payments=1, **PRINCIPAL_ALONE),
)


@settings(max_examples=300, derandomize=True, deadline=None)
@given(account=EARLIER_IS_BETTER, days=DAYS, data=st.data())
def test_paying_earlier_never_costs_more(account, days, data):
    index = data.draw(st.integers(0, len(account.payments) - 1))
    late = account.payments[index]
    issued = first = account.bills[0].statement
    if account.contract.late_fee_rate:
        issued = max(day for k in range(30) if (day := months_on(first, k)) <= late.date)
    early = replace(late, date=issued + data.draw(st.integers(0, (late.date - issued).days)) * DAY)
    earlier = replace(account, payments=(*account.payments[:index], early, *account.payments[index + 1 :]))
    on = late.date + days * DAY
    assert owed(earlier, on).total_fen <= owed(account, on).total_fen + allowance_fen(account, on)


HARSHER = {
    "compounding monthly": ({"compounding": Compounding.MONTHLY}, NO_COMPOUNDING),
    "compounding daily": ({"compounding": Compounding.DAILY}, NO_COMPOUNDING),
    "compounding of penalty": ({"compounds_penalty": True}, {"compounds_penalty": st.just(False)}),
    "a higher multiple": ({"late_multiple": Fraction(3)}, {"runs": any_of(Runs.LATE_DAYS, Runs.EVERY_DAY)}),
    # What falls due early bears penalty in place of interest, and a contract may spare penalty what interest bears.
    "the whole balance due": ({"whole_balance_due": True}, {"runs": st.just(Runs.EVERY_DAY)} | PRINCIPAL_ALONE),
}


@pytest.mark.parametrize("harsher, milder", HARSHER.values(), ids=HARSHER)
@settings(max_examples=100, derandomize=True, deadline=None)
@given(days=DAYS, data=st.data())
def test_a_harsher_term_never_costs_less(harsher, milder, days, data):
    account = data.draw(accounts(**milder))
    on = first_day(account) + days * DAY
    harder = replace(account, contract=replace(account.contract, **harsher))
    assert owed(account, on).total_fen <= owed(harder, on).total_fen + allowance_fen(harder, on)


def test_a_payment_meets_what_was_posted_that_very_day():
    """With daily compounding, and a card that takes only what is billed: all that is left is principal."""
    day = date(2024, 2, 1)
    contract = Contract(
        daily_rate=Fraction(11, 20_000), runs=Runs.FULL_BILL, compounding=Compounding.DAILY, settles_accrued=False
    )
    bill = Bill(purchases=(Purchase(posted=date(2024, 1, 7), amount_fen=910),), statement=day, due=day, minimum_fen=0)
    paid = date(2024, 3, 3)
    account = Account(contract=contract, bills=(bill,), payments=(Payment(date=paid, amount_fen=910),))
    assert owed(account, paid).total_fen == owed(account, paid).principal_fen == reckon(account, paid)["principal"]
