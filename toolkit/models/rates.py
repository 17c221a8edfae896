"""Rates: the yearly cost of an offer, and the functions by which spreadsheets reckon with money over time.

Signs are a spreadsheet's: what you receive is positive, what you pay is negative. Names are its too:
`rate` is for one period, `nper` counts periods, `pmt` is paid in each, `pv` is received at the start
and `fv` at the end, `type` is 0 for payments at the end of a period and 1 at its beginning.
A rate that has to be solved for is a float, right to at least ten places.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from math import exp, expm1, log, log1p

from toolkit.i18n import t
from toolkit.models.checks import refuse


@dataclass(frozen=True, kw_only=True)
class YearlyCost:
    """What an offer costs a year, all fees counted, both ways in which it may be shown.

    `nominal` is the rate of one period times the periods of a year (单利, to be labelled as such),
    `effective` adds interest on interest (复利, the internal rate of return): PBOC Announcement [2021] No. 3.
    """

    nominal: float
    effective: float

    @classmethod
    def of(cls, period_rate: float, a_year: int) -> "YearlyCost":
        """The cost of a rate for one period, `a_year` of which make a year."""
        return cls(nominal=a_year * period_rate, effective=effect(a_year * period_rate, a_year))


def yearly_cost(values: Sequence[float], a_year: int = 12) -> YearlyCost:
    """The cost of what is received at once and paid back period by period, `a_year` periods to a year.

    >>> cost = yearly_cost([12_000] + [-1_088] * 12)  # a fee of 8.8 % of what was borrowed, in 12 instalments
    >>> f"{cost.nominal:.2%}", f"{cost.effective:.2%}"
    ('15.86%', '17.07%')
    """
    return YearlyCost.of(irr(values), a_year)


def irr(values: Sequence[float]) -> float:
    """The rate of one period at which what is received and what is paid are worth the same.

    >>> round(irr([1_000, -1_100]), 10)
    0.1
    """
    return rate_of(enumerate(values))


def xirr(values: Sequence[float], dates: Sequence[date]) -> float:
    """The effective yearly rate of dated amounts, the time between them in 365ths of a year.

    >>> round(xirr([1_000, -1_100], [date(2025, 1, 1), date(2026, 1, 1)]), 10)
    0.1
    """
    return rate_of(_dated(values, dates))


def mirr(values: Sequence[float], finance_rate: float, reinvest_rate: float) -> float:
    """The rate of one period if what is paid is financed at one rate, and what is received put out at another until the end.

    >>> round(mirr([-1_000, 550, 605], 0.08, 0.1), 10)  # 550 x 1.1 + 605 are 1.1 x 1.1 x 1,000
    0.1
    """
    periods = len(values) - 1
    paid = -worth(finance_rate, ((number, min(value, 0)) for number, value in enumerate(values)))
    received = worth(reinvest_rate, ((number - periods, max(value, 0)) for number, value in enumerate(values)))
    _refuse_one_sided(not (paid and received))
    return (received / paid) ** (1 / periods) - 1


def npv(rate: float, values: Iterable[float]) -> float:
    """What amounts are worth now, the first of them a period away.

    >>> round(npv(0.1, [110, 121]), 2)
    200.0
    """
    return worth(rate, enumerate(values, 1))


def xnpv(rate: float, values: Sequence[float], dates: Sequence[date]) -> float:
    """What dated amounts are worth on the first of the dates, by a yearly rate, the time between them in 365ths of a year.

    >>> round(xnpv(0.1, [-100, 242], [date(2025, 1, 1), date(2027, 1, 1)]), 2)
    100.0
    """
    return worth(rate, _dated(values, dates))


def _dated(values: Sequence[float], dates: Sequence[date]) -> list[tuple[float, float]]:
    """Each amount with its time since the first date, in 365ths of a year."""
    holes = {"amounts": len(values), "dates": len(dates)}
    refuse(len(values) != len(dates), t("Each amount needs its date: there are {amounts} amounts and {dates} dates.", **holes))
    return [((day - dates[0]).days / 365, value) for day, value in zip(dates, values)]


def worth(rate: float, flows: Iterable[tuple[float, float]]) -> float:
    """What flows, each a time and an amount, are worth at time 0. Times before it are negative.

    >>> round(worth(0.1, [(-2, 100), (-1, -60)]), 2)  # 100 for two years at 10 % a year are 121, 60 for one are 66
    55.0
    """
    _refuse_total_loss(rate)
    return sum(amount * exp(-time * log1p(rate)) for time, amount in flows)


def rate_of(flows: Iterable[tuple[float, float]], *, odd_days_simple: bool = False) -> float:
    """The one rate per unit of time at which the flows, each a time and an amount, are worth nothing.

    With `odd_days_simple` the part of a time that is over whole units bears simple interest, as in Appendix J of the
    US Regulation Z. The rate is found as d = log(1 + rate), for which every flow is worth amount x exp(-d x time).
    By Descartes' rule there are at most as many such d as the amounts change sign.
    """
    at: dict[float, float] = {}
    for time, amount in flows:
        at[time] = at.get(time, 0) + amount
    flows = sorted((time, amount) for time, amount in at.items() if amount)
    turns = sum(before[1] * after[1] < 0 for before, after in pairwise(flows))
    _refuse_one_sided(not turns)
    if turns == 1 and not sum(amount for _, amount in flows):
        return 0.0
    first, last = flows[0], flows[-1]
    simple = [time % 1 if odd_days_simple else 0 for time, _ in flows]
    parts = [(float(time - odd), float(odd), amount) for (time, amount), odd in zip(flows, simple)]

    def value(force: float) -> tuple[float, float]:
        """Worth and slope, seen from the end that weighs most, so that neither overflows."""
        base = float(first[0] if force >= 0 else last[0])
        total, slope, rate = 0.0, 0.0, expm1(force)
        for whole, odd, amount in parts:
            grown = 1 + odd * rate
            term = amount * exp(force * (base - whole)) / grown
            total += term
            slope += term * (base - whole - odd * (1 + rate) / grown)
        return total, slope

    high = low = 1.0 / (last[0] - first[0])
    while value(high)[0] * first[1] <= 0:
        high *= 2
    while value(-low)[0] * last[1] <= 0:
        low *= 2
    marks = [-low, high]
    if turns > 1:
        marks = [2 * (step * high - (1000 - step) * low) / 1000 for step in range(1001)]
    above = [value(mark)[0] >= 0 for mark in marks]
    crossed = [ends for ends, signs in zip(pairwise(marks), pairwise(above)) if signs[0] != signs[1]]
    found = [expm1(_root(value, *ends)) for ends in crossed]
    refuse(not found, t("There is no rate at which what is received and what is paid are worth the same."))
    known = ", ".join(f"{rate:z.2%}" for rate in found)
    refuse(len(found) > 1, t("One rate cannot describe these payments: {rates} would all do.", rates=known))
    return found[0]


def _root(value: Callable[[float], tuple[float, float]], low: float, high: float) -> float:
    """Where `value` is 0 between two places of different signs: by Newton's steps, or halves where these lead out."""
    rises = value(high)[0] >= 0
    middle = (low + high) / 2
    for _ in range(200):
        total, slope = value(middle)
        if (total >= 0) == rises:
            high = middle
        else:
            low = middle
        step = total / slope if slope else 0.0
        inside = slope and low < middle - step < high
        guess = middle - step if inside else (low + high) / 2
        if guess == middle or abs(guess - middle) <= 1e-16 * abs(guess):
            break
        middle = guess
    return middle


