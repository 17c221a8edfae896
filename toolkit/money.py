"""Amounts and rates: whole fen (分, a hundredth of a yuan) and exact fractions, never floats."""

from decimal import Decimal
from fractions import Fraction


def round_half_up(numerator: int, denominator: int = 1) -> int:
    """Round a non-negative fraction of a fen to whole fen, a half going up.

    The project's only rounding. Python's `round` sends a half to the even
    neighbour, which is wrong on a bill about once in a thousand cases.

    >>> round_half_up(165, 10), round_half_up(164, 10), round_half_up(25, 10)
    (17, 16, 3)
    """
    return (2 * numerator + denominator) // (2 * denominator)


def yuan(fen: int) -> Decimal:
    """An amount of fen as yuan, exact, always with two decimals.

    >>> f"{yuan(511_250):,}", f"{yuan(5):,}"
    ('5,112.50', '0.05')
    """
    return Decimal(fen).scaleb(-2)


def percent(rate: Fraction) -> str:
    """An exact rate as a percentage, without trailing zeros.

    >>> percent(Fraction("0.0005")), percent(Fraction("0.24")), percent(Fraction(0))
    ('0.05%', '24%', '0%')
    """
    hundredths = rate * 100
    return f"{(Decimal(hundredths.numerator) / hundredths.denominator).normalize():f}%"
