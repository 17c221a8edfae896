"""The tables of `data/`, row by row: the only room that opens files of facts.

A broken row is refused in one sentence that names file, line and field.
"""

import csv
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction
from pathlib import Path
from string import Formatter

from toolkit.i18n import t

_PACKAGE = Path(__file__).parent.parent
DATA = _PACKAGE / "data" if (_PACKAGE / "data").is_dir() else _PACKAGE.parent / "data"

GRADES = ("A", "B", "T")
"""A: the rule's own text. B: reported by several. T: our own teaching assumption."""
OURS = "ours"
"""The source of every row of grade T, and of no other."""

TABLES = {
    "ceilings": ("ceiling", "applies_to measure least? most valid_from valid_to? says_text"),
    "choices": ("question choice_text", "right reason_text"),
    "glossary": ("en", "zh note?"),
    "helplines": ("helpline", "number"),
    "lpr": ("from", "one_year five_years last_verified"),
    "minimums": ("minimum", "name_text daily_rate share base floor_fen says_text"),
    "products": ("product", "kind? in_figures name_text"),
    "questions": ("question", "kind concept parallel prompt_text"),
    "record_classes": ("rule class", "from_days name_text"),
    "record_facts": ("fact", "says_text"),
    "record_repairs": ("repair", "first last most_fen repaid_by hidden_from says_text"),
    "record_symbols": ("symbol", "says_text"),
    "score_events": ("event", "cells? name_text"),
    "score_published": ("study event start", "fall_low fall_high months_low? months_high? fits"),
    "score_rules": ("rule", "value says_text"),
    "score_starts": ("start entry", "value says_text"),
    "sources": ("source", "rule_text address?"),
    "terms": ("product term", "value says_text"),
}
"""Each table's key, which no two rows share, and its other columns; what ends in ? may be empty."""
_GRADE = ("source", "as_of", "confidence")


class Row(dict[str, str]):
    """One row of a table, by column. It knows where it stands, and says so when it is refused."""

    rule: str
    """What the row's source is called."""

    def __init__(self, table: str, line: int, fields: dict[str, str]) -> None:
        super().__init__(fields)
        self._table, self._line = table, line

    def broken(self, name: str, why: str) -> ValueError:
        """The sentence for a field that cannot be used."""
        where = {"table": self._table, "line": self._line, "name": name}
        return ValueError(t("data/{table}.csv, line {line}, field {name}: {why}.", why=why, **where))

    def read(self, name: str, reader: Callable[[str], object]) -> object:
        """One field, read by `reader`."""
        try:
            return reader(self[name])
        except ValueError as error:
            raise self.broken(name, str(error)) from None

    def read_if_any(self, name: str, reader: Callable[[str], object]) -> object:
        """One field, read by `reader`; None if it is empty."""
        return self.read(name, reader) if self[name] else None

    def known(self, name: str, allowed: Collection[str]) -> str:
        """One field that must be one of `allowed`."""
        if self[name] not in allowed:
            raise self.broken(name, t("must be one of {known}", known=", ".join(allowed)))
        return self[name]

    def grade(self) -> dict[str, str]:
        """Who says what the row says, since when, and how surely."""
        return {"rule": self.rule, "as_of": self["as_of"], "confidence": self["confidence"]}

    def worded(self, name: str, *holes: str) -> str:
        """One field that is a text with no other holes than these."""
        if self.read(name, _holes) - {*holes}:
            named = ", ".join(f"{{{hole}}}" for hole in holes) or "–"
            raise self.broken(name, t("can have no other hole than {hole}", hole=named))
        return self[name]

    def said(self, *holes: str) -> dict[str, str]:
        """What a `Sourced` is made of: the row's sentence, with no other holes than these, and its grade."""
        return {"says": self.worded("says_text", *holes), **self.grade()}


