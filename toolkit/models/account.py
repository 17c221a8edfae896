"""What is owed on a day: one account walked through from its first purchase, to the fen.

Interest is charged for nights. It accrues exactly and is rounded half-up once, when
it is posted: on a statement day, by a payment, or on the day looked at. Between two
days on which something happens every night is alike, so the walk goes from event to
event; on one day the order is lapse, statement, payments, look.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import IntEnum, auto
from fractions import Fraction
from functools import partial
from itertools import count
from math import lcm
from operator import itemgetter

from toolkit.models.contract import Account, AtMost, Compounding, LateBase, MinimumBase, Purchase, Rounds, Runs, Waiver
from toolkit.money import round_half_up

_DAILY_BALANCE = (Runs.DAILY_BALANCE, Runs.DAILY_BALANCE_BILLED)
PARTS = ("interest", "penalty", "compound")
"""What accrues night by night; `compound` is interest on interest."""


@dataclass(frozen=True, kw_only=True)
class Entry:
    """A dated line of the ledger. `part` is what it adds to or, as a payment, takes from.

    `kind`: purchase, interest, penalty, compound (interest on interest), fee, payment or waiver.
    """

    date: date
    kind: str
    part: str
    amount_fen: int


@dataclass(frozen=True, kw_only=True)
class Owed:
    """What is owed at the end of a day, in fen.

    `fen_nights` is the principal outstanding, summed over every night since it was
    posted: what a ceiling on the yearly rate is measured by. `charges_paid_fen` is
    what was paid of interest and fees so far; `credit_fen` what was paid too much and waits for the next purchase.
    """

    principal_fen: int
    interest_fen: int
    penalty_fen: int
    compound_fen: int
    fees_fen: int
    fen_nights: int
    charges_paid_fen: int
    credit_fen: int

    @property
    def charges_fen(self) -> int:
        """Everything owed beyond what was borrowed."""
        return self.interest_fen + self.penalty_fen + self.compound_fen + self.fees_fen

    @property
    def total_fen(self) -> int:
        return self.principal_fen + self.charges_fen

    def at_yearly_rate(self, yearly_rate: Fraction) -> int:
        """What could be claimed if all charges, paid ones included, were cut to a 365th of `yearly_rate` a night."""
        limit = yearly_rate / 365 * self.fen_nights
        charges = round_half_up(limit.numerator, limit.denominator)
        return self.principal_fen + max(0, charges - self.charges_paid_fen)


@dataclass(frozen=True, kw_only=True)
class PastDue:
    """What was called for and not paid by its due date and the grace days after it; all 0 if nothing was missed.

    A card calls for its minimum, a loan for the instalment, and what names no minimum for the whole bill.
    `days` count from the oldest due date missed, `missed` counts it and every one since then.
    """

    days: int = 0
    overdue_fen: int = 0
    missed: int = 0


def owed(account: Account, on: date) -> Owed:
    """What is owed on a day if nothing is paid but the account's payments.

    >>> from toolkit.models.contract import Bill, Contract, Purchase
    >>> huabei = Contract(daily_rate=Fraction("0.0005"), runs=Runs.LATE_DAYS)
    >>> used = Purchase(posted=date(2026, 2, 1), amount_fen=500_000)
    >>> bill = Bill(purchases=(used,), statement=date(2026, 3, 1), due=date(2026, 3, 10), minimum_fen=50_000)
    >>> owed(Account(contract=huabei, bills=(bill,)), date(2026, 3, 14)).penalty_fen  # 5,000 x 0.05 % x 4 days
    1000
    """
    (last,) = growth(account, [on])
    return last


def growth(account: Account, days: Iterable[date]) -> list[Owed]:
    """What is owed on each of `days`, in their order."""
    books = {day: book.look() for day, book in _walk(account, set(days))}
    return [books[day] for day in days]


def past_due(account: Account, days: Sequence[date]) -> list[PastDue]:
    """What is past due at the end of each of `days`, in their order."""
    books = {day: book.past_due(day) for day, book in _walk(account, set(days))}
    return [books[day] for day in days]


def ledger(account: Account, on: date) -> list[Entry]:
    """Every entry up to a day, what has accrued by then posted on it. Charges less payments are what is owed."""
    for _, book in _walk(account, {on}):
        book.post_accrued(on)
    return book.entries


class _Order(IntEnum):
    """What comes first where several things happen on one day."""

    RATE = auto()
    PURCHASE = auto()
    LAPSE = auto()
    CHARGE = auto()
    STATEMENT = auto()
    COMPOUNDING = auto()
    PAYMENT = auto()
    DUE = auto()
    LOOK = auto()


def _walk(account: Account, looks: set[date]) -> Iterator[tuple[date, "_Book"]]:
    """Go through the account event by event, stopping at each day in `looks`."""
    book, until = _Book(account), max(looks)
    events = [event for event in _events(account, book, until) if event[0] <= until]
    events += [(day, _Order.LOOK, None) for day in looks]
    events.sort(key=itemgetter(0, 1))
    yesterday = events[0][0]
    for today, order, happen in events:
        if today > yesterday:
            book.pass_nights((today - yesterday).days)
            yesterday = today
        if order is _Order.LOOK:
            yield today, book
        else:
            happen(today)


def _events(account: Account, book: "_Book", until: date) -> Iterator[tuple[date, _Order, Callable[[date], None]]]:
    """What happens to the account, and who sees to it, in no order."""
    for number, bill in enumerate(account.bills):
        for purchase in bill.purchases:
            yield purchase.posted, _Order.PURCHASE, partial(book.use, number, purchase)
    for payment in account.payments:
        happen = partial(book.waive, payment.part) if isinstance(payment, Waiver) else book.pay
        yield payment.date, _Order.PAYMENT, partial(happen, payment.amount_fen)
    for charge in account.charges:
        yield charge.date, _Order.CHARGE, partial(book.charge, charge.kind, charge.amount_fen)
    for rate in account.rates:
        for day in (rate.first, *([rate.last + timedelta(days=1)] if rate.last else [])):
            yield day, _Order.RATE, book.reprice
    if book.free:
        drawn = min(purchase.posted for bill in account.bills for purchase in bill.purchases)
        yield drawn + timedelta(days=account.contract.free_days + 1), _Order.LAPSE, book.end_free_days
    compounding = account.contract.compounding is Compounding.DAILY
    for number in count():
        statement, due = account.cycle(number)
        if statement > until:
            break
        lapse = due + timedelta(days=account.contract.grace_days + 1)
        yield statement, _Order.STATEMENT, partial(book.state, number)
        yield due, _Order.DUE, partial(book.fall_due, number)
        yield lapse, _Order.LAPSE, partial(book.lapse, number)
        if compounding and not number:
            for later in range((until - lapse).days + 1):
                yield lapse + timedelta(days=later), _Order.COMPOUNDING, book.compound_daily


@dataclass(slots=True)
class _Pile:
    """What is unpaid of one bill, or of all that are late; `held` is dropped if the bill is paid in full in time.

    `used` is what the bill was made of, in the order of posting, with what a fen had borne by then.
    """

    principal: int = 0
    interest: int = 0
    overdue: bool = False
    used: list[tuple[int, int]] = field(default_factory=list)
    held: dict[str, int] = field(default_factory=lambda: dict.fromkeys(PARTS, 0))

    def hold(self, costs: dict[str, int], nights: int = 1) -> None:
        for part, exact in costs.items():
            self.held[part] += exact * nights


class _Book:
    """The running balances of one account. Accruals are integers, `unit` of them to a fen.

    The bills that are late are alike from then on, so they are one pile, `late`, and the first to be paid.
    """

    def __init__(self, account: Account) -> None:
        self.account, contract = account, account.contract
        self.contract, self.bills = contract, account.bills
        rates = {min(rate.daily_rate, contract.daily_cap) for rate in (contract, *account.rates)}
        self.unit = lcm(*(each.denominator for rate in rates for each in (rate, contract.late_rate_for(rate))))
        self.reprice(min(purchase.posted for purchase in self.bills[0].purchases))
        self.compounds = contract.compounding is not Compounding.NEVER
        self.borne = 0
        self.free = _Pile() if contract.free_days else None
        self.charged_fen = self.drawn_fen = 0
        self.charges: set[tuple[str, date | None]] = set()
        self.late = _Pile(overdue=True)
        self.open: dict[int, _Pile] = {}
        self.principal = 0
        self.penalty = self.compound = self.fees = 0
        self.accrued = dict.fromkeys(PARTS, 0)
        self.called: list[int] = []
        self.new_in_full_fen = self.new_charges_fen = 0
        self.credit_fen = 0
        self.charges_paid_fen = 0
        self.fen_nights = 0
        self.entries: list[Entry] = []
        self.revolves = self.has_lapsed = False
        self.undecided: dict[int, _Pile] = {}
        self.lapsed = 0
        self.late_bills: list[tuple[int, int]] = []
        asks = contract.minimum_rate or contract.minimum_floor_fen or any(bill.minimum_fen for bill in self.bills)
        self.calls_for_all = contract.runs is Runs.EVERY_DAY or not asks

    @property
    def piles(self) -> list[_Pile]:
        """Everything unpaid, the oldest first."""
        return [self.late, *self.open.values()]

    def pass_nights(self, nights: int) -> None:
        """Accrue `nights` nights that are alike."""
        self.fen_nights += nights * self.principal
        if self.contract.runs in _DAILY_BALANCE:
            return self._pass_revolving(nights)
        self.borne += nights * self.rate
        direct: dict[str, int] = {}
        if self.compounds:
            penalty = self.penalty if self.contract.compounds_penalty else 0
            direct["compound"] = (self.compound + penalty) * self.late_rate
        for pile in self.piles:
            held = pile is not self.late and (pile.overdue or self.contract.runs is not Runs.EVERY_DAY)
            for part, a_night in self._a_night(pile):
                if held:
                    pile.held[part] += self._charge(a_night) * nights
                else:
                    direct[part] = direct.get(part, 0) + a_night
        self._accrue({part: self._charge(direct[part]) for part in PARTS if part in direct}, nights)

    def _a_night(self, pile: _Pile) -> Iterator[tuple[str, int]]:
        """What one night costs on one pile, by part."""
        runs, both = self.contract.runs, self.contract.late_base is LateBase.PRINCIPAL_AND_INTEREST
        # Where the late rate is on interest too, that is penalty, and interest on interest would charge it twice.
        if pile.interest and self.compounds and not both:
            yield "compound", pile.interest * self.late_rate
        if runs is Runs.FULL_BILL or (runs is Runs.EVERY_DAY and not pile.overdue):
            yield "interest", pile.principal * self.rate
        elif runs is Runs.UNPAID_PART:
            yield "interest", self.late.principal * self.rate if pile is self.late else 0
        elif pile.overdue:
            yield "penalty", (pile.principal + pile.interest * both) * self.late_rate

    def _pass_revolving(self, nights: int) -> None:
        """Nights of a balance that bears interest, or not, as the last statement is not paid in full, or is."""
        billed = len(self.called)
        new = sum(pile.principal for number, pile in self.open.items() if number >= billed)
        principal = self.principal - new * (self.contract.runs is Runs.DAILY_BALANCE_BILLED)
        costs = {"interest": self._charge(principal * self.rate)}
        if self.compounds:
            costs["compound"] = self._charge((self.late.interest + self.compound) * self.rate)
        pot = self.undecided.get(billed - 1)
        if pot:
            pot.hold(costs, nights)
        elif self.revolves:
            self._accrue(costs, nights)

    def _accrue(self, costs: dict[str, int], nights: int = 1) -> None:
        """Owe what each of so many nights costs, as far as the cap on all interest allows."""
        if self.free:
            return self.free.hold(costs, nights)
        a_night, cap = sum(costs.values()), self.contract.interest_cap
        if cap is not None and a_night:
            room = int(cap * self.drawn_fen * self.unit) - self.charged_fen * self.unit - sum(self.accrued.values())
            whole_nights = min(nights, max(0, room) // a_night)
            room -= whole_nights * a_night
            if whole_nights < nights:
                for part, exact in costs.items():
                    last = min(exact, max(0, room))
                    self.accrued[part] += last
                    room -= last
            nights = whole_nights
        for part, exact in costs.items():
            self.accrued[part] += exact * nights

    def end_free_days(self, today: date) -> None:
        """What was not paid back by now has borne interest from the first night."""
        free, self.free = self.free, None
        if self.principal:
            self._accrue(free.held)

    def reprice(self, today: date) -> None:
        """From this night on the rate may be another."""
        daily_rate = self.account.daily_rate(today)
        self.rate = int(daily_rate * self.unit)
        self.late_rate = int(self.contract.late_rate_for(daily_rate) * self.unit)

    def charge(self, kind: str, amount_fen: int, today: date) -> None:
        """A fee falls on a day, unless there was one of its kind that rules it out."""
        limit = self.contract.charges
        once = (kind, today if limit is AtMost.ONE_A_DAY else None)
        if amount_fen and (limit is AtMost.EACH or once not in self.charges):
            self.charges.add(once)
            self.post("fee", "fees", amount_fen, today)

    def _charge(self, a_night: int) -> int:
        """A night's charge, in whole fen if the contract rounds every day."""
        return round_half_up(a_night, self.unit) * self.unit if self.contract.rounds is Rounds.DAILY else a_night

    def use(self, number: int, purchase: Purchase, today: date) -> None:
        """Money is used that falls due with bill `number`."""
        pile = self._bill(number)
        pile.used.append((self.borne, purchase.amount_fen))
        self.drawn_fen += purchase.amount_fen
        self.post("purchase", "principal", purchase.amount_fen, today, pile)
        self.new_in_full_fen += purchase.amount_fen * purchase.in_full
        self._use_credit(today)

    def _bill(self, number: int) -> _Pile:
        if number not in self.open:
            self.open[number] = _Pile()
        return self.open[number]

    def fall_due(self, cycle: int, today: date) -> None:
        """From this night on the bill is overdue."""
        if cycle in self.open and cycle not in self.account.holidays:
            self.open[cycle].overdue = True

    def lapse(self, cycle: int, today: date) -> None:
        """The day after a deadline: an unpaid bill is late, counted from its due date; an unmet minimum costs a fee."""
        contract, pile, pot = self.contract, self.open.pop(cycle, _Pile()), self.undecided.pop(cycle, None)
        short_fen = self.late.principal + pile.principal + pile.interest + self._charges_fen(self.late)
        self.revolves = short_fen > contract.tolerance_fen
        self.has_lapsed |= self.revolves
        if pot and self.revolves:
            self._accrue(pot.held)
        if cycle in self.account.holidays:
            return self._put_off(pile, cycle + 1)
        self.lapsed = cycle + 1
        if not self.revolves:
            self._move_on(pile, cycle + 1)
        elif pile.principal + pile.interest:
            if contract.runs is Runs.UNPAID_PART:
                self._hold_unpaid_part(pile)
            self._make_late(pile, cycle)
            if contract.whole_balance_due and contract.runs is Runs.EVERY_DAY:
                for later in self.open.values():
                    self._make_late(later, cycle)
                self.open.clear()
        unmet_fen = sum(self.called[: cycle + 1])
        if unmet_fen and (contract.late_fee_rate or contract.late_fee_floor_fen):
            exact = contract.late_fee_rate * unmet_fen
            fee = max(round_half_up(exact.numerator, exact.denominator), contract.late_fee_floor_fen)
            if contract.late_fee_cap_fen is not None:
                fee = min(fee, contract.late_fee_cap_fen)
            self.charge("late", fee, today)

    def _hold_unpaid_part(self, pile: _Pile) -> None:
        """What was used last is what is unpaid, each part since it was posted."""
        left = pile.principal
        for borne, amount_fen in reversed(pile.used):
            part = min(left, amount_fen)
            pile.held["interest"] += part * (self.borne - borne)
            left -= part

    def _move_on(self, pile: _Pile, cycle: int) -> None:
        """A bill that counts as paid in full is over; the little that may be left of it moves to a later bill."""
        self.called[:cycle] = [0] * cycle
        rest = _Pile(principal=pile.principal, interest=pile.interest, used=[(self.borne, pile.principal)])
        self._put_off(rest, cycle)

    def _put_off(self, pile: _Pile, cycle: int) -> None:
        """What is left of a bill falls due with a later one."""
        if pile.principal + pile.interest:
            later = self._bill(cycle)
            later.principal += pile.principal
            later.interest += pile.interest
            later.used[:0] = pile.used
            later.hold(pile.held)

    def _make_late(self, pile: _Pile, cycle: int) -> None:
        self.late_bills.append((cycle, pile.principal + pile.interest))
        self.late.principal += pile.principal
        self.late.interest += pile.interest
        self._accrue(pile.held)

    def state(self, cycle: int, today: date) -> None:
        """A statement: what has accrued is posted, and a minimum is called for."""
        # What a loan bears belongs to its instalment; on a card only what is late bears anything.
        loan = self.contract.runs is Runs.EVERY_DAY
        self.post_accrued(today, pile=self.open.get(min(cycle, len(self.bills) - 1)) if loan else None)
        self._use_credit(today)
        self.called.append(self._minimum(cycle))
        if cycle - 1 in self.account.holidays:
            self.called[-2:] = [0, sum(self.called[-2:])]
        self.new_in_full_fen = self.new_charges_fen = 0
        if self.contract.runs in _DAILY_BALANCE:
            self.undecided[cycle] = _Pile()

    def _minimum(self, cycle: int) -> int:
        """What is called for on a statement besides what was called for before."""
        base, balance_fen, in_full_fen = self.contract.minimum_base, self.principal, self.new_in_full_fen
        charges_fen = self._charges_fen(*self.piles)
        if base is not MinimumBase.PRINCIPAL:
            balance_fen += charges_fen
        if base is MinimumBase.PRINCIPAL_PLUS_CHARGES:
            in_full_fen += min(self.new_charges_fen, charges_fen)
        uncalled_fen = max(0, balance_fen - sum(self.called))
        in_full_fen = min(in_full_fen, uncalled_fen)
        asked_fen = self.bills[cycle].minimum_fen if cycle < len(self.bills) else None
        if asked_fen is None:
            asked_fen = self.contract.minimum.asked(uncalled_fen - in_full_fen, in_full_fen)
        return min(asked_fen, uncalled_fen)

    def _charges_fen(self, *piles: _Pile) -> int:
        """What is posted of charges, of the interest that of these piles."""
        return sum(pile.interest for pile in piles) + self.penalty + self.compound + self.fees

    def compound_daily(self, today: date) -> None:
        """Once a bill has lapsed, what bears interest on interest is posted every day."""
        parts = ["compound"]
        if self.contract.compounds_penalty:
            parts.append("penalty")
        if self.contract.runs not in (Runs.LATE_DAYS, Runs.EVERY_DAY):
            parts.append("interest")
        if self.has_lapsed:
            self.post_accrued(today, *parts)

    def post_accrued(self, today: date, *parts: str, pile: _Pile | None = None) -> None:
        """Round what has accrued of the named parts, or of all, and add it to what is owed."""
        for part in parts or PARTS:
            self.post(part, part, self._whole(self.accrued[part]), today, pile)
            self.accrued[part] = 0

    def post(self, kind: str, part: str, amount_fen: int, today: date, pile: _Pile | None = None) -> None:
        """Add an entry, to the late pile if no other is named; as a payment it takes away."""
        if not amount_fen:
            return
        self.entries.append(Entry(date=today, kind=kind, part=part, amount_fen=amount_fen))
        takes = kind in ("payment", "waiver")
        signed = -amount_fen if takes else amount_fen
        if part == "principal":
            self.principal += signed
        elif not takes:
            self.new_charges_fen += amount_fen
            self.charged_fen += amount_fen * (part != "fees")
        owner = (pile or self.late) if part in ("principal", "interest") else self
        setattr(owner, part, getattr(owner, part) + signed)

    def pay(self, amount_fen: int, today: date) -> None:
        """Share out a payment in the contract's order. What exceeds the whole debt waits for later purchases."""
        self.credit_fen = self._share_out(amount_fen + self.credit_fen, self.contract.allocation, "payment", today)

    def waive(self, part: str, amount_fen: int, today: date) -> None:
        """The lender lets go of up to so much of a part of the debt."""
        self._share_out(amount_fen, (part,), "waiver", today)

    def _share_out(self, amount_fen: int, parts: tuple[str, ...], kind: str, today: date) -> int:
        """Take an amount off the named parts in their order and return what is left of it."""
        towards = amount_fen
        for cycle, called in enumerate(self.called):
            self.called[cycle] -= min(called, towards)
            towards -= min(called, towards)
        for part in parts:
            if part == "interest":
                amount_fen = self._take_interest(amount_fen, kind, today)
            elif part == "fees":
                amount_fen = self._take("fees", self.fees, amount_fen, kind, today)
            else:
                for pile in self.piles:
                    amount_fen = self._take("principal", pile.principal, amount_fen, kind, today, pile)
        if not self.late.principal + self.late.interest:
            self.late_bills.clear()
        return amount_fen

    def _use_credit(self, today: date) -> None:
        if self.credit_fen:
            self.pay(0, today)

    def _take_interest(self, amount_fen: int, kind: str, today: date) -> int:
        for pile in self.piles:
            amount_fen = self._take("interest", pile.interest, amount_fen, kind, today, pile)
        amount_fen = self._take("penalty", self.penalty, amount_fen, kind, today)
        amount_fen = self._take("compound", self.compound, amount_fen, kind, today)
        for part, exact in self.accrued.items():
            if not amount_fen or not self.contract.settles_accrued:
                break
            settled = self._whole(exact)
            paid = min(settled, amount_fen)
            self.post(part, part, paid, today)
            amount_fen = self._take(part, paid, amount_fen, kind, today)
            self.accrued[part] = 0 if paid == settled else exact - paid * self.unit
        return amount_fen

    def _take(
        self, part: str, owed_fen: int, amount_fen: int, kind: str, today: date, pile: _Pile | None = None
    ) -> int:
        """Take up to `owed_fen` off a part and return what is left of the amount."""
        paid = min(owed_fen, amount_fen)
        self.post(kind, part, paid, today, pile)
        if part != "principal" and kind == "payment":
            self.charges_paid_fen += paid
        return amount_fen - paid

    def _whole(self, exact: int) -> int:
        """An accrual in whole fen, as the contract rounds."""
        return exact // self.unit if self.contract.rounds is Rounds.POSTING_DOWN else round_half_up(exact, self.unit)

    def look(self) -> Owed:
        """What is owed now, accruals rounded. Looking changes nothing."""
        accrued = {part: self._whole(exact) for part, exact in self.accrued.items()}
        return Owed(
            principal_fen=self.principal,
            interest_fen=sum(pile.interest for pile in self.piles) + accrued["interest"],
            penalty_fen=self.penalty + accrued["penalty"],
            compound_fen=self.compound + accrued["compound"],
            fees_fen=self.fees,
            fen_nights=self.fen_nights,
            charges_paid_fen=self.charges_paid_fen,
            credit_fen=self.credit_fen,
        )

    def past_due(self, today: date) -> PastDue:
        """Payments go to the oldest call first; so of the bills that are late, what is left is of the newest."""
        if self.calls_for_all:
            unpaid_fen = self.late.principal + self.late.interest
            overdue_fen = unpaid_fen + self._charges_fen() + self._whole(self.accrued["penalty"] + self.accrued["compound"])
            oldest = None
            for cycle, fen in reversed(self.late_bills):
                if unpaid_fen > 0:
                    oldest = cycle
                unpaid_fen -= fen
        else:
            overdue_fen = sum(self.called[: self.lapsed])
            oldest = next((cycle for cycle, fen in enumerate(self.called[: self.lapsed]) if fen), None)
        if oldest is None:
            return PastDue()
        missed = self.lapsed - oldest - len(self.account.holidays & set(range(oldest, self.lapsed)))
        return PastDue(days=(today - self.account.cycle(oldest)[1]).days, overdue_fen=overdue_fen, missed=missed)
