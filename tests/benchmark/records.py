"""What the grid and the score of a five-year file of three accounts cost: `python -m tests.benchmark.records`.

The accounts are a card, a loan and a Huabei-type bill, each with something paid late. The floor is the accounts
themselves, looked at once on the last day.
"""

from collections.abc import Callable
from datetime import date
from fractions import Fraction
from time import process_time
from timeit import repeat

from toolkit import catalog
from toolkit.models.account import owed
from toolkit.models.contract import Account, Bill, Compounding, Contract, Payment, Purchase, Runs, monthly_bills
from toolkit.models.dates import months_on
from toolkit.models.record import MONTHS, Kind, Record, reported
from toolkit.models.score import CreditFile, Line, score

OPENED, DUE, LAST, LIMIT_MS = date(2021, 11, 1), date(2021, 11, 25), date(2026, 10, 31), 5


def spending(runs: Runs) -> Account:
    """1,000 yuan a month, the bill paid in full each month but the last three."""
    tenth = {"minimum_rate": Fraction("0.1"), "compounding": Compounding.MONTHLY if runs is Runs.FULL_BILL else Compounding.NEVER}
    purchases = (Purchase(posted=months_on(OPENED, month), amount_fen=1_000_00) for month in range(MONTHS))
    return Account(
        contract=Contract(daily_rate=Fraction("0.0005"), runs=runs, **tenth),
        bills=monthly_bills(purchases, date(2021, 11, 5), DUE),
        payments=tuple(Payment(date=months_on(DUE, month), amount_fen=1_000_00) for month in range(MONTHS - 3)),
    )


def loan() -> Account:
    """36 instalments, every ninth of them paid a day late."""
    days = [(months_on(DUE, month), months_on(DUE, month).replace(day=25 if month % 9 else 26)) for month in range(36)]
    bills = (Bill(purchases=(Purchase(posted=OPENED, amount_fen=500_00),), statement=due, due=due) for due, _ in days)
    paid = tuple(Payment(date=day, amount_fen=800_00) for _, day in days)
    return Account(contract=catalog.product("online_loan").contract, bills=tuple(bills), payments=paid)


ACCOUNTS = [(spending(Runs.FULL_BILL), Kind.CARD), (loan(), Kind.LOAN), (spending(Runs.LATE_DAYS), Kind.LOAN)]


def milliseconds(action: Callable[[], object]) -> float:
    """The quickest of a hundred runs, in the time of this process: what else the machine does is not ours."""
    return 1000 * min(repeat(action, number=1, repeat=100, timer=process_time))


def grids() -> list[Record]:
    return [reported(account, kind, LAST) for account, kind in ACCOUNTS]


def report() -> None:
    rules, records = catalog.score_rules(), grids()

    def scored() -> float:
        lines = tuple(Line(opened=OPENED, record=record, limit_fen=1_000_00, used_fen=300_00) for record in records)
        return score(CreditFile(lines=lines, queries=(OPENED,)), rules).points

    floor, grid, points = (milliseconds(act) for act in (lambda: [owed(each, LAST) for each, _ in ACCOUNTS], grids, scored))
    for record in records:
        print(f"{record.kind:6}{record.symbols}")
    print(f"the accounts alone {floor:.2f} ms, their grids {grid:.2f} ms, the score {points:.3f} ms")
    print(f"grids and score {grid + points:.2f} ms, target {LIMIT_MS} ms {'kept' if grid + points <= LIMIT_MS else 'MISSED'}")


if __name__ == "__main__":
    report()
