"""The nouns: a contract's terms, the bills that fall due under it, what was paid.

Amounts are whole fen, rates exact fractions a day. Each noun checks itself and
says in one sentence what is wrong and what would be right.
"""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from fractions import Fraction

from toolkit.i18n import t
from toolkit.models.checks import is_whole, refuse, refuse_amount, refuse_date, refuse_inexact, refuse_unknown
from toolkit.models.dates import months_on
from toolkit.money import round_half_up, yuan


class Runs(StrEnum):
    """The nights for which interest is charged."""

    LATE_DAYS = "late_days"
    """From the due date, on what is unpaid (花呗-type bills)."""
    FULL_BILL = "full_bill"
    """From each purchase's posting date, once the bill is not paid in full in time (全额计息)."""
    EVERY_DAY = "every_day"
    """From the day the money is drawn (loans)."""


class LateBase(StrEnum):
    """What the late rate is charged on."""

    PRINCIPAL = "principal"
    PRINCIPAL_AND_INTEREST = "principal_and_interest"


class Compounding(StrEnum):
    """When interest that is owed begins to bear interest itself."""

    NEVER = "never"
    MONTHLY = "monthly"
    DAILY = "daily"


class Rounds(StrEnum):
    """When a charge becomes whole fen: once when it is posted, or every day."""

    POSTING = "posting"
    DAILY = "daily"


COSTS_FIRST = ("fees", "interest", "principal")
"""Civil Code art. 561: costs, then interest, then principal, unless agreed otherwise."""


@dataclass(frozen=True, kw_only=True)
class Contract:
    """The terms by which late payment is charged.

    `late_multiple` replaces the contract rate on what is overdue: 1.5 is one and a
    half times in all (银发〔2003〕251号 art. 3: +30 % to +50 %), not 1.5 on top.
    `whole_balance_due` makes later instalments overdue as soon as one has lapsed.
    A payment in full within `grace_days` counts as made on the due date; after
    that the grace days count like any others. `late_fee_rate` is charged on the
    unpaid part of each bill's minimum, never below the floor or above the cap;
    fees never bear interest (银发〔2016〕111号 art. 3).

    >>> Contract(daily_rate=Fraction("0.0004"), runs=Runs.EVERY_DAY, late_multiple=Fraction("1.5")).late_rate
    Fraction(3, 5000)
    """

    daily_rate: Fraction
    runs: Runs
    late_multiple: Fraction = Fraction(1)
    late_base: LateBase = LateBase.PRINCIPAL
    whole_balance_due: bool = False
    grace_days: int = 0
    minimum_rate: Fraction = Fraction(0)
    late_fee_rate: Fraction = Fraction(0)
    late_fee_floor_fen: int = 0
    late_fee_cap_fen: int | None = None
    compounding: Compounding = Compounding.NEVER
    compounds_penalty: bool = False
    rounds: Rounds = Rounds.POSTING
    allocation: tuple[str, str, str] = COSTS_FIRST

    def __post_init__(self) -> None:
        for name in ("daily_rate", "late_multiple", "minimum_rate", "late_fee_rate"):
            refuse_inexact(name, getattr(self, name))
        for name, kinds in (("runs", Runs), ("late_base", LateBase), ("compounding", Compounding), ("rounds", Rounds)):
            refuse_unknown(name, getattr(self, name), kinds)
        refuse(not 0 <= self.daily_rate <= 1, t("The daily rate must be from 0% to 100%."))
        refuse(self.late_multiple < 1, t("The multiple for late days must be 1 or more: it replaces the contract rate."))
        refuse(
            self.runs is Runs.FULL_BILL and self.late_multiple != 1,
            t("Where the whole bill bears interest, late days bear the same rate: the multiple must be 1."),
        )
        refuse(
            self.late_base is LateBase.PRINCIPAL_AND_INTEREST and self.runs is not Runs.EVERY_DAY,
            t("Only a loan can charge the late rate on principal and interest."),
        )
        refuse(not is_whole(self.grace_days) or not 0 <= self.grace_days <= 25, t("The grace days must be a whole number from 0 to 25."))
        refuse(not 0 <= self.minimum_rate <= 1, t("The minimum payment must be from 0% to 100% of the bill."))
        refuse(not 0 <= self.late_fee_rate <= 1, t("The late fee must be from 0% to 100% of the unpaid minimum."))
        refuse_amount(self.late_fee_floor_fen)
        if self.late_fee_cap_fen is not None:
            refuse_amount(self.late_fee_cap_fen)
            refuse(
                self.late_fee_cap_fen < self.late_fee_floor_fen,
                t("The largest late fee must be at least the smallest."),
            )
        refuse(
            sorted(self.allocation) != sorted(COSTS_FIRST),
            t("A payment is shared out among fees, interest and principal, each named once."),
        )

    @property
    def late_rate(self) -> Fraction:
        """The daily rate on what is overdue."""
        return self.daily_rate * self.late_multiple


