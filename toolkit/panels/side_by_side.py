"""What does being late add? The same missed bill under four kinds of contract, on any day."""

from datetime import timedelta
from decimal import Decimal

from toolkit import catalog
from toolkit.i18n import t
from toolkit.models.account import Owed, owed
from toolkit.models.lateness import lateness
from toolkit.money import yuan
from toolkit.panels.charged import Charged
from toolkit.panels.controls import Slider
from toolkit.panels.example import DAYS_LATE, DUE
from toolkit.panels.late_growth import window
from toolkit.panels.panel import Panel
from toolkit.panels.view import View
from toolkit.predictions import Guess, Prediction, close, difference

_ASKED = {"amount": 5_000, "days_late": 4}
"""What `jumps` asks about: the day after the card's grace days."""

_TERMS = {
    "bank_card": (
        "runs", "posted_days_before_due", "daily_rate", "grace_days",
        "minimum_rate", "late_fee_rate", "late_fee_floor_fen", "compounding",
    ),
    "huabei_bill": ("runs", "daily_rate"),
    "jiebei_loan": ("daily_rate", "late_multiple", "late_base"),
    "online_loan": ("daily_rate", "late_multiple", "late_base", "instalments"),
}  # fmt: skip
"""The terms of each contract that make its bar."""


def jumps() -> Prediction:
    """What four late days add to 5,000 yuan on the credit card: a number, before the step is seen."""
    return Prediction(
        t("A credit card bill of 5,000 yuan is four days late, and nothing has been paid. How many yuan has the bank added by now?"),
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
        Slider(name="amount", label=t("Amount borrowed"), unit=t("yuan"), stops=range(500, 50_001, 500), value=5_000),
        Slider(name="days_late", label=t("Days late"), unit=t("days"), stops=DAYS_LATE, value=start),
        after=after,
    )


def draw(amount: int, days_late: int) -> View:
    """The figure at one position of its controls; `amount` in yuan."""
    products = catalog.products().values()
    last, *_ = window(days_late)
    days = [DUE + timedelta(days=day) for day in (max(0, days_late - 1), days_late, last)]
    before, here, end = zip(*(lateness(product.account(amount * 100, DUE), days) for product in products), strict=True)
    charged = Charged(
        names=[t(product.name) for product in products],
        here=[late.added for late in here],
        before=[late.added for late in before],
    )
    top = max(late.added.charges_fen for late in end)  # one axis for all days of a window, so that bars only grow
    return View(
        chart=charged.chart(y_title=t("yuan added by being late"), top_fen=top),
        headline=_headline(charged, days_late),
        table=charged.table() | {t("Due anyway"): [yuan(late.due_anyway_fen) for late in here]},
        notes={
            "days_late": t(
                "The bars leave out the interest that was due anyway: a loan costs that in time, too. "
                "Of “{loan}” only one of {instalments} instalments is late at first.",
                loan=t(catalog.product("online_loan").name),
                instalments=catalog.product("online_loan").terms["instalments"].value,
            )
        },
        sources=tuple(
            t("{name} – {term}", name=t(catalog.product(id).name), term=catalog.product(id).terms[term].sentence())
            for id, terms in _TERMS.items()
            for term in terms
        ),
    )


def _step() -> Owed:
    """What is owed on the credit card where `jumps` looks."""
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
            "You guessed {guess:,} yuan and it is {owed:,}: close. {interest:,} of it is interest for "
            "{nights} days, {fee:,} a late fee.",
            **holes,
        )
    if guess < truth:
        return t(
            "You guessed {guess:,} yuan; the bank has added {owed:,}, {gap:,} more than you thought. It is natural to count "
            "the late days alone. This card counts {nights}, from the day the money was spent, and adds a late fee of {fee:,}.",
            **holes,
        )
    return t(
        "You guessed {guess:,} yuan; the bank has added {owed:,}, {gap:,} less than you thought. Late fees sound like a "
        "share of the whole bill. This one is a share of the unpaid minimum payment: {fee:,}. The rest is interest.",
        **holes,
    )


def _on_bars(guess: int | float, **state: object) -> tuple[list[str], list[int | float]] | None:
    """The guess stands at the credit card's bar, on the day and for the amount that `jumps` asks about."""
    return ([t(catalog.product("bank_card").name)], [guess]) if state == _ASKED else None


def _headline(charged: Charged, day: int) -> str:
    added = [owed.charges_fen for owed in charged.here]

    def named(amount_fen: int) -> str:
        alike = (name for name, fen in zip(charged.names, added, strict=True) if fen == amount_fen)
        return t(" and ").join(t("“{name}”", name=name) for name in alike)

    most, least = max(added), min(added)
    holes = {"day": day, "most": named(most), "most_fen": yuan(most), "least": named(least), "least_fen": yuan(least)}
    if not most:
        return t("Day {day} after the due date: none of the four has added anything.", **holes)
    if not least:
        return t(
            "Day {day} after the due date: being late has added most under {most}, {most_fen:,} yuan, "
            "and nothing yet under {least}.",
            **holes,
        )
    return t(
        "Day {day} after the due date: being late has added most under {most}, {most_fen:,} yuan, "
        "and least under {least}, {least_fen:,}.",
        **holes,
    )
