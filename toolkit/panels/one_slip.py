"""How far does one late payment throw a score, and when is it back? One event in three files, beside what was published."""

from decimal import Decimal
from functools import cache

from toolkit import catalog, charts
from toolkit.catalog.score import Published
from toolkit.i18n import t
from toolkit.models.score import WITHIN, course, months_back, never_late
from toolkit.panels.controls import Choice, Option, Slider
from toolkit.panels.panel import Panel
from toolkit.panels.paydown import spelled
from toolkit.panels.people import file_of, names, people, points_of
from toolkit.panels.view import View
from toolkit.predictions import Guess, Prediction, close, difference

_ASKED = {"start": "780", "event": "late_30"}
"""What `falls` asks about."""

_YEARS = range(0, 85, 12)
_BOTTOM = 50
"""Where the chart's axis starts."""
_US_POINTS = Decimal(850 - 300) / 100
"""How many points of the US scale are one of ours."""


def falls() -> Prediction:
    """How many points one payment 30 days late takes from the highest of the three: a number, before it is seen."""
    return Prediction(
        t(
            "Ya's teaching score is {points} of 100, and nothing was ever late. Now one payment comes 30 days late. "
            "How many points does the score lose?",
            points=round(points_of(_ASKED["start"])),
        ),
        unit=t("points"),
        y_range=(0, 80),
        step=1,
        truth=lambda: _lost(**_ASKED),
        says=_on_fall,
        place=_on_panel,
    )


def one_slip(after: Guess | None = None) -> Panel:
    """One late payment in one of three files, month by month; shut until the guess it comes `after` is in."""
    start = "680" if after else "780"  # what stands on paper beside a prediction answers no part of it
    late = tuple(Option(value=id, label=t(catalog.events()[id].name)) for id in ("late_30", "late_90"))
    return Panel(
        draw,
        people(start),
        Choice(name="event", label=t("What happens"), options=late, value="late_30"),
        Slider(name="months", label=t("Paid on time since then"), unit=t("months"), stops=range(_YEARS[-1] + 1), value=0),
        after=after,
    )


def draw(start: str, event: str, months: int) -> View:
    """The figure at one position of its controls."""
    hit, twin, back = _courses(start, event)
    before, years = round(points_of(start), 2), _published(start, event).months[0]
    late, never = t("With the late payment"), t("If never late")
    here, over, theirs = t("Here"), t("Back, but for half a point"), t("Back, as published in the US")
    shown = sorted({*_YEARS, back, months, years})
    said = {month: [name for name, at in ((here, months), (over, back), (theirs, years)) if at == month] for month in shown}
    return View(
        chart=charts.course(
            (late, hit),
            {never: twin, t("Before the late payment"): [before] * len(hit)},
            {here: (months, hit[months]), over: (back, hit[back]), theirs: (years, before)},
            x_title=t("months since"),
            y_range=(_BOTTOM, 100),
            y_title=t("points of 100 (axis starts at {start})", start=_BOTTOM),
        ),
        headline=t("{says} {works}", says=_headline(start, event, months), works=_on_return(back, years)),
        table={
            t("Months since"): shown,
            late: [_tenths(hit[month]) for month in shown],
            never: [_tenths(twin[month]) for month in shown],
            t("What is there"): [t(", ").join(said[month]) for month in shown],
        },
        notes=_notes(start, event, months),
        sources=(
            *(entry.sentence() for entry in catalog.starts()[start].values()),
            catalog.record_facts()["score_sizes"].graded(),
            t(
                "Back where it was: within {within} points of the score before, all paid on time, the same use of limits, "
                "nothing new. The score is ours, for teaching, from 0 to 100: no lender uses it.",
                within=WITHIN,
            ),
        ),
    )


