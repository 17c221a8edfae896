"""What a plan of 360 months costs, beside two libraries that make the same schedule in floats and without days.

    pip install -e ".[benchmark]"
    python -m tests.benchmark.loans
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from fractions import Fraction
from importlib.util import find_spec

from toolkit.models.dates import DayCount
from toolkit.models.loan import Fits, Loan, plan

from .cards import milliseconds

LIMIT_MS = 1
HOUSE = Loan(
    amount_fen=100_000_000,
    yearly_rate=Fraction("0.049"),
    drawn=date(2026, 1, 10),
    first_due=date(2026, 2, 10),
    instalments=360,
)
OURS = {fits: replace(HOUSE, fits=fits) for fits in Fits} | {
    DayCount.ACTUAL_365: replace(HOUSE, day_count=DayCount.ACTUAL_365)
}


def others() -> Iterator[tuple[str, Callable[[], list[tuple]]]]:
    """Payment, principal, interest and balance of each month in libraries that are not among our dependencies."""
    if find_spec("numpy_financial"):
        import numpy as np
        import numpy_financial as npf

        rate, months, amount = 0.049 / 12, np.arange(1, 361), 1e6

        def in_arrays():
            payment = npf.pmt(rate, 360, amount)
            parts = npf.ppmt(rate, months, 360, amount), npf.ipmt(rate, months, 360, amount)
            balance = -npf.fv(rate, months, payment, amount)
            return [(-payment, -principal, -interest, left) for principal, interest, left in zip(*parts, balance)]

        yield "numpy-financial", in_arrays
    if find_spec("amortization"):
        from amortization.schedule import amortization_schedule

        yield (
            "amortization",
            lambda: [(row.amount, row.principal, row.interest, row.balance) for row in amortization_schedule(1e6, 0.049, 360)],
        )


def report() -> None:
    """Print milliseconds, ratios taken in this run, and the largest difference from our plan."""
    rows = [(row.payment_fen, row.principal_fen, row.interest_fen, row.balance_fen) for row in plan(HOUSE)]
    spent = {name: milliseconds(lambda loan=loan: plan(loan)) for name, loan in OURS.items()}
    ours = spent[HOUSE.fits]
    print(f"\n360 months of a loan; target {LIMIT_MS} ms")
    for name, taken in spent.items():
        print(f"plan, {name:26}{taken:9.2f} ms{'':18}{'kept' if taken <= LIMIT_MS else 'MISSED'}")
    for name, make in others():
        taken = milliseconds(make)
        gap = max(abs(100 * there - here) for row, other in zip(rows, make()) for here, there in zip(row, other))
        print(f"{name:32}{taken:9.2f} ms  our plan takes {ours / taken:.1f} x as long; at most {gap / 100:.2f} yuan apart")
    for name in ("numpy_financial", "amortization"):
        if not find_spec(name):
            print(f"{name.replace('_', '-')} is not installed here, and was not compared")


if __name__ == "__main__":
    report()
