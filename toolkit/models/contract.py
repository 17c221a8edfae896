"""The nouns: a contract's terms, the bills that fall due under it, what was paid.

Amounts are whole fen, rates exact fractions a day. Each noun checks itself and
says in one sentence what is wrong and what would be right.
"""

from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import date
from enum import EnumType, StrEnum
from fractions import Fraction
from itertools import pairwise

from toolkit.i18n import t
from toolkit.models.checks import is_whole, refuse, refuse_amount, refuse_date, refuse_inexact, refuse_unknown
from toolkit.models.dates import months_on
from toolkit.money import share, yuan


class Runs(StrEnum):
    """The nights for which interest is charged."""

    LATE_DAYS = "late_days"
    """From the due date, on what is unpaid (花呗-type bills)."""
    FULL_BILL = "full_bill"
    """From each purchase's posting date, once the bill is not paid in full in time (全额计息)."""
    EVERY_DAY = "every_day"
    """From the day the money is drawn (loans)."""
    UNPAID_PART = "unpaid_part"
    """From each purchase's posting date too, but only on the part that was not paid in time (差额计息)."""
    DAILY_BALANCE = "daily_balance"
    """While the last statement is not paid in full, from its day on, on everything used (average daily balance)."""
    DAILY_BALANCE_BILLED = "daily_balance_billed"
    """The same, but new purchases bear nothing before they are billed."""


class LateBase(StrEnum):
    """What the late rate is charged on."""

    PRINCIPAL = "principal"
    PRINCIPAL_AND_INTEREST = "principal_and_interest"


class MinimumBase(StrEnum):
    """What the share of the balance that a minimum calls for is taken of."""

    PRINCIPAL = "principal"
    """The principal alone; interest and fees are not called for."""
    PRINCIPAL_PLUS_CHARGES = "principal_plus_charges"
    """The principal; new interest and fees are called for in full."""
    BALANCE = "balance"
    """The whole balance, after interest and fees."""


class Compounding(StrEnum):
    """When interest that is owed begins to bear interest itself."""

    NEVER = "never"
    MONTHLY = "monthly"
    DAILY = "daily"


class Rounds(StrEnum):
    """When a charge becomes whole fen: once when it is posted, or every day; half a fen goes up, unless all go down."""

    POSTING = "posting"
    DAILY = "daily"
    POSTING_DOWN = "posting_down"


class AtMost(StrEnum):
    """How many charges of one kind there can be."""

    EACH = "each"
    ONE_A_DAY = "one_a_day"
    ONE_A_LOAN = "one_a_loan"


COSTS_FIRST = ("fees", "interest", "principal")
"""Civil Code art. 561: costs, then interest, then principal, unless agreed otherwise."""


@dataclass(frozen=True, kw_only=True)
class Minimum:
    """What a statement calls for: a share of the balance, what is called for in full besides, and never less than the floor.

    The 2 % of the balance, or 10 dollars, of California's Civil Code § 1748.13 is a rate and a floor.
    """

    rate: Fraction = Fraction(0)
    base: MinimumBase = MinimumBase.PRINCIPAL
    floor_fen: int = 0

    def __post_init__(self) -> None:
        refuse(not 0 <= self.rate <= 1, t("The minimum payment must be from 0% to 100% of the bill."))
        refuse_amount(self.floor_fen)

    def asked(self, share_of_fen: int, in_full_fen: int = 0) -> int:
        """The minimum in fen, if there is as much to pay.

        >>> Minimum(rate=Fraction("0.1")).asked(800_000, in_full_fen=200_000)  # a tenth of 8,000, and 2,000
        280000
        """
        return max(self.floor_fen, in_full_fen + share(self.rate, share_of_fen))


