"""The tables of `data/`, row by row: the only room that opens files of facts.

A broken row is refused in one sentence that names file, line and field.
"""

import csv
from collections.abc import Callable
from datetime import date
from enum import StrEnum
from fractions import Fraction
from pathlib import Path

from toolkit.i18n import t

_PACKAGE = Path(__file__).parent.parent
DATA = _PACKAGE / "data" if (_PACKAGE / "data").is_dir() else _PACKAGE.parent / "data"

GRADES = ("A", "B", "T")
"""A: the rule's own text. B: reported by several. T: our own teaching assumption."""


def rows(table: str, folder: Path = DATA) -> list[dict[str, str]]:
    """The rows of `<table>.csv`, each with its `line`, checked for source, date and grade."""
    path = folder / f"{table}.csv"
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(file)
        found = []
        for row in reader:
            row["line"] = str(reader.line_num)
            for name in reader.fieldnames:
                if row[name] is None or None in row:
                    raise broken(table, row, name, t("every row needs as many fields as the first line names"))
            if row["confidence"] not in GRADES:
                raise broken(table, row, "confidence", t("must be one of {known}", known=", ".join(GRADES)))
            if not _is_date(row["as_of"]):
                raise broken(table, row, "as_of", t("must be a date such as 2026-11-22, 2026-11 or 2026"))
            if not row["source"]:
                raise broken(table, row, "source", t("must not be empty"))
            found.append(row)
    return found


def _is_date(text: str) -> bool:
    try:
        date.fromisoformat(text + "-01-01"[len(text) - 4 :] if len(text) in (4, 7) else text)
    except ValueError:
        return False
    return True


def broken(table: str, row: dict, name: str, why: str) -> ValueError:
    """The sentence for a field that cannot be used."""
    return ValueError(
        t("data/{table}.csv, line {line}, field {name}: {why}.", table=table, line=row["line"], name=name, why=why)
    )


def read(table: str, row: dict, name: str, reader: Callable[[str], object]) -> object:
    """One field of a row, read by `reader`."""
    try:
        return reader(row[name])
    except ValueError as error:
        raise broken(table, row, name, str(error)) from None


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
