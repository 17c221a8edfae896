"""Questions, each with a reason for every answer."""

from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path

from toolkit.catalog.tables import DATA, broken, one_of, read, rows
from toolkit.i18n import t


class Right(StrEnum):
    """What a choice is: the right answer, a wrong one, or not knowing, which every question allows."""

    YES = "yes"
    NO = "no"
    UNSURE = "unsure"


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
    concept: str
    parallel: str
    prompt: str
    choices: tuple[Choice, ...]


@cache
def questions(folder: Path = DATA) -> dict[str, Question]:
    """Every question by its id. One of its choices is right, and one is not knowing."""
    choices: dict[str, list[Choice]] = {}
    for row in rows("choices", folder):
        right = read("choices", row, "right", one_of(Right))
        choice = Choice(text=row["choice_text"], right=right, reason=row["reason_text"])
        choices.setdefault(row["question"], []).append(choice)
    found = {}
    for row in rows("questions", folder):
        answers = tuple(choices.get(row["question"], ()))
        kinds = [answer.right for answer in answers]
        if kinds.count(Right.YES) != 1 or kinds.count(Right.UNSURE) != 1:
            raise broken("questions", row, "question", t("must have one right choice and one `unsure` in choices.csv"))
        found[row["question"]] = Question(
            id=row["question"],
            concept=row["concept"],
            parallel=row["parallel"],
            prompt=row["prompt_text"],
            choices=answers,
        )
    return found


def question(id: str) -> Question:
    """A question by its id."""
    if id not in questions():
        raise ValueError(t("There is no question {id!r}. There is: {known}.", id=id, known=", ".join(questions())))
    return questions()[id]
