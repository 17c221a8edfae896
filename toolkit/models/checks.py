"""What the nouns check of themselves: each refusal is one sentence that says what is wrong and what would be right."""

from datetime import date
from enum import StrEnum
from fractions import Fraction

from toolkit.i18n import t


def refuse(wrong: bool, sentence: str) -> None:
    if wrong:
        raise ValueError(sentence)


def is_whole(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def refuse_amount(value: object) -> None:
    if not (is_whole(value) and value >= 0):
        raise ValueError(t("An amount must be a whole number of fen, 0 or more; this was {value}.", value=value))


def refuse_date(value: object) -> None:
    if type(value) is not date:
        raise ValueError(t("A day must be a date such as date(2026, 3, 10); this was {value}.", value=value))


def refuse_inexact(name: str, value: object) -> None:
    exact = isinstance(value, int | Fraction)
    refuse(not exact, t("{name} must be exact: a Fraction such as Fraction('0.0005').", name=name))


def refuse_rate(name: str, value: object) -> None:
    refuse_inexact(name, value)
    refuse(value < 0, t("{name} must be 0 or more.", name=name))


def refuse_unknown(name: str, value: object, kinds: type[StrEnum]) -> None:
    refuse(value not in list(kinds), t("{name} must be one of {known}.", name=name, known=", ".join(kinds)))
