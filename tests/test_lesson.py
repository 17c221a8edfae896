"""The built lessons, as they lie on disk before anybody runs them: nothing in them answers their own predictions."""

import re
from decimal import Decimal
from pathlib import Path

import nbformat
import pytest

import toolkit
from toolkit.publish import CHECKOUT

NUMBER = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?")
ROUNDS = {
    "late": [
        "first = predict(jumps())", "side_by_side(after=first)",
        "second = predict(grows())", "late_bill(after=second)",
        "third = predict(ends())", "way_out(after=third)",
    ],
    "minimum": [
        "first = predict(lasts())", "minimum(after=first)",
        "second = predict(drags())", "falling(after=second)",
        "third = predict(costs())", "short_by(after=third)",
    ],
    "record": [
        "first = predict(stays())", "five_years(after=first)",
        "second = predict(falls())", "one_slip(after=second)",
        "third = predict(leaves())", "when_gone(after=third)",
    ],
}  # fmt: skip
"""What each lesson asks, and the figure that waits for it."""


def numbers(text: str) -> set[Decimal]:
    """Every number in a text, however it is written: 145, 145.00, 1,145."""
    return {Decimal(number.replace(",", "")) for number in NUMBER.findall(text)}


def stored(cells: list[nbformat.NotebookNode]) -> str:
    """The sources of cells and what they left when the lesson was built."""
    left = [output.data["text/plain"] for cell in cells for output in cell.get("outputs", ())]
    return "\n".join([*(cell.source for cell in cells), *left])


@pytest.fixture(params=ROUNDS)
def name(request) -> str:
    return request.param


@pytest.fixture(params=["en", "zh"])
def cells(request, name) -> list[nbformat.NotebookNode]:
    return nbformat.read(CHECKOUT / f"lessons/{request.param}/{name}.ipynb", as_version=4).cells


@pytest.fixture
def predicted(name) -> set[Decimal]:
    """Every value that the lesson has guessed, but for those so small that any date holds them."""
    asked = re.findall(r"predict\((\w+)\(\)\)", " ".join(ROUNDS[name]))
    truths = [getattr(toolkit, prediction)().truth() for prediction in asked]
    values = {Decimal(value) for truth in truths for value in (truth if isinstance(truth, list) else [truth])}
    return {value for value in values if value > 12}


def test_every_lesson_is_looked_at():
    assert {path.stem for path in Path(CHECKOUT / "lessons").glob("*.md")} == {*ROUNDS, "index"}


def test_nothing_before_the_answers_holds_a_predicted_value(cells, predicted):
    *before, answers = cells
    assert answers.metadata.tags == ["answers"]
    assert numbers(stored(before)) & predicted == set()
    assert numbers(stored([answers])) >= predicted  # there the same search finds every one


@pytest.mark.parametrize("written", ["{} yuan", "{}元。", "It is {}.", "{:,} a month"])
def test_a_predicted_value_in_prose_would_be_found(cells, predicted, written):
    for value in predicted:
        told = nbformat.v4.new_markdown_cell(written.format(value))
        assert numbers(stored([*cells[:-1], told])) & predicted == {value}


def test_what_explains_a_figure_is_folded_until_it_is_asked_for(cells, name):
    """After each figure of a round comes the prose that tells its answer; nobody reads it on the way down."""
    shown = [at for at, cell in enumerate(cells) if cell.cell_type == "code" and "after=" in cell.source]
    for at in shown:
        after = next(cell.source for cell in cells[at + 1 :] if cell.cell_type == "markdown")
        assert "<details><summary>" in after and after.endswith("</details>")


def test_each_figure_follows_its_own_prediction(cells, name):
    """Three rounds, in order: a guess, then the figure that waits for it."""
    code = [cell.source for cell in cells if cell.cell_type == "code"]
    rounds = [line for source in code for line in source.splitlines() if "predict(" in line or "after=" in line]
    assert rounds == ROUNDS[name]
