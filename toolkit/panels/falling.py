"""May the payment fall with the debt? The payment that clears it in time, kept, beside the same share of what is left."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from toolkit import catalog
from toolkit.i18n import t
from toolkit.models.contract import Minimum, MinimumBase
from toolkit.models.payoff import payment_that_clears
from toolkit.money import yuan
from toolkit.panels.controls import Slider
from toolkit.panels.panel import Panel
from toolkit.panels.paydown import Course, chart, counted, shows, spelled, table
from toolkit.panels.view import View
from toolkit.predictions import Guess, Prediction, close, difference

_ASKED = {"owed": 10_000, "months": 36}
"""What `drags` asks about."""

_YEARS = (12, 24, 36, 48, 60)


def drags() -> Prediction:
    """How a balance falls if the payment may fall with it: a line to draw before it is seen."""
    return Prediction(
        t(
            "10,000 yuan is owed at 0.05% a day. A certain payment, kept up, clears it in 36 months. Here the first payment is "
            "the same, but each later one is only the same share of what is left, at least 100 yuan: so they get smaller "
            "month by month. Draw what is still owed."
        ),
        kind="line",
        unit=t("yuan"),
        x=_YEARS,
        x_unit=t("months"),
        x_title=t("months from now"),
        y_range=(0, 10_000),
        y_title=t("yuan still owed"),
        step=100,
        start=(0, 10_000),
        truth=_in_years,
        says=_on_line,
        place=_on_panel,
    )


def falling(after: Guess | None = None) -> Panel:
    """The payment kept and the payment that falls, by balance and months; shut until the guess it comes `after` is in."""
    start = 12 if after else 36  # what stands on paper beside a prediction answers no part of it
    return Panel(
        draw,
        Slider(name="owed", label=t("Owed now"), unit=t("yuan"), stops=range(1_000, 50_001, 1_000), value=10_000),
        Slider(name="months", label=t("Cleared in"), unit=t("months"), stops=range(6, 61, 6), value=start),
        shows(),
        after=after,
    )


def draw(owed: int, months: int, show: str) -> View:
    """The figure at one position of its controls; `owed` in yuan."""
    payment_fen, kept, falls = _courses(owed * 100, months)
    name = t("If the payment gets smaller")
    holes = {
        "payment": yuan(payment_fen),
        "share": f"{payment_fen / owed:.1f}%",
        "kept": spelled(len(kept.months)),
        "interest": yuan(kept.interest_fen),
        "falls": spelled(len(falls.months)),
        "more": yuan(falls.interest_fen - kept.interest_fen),
    }
    says = t(
        "{payment:,} yuan every month ends it in {kept}, with {interest:,} yuan of interest. Let the payment fall, always "
        "{share} of what is left, and it takes {falls} and costs {more:,} yuan more.",
        **holes,
    )
    return View(
        chart=chart(kept, falls, name, show),
        headline=says,
        table=table(kept, falls, name),
        sources=(
            t(
                "The payment that falls is never less than {floor} yuan: our teaching assumption.",
                floor=_card().minimum.floor_fen // 100,
            ),
            catalog.product("bank_card").terms["daily_rate"].sentence(),
            counted(),
        ),
    )


def _card() -> catalog.MinimumRule:
    return catalog.minimums()["card_10"]


def _courses(owed_fen: int, months: int) -> tuple[int, Course, Course]:
    """The payment that clears so much in so many months; how it goes if that is kept, and if its share is."""
    yearly_rate = _card().daily_rate * 365
    payment_fen = payment_that_clears(owed_fen, yearly_rate, months)
    kept = Course(balance_fen=owed_fen, yearly_rate=yearly_rate, minimum=Minimum(floor_fen=payment_fen))
    share = Minimum(
        rate=Fraction(payment_fen, owed_fen), base=MinimumBase.PRINCIPAL, floor_fen=_card().minimum.floor_fen
    )
    return payment_fen, kept, replace(kept, minimum=share)


def _asked() -> Course:
    return _courses(_ASKED["owed"] * 100, _ASKED["months"])[2]


def _in_years() -> list[Decimal]:
    return [yuan(_asked().left_fen(month)) for month in _YEARS]


def _on_line(line: tuple[int, ...], truth: list[Decimal]) -> str:
    drawn, left = line[2], truth[2]
    holes = {"drawn": drawn, "left": left, "gap": difference(drawn, left), "time": spelled(len(_asked().months))}
    if close(drawn, left):
        return t(
            "After 36 months you drew {drawn:,} yuan and {left:,} is owed: close. It takes {time} in all: "
            "each smaller payment leaves more to the months after it.",
            **holes,
        )
    if drawn < left:
        return t(
            "After 36 months you drew {drawn:,} yuan; in fact {left:,} is owed, {gap:,} more than you thought. The first payment "
            "is the same. But each one after it is a little smaller, and it takes {time} in all.",
            **holes,
        )
    return t(
        "After 36 months you drew {drawn:,} yuan; in fact {left:,} is owed, {gap:,} less than you thought. "
        "It does fall, if slowly: it takes {time} in all.",
        **holes,
    )


def _on_panel(line: tuple[int, ...], show: str, **state: object) -> tuple[list[int], list[int]] | None:
    """Where the line drawn for `drags` is true to the panel."""
    return ([0, *_YEARS], [_ASKED["owed"], *line]) if state == _ASKED and show == "left" else None
