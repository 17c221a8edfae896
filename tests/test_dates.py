"""Due dates and shares of a year, against the calendar and the market's own examples."""

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.models.dates import DayCount, Period, months_on, periods_on, year_share

DAYS = st.dates(date(2020, 1, 1), date(2032, 12, 31))


@pytest.mark.parametrize(
    ("first", "dues"),
    [
        ("2026-01-05", "2026-01-20 2026-02-05 2026-02-20"),
        ("2026-01-20", "2026-02-05 2026-02-20 2026-03-05"),
        ("2026-01-15", "2026-01-30 2026-02-15 2026-02-28"),
        ("2026-01-31", "2026-02-16 2026-02-28 2026-03-16"),
    ],
)
def test_twice_a_month(first, dues):
    found = [periods_on(date.fromisoformat(first), Period.HALF_MONTH, number) for number in (1, 2, 3)]
    assert " ".join(map(str, found)) == dues


@given(DAYS, st.sampled_from(Period), st.integers(-30, 30))
def test_due_dates_follow_each_other(day, period, number):
    assert periods_on(day, period, number) < periods_on(day, period, number + 1)
    assert periods_on(day, period, 0) == day


@given(DAYS, st.integers(-30, 30))
def test_a_quarter_is_three_months_and_two_halves_are_one(day, number):
    assert periods_on(day, Period.QUARTER, number) == months_on(day, 3 * number)
    assert periods_on(day, Period.HALF_MONTH, 2 * number) == months_on(day, number)


@pytest.mark.parametrize(
    ("day_count", "start", "end", "share"),
    [
        # ISDA, EMU and market conventions (1999), first example: 61 / 365 and 121 / 366
        (DayCount.ACTUAL_ACTUAL, "2003-11-01", "2004-05-01", Fraction(61, 365) + Fraction(121, 366)),
        (DayCount.ACTUAL_ACTUAL, "2027-12-31", "2028-01-01", Fraction(1, 365)),
        (DayCount.THIRTY_360, "2026-01-31", "2026-03-31", Fraction(60, 360)),
        (DayCount.THIRTY_360, "2026-01-15", "2026-01-31", Fraction(16, 360)),
        (DayCount.ACTUAL_365, "2028-02-28", "2028-03-01", Fraction(2, 365)),
        (DayCount.BY_PERIOD, "2026-01-31", "2026-02-28", Fraction(1, 12)),
        (DayCount.BY_PERIOD, "2026-01-20", "2026-03-10", Fraction(1, 12) + Fraction(18, 360)),
    ],
)
def test_a_share_of_a_year(day_count, start, end, share):
    assert year_share(day_count, date.fromisoformat(start), date.fromisoformat(end)) == share


@given(DAYS, st.integers(0, 900), st.sampled_from(DayCount))
def test_more_time_is_no_smaller_share(day, days, day_count):
    end = day + timedelta(days=days)
    assert 0 <= year_share(day_count, day, end) <= year_share(day_count, day, end + timedelta(days=2))
