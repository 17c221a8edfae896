"""Five years of one card, paid month by month: its record, its class, its score."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, cached_property, lru_cache

from toolkit import catalog
from toolkit.models.account import Book
from toolkit.models.contract import Account, Bill, Purchase
from toolkit.models.dates import months_on
from toolkit.models.record import MONTHS, OVER, Kind, LoanClass, Record, loan_class, month_end
from toolkit.models.score import CreditFile, Line, score

FIRST_DUE = date(2026, 1, 10)
"""The one-off repair was for late months up to 2025, so that it plays no part here."""
DAYS_LATE = 8
"""After the grace days, before the next statement."""
SPENT_FEN, LIMIT_FEN = 1_000_00, 20_000_00


@dataclass(frozen=True, kw_only=True)
class Life:
    """Five years of the card: its record, and what stands at each month's end; after it is closed, nothing is owed."""

    record: Record
    days: Sequence[int]
    owed_fen: Sequence[int]
    points: Sequence[float]

    @cached_property
    def grades(self) -> list[LoanClass]:
        from_days = catalog.class_rules()["card"].from_days
        return [loan_class(days, from_days) for days in self.days]


@cache
def always_in_full() -> Life:
    """What every other way of paying is compared with."""
    return lived("F" * MONTHS)


def lived(months: str) -> Life:
    """What the card comes to if it is paid like this."""
    symbols, days, overdue_fen, owed_fen = "", [], [], []
    paid = {"L": "M", "S": "C"}
    for letter, book in zip(months, month_ends(months), strict=False):
        then = book.past_due()
        symbols += str(min(7, then.missed)) if then.missed else paid.get(letter, "N")
        days.append(then.days)
        overdue_fen.append(then.overdue_fen)
        owed_fen.append(book.owed().total_fen)
    rest = MONTHS - len(symbols)
    symbols += OVER * rest
    for numbers in (days, overdue_fen, owed_fen):
        numbers += [0] * rest
    record = Record(kind=Kind.CARD, last=month_end(FIRST_DUE, MONTHS - 1), symbols=symbols, overdue_fen=tuple(overdue_fen))
    points = [_points(symbols[: number + 1], used_fen) for number, used_fen in enumerate(owed_fen)]
    return Life(record=record, days=days, owed_fen=owed_fen, points=points)


def month_ends(months: str) -> Iterator[Book]:
    """The card's book at each month's end, until the card is closed.

    A letter says how a month is paid: F in full, O the minimum only, L in full but late, X not at all, S all that is
    owed, to close the card. The same amount is spent each month, after the payment; nothing while one is missing.
    """
    contract, spent = catalog.product("bank_card").contract, months_on(FIRST_DUE, -1)
    statement = spent + timedelta(days=10)
    bill = Bill(purchases=(Purchase(posted=spent, amount_fen=SPENT_FEN),), statement=statement, due=FIRST_DUE)
    book = Book(Account(contract=contract, bills=(bill,)))
    for number, letter in enumerate(months):
        due = months_on(FIRST_DUE, number)
        book.until(due + timedelta(days=DAYS_LATE) if letter == "L" else due)
        if letter == "S":
            book.pay(book.owed().total_fen)
            yield book
            return
        if letter != "X":
            book.pay(book.called_fen if letter == "O" else book.billed_fen)
        if not book.called_fen:
            book.buy(SPENT_FEN)
        book.until(month_end(due))
        yield book


@lru_cache(maxsize=1_000)
def _points(symbols: str, used_fen: int) -> float:
    """The score of a person who has this card alone, after its first months; a change leaves those before it as they are."""
    last, limited_fen = month_end(FIRST_DUE, len(symbols) - 1), min(used_fen, LIMIT_FEN)
    record = Record(kind=Kind.CARD, last=last, symbols=symbols.rjust(MONTHS, "/"))
    line = Line(opened=months_on(FIRST_DUE, -1), record=record, limit_fen=LIMIT_FEN, used_fen=limited_fen)
    return score(CreditFile(lines=(line,)), catalog.score_rules()).points
