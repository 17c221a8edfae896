"""Paying off a balance month by month: what any way of paying comes to, and which payment is enough.

The account says what is owed to the day. Disclosures and calculators count in months instead: a twelfth of the
yearly rate on the balance, rounded half-up. That is here, for minimum payments and for fixed ones alike.
"""

from collections.abc import Iterator
from fractions import Fraction
from itertools import islice
from math import ceil
from typing import NamedTuple

from toolkit.i18n import t
from toolkit.models.checks import refuse, refuse_amount, refuse_rate
from toolkit.models.contract import Minimum, MinimumBase
from toolkit.models.rates import pmt
from toolkit.money import share


class Month(NamedTuple):
    """One month of a balance that is being paid off: its interest, its payment, what is left of it."""

    interest_fen: int
    paid_fen: int
    left_fen: int


class Payoff(NamedTuple):
    """How many months it takes and what is paid in all; None and None if it never ends.

    `enough_fen` is the smallest payment, the same every month, by which the balance ever ends.
    """

    months: int | None
    total_fen: int | None
    enough_fen: int


def month_by_month(
    balance_fen: int,
    yearly_rate: Fraction,
    payment: Minimum | int,
    *,
    pays_first: bool = False,
    plus_fen: int = 0,
    spent_fen: int = 0,
) -> Iterator[Month]:
    """Month after month of a balance, until it is paid or no longer falls.

    `payment` is the rule of a minimum, or the same amount in fen every month; `plus_fen` is paid on top of it.
    `spent_fen` is bought anew each month and stands on its statement. Interest comes before the payment, as in
    California's Civil Code § 1748.13, or with `pays_first` on what is left after it.

    >>> two_percent = Minimum(rate=Fraction("0.02"), floor_fen=10_00)
    >>> next(month_by_month(1_000_00, Fraction("0.18"), two_percent))  # 1,000 x 18 % / 12 is 15; 1,015 less 20
    Month(interest_fen=1500, paid_fen=2000, left_fen=99500)
    """
    rule = _rule(balance_fen, yearly_rate, payment)
    for amount_fen in (plus_fen, spent_fen):
        refuse_amount(amount_fen)
    monthly_rate = Fraction(yearly_rate) / 12
    of_all, on_top = rule.base is MinimumBase.BALANCE, rule.base is MinimumBase.PRINCIPAL_PLUS_CHARGES
    before_fen = balance_fen + 1
    while 0 < balance_fen < before_fen:
        before_fen = balance_fen
        interest_fen = 0 if pays_first else share(monthly_rate, balance_fen)
        balance_fen += spent_fen
        asked_fen = rule.asked(balance_fen + interest_fen * of_all, interest_fen * on_top)
        paid_fen = min(balance_fen + interest_fen, asked_fen + plus_fen)
        balance_fen += interest_fen - paid_fen
        if pays_first:
            interest_fen = share(monthly_rate, balance_fen)
            balance_fen += interest_fen
        yield Month(interest_fen, paid_fen, balance_fen)


def payoff(
    balance_fen: int, yearly_rate: Fraction, payment: Minimum | int, *, pays_first: bool = False, plus_fen: int = 0
) -> Payoff:
    """What a way of paying comes to, if nothing more is bought.

    A share without a floor never pays the last few fen: a share of them rounds to nothing.

    >>> payoff(1_000_000, Fraction("0.18"), 50_000)
    Payoff(months=24, total_fen=1197825, enough_fen=15001)
    >>> payoff(1_000_000, Fraction("0.18"), 15_000)  # 10,000 x 18 % / 12 is 150 a month, all of it interest
    Payoff(months=None, total_fen=None, enough_fen=15001)
    >>> payoff(5_000_00, Fraction("0.17"), Minimum(rate=Fraction("0.02"), floor_fen=10_00)).months
    482
    """
    rule = _rule(balance_fen, yearly_rate, payment)
    enough_fen = _enough(balance_fen, yearly_rate, pays_first)
    fixed_fen = rule.floor_fen + plus_fen
    if not (yearly_rate or rule.rate) and fixed_fen:  # months without interest are alike
        return Payoff(-(-balance_fen // fixed_fen), balance_fen, enough_fen)
    months, total_fen, left_fen = 0, 0, balance_fen
    for month in month_by_month(balance_fen, yearly_rate, rule, pays_first=pays_first, plus_fen=plus_fen):
        months, total_fen, left_fen = months + 1, total_fen + month.paid_fen, month.left_fen
    return Payoff(None, None, enough_fen) if left_fen else Payoff(months, total_fen, enough_fen)


def payment_that_clears(balance_fen: int, yearly_rate: Fraction, months: int, *, pays_first: bool = False) -> int:
    """The smallest monthly payment in fen by which nothing is left after so many months.

    >>> payment_that_clears(1_000_000, Fraction("0.18"), 12)
    91681
    """
    refuse(months < 1, t("A plan needs at least one month."))
    _rule(balance_fen, yearly_rate, 0)

    def clears(payment_fen: int) -> bool:
        course = month_by_month(balance_fen, yearly_rate, payment_fen, pays_first=pays_first)
        return not balance_fen or any(not month.left_fen for month in islice(course, months))

    exact = -pmt(float(yearly_rate) / 12, months, balance_fen, type=int(pays_first))
    enough = max(0, ceil(exact))
    while not clears(enough):
        enough += 1
    while enough and clears(enough - 1):
        enough -= 1
    return enough


def _rule(balance_fen: int, yearly_rate: Fraction, payment: Minimum | int) -> Minimum:
    """The terms checked, a fixed payment as the minimum that is nothing but a floor."""
    refuse_amount(balance_fen)
    refuse_rate("yearly_rate", yearly_rate)
    return payment if isinstance(payment, Minimum) else Minimum(floor_fen=payment)


def _enough(balance_fen: int, yearly_rate: Fraction, pays_first: bool) -> int:
    """A payment ends a balance if it lowers it in the first month: the less is owed, the less interest comes after."""
    if not balance_fen:
        return 0
    monthly_rate = Fraction(yearly_rate) / 12
    if pays_first:  # the most that grows, rounded, to less than the balance, is left after it
        return balance_fen + 1 - ceil((balance_fen - Fraction(1, 2)) / (1 + monthly_rate))
    return share(monthly_rate, balance_fen) + 1
