"""How one late account grows, as figures show it: a window of days after the due date, its chart and its table."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from decimal import Decimal

from toolkit import catalog, charts
from toolkit.i18n import t
from toolkit.models.account import Owed, growth
from toolkit.models.contract import Account, Compounding
from toolkit.money import yuan
from toolkit.panels.example import parts

_WINDOWS = ((10, 1, 1), (30, 1, 5), (90, 1, 10), (180, 2, 30), (366, 5, 30), (730, 10, 60))
"""Days shown, days from point to point, days from row to row: the smallest that holds the day looked at."""


def window(days_late: int) -> tuple[int, int, int]:
    """The last day that a figure's axis has room for, days from point to point, and from row to row.

    >>> window(4), window(11)
    ((10, 1, 1), (30, 1, 5))
    """
    return next(sizes for sizes in _WINDOWS if days_late <= sizes[0])


@dataclass(frozen=True, kw_only=True)
class LateGrowth:
    """What is owed by days late: under the contract, without interest on interest, and at the 24% line."""

    days_late: int
    window: int
    dx: int
    listed: Sequence[int]
    owed: Mapping[int, Owed]
    simple: Mapping[int, Owed]
    limit: Mapping[int, int]

    @property
    def here(self) -> Owed:
        """What is owed on the day looked at."""
        return self.owed[self.days_late]

    @property
    def above_fen(self) -> int:
        """How much of that is above the 24% line."""
        return max(0, self.here.total_fen - self.limit[self.days_late])

    def chart(self, top_fen: int = 0) -> dict:
        """The parts piled up, the two lines beside them; the axis has room for `top_fen` at least."""
        used = self.owed[0].principal_fen // 100
        charted = range(0, self.window + self.dx, self.dx)
        shown = [day for day in charted if day <= self.window]
        top = max(top_fen, *(self.owed[day].total_fen for day in shown), *(self.limit[day] for day in shown)) / 100
        span = charts.round_up(top - used)
        start = max(0, used - span)
        return charts.growth(
            self.dx,
            {name: [getattr(self.owed[day], part) / 100 for day in charted] for part, name in parts().items()},
            {
                t("Without interest on interest"): [self.simple[day].total_fen / 100 for day in charted],
                t("24% line"): [self.limit[day] / 100 for day in charted],
            },
            (t("The day looked at"), self.days_late, self.here.total_fen / 100),
            x_range=(0, self.window),
            x_title=t("days after the due date"),
            y_range=(start, used + span),
            y_title=t("yuan owed (axis starts at {start:,})", start=start) if start else t("yuan owed"),
        )

    def table(self) -> dict[str, list[int | Decimal]]:
        """As many rows in a window, the one nearest to it being the day looked at; parts that stay empty have no column."""
        columns = {name: [yuan(getattr(self.owed[day], part)) for day in self.listed] for part, name in parts().items()}
        return {
            t("Days late"): [*self.listed],
            t("Owed in all"): [yuan(self.owed[day].total_fen) for day in self.listed],
            **{name: cells for name, cells in columns.items() if any(cells)},
            t("Without interest on interest"): [yuan(self.simple[day].total_fen) for day in self.listed],
            t("24% line"): [yuan(self.limit[day]) for day in self.listed],
        }


def late_growth(account: Account, days_late: int) -> LateGrowth:
    """The growth of an account of which nothing is paid, in the window that holds `days_late`."""
    last, dx, step = window(days_late)
    listed = [*range(0, last + 1, step)]
    listed[min(range(len(listed)), key=lambda row: abs(listed[row] - days_late))] = days_late
    days = sorted({*listed, *range(0, last + dx, dx)})
    dates = [account.bills[0].due + timedelta(days=day) for day in days]
    owed = simple = dict(zip(days, growth(account, dates), strict=True))
    if account.contract.compounding is not Compounding.NEVER:
        without = replace(account.contract, compounding=Compounding.NEVER, compounds_penalty=False)
        simple = dict(zip(days, growth(replace(account, contract=without), dates), strict=True))
    rate = catalog.ceiling("court_24").yearly_rate
    limit = {day: then.at_yearly_rate(rate) for day, then in owed.items()}
    return LateGrowth(days_late=days_late, window=last, dx=dx, listed=listed, owed=owed, simple=simple, limit=limit)
