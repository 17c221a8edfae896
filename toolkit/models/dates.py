"""Due dates, and shares of a year as contracts count them."""

from calendar import isleap, monthrange
from datetime import date, timedelta
from enum import StrEnum
from fractions import Fraction


class Period(StrEnum):
    """How far one due date is from the next."""

    DAY = "day"
    WEEK = "week"
    HALF_MONTH = "half_month"
    """Twice a month, fifteen days apart: the 5th and the 20th."""
    MONTH = "month"
    QUARTER = "quarter"


class DayCount(StrEnum):
    """How a contract counts the time for which interest is charged."""

    BY_PERIOD = "by_period"
    """Every month a twelfth of the year, whatever its days; odd days are 360ths."""
    ACTUAL_360 = "actual_360"
    ACTUAL_365 = "actual_365"
    ACTUAL_ACTUAL = "actual_actual"
    """Each day a 365th of the year, or a 366th in a leap year."""
    THIRTY_360 = "thirty_360"
    """Months of thirty days; the 31st counts as the 30th (30/360 of the bond markets)."""


A_YEAR = {Period.DAY: 365, Period.WEEK: 52, Period.HALF_MONTH: 24, Period.MONTH: 12, Period.QUARTER: 4}
"""How many periods a year has, counted by period."""
YEAR = {
    DayCount.BY_PERIOD: 360 * 365 * 13,
    DayCount.ACTUAL_360: 360,
    DayCount.ACTUAL_365: 365,
    DayCount.ACTUAL_ACTUAL: 365 * 366,
    DayCount.THIRTY_360: 360,
}
"""Into how many parts each count cuts a year, so that every share of it is a whole number of parts."""


def months_on(day: date, months: int) -> date:
    """The same day of a later month, or that month's last day if it is too short.

    >>> months_on(date(2026, 1, 31), 1)
    datetime.date(2026, 2, 28)
    """
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    return date(year, month, day.day if day.day <= 28 else min(day.day, monthrange(year, month)[1]))


def periods_on(day: date, period: Period, number: int) -> date:
    """The due date `number` periods after `day`; what a short month cut off comes back in the next.

    >>> [str(periods_on(date(2026, 1, 31), Period.MONTH, number)) for number in (1, 2)]
    ['2026-02-28', '2026-03-31']
    >>> [str(periods_on(date(2026, 1, 5), Period.HALF_MONTH, number)) for number in (1, 2)]
    ['2026-01-20', '2026-02-05']
    """
    if period is Period.MONTH:
        return months_on(day, number)
    if period is Period.QUARTER:
        return months_on(day, 3 * number)
    if period is Period.HALF_MONTH:
        months, half = divmod(number, 2)
        if not half:
            return months_on(day, months)
        if day.day > 15:
            return months_on(day.replace(day=day.day - 15), months + 1)
        month = months_on(day.replace(day=1), months)
        return month.replace(day=min(day.day + 15, monthrange(month.year, month.month)[1]))
    return day + timedelta(days=number * (7 if period is Period.WEEK else 1))


def year_parts(day_count: DayCount, start: date, end: date) -> int:
    """The time from `start` to `end` in parts of a year; `YEAR` says how many make a year."""
    if day_count is DayCount.BY_PERIOD:
        months = 12 * (end.year - start.year) + end.month - start.month
        months -= months_on(start, months) > end
        return YEAR[day_count] * (30 * months + min((end - months_on(start, months)).days, 30)) // 360
    if day_count is DayCount.THIRTY_360:
        first = min(start.day, 30)
        last = 30 if end.day == 31 and first == 30 else end.day
        return 360 * (end.year - start.year) + 30 * (end.month - start.month) + last - first
    if day_count is DayCount.ACTUAL_ACTUAL:
        start_of, end_of = ((day - date(day.year, 1, 1)).days * (365 if isleap(day.year) else 366) for day in (start, end))
        return YEAR[day_count] * (end.year - start.year) + end_of - start_of
    return (end - start).days


def year_share(day_count: DayCount, start: date, end: date) -> Fraction:
    """The time from `start` to `end` as an exact share of a year.

    >>> year_share(DayCount.ACTUAL_360, date(2026, 1, 1), date(2026, 2, 1))
    Fraction(31, 360)
    >>> year_share(DayCount.BY_PERIOD, date(2026, 1, 1), date(2026, 2, 10))  # a month and nine days
    Fraction(13, 120)
    """
    return Fraction(year_parts(day_count, start, end), YEAR[day_count])