@dataclass(frozen=True, kw_only=True)
class Sourced:
    """What a row says, the rule that says so, since when, and how surely."""

    says: str
    rule: str
    as_of: str
    confidence: str

    def graded(self, **holes: object) -> str:
        """What is said and how far it can be trusted, in one or two plain sentences of the reader's language."""
        says = t(self.says, **holes)
        if self.confidence == "A":
            return t("{says} ({rule} {as_of}.)", says=says, rule=t(self.rule), as_of=self.as_of)
        if self.confidence == "B":
            return t("{says} (Reported, as of {as_of}; not the contract.)", says=says, as_of=self.as_of)
        return t("{says} (Varies: read your contract. Our teaching assumption.)", says=says)


def rows(table: str, folder: Path = DATA) -> list[Row]:
    """The rows of `<table>.csv`, each checked for its columns, its key, its source, date and grade."""
    found = _read(table, folder)
    key, others = (columns.split() for columns in TABLES[table])
    rules = {row["source"]: row["rule_text"] for row in (found if table == "sources" else _read("sources", folder))}
    stood = set()
    for row in found:
        for name in (*key, *others, *_GRADE):
            if not (name.endswith("?") or row[name]):
                raise row.broken(name, t("must not be empty"))
        if (id := tuple(row[name] for name in key)) in stood:
            raise row.broken(key[-1], t("stands twice"))
        stood.add(id)
        for name in (*key, *others):
            if name.endswith("_text") and name != "says_text":
                row.worded(name)
        row.rule = rules[row.known("source", rules)]
        row.read("as_of", day)
        if (row.known("confidence", GRADES) == "T") != (row["source"] == OURS):
            raise row.broken("confidence", t("must be T where the source is {ours}, and A or B elsewhere", ours=OURS))
    return found


def _read(table: str, folder: Path) -> list[Row]:
    """The rows of a file that has its table's columns and no others."""
    try:
        with (folder / f"{table}.csv").open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file)
            found = [Row(table, reader.line_num, fields) for fields in reader]
    except UnicodeDecodeError:
        raise ValueError(t("data/{table}.csv must be saved as UTF-8.", table=table)) from None
    first, named = Row(table, 1, {}), reader.fieldnames or ()
    columns = [name.rstrip("?") for name in " ".join(TABLES[table]).split()]
    columns += [name for name in _GRADE if name not in columns]
    for name in columns:
        if name not in named:
            raise first.broken(name, t("is missing from the first line"))
    for name in named:
        if name not in columns or list(named).count(name) > 1:
            raise first.broken(name, t("must be one of {known}, and stand once", known=", ".join(columns)))
    for row in found:
        for name, text in row.items():
            if name is None or text is None:
                raise row.broken(name or "-", t("every row needs as many fields as the first line names"))
    return found


def _holes(text: str) -> set[str]:
    try:
        return {hole for _, hole, _, _ in Formatter().parse(text) if hole is not None}
    except ValueError:
        raise ValueError(t("has a brace without its other half")) from None


def day(text: str) -> date:
    """A day; the first one of a month or a year."""
    whole = text + {4: "-01-01", 7: "-01"}.get(len(text), "")
    try:
        return date.fromisoformat(whole)
    except ValueError:
        raise ValueError(t("must be a date such as 2026-11-22, 2026-11 or 2026")) from None


def count(text: str) -> int:
    if not text.isdecimal():
        raise ValueError(t("must be a whole number, 0 or more"))
    return int(text)


def rate(text: str) -> Fraction:
    try:
        exact = Fraction(text)
    except (ValueError, ZeroDivisionError):
        exact = Fraction(-1)
    if exact < 0:
        raise ValueError(t("must be a number, 0 or more, such as 0.0005"))
    return exact


def rates(text: str) -> dict[int, Fraction]:
    """A rate for each of several numbers, written `3=0.025 6=0.045`."""
    pairs = [pair.partition("=") for pair in text.split()]
    return {count(number): rate(share) for number, _, share in pairs}


def yes_no(text: str) -> bool:
    if text not in ("yes", "no"):
        raise ValueError(t("must be yes or no"))
    return text == "yes"


def one_of(kinds: type[StrEnum]) -> Callable[[str], object]:
    def choose(text: str) -> StrEnum:
        if text not in list(kinds):
            raise ValueError(t("must be one of {known}", known=", ".join(kinds)))
        return kinds(text)

    return choose
