"""Three people whose credit files the figures on the score share, and their names."""

from datetime import date
from functools import cache

from toolkit import catalog
from toolkit.i18n import t
from toolkit.models.score import CreditFile, score
from toolkit.panels.controls import Choice, Option

ON = date(2025, 12, 31)
"""The day of their files. Any other month's end gives the same scores."""


def names() -> dict[str, str]:
    """What each starting file is called, by the US score that it stands for."""
    return {"680": t("Bo"), "720": t("Min"), "780": t("Ya")}


def people(value: str) -> Choice:
    """The choice among the three, each with the teaching score and what makes it."""
    why = {
        "680": t("late twice before"),
        "720": t("never late, limits half used"),
        "780": t("never late, little used"),
    }
    options = tuple(
        Option(value=start, label=t("{name}, {points} points: {why}", name=name, points=round(points_of(start)), why=why[start]))
        for start, name in names().items()
    )
    return Choice(name="start", label=t("Whose file"), options=options, value=value)


@cache
def file_of(start: str) -> CreditFile:
    return catalog.starting_file(start, ON)


@cache
def points_of(start: str) -> float:
    return score(file_of(start), catalog.score_rules()).points
