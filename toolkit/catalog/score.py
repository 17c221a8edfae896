"""The teaching score's numbers, the files it starts from, and what was published of falls and recoveries."""

from collections.abc import Callable
from dataclasses import dataclass, fields
from datetime import date
from enum import StrEnum
from fractions import Fraction
from functools import cache
from pathlib import Path

from toolkit.catalog.record import Fact
from toolkit.catalog.tables import DATA, count, one_of, rate, rows
from toolkit.i18n import t
from toolkit.models.dates import months_on
from toolkit.models.record import LATE, MONTHS, Kind, Record
from toolkit.models.score import CreditFile, Line, Rules, maxed_out, struck
from toolkit.money import percent

_LIMIT_FEN = 10_000_00


@dataclass(frozen=True, kw_only=True)
class Number(Fact):
    """One number of the score, and what it does. Those of grade T are free."""

    value: float

    def sentence(self) -> str:
        return self.graded(value=f"{self.value:g}")


@cache
def score_numbers(folder: Path = DATA) -> dict[str, Number]:
    """Every number of the score by its name."""
    table, names = rows("score_rules", folder), [field.name for field in fields(Rules)]
    found = {row.known("rule", names): Number(value=row.read("value", _positive), **row.said("value")) for row in table}
    for name in names:
        if name not in found:
            raise table[-1].broken("rule", t("{name} is missing", name=name))
    return found


@cache
def score_rules(folder: Path = DATA) -> Rules:
    """The score's rules as the table has them."""
    return Rules(**{name: number.value for name, number in score_numbers(folder).items()})


def _positive(text: str) -> float:
    value = float(rate(text))
    if not value:
        raise ValueError(t("must be more than 0"))
    return value


def _months(text: str) -> tuple[int, ...]:
    return tuple(map(count, text.split()))


def _late(text: str) -> tuple[str, int]:
    cells, _, ended = text.partition(" ")
    if not cells or not set(cells) <= set(LATE):
        raise ValueError(t("must be late months and how many months ago the last of them was, such as 123 24"))
    return cells, count(ended)


_ENTRIES: dict[str, Callable[[str], object]] = {
    "loans": count,
    "cards": count,
    "oldest_months": count,
    "use": rate,
    "loan_late": _late,
    "card_late": _late,
    "new_months": _months,
}
_NEEDED = ("loans", "cards", "oldest_months", "use")


@dataclass(frozen=True, kw_only=True)
class Entry(Fact):
    """One entry of a starting file: what it is, and whether it was published or is ours."""

    value: object

    def sentence(self) -> str:
        return self.graded(value=percent(self.value) if isinstance(self.value, Fraction) else self.value)


@cache
def starts(folder: Path = DATA) -> dict[str, dict[str, Entry]]:
    """The entries of each starting file, by the US score that it stands for."""
    found: dict[str, dict[str, Entry]] = {}
    for row in rows("score_starts", folder):
        name = row.known("entry", _ENTRIES)
        found.setdefault(row["start"], {})[name] = Entry(value=row.read("value", _ENTRIES[name]), **row.said("value"))
    for start, entries in found.items():
        for name in _NEEDED:
            if name not in entries:
                raise row.broken("entry", t("{name} is missing", name=f"{start} {name}"))
    return found


def starting_file(start: str, on: date) -> CreditFile:
    """A starting file as it stands on a month's last day; its first account is a home loan that was never late.

    All accounts but the new ones are as old as the oldest, and all cards have the same limit. The last cards are new.
    """
    said = {name: entry.value for name, entry in starts()[start].items()}
    loans, new = said["loans"], said.get("new_months", ())
    ages = (said["oldest_months"],) * (loans + said["cards"] - len(new)) + new
    late = {1: said.get("loan_late"), loans: said.get("card_late")}
    lines = []
    for number, age in enumerate(ages):
        card = number >= loans
        symbols = ("*" + "N" * age)[-MONTHS:].rjust(MONTHS, "/")
        if late.get(number):
            cells, ended = late[number]
            symbols = symbols[: MONTHS - ended - len(cells)] + cells + symbols[MONTHS - ended :]
        lines.append(
            Line(
                opened=_ago(on, age),
                record=Record(kind=Kind.CARD if card else Kind.LOAN, last=on, symbols=symbols),
                limit_fen=_LIMIT_FEN * card,
                used_fen=int(_LIMIT_FEN * card * said["use"]),
            )
        )
    return CreditFile(lines=tuple(lines), queries=tuple(_ago(on, age) for age in new))


def _ago(on: date, months: int) -> date:
    return months_on(on.replace(day=1), -months)


@dataclass(frozen=True, kw_only=True)
class Event:
    """Something that happens to the home loan of a starting file, or, without cells, to one of its cards."""

    name: str
    cells: str

    def strikes(self, file: CreditFile) -> CreditFile:
        """The same file on the same date, with the event."""
        if self.cells:
            return struck(file, 0, self.cells)
        return maxed_out(file, next(number for number, line in enumerate(file.lines) if line.limit_fen))


class Fits(StrEnum):
    """What of a published row the numbers were fitted to."""

    BOTH = "both"
    FALL = "fall"
    NONE = "none"


@dataclass(frozen=True, kw_only=True)
class Published:
    """What was published of one event in one file: points lost on the scale from 300 to 850, and months until they are back."""

    study: str
    event: str
    start: str
    fall: tuple[int, int]
    months: tuple[int, int] | None
    fits: Fits


@cache
def events(folder: Path = DATA) -> dict[str, Event]:
    """Each event by its id."""
    return {row["event"]: Event(name=row["name_text"], cells=row["cells"]) for row in rows("score_events", folder)}


@cache
def published(folder: Path = DATA) -> tuple[Published, ...]:
    """What was published, fitted or not."""
    return tuple(
        Published(
            study=row["study"],
            event=row.known("event", events(folder)),
            start=row.known("start", starts(folder)),
            fall=(row.read("fall_low", count), row.read("fall_high", count)),
            months=(row.read("months_low", count), row.read("months_high", count)) if row["months_low"] else None,
            fits=row.read("fits", one_of(Fits)),
        )
        for row in rows("score_published", folder)
    )