@dataclass(frozen=True, kw_only=True)
class Purchase:
    """Money used: a purchase on a bill, or one instalment's share of a loan, from the day it was posted."""

    posted: date
    amount_fen: int

    def __post_init__(self) -> None:
        refuse_date(self.posted)
        refuse_amount(self.amount_fen)


@dataclass(frozen=True, kw_only=True)
class Bill:
    """What falls due together: its purchases, its statement day, its due day, its minimum.

    An instalment of a loan is a bill of one purchase whose statement day is its due day.
    """

    purchases: tuple[Purchase, ...]
    statement: date
    due: date
    minimum_fen: int

    def __post_init__(self) -> None:
        refuse(not self.purchases, t("A bill needs at least one purchase."))
        refuse_date(self.statement)
        refuse_date(self.due)
        refuse_amount(self.minimum_fen)
        refuse(self.due < self.statement, t("A bill's due date must be its statement date or later."))
        late = max(purchase.posted for purchase in self.purchases)
        refuse(
            late > self.statement,
            t(
                "A purchase of {posted} belongs to a later bill: this one was issued on {statement}.",
                posted=late,
                statement=self.statement,
            ),
        )
        refuse(
            self.minimum_fen > self.total_fen,
            t("The minimum payment must be from 0 to the bill's total, {total:,} yuan.", total=yuan(self.total_fen)),
        )

    @classmethod
    def under(cls, contract: Contract, purchase: Purchase, *, statement: date, due: date) -> "Bill":
        """The bill of one purchase, its minimum the contract's share of it."""
        exact = contract.minimum_rate * purchase.amount_fen
        minimum_fen = round_half_up(exact.numerator, exact.denominator)
        return cls(purchases=(purchase,), statement=statement, due=due, minimum_fen=minimum_fen)

    @property
    def total_fen(self) -> int:
        return sum(purchase.amount_fen for purchase in self.purchases)


@dataclass(frozen=True, kw_only=True)
class Payment:
    """Money paid to the lender on a day."""

    date: date
    amount_fen: int

    def __post_init__(self) -> None:
        refuse_date(self.date)
        refuse_amount(self.amount_fen)


@dataclass(frozen=True, kw_only=True)
class Account:
    """A contract, the bills under it in order, and the payments made since the first was issued or the loan drawn."""

    contract: Contract
    bills: tuple[Bill, ...]
    payments: tuple[Payment, ...] = field(default=())

    def __post_init__(self) -> None:
        refuse(not self.bills, t("An account needs at least one bill."))
        refuse(
            len(self.bills) > 1 and self.contract.runs is not Runs.EVERY_DAY,
            t("Only a loan has several bills here: one for each instalment."),
        )
        for number, bill in enumerate(self.bills):
            refuse(
                (bill.statement, bill.due) != self.cycle(number),
                t("Bills must follow each other by a calendar month; number {number} does not.", number=number + 1),
            )
        since, loan = self.bills[0].statement, self.contract.runs is Runs.EVERY_DAY
        if loan:
            since = min(purchase.posted for purchase in self.bills[0].purchases)
        for payment in self.payments:
            holes = {"paid": payment.date, "since": since}
            refuse(
                payment.date < since,
                t("A payment of {paid} comes before the loan, which was drawn on {since}.", **holes)
                if loan
                else t("A payment of {paid} comes before the bill, which was issued on {since}.", **holes),
            )

    def cycle(self, number: int) -> tuple[date, date]:
        """Statement day and due day of a month of the account, counted from 0, with or without a bill of its own."""
        first = self.bills[0]
        return months_on(first.statement, number), months_on(first.due, number)