@dataclass(frozen=True, kw_only=True)
class Contract:
    """The terms by which late payment is charged.

    `late_multiple` replaces the contract rate on what is overdue: 1.5 is one and a
    half times in all (银发〔2003〕251号 art. 3: +30 % to +50 %), not 1.5 on top.
    `whole_balance_due` makes later instalments overdue as soon as one has lapsed.
    A payment in full within `grace_days` counts as made on the due date; after
    that the grace days count like any others. So does one that is at most
    `tolerance_fen` short (容差); what is short moves to the next bill.
    A statement calls for `minimum_rate` of what was not called for before, at least
    `minimum_floor_fen`, and for whatever was called for and not paid.
    `late_fee_rate` is charged on the unpaid part of each bill's minimum, never below
    the floor or above the cap; fees never bear interest (银发〔2016〕111号 art. 3).
    Without a rate the floor is the fee. `charges` limits the fees of each kind.
    Interest, penalty and interest on interest are together never more than
    `interest_cap` of what was borrowed, and no rate is above `daily_cap`.
    A loan paid back within `free_days` of being drawn bears nothing (day n included).
    `settles_accrued`: a payment also pays the interest since the last statement, as
    on a loan; many cards take only what has been billed.

    >>> Contract(daily_rate=Fraction("0.0004"), runs=Runs.EVERY_DAY, late_multiple=Fraction("1.5")).late_rate
    Fraction(3, 5000)
    """

    daily_rate: Fraction
    runs: Runs
    late_multiple: Fraction = Fraction(1)
    late_base: LateBase = LateBase.PRINCIPAL
    whole_balance_due: bool = False
    grace_days: int = 0
    tolerance_fen: int = 0
    minimum_rate: Fraction = Fraction(0)
    minimum_base: MinimumBase = MinimumBase.PRINCIPAL
    minimum_floor_fen: int = 0
    late_fee_rate: Fraction = Fraction(0)
    late_fee_floor_fen: int = 0
    late_fee_cap_fen: int | None = None
    charges: AtMost = AtMost.EACH
    interest_cap: Fraction | None = None
    daily_cap: Fraction = Fraction(1)
    free_days: int = 0
    compounding: Compounding = Compounding.NEVER
    compounds_penalty: bool = False
    rounds: Rounds = Rounds.POSTING
    allocation: tuple[str, str, str] = COSTS_FIRST
    settles_accrued: bool = True

    def __post_init__(self) -> None:
        for term in fields(self):
            value = getattr(self, term.name)
            if isinstance(term.type, EnumType):
                refuse_unknown(term.name, value, term.type)
            elif value is not None and term.type in (Fraction, Fraction | None):
                refuse_inexact(term.name, value)
            elif value is not None and term.name.endswith("_fen"):
                refuse_amount(value)
        refuse(not 0 <= self.daily_rate <= 1, t("The daily rate must be from 0% to 100%."))
        refuse(
            self.daily_cap < 0 or (self.interest_cap or 0) < 0,
            t("A cap on interest must be a share of what was borrowed, 0% or more."),
        )
        refuse(
            not is_whole(self.free_days) or self.free_days < 0 or (self.free_days > 0 and self.runs is not Runs.EVERY_DAY),
            t("The days without interest must be a whole number, 0 or more, and only a loan has them."),
        )
        refuse(self.late_multiple < 1, t("The multiple for late days must be 1 or more: it replaces the contract rate."))
        refuse(
            self.runs not in (Runs.LATE_DAYS, Runs.EVERY_DAY) and self.late_multiple != 1,
            t("Where the whole bill bears interest, late days bear the same rate: the multiple must be 1."),
        )
        refuse(
            self.late_base is LateBase.PRINCIPAL_AND_INTEREST and self.runs is not Runs.EVERY_DAY,
            t("Only a loan can charge the late rate on principal and interest."),
        )
        refuse(not is_whole(self.grace_days) or not 0 <= self.grace_days <= 25, t("The grace days must be a whole number from 0 to 25."))
        self.minimum  # checks itself
        refuse(not 0 <= self.late_fee_rate <= 1, t("The late fee must be from 0% to 100% of the unpaid minimum."))
        refuse(
            self.late_fee_cap_fen is not None and self.late_fee_cap_fen < self.late_fee_floor_fen,
            t("The largest late fee must be at least the smallest."),
        )
        refuse(
            sorted(self.allocation) != sorted(COSTS_FIRST),
            t("A payment is shared out among fees, interest and principal, each named once."),
        )

    @property
    def late_rate(self) -> Fraction:
        """The daily rate on what is overdue."""
        return self.late_rate_for(self.daily_rate)

    def late_rate_for(self, daily_rate: Fraction) -> Fraction:
        """The daily rate on what is overdue where another rate took the place of the contract's."""
        return min(daily_rate * self.late_multiple, self.daily_cap)

    @property
    def minimum(self) -> Minimum:
        """The rule by which a statement calls for a minimum."""
        return Minimum(rate=self.minimum_rate, base=self.minimum_base, floor_fen=self.minimum_floor_fen)


