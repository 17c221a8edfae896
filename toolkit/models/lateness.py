"""What being late adds: an unpaid account beside the same one paid as agreed."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from toolkit.models.account import Owed, growth, paying
from toolkit.models.contract import Account


@dataclass(frozen=True, kw_only=True)
class Lateness:
    """What an unpaid account owes on a day, of charges only those that being late has `added`, and what was `due_anyway`."""

    added: Owed
    due_anyway_fen: int


def lateness(account: Account, days: Sequence[date]) -> list[Lateness]:
    """What being late has added by each of `days` to an account of which nothing is paid.

    That is what is charged beyond what the same contract would have charged by then, had each bill been paid on its
    due date. Money paid back bears nothing, so all that runs on because it is kept longer is added, at the
    contract rate too; an instalment that is not yet due bears its interest either way. What was due anyway comes
    off the interest, and off the penalty where an instalment that was called in early bears that instead.

    >>> from toolkit.catalog import product
    >>> (day_4,) = lateness(product("jiebei_loan").account(500_000, date(2026, 3, 10)), [date(2026, 3, 14)])
    >>> day_4.added.charges_fen, day_4.due_anyway_fen  # 5,000 x 0.06 % x 4, beside 5,000 x 0.04 % x 30
    (1200, 6000)
    """
    until = min(max(days), account.bills[-1].due)
    agreed = growth(paying(account, lambda book: book.billed_fen, until), days)
    both = zip(growth(account, days), agreed, strict=True)
    return [_beside(then, paid.charges_fen + paid.charges_paid_fen) for then, paid in both]


def _beside(then: Owed, due_anyway_fen: int) -> Lateness:
    interest_fen = min(then.interest_fen, due_anyway_fen)
    penalty_fen = due_anyway_fen - interest_fen
    added = replace(then, interest_fen=then.interest_fen - interest_fen, penalty_fen=then.penalty_fen - penalty_fen)
    return Lateness(added=added, due_anyway_fen=due_anyway_fen)
