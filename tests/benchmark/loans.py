"""What a plan of 360 months costs, beside libraries that do part of the same in floats: `python -m tests.benchmark.loans`."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from fractions import Fraction
from importlib.util import find_spec
from statistics import median
from timeit import repeat

from toolkit.models.dates import DayCount
from toolkit.models.loan import Fits, Loan, plan

RUNS = 30
HOUSE = Loan(
    amount_fen=100_000_000,
    yearly_rate=Fraction("0.049"),
    drawn=date(2026, 1, 10),
    first_due=date(2026, 2, 10),
    instalments=360,
)


def others() -> Iterator[tuple[str, Callable]]:
    """The same loan in libraries that are not among our dependencies, if they are installed."""
    if find_spec("numpy_financial"):
        import numpy as np
        import numpy_financial as npf

        terms, periods = (0.049 / 12, 360, 1e6), np.arange(1, 361)
        yield (
            "numpy-financial: pmt, ipmt, ppmt",
            lambda: (npf.pmt(*terms), npf.ipmt(0.049 / 12, periods, 360, 1e6), npf.ppmt(0.049 / 12, periods, 360, 1e6)),
        )
    if find_spec("amortization"):
        from amortization.schedule import amortization_schedule

        yield "amortization: amortization_schedule", lambda: list(amortization_schedule(1e6, 0.049 / 12, 360))


def report() -> None:
    """Print milliseconds, and ratios taken in this run."""
    ways = {f"plan, {fits}": lambda fits=fits: plan(replace(HOUSE, fits=fits)) for fits in Fits}
    ways["plan, last_row, actual_365"] = lambda: plan(replace(HOUSE, day_count=DayCount.ACTUAL_365))
    beside = dict(others())
    spent = {name: 1000 * median(repeat(way, number=1, repeat=RUNS)) for name, way in (ways | beside).items()}
    ours = spent["plan, last_row"]
    print(f"{'360 months':40}{'p50 ms':>9}{'plan / it':>11}")
    for name, taken in spent.items():
        print(f"{name:40}{taken:9.2f}{ours / taken:11.2f}")
    for name in ("numpy_financial", "amortization"):
        if not find_spec(name):
            print(f"{name.replace('_', '-')} is not installed here, and was not compared")


if __name__ == "__main__":
    report()
