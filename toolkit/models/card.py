"""A card's bills: one of them turned into instalments, and the average of what is owed from day to day."""

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

from toolkit.i18n import t
from toolkit.models.account import growth
from toolkit.models.contract import Account, Charge, Purchase, monthly_bills
from toolkit.money import equal_parts


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
    purchases = [
        replace(purchase, amount_fen=purchase.amount_fen * (which != number))
        for which, bill in enumerate(account.bills)
        for purchase in bill.purchases
    ]
    charges = list(account.charges)
    amounts, fees = equal_parts(account.bills[number].total_fen, parts), equal_parts(fee_fen, parts)
    for later, (amount_fen, share_fen) in enumerate(zip(amounts, fees), number + 1):
        day, _ = account.cycle(later)
        purchases.append(Purchase(posted=day, amount_fen=amount_fen, in_full=True))
        charges.append(Charge(date=day, amount_fen=share_fen, kind=f"instalment {day}"))
    return replace(account, bills=monthly_bills(purchases, *account.cycle(0)), charges=tuple(charges))


def average_daily_balance(account: Account, first: date, last: date) -> Fraction:
    """The mean of the principal at the end of each day from `first` to `last`, both included, in fen.

    Times the days and the daily rate it is the interest of that time. A cycle runs from one statement day to the
    day before the next.

    >>> from toolkit.models.contract import Contract, Payment, Runs
    >>> used = [Purchase(posted=date(2026, 3, 5), amount_fen=236_00), Purchase(posted=date(2026, 3, 12), amount_fen=180_00)]
    >>> card = Account(
    ...     contract=Contract(daily_rate=Fraction("0.0005"), runs=Runs.DAILY_BALANCE),
    ...     bills=monthly_bills(used, date(2026, 3, 5), date(2026, 3, 30)),
    ...     payments=(Payment(date=date(2026, 3, 28), amount_fen=175_00),),
    ... )
    >>> round(average_daily_balance(card, date(2026, 3, 5), date(2026, 4, 4)))  # 7 days of 236, 16 of 416, 8 of 241
    33019
    """
    start, end = growth(account, [first, last + timedelta(days=1)])
    return Fraction(end.fen_nights - start.fen_nights, (last - first).days + 1)
