"""Who charges most? The same missed bill under four kinds of contract, on any day."""

from datetime import timedelta

from toolkit import catalog, charts
from toolkit.i18n import t
from toolkit.models.account import Owed, growth
from toolkit.money import yuan
from toolkit.panels.controls import Slider
from toolkit.panels.example import DAYS_LATE, DUE, charges
from toolkit.panels.panel import Panel
from toolkit.panels.view import View


def side_by_side() -> Panel:
    """What one late bill adds under each contract, to move by amount and days late."""
    return Panel(
        draw,
        Slider(name="amount", label=t("Amount borrowed"), unit=t("yuan"), stops=range(0, 50_001, 500), value=5_000),
        Slider(name="days_late", label=t("Days late"), unit=t("days"), stops=DAYS_LATE, value=60),
    )


def draw(amount: int, days_late: int) -> View:
    """The figure at one position of its controls; `amount` in yuan."""
    products = catalog.products().values()
    days = [DUE + timedelta(days=day) for day in (max(0, days_late - 1), days_late)]
    before, here = zip(*(growth(product.account(amount * 100, DUE), days) for product in products), strict=True)
    names = [t(product.name) for product in products]
    return View(
        chart=_chart(names, before, here),
        headline=_headline(names, here, days_late),
        table={
            t("Contract"): names,
            t("Added in all"): [yuan(owed.charges_fen) for owed in here],
            **{name: [yuan(getattr(owed, part)) for owed in here] for part, name in charges().items()},
            t("The day before"): [yuan(owed.charges_fen) for owed in before],
        },
    )


def _headline(names: list[str], here: tuple[Owed, ...], day: int) -> str:
    added = [owed.charges_fen for owed in here]
    most, least = added.index(max(added)), added.index(min(added))
    return t(
        "Day {day} after the due date: the same bill costs {most_fen:,} yuan on top under “{most}”, "
        "{least_fen:,} under “{least}”.",
        day=day,
        most=names[most],
        most_fen=yuan(added[most]),
        least=names[least],
        least_fen=yuan(added[least]),
    )


def _chart(names: list[str], before: tuple[Owed, ...], here: tuple[Owed, ...]) -> dict:
    return charts.bars(
        names,
        {name: [getattr(owed, part) / 100 for owed in here] for part, name in charges().items()},
        (t("The day before"), [owed.charges_fen / 100 for owed in before]),
        y_title=t("yuan on top of what was borrowed"),
    )