@dataclass(frozen=True, kw_only=True)
class Purchase:
    """Money used: a purchase on a bill, or one instalment's share of a loan, from the day it was posted.

    `in_full`: a minimum calls for all of it, as for an instalment that falls due on a card.
    """

    posted: date
    amount_fen: int
    in_full: bool = False

    def __post_init__(self) -> None:
        refuse_date(self.posted)
        refuse_amount(self.amount_fen)


@dataclass(frozen=True, kw_only=True)
class Bill:
    """What falls due together: its purchases, its statement day, its due day, its minimum.

    The minimum is what the contract's rule makes it, unless it is given.
    An instalment of a loan is a bill of one purchase whose statement day is its due day.
    """

    purchases: tuple[Purchase, ...]
    statement: date
    due: date
    minimum_fen: int | None = None

    def __post_init__(self) -> None:
        refuse_date(self.statement)
        refuse_date(self.due)
        refuse(self.due < self.statement, t("A bill's due date must be its statement date or later."))
        late = max((purchase.posted for purchase in self.purchases), default=self.statement)
        if late > self.statement:
            raise ValueError(
                t(
                    "A purchase of {posted} belongs to a later bill: this one was issued on {statement}.",
                    posted=late,
                    statement=self.statement,
                )
            )
        if self.minimum_fen is not None:
            refuse_amount(self.minimum_fen)
            refuse(
                self.minimum_fen > self.total_fen,
                t("The minimum payment must be from 0 to the bill's total, {total:,} yuan.", total=yuan(self.total_fen)),
            )

    @classmethod
    def under(cls, contract: Contract, purchase: Purchase, *, statement: date, due: date) -> "Bill":
        """The bill of one purchase, its minimum by the contract's rule."""
        minimum_fen = min(purchase.amount_fen, contract.minimum.asked(purchase.amount_fen))
        return cls(purchases=(purchase,), statement=statement, due=due, minimum_fen=minimum_fen)

    @property
    def total_fen(self) -> int:
        return sum(purchase.amount_fen for purchase in self.purchases)


@dataclass(frozen=True, kw_only=True)
class _Dated:
    date: date
    amount_fen: int

    def __post_init__(self) -> None:
        refuse_date(self.date)
        refuse_amount(self.amount_fen)


@dataclass(frozen=True, kw_only=True)
class Payment(_Dated):
    """Money paid to the lender on a day."""


@dataclass(frozen=True, kw_only=True)
class Waiver(_Dated):
    """What the lender lets go of on a day, up to an amount: of the fees, the interest or the principal."""

    part: str

    def __post_init__(self) -> None:
        super().__post_init__()
        refuse(self.part not in COSTS_FIRST, t("A waiver is of {known}.", known=", ".join(COSTS_FIRST)))


@dataclass(frozen=True, kw_only=True)
class Charge(_Dated):
    """A fee of some kind, such as a bounced payment, that falls on a day."""

    kind: str


