"""Questions, each with a reason for every answer."""

from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path

from toolkit.catalog.tables import DATA, Row, one_of, rows
from toolkit.i18n import t


class Right(StrEnum):
    """What a choice is: the right answer, a wrong one, or not knowing, which every question allows."""

    YES = "yes"
    NO = "no"
    UNSURE = "unsure"


class Kind(StrEnum):
    """How a question is answered."""

    CHOICE = "choice"


@dataclass(frozen=True, kw_only=True)
class Choice:
    """One answer to a question, and why it is right or wrong."""

    text: str
    right: Right
    reason: str


@dataclass(frozen=True, kw_only=True)
class Question:
    """A question with its answers; `parallel` is the same idea with other numbers, for later."""

    id: str
    kind: Kind
    concept: str
    parallel: str
    prompt: str
    choices: tuple[Choice, ...]


@cache
def questions(folder: Path = DATA) -> dict[str, Question]:
    """Every question by its id. One of its choices is right, and one is not knowing."""
    asked = {row["question"]: row for row in rows("questions", folder)}
    choices: dict[str, list[Choice]] = {id: [] for id in asked}
    for row in rows("choices", folder):
        choices[row.known("question", asked)].append(
            Choice(
                text=row["choice_text"],
                right=row.read("right", one_of(Right)),
                reason=row["reason_text"],
            )
        )
    return {id: _question(row, tuple(choices[id]), asked) for id, row in asked.items()}


def _question(row: Row, choices: tuple[Choice, ...], asked: dict[str, Row]) -> Question:
    kinds = [choice.right for choice in choices]
    if kinds.count(Right.YES) != 1 or kinds.count(Right.UNSURE) != 1:
        raise row.broken("question", t("must have one right choice and one `unsure` in choices.csv"))
    return Question(
        id=row["question"],
        kind=row.read("kind", one_of(Kind)),
        concept=row["concept"],
        parallel=row.known("parallel", asked),
        prompt=row["prompt_text"],
        choices=choices,
    )


def question(id: str) -> Question:
    """A question by its id."""
    if id not in questions():
        raise ValueError(t("There is no question {id!r}. There is: {known}.", id=id, known=", ".join(questions())))
    return questions()[id]
