"""What is asked before a figure: a number, a point or a line; which guesses can be, and what is said of them."""

from collections.abc import Callable, Sequence
from dataclasses import KW_ONLY, dataclass
from decimal import Decimal
from textwrap import shorten
from typing import Literal

from toolkit import charts
from toolkit.i18n import t
from toolkit.money import typed

Number = int | float | Decimal
Answer = Number | Sequence[Number]

CLOSE = 0.1
"""A guess this near the truth, as a share of it, is close."""


@dataclass(frozen=True, kw_only=True)
class GuessValue:
    """What a learner committed: a number, or for a line its heights; and how sure they were.

    Both are None where the learner asked to be shown instead.
    """

    value: Number | tuple[Number, ...] | None = None
    sure: Literal["guessing", "fairly", "very"] | None = None
    shown: bool = False


@dataclass(frozen=True)
class Prediction:
    """A question whose answer is a number, a point at one `x`, or a line through all `x`.

    `truth` is called once the guess is in: a number, or for a line one for each `x`.
    A guess lies within `y_range`, which the empty chart shows; a key moves it by `step`.
    `start` is the (x, y) that is known and drawn from the beginning.
    `says(guess, truth)` is the sentence on the gap, instead of the general one.
    `place(guess, **state)` is where the guess stands on a panel's chart when its controls
    are so: lists of x and y, or None for nowhere.
    Texts are ready to show: pass them through `t` where the prediction is made.
    """

    prompt: str
    _: KW_ONLY
    truth: Callable[[], Answer]
    y_range: tuple[Number, Number]
    step: Number
    kind: Literal["number", "point", "line"] = "number"
    unit: str = ""
    x: Sequence[Number] = ()
    x_unit: str = ""
    x_title: str = ""
    y_title: str = ""
    start: tuple[Number, Number] | None = None
    says: Callable[[Answer, Answer], str] | None = None
    place: Callable[..., tuple[Sequence[Number], Sequence[Number]] | None] | None = None

    def __post_init__(self) -> None:
        places = {"number": len(self.x) == 0, "point": len(self.x) == 1, "line": len(self.x) > 1}
        if not places.get(self.kind):
            raise ValueError('A prediction is a "number" without x, a "point" at one x, or a "line" through several.')
        along = [*([self.start[0]] if self.start else []), *self.x]
        if sorted(set(along)) != along or not self.y_range[0] < self.y_range[1] or self.step <= 0:
            raise ValueError("Along both axes a prediction's numbers must increase, and its step must be above zero.")

    def check(self, guess: object) -> Number | tuple[Number, ...]:
        """The guess as it is kept.

        Raises ValueError, in one sentence for the learner, where there is none yet or it cannot be.
        """
        if self.kind == "line":
            whole = isinstance(guess, list | tuple) and len(guess) == len(self.x)
            heights = guess if whole else [None] * len(self.x)
            if None in heights:
                places = {"first": self.x[0], "end": self.x[-1], "missing": self.x[heights.index(None)]}
                holes = {name: self.at(x) for name, x in places.items()}
                raise ValueError(t("Draw your line from {first} to {end}: nothing stands at {missing} yet.", **holes))
            return tuple(map(self._number, heights))
        if self.kind == "point" and guess is None:
            raise ValueError(t("Set your point on the chart first."))
        return self._number(guess)

    def _number(self, given: object) -> Number:
        exact = typed(given, self.unit)
        number = None if exact is None else _whole(float(exact))
        low, high = self.y_range
        if number is None and given in (None, ""):
            raise ValueError(t("Type a number from {low:,} to {high:,} first.", low=low, high=high))
        if number is None or not low <= number <= high:
            seen = shorten(str(given), 40, placeholder="…")
            raise ValueError(
                t("Your guess must be a number from {low:,} to {high:,}; this was {seen}.", low=low, high=high, seen=seen)
            )
        return number

    def amount(self, number: Number | str) -> str:
        """A number with its unit: "5,000 yuan"."""
        return _with_unit(number, self.unit)

    def at(self, x: Number | str) -> str:
        """A place along the axis: "24 months"."""
        return _with_unit(x, self.x_unit)

    def words(self, answer: Answer) -> str:
        """A guess or the truth: "5,000 yuan", or at each x "5,000 yuan at 3 months"."""
        amounts = [self.amount(number) for number in _line(answer)]
        if not self.x:
            return amounts[0]
        return t("; ").join(t("{amount} at {end}", amount=amount, end=self.at(x)) for x, amount in zip(self.x, amounts, strict=True))

    def hint(self) -> str:
        """How a guess is made here."""
        if self.kind == "number":
            low, high = self.y_range
            return t(
                "A number from {low:,} to {high:,}. The up and down keys change it by {step:,}.",
                low=low, high=high, step=self.step,
            )  # fmt: skip
        if self.kind == "point":
            return t(
                "Touch or click the chart where you think it will be at {at}. With keys: up and down, "
                "Page Up and Page Down for more.",
                at=self.at(self.x[0]),
            )
        return t(
            "Draw from left to right with finger or mouse. With keys: left and right choose a dot, up and down "
            "move it, Page Up and Page Down move it further."
        )

    def told(self, guess: Number | tuple[Number, ...] | None) -> dict[str, object]:
        """The truth, worked out now, and what is said and shown of it beside the guess (None: there is none)."""
        truth = self.truth()
        guesses, truths = _line(guess), _line(truth)
        labels = {"truth": t("In fact: {amount}", amount=self.amount(truths[-1]))}
        if guess is not None:
            labels["guess"] = t("Your guess: {amount}", amount=self.amount(guesses[-1]))
            labels["gap"] = self._gap(guesses[-1], truths[-1])
        low, high = self.y_range
        return {
            "guess": [float(y) for y in guesses],
            "truth": [float(y) for y in truths],
            "labels": labels,
            "y_range": [low, max(high, charts.round_up(float(max(truths))))],
            "columns": self._columns(guesses, truths),
            "says": self._sentence(guess, truth),
        }

    def _columns(self, guess: Sequence[Number], truth: Sequence[Number]) -> list[dict[str, object]]:
        """A line in numbers, as a table is shown; nothing for what its sentence says whole."""
        if self.kind != "line":
            return []
        columns = {self.x_title: self.x, t("Your guess"): guess, t("In fact"): truth}
        return [
            {"label": label, "cells": [f"{_whole(number):,}" for number in numbers], "numeric": True}
            for label, numbers in columns.items()
            if numbers
        ]

    def _gap(self, guess: Number, truth: Number) -> str:
        if guess == truth:
            return ""
        gap = self.amount(difference(guess, truth))
        return t("{gap} more", gap=gap) if truth > guess else t("{gap} less", gap=gap)

    def _sentence(self, guess: Number | tuple[Number, ...] | None, truth: Answer) -> str:
        if guess is None:
            last = self.amount(_line(truth)[-1])
            if not self.x:
                return t("The answer is {truth}.", truth=last)
            return t("At {end} it is {truth}.", end=self.at(self.x[-1]), truth=last)
        if self.says:
            return self.says(guess, truth)
        return self._on_line(guess, truth) if self.kind == "line" else self._on_number(guess, truth)

    def _on_number(self, guess: Number, truth: Number) -> str:
        holes = {"guess": self.amount(guess), "truth": self.amount(truth), "gap": self.amount(difference(guess, truth))}
        if guess == truth:
            return t("You guessed {guess}, and that is what it is.", **holes)
        if close(guess, truth):
            return t("You guessed {guess}; it is {truth}. That is close.", **holes)
        if guess < truth:
            return t("You guessed {guess}; it is {truth}: {gap} more than you thought.", **holes)
        return t("You guessed {guess}; it is {truth}: {gap} less than you thought.", **holes)

    def _on_line(self, guess: Sequence[Number], truth: Sequence[Number]) -> str:
        """On a line: how it ends, and where it first parts from the truth."""
        apart = [x for x, mine, real in zip(self.x, guess, truth, strict=True) if not close(mine, real)]
        holes = {
            "end": self.at(self.x[-1]),
            "guess": self.amount(guess[-1]),
            "truth": self.amount(truth[-1]),
            "gap": self.amount(difference(guess[-1], truth[-1])),
            "part": self.at(apart[0]) if apart else "",
        }
        if not apart:
            return t("At {end} you drew {guess} and it is {truth}. Your line stays close all the way.", **holes)
        if close(guess[-1], truth[-1]):
            return t("At {end} you drew {guess} and it is {truth}: close. On the way the two part at {part}.", **holes)
        if guess[-1] < truth[-1]:
            return t("At {end} you drew {guess}; it is {truth}: {gap} more than you thought. The two part at {part}.", **holes)
        return t("At {end} you drew {guess}; it is {truth}: {gap} less than you thought. The two part at {part}.", **holes)