@cache
def _courses(start: str, event: str) -> tuple[list[float], list[float], int]:
    """The points of a file month by month after an event, those of its twin that was never late, and when it is back."""
    before, rules = file_of(start), catalog.score_rules()
    after = catalog.events()[event].strikes(before)
    hit, twin = ([round(points, 2) for points in course(file, rules, _YEARS[-1])] for file in (after, never_late(before)))
    return hit, twin, months_back(before, after, rules)


def _published(start: str, event: str) -> Published:
    return next(row for row in catalog.published() if (row.start, row.event) == (start, event))


def _tenths(points: float) -> Decimal:
    return Decimal(f"{points:.1f}")


def _lost(start: str, event: str) -> Decimal:
    """The points lost, as the shown scores before and after differ."""
    return _tenths(points_of(start)) - _tenths(_courses(start, event)[0][0])


def _headline(start: str, event: str, months: int) -> str:
    hit, _, back = _courses(start, event)
    before, here = _tenths(points_of(start)), _tenths(hit[months])
    holes = {
        "event": t(catalog.events()[event].name),
        "name": names()[start],
        "before": before,
        "here": here,
        "lost": before - here,
        "time": spelled(months),
    }
    if not months:
        return t("{event}: {name}'s score falls from {before} to {here}, by {lost} of 100 points.", **holes)
    if months < back:
        return t(
            "{event}, and {time} of paying on time since: {name}'s score is {here}, still {lost} below the {before} of before.",
            **holes,
        )
    return t("{event}, and {time} of paying on time since: {name}'s score is {here}; before it was {before}.", **holes)


def _on_return(back: int, years: int) -> str:
    holes = {"back": spelled(back), "published": spelled(years)}
    if years > 1.25 * back:
        return t("In the model it is back, but for half a point, after {back}. That is too soon: for such a file in the US, {published} were published.", **holes)
    return t("In the model it is back, but for half a point, after {back}; for such a file in the US, {published} were published.", **holes)


def _notes(start: str, event: str, months: int) -> dict[str, str]:
    hit, twin, _ = _courses(start, event)
    low, high = _published(start, event).fall
    return {
        "event": t(
            "Published for such a file in the US: {low}–{high} points of a scale from 300 to 850. {ratio} of those make one of "
            "ours: {our_low}–{our_high} here, and {lost} in the model. None are published for China.",
            low=low,
            high=high,
            ratio=_US_POINTS.normalize(),
            our_low=_tenths(low / _US_POINTS),
            our_high=_tenths(high / _US_POINTS),
            lost=_lost(start, event),
        ),
        "months": t(
            "The same file, never late, would be at {twin}: {gap} higher.",
            twin=_tenths(twin[months]),
            gap=_tenths(twin[months]) - _tenths(hit[months]),
        ),
    }


def _on_fall(guess: int | float, truth: Decimal) -> str:
    holes = {"guess": guess, "lost": truth, "gap": difference(guess, truth), "other": _lost("680", _ASKED["event"])}
    if close(guess, truth):
        return t(
            "You guessed {guess:,} points and it loses {lost}: close. Bo, who was late before, loses {other} by the same: "
            "where little stood, one mark weighs more.",
            **holes,
        )
    if guess < truth:
        return t(
            "You guessed {guess:,} points; it loses {lost}, {gap:,} more than you thought. A good name seems to forgive one slip. "
            "But where nothing stood, one mark weighs most: Bo, who was late before, loses {other} by the same.",
            **holes,
        )
    return t(
        "You guessed {guess:,} points; it loses {lost}, {gap:,} fewer than you thought. One mark is no ruin, and it fades. "
        "Bo, who was late before, loses {other} by the same: where little stood, it weighs more.",
        **holes,
    )


def _on_panel(guess: int | float, start: str, event: str, **_rest: object) -> tuple[list[int], list[float]] | None:
    """Where the guess would leave the score that `falls` asks about, if that is on the chart."""
    left = float(_tenths(points_of(start))) - guess
    return ([0], [left]) if {"start": start, "event": event} == _ASKED and left >= _BOTTOM else None
