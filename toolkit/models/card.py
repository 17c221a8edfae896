"""A card month by month: what its minimum payments come to, and the average of its daily balance.

The account says what is owed to the day. Disclosures count in months instead: a twelfth of the yearly
rate on the balance, rounded half-up. That is here.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from fractions import Fraction

from toolkit.i18n import t
from toolkit.models.account import growth
from toolkit.models.contract import Account, Charge, Minimum, MinimumBase, Purchase, monthly_bills
from toolkit.models.payoff import Payoff
from toolkit.money import round_half_up


@dataclass(frozen=True, kw_only=True)
class Month:
    """One month of a balance that is being paid off: its interest, its payment, what is left of it."""

    interest_fen: int
    paid_fen: int
    left_fen: int


def months_at_minimum(
    balance_fen: int,
    yearly_rate: Fraction,
    minimum: Minimum,
    *,
    pays_first: bool = False,
    plus_fen: int = 0,
    spent_fen: int = 0,
) -> Iterator[Month]:
    """Month after month of a balance on which the minimum is paid, until it is paid or no longer falls.

    `plus_fen` is paid on top of each minimum; `spent_fen` is bought anew each month and stands on its statement.
    Interest comes before the payment, as in California's Civil Code § 1748.13, or with `pays_first` on what is left after it.

    >>> two_percent = Minimum(rate=Fraction("0.02"), floor_fen=10_00)
    >>> next(months_at_minimum(1_000_00, Fraction("0.18"), two_percent))  # 1,000 x 18 % / 12 is 15; 1,015 less 20
    Month(interest_fen=1500, paid_fen=2000, left_fen=99500)
    """
    before_fen = None
    while balance_fen and (before_fen is None or balance_fen < before_fen):
        before_fen = balance_fen
        month = _month(balance_fen, yearly_rate, minimum, pays_first, plus_fen, spent_fen)
        balance_fen = month.left_fen
        yield month


def _month(
    balance_fen: int, yearly_rate: Fraction, minimum: Minimum, pays_first: bool, plus_fen: int = 0, spent_fen: int = 0
) -> Month:
    def interest_on(fen: int) -> int:
        return round_half_up(fen * yearly_rate.numerator, 12 * yearly_rate.denominator)

    interest_fen = 0 if pays_first else interest_on(balance_fen)
    balance_fen += spent_fen
    share_of_fen = balance_fen + interest_fen * (minimum.base is MinimumBase.BALANCE)
    in_full_fen = interest_fen * (minimum.base is MinimumBase.PRINCIPAL_PLUS_CHARGES)
    paid_fen = min(balance_fen + interest_fen, minimum.asked(share_of_fen, in_full_fen) + plus_fen)
    left_fen = balance_fen + interest_fen - paid_fen
    if pays_first:
        interest_fen = interest_on(left_fen)
        left_fen += interest_fen
    return Month(interest_fen=interest_fen, paid_fen=paid_fen, left_fen=left_fen)


def payoff_at_minimum(
    balance_fen: int, yearly_rate: Fraction, minimum: Minimum, *, pays_first: bool = False
) -> Payoff:
    """What paying the minimum alone comes to, if nothing more is bought.

    Without a floor the last few fen are never paid: a share of them rounds to nothing.

    >>> payoff_at_minimum(5_000_00, Fraction("0.17"), Minimum(rate=Fraction("0.02"), floor_fen=10_00)).months
    482
    >>> payoff_at_minimum(1_000_00, Fraction("0.24"), Minimum(rate=Fraction("0.02")))  # 2 % a month is all interest
    Payoff(months=None, total_fen=None, enough_fen=2001)
    """
    months = total_fen = 0
    left_fen = balance_fen
    for month in months_at_minimum(balance_fen, yearly_rate, minimum, pays_first=pays_first):
        months, total_fen, left_fen = months + 1, total_fen + month.paid_fen, month.left_fen
    enough_fen = _interest_in(balance_fen, yearly_rate)
    while balance_fen and _month(balance_fen, yearly_rate, Minimum(floor_fen=enough_fen), pays_first).left_fen >= balance_fen:
        enough_fen += 1
    if left_fen:
        return Payoff(months=None, total_fen=None, enough_fen=enough_fen)
    return Payoff(months=months, total_fen=total_fen, enough_fen=enough_fen)


def _interest_in(balance_fen: int, yearly_rate: Fraction) -> int:
    """What of a balance is interest of the last month, less a fen for rounding: no smaller payment lowers it."""
    monthly_rate = yearly_rate / 12
    return max(0, int(balance_fen * monthly_rate / (1 + monthly_rate)) - 1)


def in_instalments(account: Account, number: int, parts: int, fee_fen: int) -> Account:
    """The card if bill `number`, counted from 0, is turned into equal instalments on the next statements.

    Each is called for in full with its share of the fee; the last takes what does not divide. The minimum of every
    bill is then the contract's rule.

    >>> from toolkit.models.contract import Contract, Runs
    >>> used = Purchase(posted=date(2026, 3, 1), amount_fen=1_000_00)
    >>> bills = monthly_bills([used], date(2026, 3, 5), date(2026, 3, 23))
    >>> card = Account(contract=Contract(daily_rate=Fraction(0), runs=Runs.FULL_BILL), bills=bills)
    >>> [bill.total_fen for bill in in_instalments(card, 0, 3, 25_00).bills]
    [0, 33333, 33333, 33334]
    """
    if not 0 <= number < len(account.bills):
        raise ValueError(t("There is no bill of that number; the first is 0."))
    if parts < 1:
        raise ValueError(t("A bill is turned into one instalment at least."))
    total_fen = account.bills[number].total_fen
    days = [account.cycle(number + part)[0] for part in range(1, parts + 1)]
    purchases = [
        replace(purchase, amount_fen=purchase.amount_fen * (which != number))
        for which, bill in enumerate(account.bills)
        for purchase in bill.purchases
    ]
    purchases += [
        Purchase(posted=day, amount_fen=share, in_full=True) for day, share in zip(days, _shares(total_fen, parts))
    ]
    fees = [
        Charge(date=day, amount_fen=share, kind=f"instalment {day}") for day, share in zip(days, _shares(fee_fen, parts))
    ]
    bills = monthly_bills(purchases, *account.cycle(0))
    return replace(account, bills=bills, charges=account.charges + tuple(fees))


def _shares(amount_fen: int, parts: int) -> list[int]:
    share = amount_fen // parts
    return [share] * (parts - 1) + [amount_fen - share * (parts - 1)]


def average_daily_balance(account: Account, first: date, last: date) -> Fraction:
    """The mean of the principal at the end of each day from `first` to `last`, both included, in fen.

    Times the days and the daily rate it is the interest of that time. A cycle runs from one statement day to the
    day before the next.
    """
    start, end = growth(account, [first, last + timedelta(days=1)])
    return Fraction(end.fen_nights - start.fen_nights, (last - first).days + 1)
