"""Is paying the minimum enough? A balance month by month: the minimum, a little more, or the same amount every month."""

from fractions import Fraction

from toolkit import catalog
from toolkit.i18n import t
from toolkit.money import yuan
from toolkit.panels.controls import Choice, Option, Slider
from toolkit.panels.panel import Panel
from toolkit.panels.paydown import Course, chart, counted, notes, shows, spelled, table, ways, works
from toolkit.panels.view import View
from toolkit.predictions import Guess, Prediction, close, difference

_ASKED = {"owed": 10_000, "rate": 0.05, "rule": "card_10", "way": "minimum", "spent": 0}
"""What `lasts` asks about."""

_RATES = [percent / 100 for percent in range(11)]  # a day
_AMOUNTS = (*range(0, 1_000, 50), *range(1_000, 5_001, 200))


def lasts() -> Prediction:
    """How many months the minimum alone takes: a number, before the balance is seen to fall."""
    return Prediction(
        t(
            "10,000 yuan is owed on a card at 0.05% a day. Nothing new is bought, and each month only the minimum is paid: "
            "10% of what is owed, at least 100 yuan. How many months does it take?"
        ),
        unit=t("months"),
        y_range=(1, 600),
        step=1,
        truth=lambda: len(_asked().months),
        says=_on_months,
        place=_on_panel,
    )


def minimum(after: Guess | None = None) -> Panel:
    """A balance being paid off, to move by amount, rule and way of paying; shut until the guess it comes `after` is in."""
    rules = tuple(Option(value=rule.id, label=t(rule.name)) for rule in catalog.minimums().values())
    start = 3_000 if after else 10_000  # what stands on paper beside a prediction answers no part of it
    return Panel(
        draw,
        Slider(name="owed", label=t("Owed now"), unit=t("yuan"), stops=range(1_000, 50_001, 1_000), value=start),
        Slider(name="rate", label=t("Interest a day"), unit="%", stops=_RATES, value=_ASKED["rate"]),
        Choice(name="rule", label=t("Minimum payment"), options=rules, value="card_10"),
        ways(plus=200, fixed=1_000),
        Slider(name="amount", label=t("Extra amount, or fixed payment"), unit=t("yuan"), stops=_AMOUNTS, value=200),
        Slider(name="spent", label=t("New spending every month"), unit=t("yuan"), stops=range(0, 2_001, 50), value=0),
        shows(),
        after=after,
    )


def draw(owed: int, rate: float, rule: str, way: str, amount: int, spent: int, show: str) -> View:
    """The figure at one position of its controls; amounts in yuan, `rate` in percent a day."""
    alone = _alone(owed, rate, rule, spent)
    chosen = alone.paid(way, amount * 100)
    name = t("With the minimum alone")
    return View(
        chart=chart(chosen, alone, name, show),
        headline=t("{says} {works}", says=_headline(chosen, alone), works=works(chosen, alone)),
        table=table(chosen, alone, name),
        notes=notes(chosen, alone, way),
        sources=(
            catalog.minimums()[rule].sentence(),
            catalog.product("bank_card").terms["daily_rate"].sentence(),
            t("Any other rate is there to be tried out."),
            counted(),
        ),
    )


def facts() -> dict[str, str]:
    """The numbers that the lesson's prose names."""
    first, card = _asked().months[0], catalog.product("bank_card").contract
    return {
        "first_payment": f"{yuan(first.paid_fen):,}",
        "first_interest": f"{yuan(first.interest_fen):,}",
        "first_repaid": f"{yuan(first.paid_fen - first.interest_fen):,}",
        "tolerance": str(card.tolerance_fen // 100),
        "grace_days": str(card.grace_days),
        **{f"line_{name}": number for name, number in catalog.helplines().items()},
    }


def _asked() -> Course:
    return _alone(*(_ASKED[name] for name in ("owed", "rate", "rule", "spent")))


def _alone(owed: int, rate: float, rule: str, spent: int) -> Course:
    """The balance if only the minimum is paid."""
    return Course(
        balance_fen=owed * 100,
        yearly_rate=Fraction(str(rate)) / 100 * 365,
        minimum=catalog.minimums()[rule].minimum,
        spent_fen=spent * 100,
    )


def _on_months(guess: int | float, truth: int) -> str:
    asked = _asked()
    holes = {
        "guess": guess,
        "months": truth,
        "gap": difference(guess, truth),
        "interest": yuan(asked.interest_fen),
        "first": yuan(asked.months[0].paid_fen),
        "half": next(number for number in range(truth) if asked.left_fen(number) <= 500_000),
    }
    if close(guess, truth):
        return t(
            "You guessed {guess:,} months and it takes {months}: close. Half of the debt is gone after {half}; "
            "the rest drags on, and all in all {interest:,} yuan of interest is paid.",
            **holes,
        )
    if guess < truth:
        return t(
            "You guessed {guess:,} months; it takes {months}, {gap:,} more than you thought. A tenth each month sounds like "
            "ten months. But each payment is a tenth of what is left, so that it shrinks with the debt: "
            "only the first one is {first:,} yuan.",
            **holes,
        )
    return t(
        "You guessed {guess:,} months; it takes {months}, {gap:,} fewer than you thought. Many have heard of decades: those are "
        "cards whose minimum is 2% or 3%. A tenth is slow, too, but half of the debt is gone after {half} months.",
        **holes,
    )


def _on_panel(guess: int | float, show: str, amount: int, **state: object) -> tuple[list[int | float], list[int]] | None:
    """Where the guess ends the balance, on what `lasts` asks about."""
    return ([guess], [0]) if state == _ASKED and show == "left" else None


def _headline(chosen: Course, alone: Course) -> str:
    holes = {
        "time": spelled(len(chosen.months)),
        "left": yuan(chosen.left_fen(len(chosen.months))),
        "interest": yuan(chosen.interest_fen),
        "total": yuan(chosen.total_fen),
        "saved": yuan(alone.interest_fen - chosen.interest_fen),
        "sooner": spelled(len(alone.months) - len(chosen.months)) if len(alone.months) > len(chosen.months) else "",
    }
    if chosen.stalls:
        return t("Paid like this it never ends: it falls to {left:,} yuan and then no further.", **holes)
    if not chosen.ends:
        return t("Paid like this it never ends: after {time} {left:,} yuan is owed.", **holes)
    if alone.ends and holes["sooner"] and holes["saved"] > 0:
        return t(
            "Paid like this it is over in {time}: {total:,} yuan in all, {interest:,} of it interest. "
            "That is {sooner} sooner than with the minimum alone, and saves {saved:,} yuan.",
            **holes,
        )
    return t("Paid like this it is over in {time}: {total:,} yuan in all, {interest:,} of it interest.", **holes)
