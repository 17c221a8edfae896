"""The tables of `data/`, row by row: the only room that opens files of facts.

A broken row is refused in one sentence that names file, line and field.
"""

import csv
from collections.abc import Callable, Collection
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


class Row(dict[str, str]):
    """One row of a table, by column. It knows where it stands, and says so when it is refused."""

    def __init__(self, table: str, line: int, fields: dict[str, str]) -> None:
        super().__init__(fields)
        self._table, self._line = table, line

    def __missing__(self, name: str) -> str:
        raise self.broken(name, t("is missing from the first line"))

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

    def worded(self, name: str, *holes: str) -> str:
        """One field that is a text with no other holes than these."""
        text = self.read(name, plain_text)
        if {hole for _, hole, _, _ in Formatter().parse(text) if hole is not None} - {*holes}:
            named = ", ".join(f"{{{hole}}}" for hole in holes)
            raise self.broken(name, t("can have no other hole than {hole}", hole=named))
        return text

    def known(self, name: str, allowed: Collection[str]) -> str:
        """One field that must be one of `allowed`."""
        if self[name] not in allowed:
            raise self.broken(name, t("must be one of {known}", known=", ".join(allowed)))
        return self[name]


def rows(table: str, folder: Path = DATA) -> list[Row]:
    """The rows of `<table>.csv`, each checked for its source, date and grade."""
    with (folder / f"{table}.csv").open(encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(file)
        found = [Row(table, reader.line_num, fields) for fields in reader]
    for row in found:
        for name, text in row.items():
            if name is None or text is None:
                raise row.broken(name or "-", t("every row needs as many fields as the first line names"))
        row.known("confidence", GRADES)
        for name in ("source", "as_of"):
            if not row[name]:
                raise row.broken(name, t("must not be empty"))
        row.read("as_of", _date)
    return found


def rules(folder: Path = DATA) -> dict[str, str]:
    """What each source is called, by its id."""
    return {row["source"]: row["rule_text"] for row in rows("sources", folder)}


def graded(says: str, rule: str, as_of: str, confidence: str) -> str:
    """What a row says and how far it can be trusted, in one or two plain sentences of the reader's language."""
    if confidence == "A":
        return t("{says} ({rule} {as_of}.)", says=says, rule=t(rule), as_of=as_of)
    if confidence == "B":
        return t("{says} (Reported, as of {as_of}; not the contract.)", says=says, as_of=as_of)
    return t("{says} (Varies: read your contract. Our teaching assumption.)", says=says)


def _date(text: str) -> date:
    whole = text + {4: "-01-01", 7: "-01"}.get(len(text), "")
    try:
        return date.fromisoformat(whole)
    except ValueError:
        raise ValueError(t("must be a date such as 2026-11-22, 2026-11 or 2026")) from None


def count(text: str) -> int:
    if not text.isdecimal():
        raise ValueError(t("must be a whole number, 0 or more"))
    return int(text)


def plain_text(text: str) -> str:
    if not text:
        raise ValueError(t("must not be empty"))
    return text


def rate(text: str) -> Fraction:
    try:
        exact = Fraction(text)
    except (ValueError, ZeroDivisionError):
        exact = Fraction(-1)
    if exact < 0:
        raise ValueError(t("must be a number, 0 or more, such as 0.0005"))
    return exact


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
