"""The published worked examples of `published/` as cases for tests, and which of them a test asked for."""

import csv
import json
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import pytest

FOLDER = Path(__file__).parent / "published"
ASKED_FOR: set[str] = set()


def rows(family: str) -> list[dict[str, str]]:
    with (FOLDER / f"{family}.csv").open(encoding="utf-8", newline="") as table:
        return list(csv.DictReader(table, strict=True))


def examples(family: str, wanted: Callable[[dict], bool] = lambda given: True) -> list:
    """What is given, what is expected and how near, for each case of a family of which `given` is wanted."""
    cases = [(row, json.loads(row["given"])) for row in rows(family)]
    cases = [(row, given) for row, given in cases if wanted(given)]
    ASKED_FOR.update(row["case"] for row, _ in cases)
    return [
        pytest.param(given, json.loads(row["expected"]), Fraction(row["tolerance"]), id=row["case"]) for row, given in cases
    ]


def compare(found: dict, expected: dict, tolerance: Fraction) -> None:
    """Each expected figure but those that the source has wrong."""
    for name, value in expected.items():
        if not name.startswith("published"):
            assert abs(Fraction(found[name]) - Fraction(value)) <= tolerance, name