def fv(rate: float, nper: float, pmt: float, pv: float = 0, type: int = 0) -> float:
    """What is left to receive, or if negative to pay, after `nper` periods.

    >>> round(fv(0.01, 12, 100, -1_000), 2)  # 1,000 lent at 1 % a month, 100 of it received each month
    -141.43
    """
    growth, sum_of_one = _growth(rate, nper)
    return -(pv * growth + pmt * (1 + rate * type) * sum_of_one)


def pv(rate: float, nper: float, pmt: float, fv: float = 0, type: int = 0) -> float:
    """What can be received at once for payments to come.

    >>> round(pv(0.01, 12, -100), 2)
    1125.51
    """
    growth, sum_of_one = _growth(rate, nper)
    return -(fv + pmt * (1 + rate * type) * sum_of_one) / growth


def pmt(rate: float, nper: float, pv: float, fv: float = 0, type: int = 0) -> float:
    """The payment of each period.

    >>> round(pmt(0.049 / 12, 360, 1_000_000), 2)
    -5307.27
    """
    _refuse_no_period(nper)
    growth, sum_of_one = _growth(rate, nper)
    return -(pv * growth + fv) / ((1 + rate * type) * sum_of_one)


def ipmt(rate: float, per: int, nper: int, pv: float, fv: float = 0, type: int = 0) -> float:
    """The part of payment number `per` that is interest.

    >>> round(ipmt(0.049 / 12, 1, 360, 1_000_000), 2)  # 1,000,000 x 4.9 % / 12
    -4083.33
    """
    refuse(not 1 <= per <= nper, _not_a_payment(per, nper))
    if type and per == 1:
        return 0.0
    return _balance(rate, per - 1, pmt(rate, nper, pv, fv, type), pv, type) * rate / (1 + rate * type)


