"""Published worked examples, one table for each family of rules, that the models are proved against.

A row is a case of `tests/published/<family>.csv`. `given` and `expected` are JSON objects whose
keys say what they hold and in which unit: money in whole fen, cents or pence (as text where the
source gives parts of one), rates as text, dates ISO. `expected` is right to within `tolerance`,
in its own unit. `assumption` says what the source leaves unsaid, why a tolerance is not 0, and
where the source is wrong: then `expected` is what its own rule gives, and keys that begin with
`published` keep what it prints. `source` and `place` say where the figures stand, and `opened` whether
they were read there or recalled.
"""

import json
from decimal import Decimal
from importlib import import_module

import pytest
from examples import ASKED_FOR, FOLDER, rows

COLUMNS = ["case", "given", "expected", "tolerance", "assumption", "source", "place", "opened"]
LEAST = {
    "minimum_payment": 6,
    "average_daily_balance": 4,
    "time_value": 12,
    "mortgage_zh": 4,
    "card_interest_zh": 5,
    "settlement": 5,
    "daily_simple_interest": 6,
    "flat_fee": 3,
    "payoff": 5,
}


ROWS = [pytest.param(row, id=f"{family}-{row['case']}") for family in LEAST for row in rows(family)]


def refuse(number: str):
    raise ValueError(f"{number}: what is not whole is written as text")


def opened(family: str) -> int:
    return sum(row["opened"] == "opened" for row in rows(family))


def test_each_family_has_a_table_and_there_is_no_other():
    assert {path.stem for path in FOLDER.iterdir()} == set(LEAST)


@pytest.mark.parametrize("row", ROWS)
def test_a_row_has_the_form_of_an_example(row):
    assert list(row) == COLUMNS
    assert all(row[column].strip() for column in COLUMNS if column != "assumption")
    given, expected = (json.loads(row[column], parse_float=refuse) for column in ("given", "expected"))
    assert given and isinstance(given, dict)
    assert any(not key.startswith("published") for key in expected)
    assert Decimal(row["tolerance"]) >= 0
    assert row["opened"] in ("opened", "recalled")


@pytest.mark.parametrize("row", ROWS)
def test_a_tolerance_and_a_source_that_is_wrong_are_explained(row):
    exact = Decimal(row["tolerance"]) == 0
    agrees = not any(key.startswith("published") for key in json.loads(row["expected"]))
    assert row["assumption"] or (exact and agrees)


def test_a_case_has_one_name():
    cases = [row["case"] for family in LEAST for row in rows(family)]
    assert sorted(cases) == sorted(set(cases))


@pytest.mark.parametrize("family", LEAST)
def test_each_family_has_enough_examples_that_were_opened(family):
    assert opened(family) >= LEAST[family]


def test_every_example_is_run():
    for tests in ("test_card", "test_events", "test_payoff", "test_published_loans"):
        import_module(tests)
    assert {row["case"] for family in LEAST for row in rows(family)} == ASKED_FOR


def test_at_least_forty_five_examples_were_opened():
    assert sum(map(opened, LEAST)) >= 45
