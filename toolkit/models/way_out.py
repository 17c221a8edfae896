"""What ends a debt: the smallest equal monthly payment, from a day on, that leaves nothing owing."""

from dataclasses import replace
from datetime import date
from math import ceil

from toolkit.i18n import t
from toolkit.models.account import growth, owed
from toolkit.models.contract import Account, Payment
from toolkit.models.dates import months_on


def with_plan(account: Account, first: date, months: int, payment_fen: int) -> Account:
    """The account with `months` equal payments more, the first on `first`, then on the same day of each month."""
    plan = tuple(Payment(date=months_on(first, number), amount_fen=payment_fen) for number in range(months))
    return replace(account, payments=account.payments + plan)


def payment_that_ends(account: Account, first: date, months: int) -> int:
    """The smallest payment in fen, `months` times from `first` on, after which nothing is owed.

    Raises ValueError for less than one month.

    >>> from toolkit.catalog import product
    >>> late = product("huabei_bill").account(500_000, date(2026, 3, 10))
    >>> payment_that_ends(late, date(2026, 3, 14), 1)  # 5,000 and four days of 2.50
    501000
    """
    if months < 1:
        raise ValueError(t("A plan needs at least one month."))
    last = months_on(first, months - 1)
    borrowed_fen = sum(bill.total_fen for bill in account.bills)
    paid_before_fen = sum(payment.amount_fen for payment in account.payments)

    def left(payment_fen: int) -> int:
        """What is owed after the last payment, or less than 0: what of the payments was not taken."""
        end = owed(with_plan(account, first, months, payment_fen), last)
        if end.total_fen:
            return end.total_fen
        return borrowed_fen + end.charges_paid_fen - paid_before_fen - months * payment_fen

    # A fen more in each payment takes at least `months` fen off the end, so each try narrows the search from both
    # sides. What is left is nearly a straight line, on which three or four tries find the fen. Where a late fee
    # more or less makes a step in it, halving does.
    today_fen, grown_fen = (then.total_fen for then in growth(account, [first, last]))
    short, enough = -1, grown_fen
    guess = (today_fen + grown_fen) // (2 * months)  # on average, half of the debt is there to grow
    slope = months * (today_fen + grown_fen) / (2 * today_fen or 1)
    tried: list[tuple[int, int]] = []
    while enough - short > 1:
        guess = min(max(guess, short + 1), enough - 1) if len(tried) < 4 else (short + enough) // 2
        rest = left(guess)
        if rest > 0:
            short, enough = guess, min(enough, guess + ceil(rest / months))
        else:
            short, enough = max(short, guess - 1 - -rest // months), guess
        if tried:
            slope = (tried[-1][1] - rest) / (guess - tried[-1][0])
        tried.append((guess, rest))
        guess += ceil(rest / slope)
    return enough