def close(guess: Number, truth: Number) -> bool:
    """Whether a guess is within a tenth of the truth.

    >>> close(90, 100), close(110, Decimal(100)), close(89, 100), close(0, 0)
    (True, True, False, True)
    """
    return abs(float(guess) - float(truth)) <= CLOSE * abs(float(truth))


def difference(guess: Number, truth: Number) -> Number:
    """How far a guess is from the truth, exactly.

    >>> difference(10.5, Decimal("145.00")), difference(145, 10)
    (Decimal('134.50'), 135)
    """
    return abs(_exact(truth) - _exact(guess))


def _exact(number: Number) -> Number:
    """A number that can be taken from any other: a float by its shortest decimal form."""
    return Decimal(str(number)) if isinstance(number, float) else number


def _line(answer: Answer | None) -> Sequence[Number]:
    if answer is None:
        return ()
    return answer if isinstance(answer, Sequence) else (answer,)


def _with_unit(number: Number | str, unit: str) -> str:
    amount = number if isinstance(number, str) else f"{_whole(number):,}"
    return t("{amount} {unit}", amount=amount, unit=unit) if unit else amount


def _whole(number: Number) -> Number:
    """A number to show: no more than two decimals, and none where it is a whole float."""
    if isinstance(number, float):
        return int(number) if number.is_integer() else round(number, 2)
    return number
