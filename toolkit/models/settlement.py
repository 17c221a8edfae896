"""What it takes to end a loan on a day: all that is still to come, less what is given back of its charges, and a fee."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction
from math import floor

from toolkit.i18n import t
from toolkit.models.checks import refuse, refuse_date, refuse_rate, refuse_unknown
from toolkit.models.loan import Change, Loan, after, flows, periods_since, plan
from toolkit.models.rates import rate_of, worth
from toolkit.money import whole


class Rebate(StrEnum):
    """What is given back of the charges that were still to come."""

    ACTUAL = "actual"
    """All interest after the day: it is owed for actual days (Civil Code art. 677). The flat fee stays owed."""
    ACTUARIAL = "actuarial"
    """All charges after the day, fees too, at the loan's own rate (UK: SI 2004/1483)."""
    SUM_OF_DIGITS = "sum_of_digits"
    """The rule of 78: of n instalments' charges m(m+1) / n(n+1), where m whole periods are left."""
    PRO_RATA = "pro_rata"
    """In proportion: m / n of all charges."""
    NOTHING = "nothing"


@dataclass(frozen=True, kw_only=True)
class Settlement:
    """`remaining_fen` was still to be paid, `balance_fen` of it principal; `rebate_fen` is given back; `fee_fen` is added."""

    remaining_fen: int
    balance_fen: int
    rebate_fen: int
    fee_fen: int

    @property
    def total_fen(self) -> int:
        return self.remaining_fen - self.rebate_fen + self.fee_fen


def sum_of_digits(charges_fen: int, instalments: int, left: int) -> Fraction:
    """What the rule of 78 gives back of all charges when `left` of the instalments are left.

    >>> sum_of_digits(78_00, 12, 9)  # 9 + 8 + ... + 1 of 12 + 11 + ... + 1
    Fraction(4500, 1)
    """
    return Fraction(charges_fen * left * (left + 1), instalments * (instalments + 1))


def pro_rata(charges_fen: int, instalments: int, left: int) -> Fraction:
    """What is given back of all charges in proportion to the instalments that are left.

    >>> pro_rata(78_00, 12, 9)
    Fraction(5850, 1)
    """
    return Fraction(charges_fen * left, instalments)


_BY_NUMBER = {Rebate.SUM_OF_DIGITS: sum_of_digits, Rebate.PRO_RATA: pro_rata}


def settlement(
    loan: Loan,
    on: date,
    changes: Sequence[Change] = (),
    rebate: Rebate = Rebate.ACTUAL,
    fee_rate: Fraction = Fraction(0),
) -> Settlement:
    """What ends a loan on a day, after the instalment of that day. `fee_rate` is charged on the principal that is left.

    >>> loan = Loan(amount_fen=1_000_000, yearly_rate=Fraction("0.072"), instalments=12,
    ...             drawn=date(2026, 1, 10), first_due=date(2026, 2, 10))
    >>> settlement(loan, date(2026, 1, 25)).total_fen  # 10,000 and 15 days of 7.2 % / 360
    1003000
    """
    refuse_date(on)
    refuse_unknown("rebate", rebate, Rebate)
    refuse_rate("fee_rate", fee_rate)
    changes = [change for change in changes if change.on <= on]
    rows = plan(loan, changes)
    last = rows[-1].due
    refuse(
        not loan.drawn <= on <= last,
        t("This loan runs from {first} to {last}; {day} is outside.", first=loan.drawn, last=last, day=on),
    )
    to_come = [row for row in rows if row.due > on]
    remaining_fen = sum(row.payment_fen for row in to_come)
    balance_fen = sum(row.principal_fen for row in to_come)
    timed = flows(loan, changes)
    first, now, end = periods_since(loan, [loan.first_due, on, last])
    rebate_fen = 0
    if rebate is Rebate.ACTUAL:
        left = after(loan, changes)
        left.advance(on)
        interest_fen = whole(left.carried / left.unit, loan.rounding)
        rebate_fen = sum(row.interest_fen for row in to_come) - interest_fen
    elif rebate is Rebate.ACTUARIAL:
        so_far = [(float(time - now), amount) for time, amount in timed if time <= now]
        rebate_fen = remaining_fen - round(worth(rate_of(timed), so_far))
    elif rebate in _BY_NUMBER:
        charges_fen, instalments = -sum(amount for _, amount in timed), floor(end - first) + 1
        exact = _BY_NUMBER[rebate](charges_fen, instalments, min(instalments, floor(end - now)))
        rebate_fen = whole(exact, loan.rounding)
    fee_fen = whole(fee_rate * Fraction(balance_fen), loan.rounding)
    return Settlement(remaining_fen=remaining_fen, balance_fen=balance_fen, rebate_fen=rebate_fen, fee_fen=fee_fen)
