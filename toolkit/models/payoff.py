"""Paying off a balance: how long a fixed monthly payment takes, and which payment takes so long.

As on a card's statement, each month a twelfth of the yearly rate is charged on the balance, rounded half-up
and added to it, and then the payment comes.
"""

from dataclasses import dataclass
from fractions import Fraction
from itertools import count
from math import ceil

from toolkit.i18n import t
from toolkit.models.checks import refuse, refuse_amount, refuse_rate
from toolkit.models.rates import pmt
from toolkit.money import round_half_up


@dataclass(frozen=True, kw_only=True)
class Payoff:
    """How many months it takes and what is paid in all; None and None if it never ends.

    `enough_fen` is the smallest monthly payment by which the balance ever ends.
    """

    months: int | None
    total_fen: int | None
    enough_fen: int


def payoff(balance_fen: int, yearly_rate: Fraction, payment_fen: int) -> Payoff:
    """What a fixed monthly payment comes to.

    >>> payoff(1_000_000, Fraction("0.18"), 50_000)
    Payoff(months=24, total_fen=1197825, enough_fen=15001)
    >>> payoff(1_000_000, Fraction("0.18"), 15_000)  # 10,000 x 18 % / 12 is 150 a month, all of it interest
    Payoff(months=None, total_fen=None, enough_fen=15001)
    """
    refuse_amount(balance_fen)
    refuse_rate("yearly_rate", yearly_rate)
    refuse_amount(payment_fen)
    rate, parts = yearly_rate.numerator, 12 * yearly_rate.denominator
    enough_fen = round_half_up(balance_fen * rate, parts) + 1 if balance_fen else 0
    if payment_fen < enough_fen:
        return Payoff(months=None, total_fen=None, enough_fen=enough_fen)
    left_fen, total_fen, months = balance_fen, 0, 0
    while left_fen:
        interest_fen = round_half_up(left_fen * rate, parts)
        alike = 1 if interest_fen else max(1, left_fen // payment_fen)  # without interest months are alike
        paid_fen = min(alike * payment_fen, left_fen + interest_fen)
        left_fen += interest_fen - paid_fen
        total_fen += paid_fen
        months += alike
    return Payoff(months=months, total_fen=total_fen, enough_fen=enough_fen)


def payment_that_clears(balance_fen: int, yearly_rate: Fraction, months: int) -> int:
    """The smallest monthly payment in fen by which nothing is left after so many months.

    >>> payment_that_clears(1_000_000, Fraction("0.18"), 12)
    91681
    """
    refuse(months < 1, t("A plan needs at least one month."))

    def clears(payment_fen: int) -> bool:
        taken = payoff(balance_fen, yearly_rate, payment_fen).months
        return taken is not None and taken <= months

    first = max(0, ceil(-pmt(float(yearly_rate) / 12, months, balance_fen)))
    enough = next(payment_fen for payment_fen in count(first) if clears(payment_fen))
    while enough and clears(enough - 1):
        enough -= 1
    return enough