def ppmt(rate: float, per: int, nper: int, pv: float, fv: float = 0, type: int = 0) -> float:
    """The part of payment number `per` that is principal.

    >>> round(ppmt(0.049 / 12, 1, 360, 1_000_000), 2)
    -1223.93
    """
    return pmt(rate, nper, pv, fv, type) - ipmt(rate, per, nper, pv, fv, type)


def cumipmt(rate: float, nper: int, pv: float, start: int, end: int, type: int = 0) -> float:
    """The interest in payments number `start` to `end` together.

    >>> round(cumipmt(0.09 / 12, 360, 125_000, 13, 24), 2)
    -11135.23
    """
    return sum(ipmt(rate, per, nper, pv, 0, type) for per in _numbers(start, end))


def cumprinc(rate: float, nper: int, pv: float, start: int, end: int, type: int = 0) -> float:
    """The principal in payments number `start` to `end` together.

    >>> round(cumprinc(0.09 / 12, 360, 125_000, 13, 24), 2)
    -934.11
    """
    return sum(ppmt(rate, per, nper, pv, 0, type) for per in _numbers(start, end))


def _numbers(start: int, end: int) -> range:
    refuse(start > end, _not_a_payment(start, end))
    return range(start, end + 1)


def _not_a_payment(number: int, last: int) -> str:
    return t("The number of the payment must be from 1 to {last}; this was {value}.", last=last, value=number)


_balance = fv  # `ipmt` has an argument of that name


def nper(rate: float, pmt: float, pv: float, fv: float = 0, type: int = 0) -> float:
    """The number of periods, which need not be whole; a negative one lies in the past. Raises ValueError if there is none.

    >>> round(nper(0.01, -100, 1_000), 2)
    10.59
    """
    _growth(rate, 1)
    never = t("At this payment it never ends: a payment must be more than a period's interest.")
    if rate == 0:
        refuse(pmt == 0, never)
        return -(pv + fv) / pmt
    for_ever = pmt * (1 + rate * type) / rate
    ends, starts = for_ever - fv, for_ever + pv
    refuse(ends * starts <= 0, never)
    return log(ends / starts) / log1p(rate)


def rate(nper: int, pmt: float, pv: float, fv: float = 0, type: int = 0) -> float:
    """The rate of one period.

    >>> round(rate(12, -1_088, 12_000), 6)
    0.01322
    """
    _refuse_no_period(nper)
    refuse(nper % 1 != 0, t("Periods are counted in whole numbers here; this was {value}.", value=nper))
    return irr([pv + pmt * type, *[pmt] * (int(nper) - 1), pmt * (1 - type) + fv])


def effect(nominal_rate: float, npery: int) -> float:
    """A yearly rate with interest on interest, posted `npery` times a year.

    >>> round(effect(0.1825, 365), 4)  # 0.05 % a day
    0.2002
    """
    _refuse_no_period(npery)
    _refuse_total_loss(nominal_rate / npery)
    return expm1(npery * log1p(nominal_rate / npery))


def nominal(effect_rate: float, npery: int) -> float:
    """The yearly rate that comes to `effect_rate` if interest is posted `npery` times a year.

    >>> round(nominal(effect(0.12, 12), 12), 10)
    0.12
    """
    _refuse_no_period(npery)
    _refuse_total_loss(effect_rate)
    return npery * expm1(log1p(effect_rate) / npery)


def _growth(rate: float, nper: float) -> tuple[float, float]:
    """What 1 grows to in `nper` periods, and what 1 paid in each grows to."""
    _refuse_total_loss(rate)
    grown = expm1(nper * log1p(rate))
    return 1 + grown, grown / rate if rate else nper


def _refuse_no_period(number: float) -> None:
    refuse(number <= 0, t("There must be at least one period; this was {value}.", value=number))


def _refuse_total_loss(rate: float) -> None:
    refuse(rate <= -1, t("A rate must be more than -100%."))


def _refuse_one_sided(wrong: bool) -> None:
    refuse(wrong, t("There is no such rate: something must be received, and something paid."))
