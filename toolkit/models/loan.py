"""What a loan promises: its plan, instalment by instalment, to the fen, and what is left of it after a change.

A plan is reckoned in integers: all rates are whole numbers over one denominator. A change on any day (an early
repayment, a new rate, a holiday) replans what is left of the loan from that day; nothing before it moves.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction
from itertools import accumulate, count
from math import gcd, lcm
from operator import add, sub
from typing import NamedTuple

from toolkit.i18n import t
from toolkit.models.checks import is_whole, refuse, refuse_amount, refuse_date, refuse_rate, refuse_unknown
from toolkit.models.dates import A_YEAR, YEAR, DayCount, Period, periods_on, year_parts
from toolkit.models.rates import YearlyCost, rate_of
from toolkit.money import Rounding, offset, whole, yuan


class Repays(StrEnum):
    """What is paid when."""

    LEVEL = "level"
    """Equal instalments of principal and interest together (等额本息)."""
    EQUAL_PRINCIPAL = "equal_principal"
    """Equal principal, and the interest on what is left (等额本金). With a fee and no rate: a bill by instalments."""
    INTEREST_FIRST = "interest_first"
    """Interest only, and all principal with the last (先息后本)."""
    AT_END = "at_end"
    """All at once on the last due date, with simple interest; with changes a loan drawn and repaid at will (随借随还)."""


class Fits(StrEnum):
    """How instalments in whole fen come to the exact sum."""

    LAST_ROW = "last_row"
    """Each row is rounded; the last takes what is over or short."""
    SMALLEST = "smallest"
    """The instalment is the smallest that leaves nothing owing; the last is what is left."""
    TOTALS = "totals"
    """Nothing is rounded but the running totals of payments and of interest, so a row may differ from the next by a fen."""


class FeeFalls(StrEnum):
    """When the flat fee is paid: in equal parts, with the first instalment, or as the money is drawn."""

    SPREAD = "spread"
    FIRST = "first"
    DRAWN = "drawn"


class Keeps(StrEnum):
    """What a change leaves as it was: the number of instalments, or the instalment itself."""

    TERM = "term"
    """The instalments become smaller or larger."""
    PAYMENT = "payment"
    """The loan becomes shorter or longer."""


LONGEST = 1200


@dataclass(frozen=True, kw_only=True)
class Loan:
    """The terms of a loan. `instalments` is their number; `fee_rate` a flat fee as a share of the amount drawn.

    The first due date may be any day after the drawing: instalments stay equal. By period, whole months
    of an odd first period are twelfths of a year, and the days over 360ths.
    """

    amount_fen: int
    yearly_rate: Fraction
    drawn: date
    first_due: date
    instalments: int
    repays: Repays = Repays.LEVEL
    period: Period = Period.MONTH
    day_count: DayCount = DayCount.BY_PERIOD
    rounding: Rounding = Rounding.HALF_UP
    fits: Fits = Fits.LAST_ROW
    fee_rate: Fraction = Fraction(0)
    fee_falls: FeeFalls = FeeFalls.SPREAD

    def __post_init__(self) -> None:
        refuse_amount(self.amount_fen)
        for name in ("yearly_rate", "fee_rate"):
            refuse_rate(name, getattr(self, name))
        refuse_date(self.drawn)
        refuse_date(self.first_due)
        refuse(self.first_due <= self.drawn, t("The first due date must come after the day on which the money is drawn."))
        refuse(
            not is_whole(self.instalments) or not 1 <= self.instalments <= LONGEST,
            t("The number of instalments must be a whole number from 1 to {most:,}.", most=LONGEST),
        )
        kinds = {"repays": Repays, "period": Period, "day_count": DayCount, "rounding": Rounding, "fits": Fits}
        for name, kind in (kinds | {"fee_falls": FeeFalls}).items():
            refuse_unknown(name, getattr(self, name), kind)

    @property
    def starts_regularly(self) -> bool:
        """Whether the first due date is one period after the drawing, by either of their month ends."""
        after_drawing, before_due = periods_on(self.drawn, self.period, 1), periods_on(self.first_due, self.period, -1)
        return self.first_due == after_drawing or self.drawn == before_due


@dataclass(frozen=True, kw_only=True)
class Change:
    """What changes in a loan on a day, after the instalment of that day; what is not named stays as it was.

    `repaid_fen` is principal paid early, `fee_rate` the fee on it, `drawn_fen` more money drawn. A new `yearly_rate`
    holds from that night on, in the middle of a period too. `skips` so many instalments are left out and put on at
    the end: interest runs on, and what the next instalment does not cover of it is added to the principal. `more`
    instalments make the loan longer. Interest of the nights before a change falls into the next instalment.
    """

    on: date
    repaid_fen: int = 0
    drawn_fen: int = 0
    yearly_rate: Fraction | None = None
    skips: int = 0
    more: int = 0
    keeps: Keeps = Keeps.TERM
    fee_rate: Fraction = Fraction(0)

    def __post_init__(self) -> None:
        refuse_date(self.on)
        refuse_amount(self.repaid_fen)
        refuse_amount(self.drawn_fen)
        refuse_rate("fee_rate", self.fee_rate)
        if self.yearly_rate is not None:
            refuse_rate("yearly_rate", self.yearly_rate)
        for number in (self.skips, self.more):
            refuse(
                not is_whole(number) or number < 0,
                t("Instalments are counted in whole numbers, 0 or more; this was {value}.", value=number),
            )
        refuse_unknown("keeps", self.keeps, Keeps)
        refuse(
            self.keeps is Keeps.PAYMENT and self.skips + self.more > 0,
            t("If the instalment stays as it was, it decides how many there are: leave out the holiday and the extension."),
        )


class Instalment(NamedTuple):
    """A row of a plan: what is paid on a day, what of it is principal, interest and fee, and the principal left."""

    due: date
    payment_fen: int
    principal_fen: int
    interest_fen: int
    fee_fen: int
    balance_fen: int


def plan(loan: Loan, changes: Sequence[Change] = ()) -> tuple[Instalment, ...]:
    """What is paid, row by row, until nothing is left.

    A fee paid at the drawing has a row of its own, an early repayment too; a negative payment is more money drawn.

    >>> loan = Loan(amount_fen=100_000_000, yearly_rate=Fraction("0.049"), instalments=360,
    ...             drawn=date(2026, 1, 10), first_due=date(2026, 2, 10))
    >>> plan(loan)[0][1:]  # of 5,307.27 are 1,000,000 x 4.9 % / 12 interest
    (530727, 122394, 408333, 0, 99877606)
    """
    return after(loan, changes).to_the_end()


def cost(loan: Loan, changes: Sequence[Change] = ()) -> YearlyCost:
    """The yearly cost of a loan with all its fees, each period counted alike.

    >>> bill = Loan(amount_fen=1_200_000, yearly_rate=Fraction(0), instalments=12, repays=Repays.EQUAL_PRINCIPAL,
    ...             drawn=date(2026, 1, 10), first_due=date(2026, 2, 10), fee_rate=Fraction("0.088"))
    >>> f"{cost(bill).nominal:.2%}", f"{cost(bill).effective:.2%}"
    ('15.86%', '17.07%')
    """
    return YearlyCost.of(rate_of(flows(loan, changes)), A_YEAR[loan.period])


def flows(loan: Loan, changes: Sequence[Change] = ()) -> list[tuple[Fraction | int, int]]:
    """The amount received, and what is paid as negative amounts, each with its time in periods since the drawing."""
    rows = plan(loan, changes)
    times = periods_since(loan, [row.due for row in rows])
    return [(0, loan.amount_fen), *((time, -row.payment_fen) for time, row in zip(times, rows))]


def periods_since(loan: Loan, days: Sequence[date]) -> list[Fraction | int]:
    """The time from the drawing to each of `days` in periods: those before the first due date are counted back from it."""

    def due(number: int) -> date:
        return periods_on(loan.first_due, loan.period, number)

    ends = [loan.drawn, loan.first_due]
    if not loan.starts_regularly:
        back = next(number for number in count(1) if due(-number) <= loan.drawn)
        ends = [due(number) for number in range(-back, 1)]
    first, last = len(ends) - 1, max(days)
    while ends[-1] < last:
        ends.append(due(len(ends) - first))

    def at(day: date) -> Fraction | int:
        number = bisect_left(ends, day)
        early = (ends[number] - day).days
        return number - Fraction(early, (ends[number] - ends[number - 1]).days) if early else number

    return [at(day) - at(loan.drawn) for day in days]


def after(loan: Loan, changes: Sequence[Change]) -> "Left":
    """What is left of a loan after the last of the changes."""
    left = Left(loan)
    for change in sorted(changes, key=lambda change: change.on):
        left.advance(change.on)
        left.change(change)
    return left


class Left:
    """A loan on its way: the rows so far, and what is left to be paid on which days.

    Amounts are in units, one to a fen except where rows are not rounded: there so many that every equal part of
    a fen is whole, and 10^18 times more, so that no rounding of theirs is seen.
    """

    def __init__(self, loan: Loan) -> None:
        self.loan = loan
        self.year = YEAR[loan.day_count]
        self.parts_round = Rounding.UP if loan.fits is Fits.SMALLEST else loan.rounding
        self.unit = 1
        if loan.fits is Fits.TOTALS:
            self.unit = 10**18 * loan.instalments * loan.yearly_rate.denominator * self.year
        self.balance = loan.amount_fen * self.unit
        self.rate = loan.yearly_rate
        self.rows: list[tuple[date, int, int, int]] = []
        self.since = loan.drawn
        self.counted = 0  # parts of the year since then whose interest is carried to the next due date
        self.carried = Fraction(0)
        self.dues: list[date] = []
        self.spans: list[int] = []  # the parts of the year that each due date ends
        self.known = 0
        self._put_on(loan.instalments)
        self.fee = whole(loan.fee_rate * Fraction(loan.amount_fen), loan.rounding) * self.unit
        if loan.fee_falls is FeeFalls.DRAWN and self.fee:
            self.rows.append((loan.drawn, 0, 0, self.fee))
            self.fee = 0
        self._share_out()
        self._share_fee()

    def _put_on(self, number: int) -> None:
        """Add due dates at the end; where all is paid at once, they put off the day of it."""
        loan = self.loan
        new = [periods_on(loan.first_due, loan.period, self.known + later) for later in range(number)]
        starts = [periods_on(loan.first_due, loan.period, self.known - 1) if self.known else loan.drawn, *new]
        if loan.day_count is DayCount.BY_PERIOD:
            spans = [self.year // A_YEAR[loan.period]] * number
            if not (self.known or loan.starts_regularly):
                spans[:1] = [year_parts(loan.day_count, loan.drawn, loan.first_due)]
        else:
            spans = [year_parts(loan.day_count, start, due) for start, due in zip(starts, new)]
        self.known += number
        self.dues += new
        self.spans += spans
        if loan.repays is Repays.AT_END:
            self._skip(len(self.dues) - 1)

    def _skip(self, number: int) -> None:
        """Leave out the next due dates; their nights fall into the one after them."""
        self.dues = self.dues[number:]
        self.spans = [sum(self.spans[: number + 1]), *self.spans[number + 1 :]]

    def _share_out(self) -> None:
        """Fix what each due date that is left calls for: the instalment, or its principal."""
        loan = self.loan
        exact, parts = 0, 1
        if loan.repays is Repays.LEVEL:
            exact, parts = self._exact_level()
        if loan.repays is Repays.EQUAL_PRINCIPAL:
            exact, parts = self.balance, len(self.dues)
        self.level = (exact + offset(parts, self.parts_round)) // parts
        if loan.fits is Fits.SMALLEST and loan.repays is Repays.LEVEL:
            while self._run(self.level)[-1]:
                self.level += 1
            while self.level and not self._run(self.level - 1)[-1]:
                self.level -= 1

    def _share_fee(self) -> None:
        """Fix the share of the fee on each due date that is left."""
        first = self.loan.fee_falls is FeeFalls.FIRST
        self.fee_part = self.fee if first else whole(Fraction(self.fee, len(self.dues)), self.parts_round)

    def _rates(self) -> tuple[list[int], int, int]:
        """The rate of each period that is left and the interest carried into the first, over one denominator."""
        scale = lcm(self.rate.denominator * self.year, self.carried.denominator)
        a_part = self.rate.numerator * scale // (self.rate.denominator * self.year)
        rates = [a_part * span for span in self.spans]
        rates[0] -= a_part * self.counted
        carried = int(self.carried * scale)
        common = gcd(scale, carried, *rates)
        return [rate // common for rate in rates], carried // common, scale // common

    def _exact_level(self) -> tuple[int, int]:
        """The instalment that leaves exactly nothing, as a fraction: what is owed at the end over what 1 a period grows to."""
        rates, carried, scale = self._rates()
        if not carried and rates[0] and len(set(rates)) == 1:
            grown, power = (scale + rates[0]) ** len(rates), scale ** len(rates)
            return self.balance * grown * rates[0], scale * (grown - power)
        owed, paid, power = self.balance * (scale + rates[0]) + carried, scale, scale
        for rate in rates[1:]:
            power *= scale
            owed *= scale + rate
            paid = paid * (scale + rate) + power
        return owed, paid

    def _run(self, level: int) -> tuple[list[int], list[int], int]:
        """Principal and interest on each due date that is left if it calls for `level`, and what is left then."""
        rates, carried, scale = self._rates()
        half, with_interest = offset(scale, self.loan.rounding), self.loan.repays is Repays.LEVEL
        balance, principals, interests = self.balance, [], []
        for rate in rates:
            interest = (balance * rate + carried + half) // scale
            principal = min(level - interest if with_interest else level, balance)
            balance -= principal
            carried = 0
            principals.append(principal)
            interests.append(interest)
        return principals, interests, balance

    def advance(self, day: date) -> None:
        """Pay what falls due up to a day; the interest from then on to that day is carried."""
        if number := bisect_right(self.dues, day):
            principals, interests, over = self._run(self.level)
            principals[-1] += over
            fees = self._fees(number)
            self.rows += zip(self.dues[:number], principals, interests, fees)
            self.balance -= sum(principals[:number])
            self.fee -= sum(fees)
            self.since, self.counted, self.carried = self.dues[number - 1], 0, Fraction(0)
            self.dues, self.spans = self.dues[number:], self.spans[number:]
        if self.dues:
            counted = min(year_parts(self.loan.day_count, self.since, day), self.spans[0])
            self.carried += self.balance * self.rate * Fraction(counted - self.counted, self.year)
            self.counted = counted

    def _fees(self, number: int) -> list[int]:
        """The fee on each of the next due dates."""
        if not self.fee:
            return [0] * number
        left, fees = self.fee, []
        for _ in range(number):
            fees.append(left if len(fees) + 1 == len(self.dues) else min(self.fee_part, left))
            left -= fees[-1]
        return fees

    def change(self, change: Change) -> None:
        """Replan what is left from the day that was advanced to."""
        refuse(
            not self.dues or change.on < self.loan.drawn,
            t("A change of {day} falls outside the loan.", day=change.on),
        )
        for amount_fen, fee_rate in ((change.repaid_fen, change.fee_rate), (-change.drawn_fen, 0)):
            holes = {"left": yuan(self.balance // self.unit), "value": yuan(amount_fen)}
            refuse(
                amount_fen * self.unit > self.balance,
                t("Of the principal {left:,} yuan is left to repay; this was {value:,}.", **holes),
            )
            if amount_fen:
                fee = whole(fee_rate * Fraction(amount_fen), self.loan.rounding)
                self.rows.append((change.on, amount_fen * self.unit, 0, fee * self.unit))
                self.balance -= amount_fen * self.unit
        if change.yearly_rate is not None:
            self.rate = change.yearly_rate
        if not self.balance:  # only the interest so far is to come
            self._end_after(1)
        if change.keeps is Keeps.PAYMENT and self.balance and self.level:
            self._fit_term()
        else:
            self._put_on(change.skips + change.more)
            self._skip(min(change.skips, len(self.dues) - 1))
            self._share_out()
        self._share_fee()

    def _fit_term(self) -> None:
        """As many due dates as the instalment takes to leave nothing."""
        self._put_on(LONGEST - len(self.dues))
        principals, _, over = self._run(self.level)
        holes = {"payment": yuan(self.level // self.unit), "most": LONGEST}
        refuse(over > 0, t("At {payment:,} yuan each time this loan would not end in {most:,} instalments.", **holes))
        self._end_after(bisect_left(list(accumulate(principals)), self.balance) + 1)

    def _end_after(self, number: int) -> None:
        """Leave only the next due dates."""
        self.known -= len(self.dues) - number
        self.dues, self.spans = self.dues[:number], self.spans[:number]

    def to_the_end(self) -> tuple[Instalment, ...]:
        """All rows, in whole fen; where nothing is left, no row says so."""
        if self.balance or self.carried or self.fee or not self.rows:
            self.advance(date.max)
        dues, *parts = zip(*self.rows)
        principals, interests, fees = parts if self.unit == 1 else self._rounded(*parts)
        payments = map(add, principals, map(add, interests, fees))
        balances = list(accumulate(principals, sub, initial=self.loan.amount_fen))[1:]
        return tuple(map(Instalment, dues, payments, principals, interests, fees, balances))

    def _rounded(
        self, principals: Sequence[int], interests: Sequence[int], fees: Sequence[int]
    ) -> Iterator[list[int]]:
        """Principal, interest and fees in whole fen: what is paid so far, and what of it is not principal, are rounded."""
        half, most = offset(self.unit, self.loan.rounding), self.loan.amount_fen
        payments = map(add, principals, map(add, interests, fees))
        paid, charged, fees = (
            [(total + half) // self.unit for total in accumulate(amounts)] for amounts in (payments, interests, fees)
        )
        repaid = [min(total - interest - fee, most) for total, interest, fee in zip(paid, charged, fees)]
        for totals in (repaid, charged, fees):
            yield [*map(sub, totals, [0, *totals])]