@dataclass(frozen=True, kw_only=True)
class Rate:
    """Another daily rate, for the nights of the days from `first` to `last`, both included, or from `first` on for good."""

    first: date
    daily_rate: Fraction
    last: date | None = None

    def __post_init__(self) -> None:
        refuse_date(self.first)
        exact = isinstance(self.daily_rate, int | Fraction)
        refuse(not exact or not 0 <= self.daily_rate <= 1, t("The daily rate must be from 0% to 100%."))
        if self.last is not None:
            refuse_date(self.last)
            refuse(self.last < self.first, t("A rate's last day must be its first or later."))


@dataclass(frozen=True, kw_only=True)
class Account:
    """A contract, the bills under it in order, one a month, and what happens to them.

    A first bill whose minimum is given may be paid once it is issued; anything else from its first purchase on.
    Of several `rates` for a night the last one counts. `holidays` are the months, counted from 0, whose due day is
    passed over: what would fall due then falls due a month later.
    """

    contract: Contract
    bills: tuple[Bill, ...]
    payments: tuple[Payment | Waiver, ...] = ()
    charges: tuple[Charge, ...] = ()
    rates: tuple[Rate, ...] = ()
    holidays: frozenset[int] = frozenset()

    def __post_init__(self) -> None:
        refuse(not self.bills, t("An account needs at least one bill."))
        refuse(not self.bills[0].purchases, t("A first bill needs at least one purchase."))
        for number, bill in enumerate(self.bills):
            if (bill.statement, bill.due) != self.cycle(number):
                raise ValueError(
                    t("Bills must follow each other by a calendar month; number {number} does not.", number=number + 1)
                )
        loan, billed = self.contract.runs is Runs.EVERY_DAY, self.bills[0].minimum_fen is not None
        for earlier, bill in () if loan else pairwise(self.bills):
            if any(purchase.posted <= earlier.statement for purchase in bill.purchases):
                raise ValueError(
                    t("A purchase up to {statement} belongs to the bill of that day.", statement=earlier.statement)
                )
        drawn = min(purchase.posted for purchase in self.bills[0].purchases)
        since = self.bills[0].statement if billed and not loan else drawn
        paid = min((payment.date for payment in self.payments), default=since)
        if paid < since:
            raise ValueError(
                t("A payment of {paid} comes before the loan, which was drawn on {since}.", paid=paid, since=since)
                if loan
                else t("A payment of {paid} comes before the bill, which was issued on {since}.", paid=paid, since=since)
                if billed
                else t("A payment of {paid} comes before the first purchase, which was posted on {since}.", paid=paid, since=since)
            )

    def daily_rate(self, day: date) -> Fraction:
        """The rate of the night that follows a day; never above the contract's daily cap."""
        rates = (rate for rate in reversed(self.rates) if rate.first <= day <= (rate.last or day))
        return min(next(rates, self.contract).daily_rate, self.contract.daily_cap)

    def cycle(self, number: int) -> tuple[date, date]:
        """Statement day and due day of a month of the account, counted from 0, with or without a bill of its own."""
        first = self.bills[0]
        return months_on(first.statement, number), months_on(first.due, number)


def monthly_bills(purchases: Iterable[Purchase], statement: date, due: date) -> tuple[Bill, ...]:
    """The bills of a card: each takes the purchases since the last, the first being issued on `statement`, due on `due`.

    >>> used = (Purchase(posted=date(2026, 3, day), amount_fen=100_00) for day in (1, 5, 6))
    >>> [bill.total_fen for bill in monthly_bills(used, date(2026, 3, 5), date(2026, 3, 23))]
    [20000, 10000]
    """
    left = sorted(purchases, key=lambda purchase: purchase.posted)
    bills: list[Bill] = []
    while left or not bills:
        issued = months_on(statement, len(bills))
        billed = [purchase for purchase in left if purchase.posted <= issued]
        left = left[len(billed) :]
        bills.append(Bill(purchases=tuple(billed), statement=issued, due=months_on(due, len(bills))))
    return tuple(bills)
