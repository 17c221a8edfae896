"""Who charges most? The same missed bill under four kinds of contract, on any day."""

from datetime import timedelta
from decimal import Decimal

from toolkit import catalog, charts
from toolkit.i18n import t
from toolkit.models.account import Owed, growth, owed
from toolkit.money import yuan
from toolkit.panels.controls import Slider
from toolkit.panels.example import DAYS_LATE, DUE, charges
from toolkit.panels.panel import Panel
from toolkit.panels.view import View
from toolkit.predictions import Guess, Prediction, close, difference

_ASKED = {"amount": 5_000, "days_late": 4}
"""What `jumps` asks about: the day after the card's grace days."""


def jumps() -> Prediction:
    """What four late days add to 5,000 yuan on the bank card: a number, before the step is seen."""
    return Prediction(
        t("A bank card bill of 5,000 yuan is four days late, and nothing has been paid. How many yuan are owed on top?"),
        unit=t("yuan"),
        y_range=(0, 1_000),
        step=5,
        truth=lambda: yuan(_step().charges_fen),
        says=_on_step,
        place=_on_bars,
    )


def side_by_side(after: Guess | None = None) -> Panel:
    """What one late bill adds under each contract, by amount and days late; shut until the guess it comes `after` is in."""
    start = _ASKED["days_late"] - 1 if after else 60  # the day before the one that is asked about
    return Panel(
        draw,
        Slider(name="amount", label=t("Amount borrowed"), unit=t("yuan"), stops=range(0, 50_001, 500), value=5_000),
        Slider(name="days_late", label=t("Days late"), unit=t("days"), stops=DAYS_LATE, value=start),
        after=after,
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


def _step() -> Owed:
    """What is owed on the bank card where `jumps` looks."""
    account = catalog.product("bank_card").account(_ASKED["amount"] * 100, DUE)
    return owed(account, DUE + timedelta(days=_ASKED["days_late"]))


def _on_step(guess: int | float, truth: Decimal) -> str:
    here, card = _step(), catalog.product("bank_card")
    holes = {
        "guess": guess,
        "owed": truth,
        "gap": difference(guess, truth),
        "nights": card.terms["posted_days_before_due"].value + _ASKED["days_late"],
        "interest": yuan(here.interest_fen),
        "fee": yuan(here.fees_fen),
    }
    if close(guess, truth):
        return t(
            "You guessed {guess:,} yuan and {owed:,} are owed on top: close. {interest:,} of it is interest for "
            "{nights} days, {fee:,} a late fee.",
            **holes,
        )
    if guess < truth:
        return t(
            "You guessed {guess:,} yuan; in fact {owed:,} are owed on top, {gap:,} more than you thought. It is natural to count "
            "the late days alone. This card counts {nights}, from the day the money was spent, and adds a late fee of {fee:,}.",
            **holes,
        )
    return t(
        "You guessed {guess:,} yuan; in fact {owed:,} are owed on top, {gap:,} less than you thought. Late fees sound like a "
        "share of the whole bill. This one is a share of the unpaid minimum payment: {fee:,}. The rest is interest.",
        **holes,
    )


def _on_bars(guess: int | float, **state: object) -> tuple[list[str], list[int | float]] | None:
    """The guess stands at the bank card's bar, on the day and for the amount that `jumps` asks about."""
    return ([t(catalog.product("bank_card").name)], [guess]) if state == _ASKED else None


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
