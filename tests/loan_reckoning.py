"""A second reckoning of a loan's plan, to hold the model against: slow, literal, in exact fractions.

It shares no code with `toolkit`. A loan is taken by its attributes; what comes back is a list of
(due, principal, interest, fee) in whole fen. The exact equal instalment is what is owed over the sum of the
discount factors of all due dates: another formula than the model's.
"""

from calendar import isleap, monthrange
from datetime import date, timedelta
from fractions import Fraction
from math import ceil, floor

DAY = timedelta(days=1)
ROUND = {"half_up": lambda exact: floor(exact + Fraction(1, 2)), "down": floor, "up": ceil}
OF_A_YEAR = {"day": Fraction(1, 365), "week": Fraction(1, 52), "half_month": Fraction(1, 24)}
OF_A_YEAR |= {"month": Fraction(1, 12), "quarter": Fraction(1, 4)}


def month_later(year: int, month: int, day: int) -> date:
    """The day of a month that may lie beyond December, or its last."""
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    return date(year, month, min(day, monthrange(year, month)[1]))


def due_dates(loan) -> list[date]:
    first, dues = loan.first_due, []
    for k in range(loan.instalments):
        if loan.period in ("day", "week"):
            dues.append(first + k * (7 if loan.period == "week" else 1) * DAY)
        elif loan.period in ("month", "quarter"):
            dues.append(month_later(first.year, first.month + k * (3 if loan.period == "quarter" else 1), first.day))
        elif first.day <= 15:
            dues.append(month_later(first.year, first.month + k // 2, first.day + 15 * (k % 2)))
        else:
            dues.append(month_later(first.year, first.month + (k + 1) // 2, first.day - 15 * (k % 2)))
    return dues


def shares(loan, dues: list[date]) -> list[Fraction]:
    """What each period is of a year, counted day by day where days count."""
    found = []
    for k, (start, end) in enumerate(zip([loan.drawn, *dues], dues)):
        nights = [start + n * DAY for n in range((end - start).days)]
        if loan.day_count == "by_period":
            found.append(OF_A_YEAR[loan.period] if k else first_share(loan))
        elif loan.day_count == "thirty_360":
            a = min(start.day, 30)
            b = 30 if (end.day == 31 and a == 30) else end.day
            found.append(Fraction((end.year - start.year) * 360 + (end.month - start.month) * 30 + b - a, 360))
        elif loan.day_count == "actual_actual":
            found.append(sum((Fraction(1, 366 if isleap(night.year) else 365) for night in nights), Fraction(0)))
        else:
            found.append(Fraction(len(nights), 360 if loan.day_count == "actual_360" else 365))
    return found


def first_share(loan) -> Fraction:
    """A regular first period is a period; an odd one is its whole months and its days over, at most 30, as 360ths."""
    for anchor, other in ((loan.drawn, loan.first_due), (loan.first_due, loan.drawn)):
        if loan.period in ("month", "quarter"):
            months = {"month": 1, "quarter": 3}[loan.period] * (1 if anchor == loan.drawn else -1)
            if month_later(anchor.year, anchor.month + months, anchor.day) == other:
                return OF_A_YEAR[loan.period]
    if loan.period in ("day", "week") and (loan.first_due - loan.drawn).days == (7 if loan.period == "week" else 1):
        return OF_A_YEAR[loan.period]
    months = 0
    while month_later(loan.drawn.year, loan.drawn.month + months + 1, loan.drawn.day) <= loan.first_due:
        months += 1
    over = (loan.first_due - month_later(loan.drawn.year, loan.drawn.month + months, loan.drawn.day)).days
    return Fraction(months, 12) + Fraction(min(over, 30), 360)


def reckon(loan) -> list[tuple[date, int, int, int]]:
    dues = due_dates(loan)
    rates = [loan.yearly_rate * share for share in shares(loan, dues)]
    if loan.repays == "at_end":
        dues, rates = dues[-1:], [sum(rates)]
    rounded, n = ROUND[loan.rounding], len(dues)
    fee = rounded(loan.fee_rate * loan.amount_fen)
    level = exact_level(loan.amount_fen, rates) if loan.repays == "level" else Fraction(loan.amount_fen, n)
    if loan.fits == "totals":
        return unrounded(loan, dues, rates, level, fee, rounded)
    call, part = (ceil, ceil(Fraction(fee, n))) if loan.fits == "smallest" else (rounded, rounded(Fraction(fee, n)))
    level = call(level)
    rows = pay(loan, rates, level, rounded)
    if loan.fits == "smallest" and loan.repays == "level":
        level -= 5
        while True:
            rows = pay(loan, rates, max(level, 0), rounded)
            if sum(principal for principal, _ in rows) == loan.amount_fen:
                break
            level += 1
    short = loan.amount_fen - sum(principal for principal, _ in rows)
    rows[-1] = (rows[-1][0] + short, rows[-1][1])
    fees = []
    for _ in range(n - 1):
        fees.append(min(part, fee - sum(fees)))
    fees.append(fee - sum(fees))
    return [(due, principal, interest, f) for due, (principal, interest), f in zip(dues, rows, fees)]


def exact_level(amount: int, rates: list[Fraction]) -> Fraction:
    discounted, factor = Fraction(0), Fraction(1)
    for rate in rates:
        factor /= 1 + rate
        discounted += factor
    return amount / discounted


def pay(loan, rates: list[Fraction], level: int, rounded) -> list[tuple[int, int]]:
    left, rows = loan.amount_fen, []
    for rate in rates:
        interest = rounded(left * rate)
        called = {"level": level - interest, "equal_principal": level}.get(loan.repays, 0)
        principal = min(called, left)
        left -= principal
        rows.append((principal, interest))
    return rows


def unrounded(loan, dues, rates, level, fee, rounded) -> list[tuple[date, int, int, int]]:
    """Exact rows; what stands in them is how the rounded running totals grow. Never is more repaid than was lent."""
    left, paid, charged, fees = Fraction(loan.amount_fen), Fraction(0), Fraction(0), Fraction(0)
    rows, before = [], (0, 0, 0)
    for k, (due, rate) in enumerate(zip(dues, rates), 1):
        interest = left * rate
        principal = {"level": level - interest, "equal_principal": level}.get(loan.repays, Fraction(0))
        principal = left if k == len(dues) else principal
        left -= principal
        paid += principal + interest + Fraction(fee, len(dues))
        charged += interest
        fees += Fraction(fee, len(dues))
        cost, share = rounded(charged), rounded(fees)
        now = min(rounded(paid) - cost - share, loan.amount_fen), cost, share
        rows.append((due, *(total - then for total, then in zip(now, before))))
        before = now
    return rows
