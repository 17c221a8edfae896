"""The teaching score's numbers, the files it starts from, and what was published of falls and recoveries."""

from dataclasses import dataclass, fields
from datetime import date
from enum import StrEnum
from functools import cache
from pathlib import Path

from toolkit.catalog.record import Fact, fact
from toolkit.catalog.tables import DATA, Row, count, one_of, plain_text, rate, rows, rules
from toolkit.i18n import t
from toolkit.models.dates import months_on
from toolkit.models.record import MONTHS, Kind, Record, month_end
from toolkit.models.score import CreditFile, Line, Rules, maxed_out, struck
from toolkit.money import percent

LIMIT_FEN = 10_000_00
_ENTRIES = ("loans", "cards", "oldest_months", "use", "card_late", "loan_late", "new_months")


@dataclass(frozen=True, kw_only=True)
class Number:
    """One number of the score, and what it does."""

    value: float
    fact: Fact

    def sentence(self) -> str:
        return self.fact.sentence(value=f"{self.value:g}")


@cache
def score_numbers(folder: Path = DATA) -> dict[str, Number]:
    """Every number of the score by its name. Those of grade T are free."""
    known, names = rules(folder), [field.name for field in fields(Rules)]
    found = {}
    for row in rows("score_rules", folder):
        name = row.known("rule", names)
        found[name] = Number(value=float(row.read("value", _positive)), fact=fact(row, known, "value"))
    return found


def score_rules(folder: Path = DATA) -> Rules:
    """The score's rules as the table has them."""
    return Rules(**{name: number.value for name, number in score_numbers(folder).items()})


def _positive(text: str) -> float:
    value = float(rate(text))
    if not value:
        raise ValueError(t("must be more than 0"))
    return value


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One entry of a starting file: what it is, and whether it was published or is ours."""

    value: str
    fact: Fact

    def sentence(self) -> str:
        shown = percent(rate(self.value)) if "." in self.value else self.value
        return self.fact.sentence(value=shown)


@cache
def starts(folder: Path = DATA) -> dict[str, dict[str, Entry]]:
    """The entries of each starting file, by the US score that it stands for."""
    known: dict[str, str] = rules(folder)
    found: dict[str, dict[str, Entry]] = {}
    for row in rows("score_starts", folder):
        entry = Entry(value=row.read("value", plain_text), fact=fact(row, known, "value"))
        found.setdefault(row["start"], {})[row.known("entry", _ENTRIES)] = entry
    return found


def starting_file(start: str, on: date) -> CreditFile:
    """A starting file as it stands on a month's last day; its first account is a home loan that was never late.

    All accounts but the new ones are as old as the oldest, and all cards have the same limit.
    """
    said = {name: entry.value for name, entry in starts()[start].items()}
    new = [int(months) for months in said.get("new_months", "").split()]
    loans, cards = int(said["loans"]), int(said["cards"])
    ages = [int(said["oldest_months"])] * (loans + cards - len(new)) + new
    late = {1: said.get("loan_late"), loans: said.get("card_late")}
    used_fen = int(rate(said["use"]) * LIMIT_FEN)
    lines = []
    for number, age in enumerate(ages):
        card = number >= loans
        symbols = ("*" + "N" * age)[-MONTHS:].rjust(MONTHS, "/")
        if late.get(number):
            cells, ended = late[number].split()
            end = MONTHS - int(ended)
            symbols = symbols[: end - len(cells)] + cells + symbols[end:]
        record = Record(kind=Kind.CARD if card else Kind.LOAN, last=on, symbols=symbols)
        opened = months_on(on.replace(day=1), -age)
        lines.append(Line(opened=opened, record=record, limit_fen=LIMIT_FEN * card, used_fen=used_fen * card))
    return CreditFile(lines=tuple(lines), queries=tuple(months_on(on.replace(day=1), -age) for age in new))


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
    return {
        row["event"]: Event(name=row.read("name_text", plain_text), cells=row["cells"])
        for row in rows("score_events", folder)
    }


@cache
def published(folder: Path = DATA) -> tuple[Published, ...]:
    """What was published, fitted or not."""
    known = rules(folder)
    return tuple(_published(row, known, folder) for row in rows("score_published", folder))


def _published(row: Row, known: dict[str, str], folder: Path) -> Published:
    row.known("source", known)
    return Published(
        study=row["study"],
        event=row.known("event", events(folder)),
        start=row.known("start", starts(folder)),
        fall=(row.read("fall_low", count), row.read("fall_high", count)),
        months=(row.read("months_low", count), row.read("months_high", count)) if row["months_low"] else None,
        fits=row.read("fits", one_of(Fits)),
    )
