"""The credit report's grid: what each month of an account leaves in it, how long it stays, what it comes to.

A grid is 60 months, one symbol each. What the symbols mean, and who says so, stands in `data/record_symbols.csv`.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import IntEnum, StrEnum, auto
from math import inf
from operator import itemgetter
from unicodedata import normalize

from toolkit.i18n import t
from toolkit.models.account import Book
from toolkit.models.checks import is_whole, refuse, refuse_date, refuse_unknown
from toolkit.models.contract import Account, Payment, Runs, Waiver
from toolkit.models.dates import months_on

MONTHS = 60
SYMBOLS = "N*M1234567DZBCG#A/"
LATE, BAD = "1234567B", "1234567BDZG"
"""What is overdue; and every symbol that counts against the borrower."""
OVER = " "
"""A month after the account has ended: nothing stands there."""
_GRACE_DAYS = 25
"""The most that a month end without a mark may hide."""
_RUN = re.compile(f"([{BAD}](?:[#A]*[{BAD}])*)[#A]*")


class Kind(StrEnum):
    """What the numbers of a grid count."""

    LOAN = "loan"
    """Days past due at the end of the month: 1 to 30, 31 to 60, …, more than 180."""
    CARD = "card"
    """Minimum payments missed, one after another: one, two, …, seven or more."""


class LoanClass(StrEnum):
    """The five classes in which a lender keeps a loan, the best first."""

    NORMAL = "normal"
    SPECIAL_MENTION = "special_mention"
    SUBSTANDARD = "substandard"
    DOUBTFUL = "doubtful"
    LOSS = "loss"


@dataclass(frozen=True, kw_only=True)
class Record:
    """What a report shows of one account: a symbol and an overdue amount for each of the 60 months up to `last`."""

    kind: Kind
    last: date
    symbols: str
    overdue_fen: tuple[int, ...] = (0,) * MONTHS

    def __post_init__(self) -> None:
        refuse_unknown("kind", self.kind, Kind)
        refuse_date(self.last)
        refuse(self.last != month_end(self.last), t("A record ends with a month's last day; {day} is none.", day=self.last))
        refuse(
            len(self.symbols) != MONTHS or len(self.overdue_fen) != MONTHS,
            t("A record has {months} months, each with its symbol and its amount.", months=MONTHS),
        )

    def month(self, number: int) -> date:
        """The last day of a month of the grid, 0 being its first."""
        return month_end(self.last, number - MONTHS + 1)

    def then(self, symbols: str) -> "Record":
        """The record so many months later; an account that has ended stays as it is."""
        if self.symbols[-1] in "CG" + OVER:
            symbols = OVER * len(symbols)
        amounts = (self.overdue_fen + (0,) * len(symbols))[-MONTHS:]
        last = month_end(self.last, len(symbols))
        return replace(self, last=last, symbols=(self.symbols + symbols)[-MONTHS:], overdue_fen=amounts)


def month_end(day: date, months: int = 0) -> date:
    """The last day of the month that comes so many months after a day's own.

    >>> month_end(date(2024, 1, 31), 1)
    datetime.date(2024, 2, 29)
    """
    return months_on(day.replace(day=1), months + 1) - timedelta(days=1)


def typed_record(text: str, kind: Kind, last: date, overdue_fen: int = 0) -> Record:
    """The record that a person typed, a symbol a month, the oldest first; months before it are not opened yet.

    Every late month gets the same overdue amount. What no account can come to is refused.

    >>> typed_record("*NN12N", Kind.CARD, date(2026, 10, 31)).symbols.lstrip("/")
    '*NN12N'
    """
    symbols = "".join(normalize("NFKC", text).upper().split())
    unknown = next((symbol for symbol in symbols if symbol not in SYMBOLS), None)
    refuse(unknown is not None, t("{symbol} is no symbol of the grid. There is: {known}", symbol=unknown, known=" ".join(SYMBOLS)))
    refuse(
        not 1 <= len(symbols) <= MONTHS,
        t("A grid has from 1 to {months} symbols, one for each month; this has {number}.", months=MONTHS, number=len(symbols)),
    )
    symbols = symbols.rjust(MONTHS, "/")
    amounts = tuple(overdue_fen * (symbol in LATE) for symbol in symbols)
    record = Record(kind=kind, last=last, symbols=symbols, overdue_fen=amounts)
    _refuse_impossible(record)
    return record


def _refuse_impossible(record: Record) -> None:
    """Refuse what cannot follow. `most` is the most that can be past due: days on a loan, minimums missed on a card."""
    before, most = record.symbols[0], 0 if record.symbols[0] == "/" else inf
    for number, symbol in enumerate(record.symbols):
        end = record.month(number)
        month = {"month": f"{end:%Y-%m}", "symbol": symbol, "before": before}
        refuse(symbol == "/" != before, t("{month}: / stands only before the account is opened.", **month))
        refuse(number > 0 and before in "CG", t("{month}: nothing follows {before}, since the account has ended.", **month))
        refuse(
            symbol == "*" and before in LATE,
            t("{month}: * cannot follow {before}, since it says that nothing was owed from before.", **month),
        )
        if record.kind is Kind.CARD:
            most += symbol != "A"
            least, top = (int(symbol), int(symbol)) if symbol.isdecimal() else (0, most)
            why = t("{month}: {symbol} cannot follow {before}, since a month adds one missed minimum at most.", **month)
        else:
            refuse(symbol == "A", t("{month}: A is for cards only, since it says that the bill came on another day.", **month))
            most += end.day
            least, top = (30 * int(symbol) - 29, 30 * int(symbol)) if symbol.isdecimal() else (0, most)
            why = t("{month}: {symbol} cannot follow {before}, since a month adds no more days past due than it has.", **month)
        refuse(least > most, why)
        clean = 0 if symbol in "/*" or record.kind is Kind.CARD else _GRACE_DAYS
        most = clean if symbol in "N*MCG/" else inf if symbol in "7B" else min(most, top)
        before = symbol


class _Stop(IntEnum):
    """Where a month is looked at, in the order of a day: what a payment meets was late before it."""

    STATEMENT = auto()
    LAPSE = auto()
    PAYMENT = auto()
    MONTH_END = auto()


def reported(account: Account, kind: Kind, last: date) -> Record:
    """The record that an account comes to, month by month, up to the month's end `last`."""
    loan = account.contract.runs is Runs.EVERY_DAY
    payments = [payment for payment in account.payments if isinstance(payment, Payment)]
    book = Book(replace(account, payments=tuple(waiver for waiver in account.payments if isinstance(waiver, Waiver))))
    symbols, amounts, asked_in, was_late = "", [], set(), False
    for day, stop, given in _stops(account, payments, last):
        book.until(day)
        if stop is _Stop.STATEMENT:
            if loan or book.called_fen:
                asked_in.add(given)
        elif stop is _Stop.LAPSE:
            was_late |= book.past_due().days > 0
        elif stop is _Stop.PAYMENT:
            book.pay(given)
        elif stop is _Stop.MONTH_END:
            then = book.past_due()
            if then.days:
                symbols += str(min(7, then.missed if kind is Kind.CARD else (then.days + 29) // 30))
            elif loan and not book.owed().total_fen:
                symbols += "C"
            elif was_late:
                symbols += "M"
            else:
                symbols += "N" if day in asked_in or symbols[-1:] in tuple(LATE) else "*"
            amounts.append(then.overdue_fen)
            was_late = False
    symbols = (symbols[: symbols.find("C") + 1] or symbols).ljust(len(symbols), OVER)
    amounts = (0,) * (MONTHS - len(amounts)) + tuple(amounts[-MONTHS:])
    return Record(kind=kind, last=last, symbols=symbols[-MONTHS:].rjust(MONTHS, "/"), overdue_fen=amounts)


def _stops(account: Account, payments: Iterable[Payment], last: date) -> list[tuple[date, _Stop, object]]:
    """The days on which the account is looked at or paid: with a statement stands the month's end in which it falls due."""
    opened = min(purchase.posted for purchase in account.bills[0].purchases)
    calls = len(account.bills) if account.contract.runs is Runs.EVERY_DAY else inf
    stops = [(payment.date, _Stop.PAYMENT, payment.amount_fen) for payment in payments]
    for number in range(_months_between(opened, last) + 1):
        statement, due = account.cycle(number)
        if number < calls and number not in account.holidays:
            stops.append((statement, _Stop.STATEMENT, month_end(due)))
        stops.append((due + timedelta(days=account.contract.grace_days + 1), _Stop.LAPSE, None))
        stops.append((month_end(opened, number), _Stop.MONTH_END, None))
    return sorted((stop for stop in stops if stop[0] <= last), key=itemgetter(0, 1))


def _months_between(start: date, end: date) -> int:
    return 12 * (end.year - start.year) + end.month - start.month


@dataclass(frozen=True, kw_only=True)
class Mark:
    """Bad months in a row: from the first to the last of them, as month ends.

    `ended` is the end of the month in which it was over, `leaves` five years later; both None while it is not.
    """

    symbols: str
    first: date
    last: date
    ended: date | None
    leaves: date | None


def marks(record: Record) -> list[Mark]:
    """What counts against the borrower, the oldest first. What is unpaid has not ended, and never leaves.

    >>> [(str(mark.ended), str(mark.leaves)) for mark in marks(typed_record("N123NN", Kind.LOAN, date(2024, 3, 31)))]
    [('2024-02-29', '2029-02-28')]
    """
    return list(_marks(record))


def _marks(record: Record) -> Iterator[Mark]:
    for run in _RUN.finditer(record.symbols):
        first, after = run.start(), run.end()
        gone = record.symbols[run.end(1) - 1] == "G"
        ended = record.month(run.end(1) - 1) if gone else record.month(after) if after < MONTHS else None
        yield Mark(
            symbols=run[1],
            first=record.month(first),
            last=record.month(run.end(1) - 1),
            ended=ended,
            leaves=ended and months_on(ended, MONTHS),
        )


@dataclass(frozen=True, kw_only=True)
class Summary:
    """What a report says of all grids together: how many accounts were ever late, and for how long and how much."""

    accounts: int
    accounts_over_90_days: int
    months: int
    longest: int
    highest_fen: int
    overdue_fen: int


def summary(records: Iterable[Record]) -> Summary:
    """The late months of several records: the longest time in a row, the highest amount of a month, what is overdue now."""
    grids = list(records)
    return Summary(
        accounts=sum(any(symbol in LATE for symbol in grid.symbols) for grid in grids),
        accounts_over_90_days=sum(any(symbol in "4567B" for symbol in grid.symbols) for grid in grids),
        months=sum(symbol in LATE for grid in grids for symbol in grid.symbols),
        longest=max((len(run) for grid in grids for run in re.findall(f"[{LATE}]+", grid.symbols)), default=0),
        highest_fen=max((fen for grid in grids for fen in grid.overdue_fen), default=0),
        overdue_fen=sum(grid.overdue_fen[-1] for grid in grids),
    )


def loan_class(days: int, from_days: Mapping[LoanClass, int]) -> LoanClass:
    """The class of a loan so many days past due, given from which day on each begins.

    >>> loan_class(91, {LoanClass.NORMAL: 0, LoanClass.SPECIAL_MENTION: 1, LoanClass.SUBSTANDARD: 91}).value
    'substandard'
    """
    refuse(not is_whole(days) or days < 0, t("The days past due must be a whole number, 0 or more."))
    return max((from_day, grade) for grade, from_day in from_days.items() if from_day <= days)[1]


@dataclass(frozen=True, kw_only=True)
class Repair:
    """A one-off repair: which late months it hides, if all is repaid by a day, and from when on."""

    first: date
    last: date
    most_fen: int
    repaid_by: date
    hidden_from: date


def repaired(record: Record, repair: Repair) -> Record:
    """The record as the report shows it on its last day, after a one-off repair.

    A late month of an amount within the limit reads as paid, once its whole debt was repaid in time: from the day
    on which hiding began, and otherwise by the end of the month after the one of repayment.
    """
    symbols, amounts = list(record.symbols), list(record.overdue_fen)
    for mark in marks(record):
        if mark.ended is None or mark.ended > repair.repaid_by or not set(mark.symbols) <= set(LATE):
            continue
        if record.last < max(repair.hidden_from, month_end(mark.ended, 1)):
            continue
        for number in range(MONTHS):
            month = record.month(number)
            within = mark.first <= month <= mark.last and repair.first <= month <= repair.last
            if within and symbols[number] in LATE and 0 < amounts[number] <= repair.most_fen:
                symbols[number], amounts[number] = "N", 0
    return replace(record, symbols="".join(symbols), overdue_fen=tuple(amounts))
