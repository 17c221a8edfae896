"""Amounts and rates: whole fen (分, a hundredth of a yuan) and exact fractions, never floats."""

import re
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from unicodedata import normalize

_NUMBER = re.compile(r"[+-]?(?:[1-9]\d{0,3}(?:[, ]\d{3,4})+|\d{1,20})?(?:\.\d{0,20})?", re.ASCII)
"""Plain or grouped by thousands (or, as in Chinese, by ten thousands), and never so long that it is slow."""


class Rounding(StrEnum):
    """How an amount becomes whole fen."""

    HALF_UP = "half_up"
    DOWN = "down"
    UP = "up"


def whole(exact: Fraction, rounding: Rounding = Rounding.HALF_UP) -> int:
    """An exact amount as a whole one.

    >>> [whole(Fraction(5, 2), rounding) for rounding in Rounding]
    [3, 2, 3]
    """
    return (exact.numerator + offset(exact.denominator, rounding)) // exact.denominator


def offset(denominator: int, rounding: Rounding) -> int:
    """What is added before a division is cut off, so that it rounds."""
    return {Rounding.HALF_UP: denominator // 2, Rounding.DOWN: 0, Rounding.UP: denominator - 1}[rounding]


def round_half_up(numerator: int, denominator: int = 1) -> int:
    """Round a non-negative fraction of a fen to whole fen, a half going up.

    Whatever no contract rounds otherwise is rounded by it. Python's `round` sends a half to the even
    neighbour, which is wrong on a bill about once in a thousand cases.

    >>> round_half_up(165, 10), round_half_up(164, 10), round_half_up(25, 10)
    (17, 16, 3)
    """
    return (2 * numerator + denominator) // (2 * denominator)


def share(rate: Fraction, fen: int) -> int:
    """A rate's share of an amount, in whole fen.

    >>> share(Fraction("0.0005"), 11_000)  # 5.5 fen
    6
    """
    return round_half_up(rate.numerator * fen, rate.denominator)


def yuan(fen: int) -> Decimal:
    """An amount of fen as yuan, exact, always with two decimals.

    >>> f"{yuan(511_250):,}", f"{yuan(5):,}"
    ('5,112.50', '0.05')
    """
    return Decimal(fen).scaleb(-2)


def equal_parts(amount_fen: int, parts: int) -> list[int]:
    """An amount in equal parts; the last takes what does not divide.

    >>> equal_parts(100_00, 3)
    [3333, 3333, 3334]
    """
    share = amount_fen // parts
    return [share] * (parts - 1) + [amount_fen - share * (parts - 1)]


def percent(rate: Fraction) -> str:
    """An exact rate as a percentage, without trailing zeros.

    >>> percent(Fraction("0.0005")), percent(Fraction("0.24")), percent(Fraction(0))
    ('0.05%', '24%', '0%')
    """
    hundredths = rate * 100
    return f"{(Decimal(hundredths.numerator) / hundredths.denominator).normalize():f}%"


def typed(given: object, unit: str = "") -> Decimal | None:
    """The exact number in what a person typed: full-width, grouped, with its unit; None for what is no number.

    >>> typed(" 5,000 yuan", "yuan"), typed("０．０５％", "%"), typed(12.5), typed("lots"), typed("0,05"), typed(True)
    (Decimal('5000'), Decimal('0.05'), Decimal('12.5'), None, None, None)
    """
    if isinstance(given, bool) or not isinstance(given, str | int | float | Decimal):
        return None
    if not isinstance(given, str):
        given = f"{Decimal(repr(given) if isinstance(given, float) else given):f}"
    text = normalize("NFKC", given).strip().removesuffix(unit).strip()
    if not _NUMBER.fullmatch(text) or not re.search(r"\d", text):
        return None
    return Decimal(re.sub("[, ]", "", text))
