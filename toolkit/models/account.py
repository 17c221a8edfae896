"""What is owed on a day: one account run from its first purchase, to the fen.

Interest is charged for nights. It accrues exactly and is rounded half-up once, when
it is posted: on a statement day, by a payment, or on the day looked at. Between two
days on which something happens every night is alike, so a `Book` goes from event to
event. What happens may be known beforehand, or decided at the end of any day.
"""

from bisect import insort
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from enum import IntEnum, auto
from fractions import Fraction
from itertools import count
from math import lcm
from operator import itemgetter

from toolkit.i18n import t
from toolkit.models.checks import refuse, refuse_amount
from toolkit.models.contract import Account, AtMost, Compounding, LateBase, MinimumBase, Payment, Rounds, Runs, Waiver
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
    return _looks(account, days, Book.owed)


def past_due(account: Account, days: Sequence[date]) -> list[PastDue]:
    """What is past due at the end of each of `days`, in their order."""
    return _looks(account, days, Book.past_due)


def _looks(account: Account, days: Iterable[date], look: Callable[["Book"], object]) -> list:
    book, looks = Book(account), {}
    for day in sorted(set(days)):
        book.until(day)
        looks[day] = look(book)
    return [looks[day] for day in days]


def ledger(account: Account, on: date) -> list[Entry]:
    """Every entry up to a day, what has accrued by then posted on it. Charges less payments are what is owed."""
    book = Book(account)
    book.until(on)
    book.post_accrued()
    return [Entry(date=day, kind=kind, part=part, amount_fen=fen) for day, kind, part, fen in book.entries]


def paying(account: Account, pays: Callable[["Book"], int], until: date) -> Account:
    """The account if on each due date up to a day as much more is paid as `pays` makes of its book that evening.

    >>> from toolkit.catalog import product
    >>> card = product("bank_card").account(1_000_00, date(2026, 3, 10))
    >>> [paid.amount_fen for paid in paying(card, lambda book: book.called_fen, date(2026, 4, 10)).payments]
    [10000, 9000]
    """
    book, payments = Book(account), list(account.payments)
    for number in count():
        due = account.cycle(number)[1]
        if due > until:
            return replace(account, payments=tuple(payments))
        book.until(due)
        if amount_fen := pays(book):
            book.pay(amount_fen)
            payments.append(Payment(date=due, amount_fen=amount_fen))


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


_day_and_order = itemgetter(0, 1)


@dataclass(slots=True)
class _Pile:
    """What is unpaid of one bill, or of all that are late; `held` is dropped if the bill is paid in full in time.

    `used` is what the bill was made of, in the order of posting, with what a fen had borne by then. Penalty,
    interest on interest and fees are of no bill, and stand with what is late.
    """

    principal: int = 0
    interest: int = 0
    penalty: int = 0
    compound: int = 0
    fees: int = 0
    overdue: bool = False
    used: list[tuple[int, int]] = field(default_factory=list)
    held: list[int] = field(default_factory=lambda: [0, 0, 0])


def _add(pot: list[int], costs: Sequence[int], nights: int = 1) -> None:
    """Add what each of so many nights costs, in the order of `PARTS`."""
    for part, a_night in enumerate(costs):
        pot[part] += a_night * nights


class Book:
    """One account as it runs: go on to the end of a day, look, pay or buy, and go on.

    Accruals are integers, `unit` of them to a fen. The bills that are late are alike from then on, so they are one
    pile, `late`, and the first to be paid.

    >>> from toolkit.catalog import product
    >>> book = Book(product("bank_card").account(1_000_00, date(2026, 3, 10)))
    >>> book.until(date(2026, 3, 10))
    >>> book.called_fen, book.billed_fen
    (10000, 100000)
    >>> book.pay(book.billed_fen)
    >>> book.until(date(2026, 12, 31))
    >>> book.owed().total_fen
    0
    """

    def __init__(self, account: Account) -> None:
        self.account, self.contract, self.bills = account, account.contract, account.bills
        contract = account.contract
        rates = {min(rate.daily_rate, contract.daily_cap) for rate in (contract, *account.rates)}
        self.unit = lcm(*(each.denominator for rate in rates for each in (rate, contract.late_rate_for(rate))))
        self.loan = contract.runs is Runs.EVERY_DAY
        minimum = contract.minimum_rate or contract.minimum_floor_fen or any(bill.minimum_fen for bill in self.bills)
        self.calls_for_all = self.loan or not minimum
        self.compounds = contract.compounding is not Compounding.NEVER
        # Where the late rate is on interest too, that is penalty, and interest on interest would charge it twice.
        self.late_base_has_interest = contract.late_base is LateBase.PRINCIPAL_AND_INTEREST
        self.today = date.min
        self._reprice()
        self.borne = 0
        self.accrued = [0, 0, 0]
        self.free = [0, 0, 0] if contract.free_days else None
        self.undecided: dict[int, list[int]] = {}
        self.late, self.late_bills = _Pile(overdue=True), []
        self.open: dict[int, _Pile] = {}
        self.called: dict[int, int] = {}
        self.stated = self.lapsed = 0
        self.revolves = self.has_lapsed = False
        self.charges: set[tuple[str, date | None]] = set()
        self.charged_fen = self.drawn_fen = self.new_in_full_fen = self.new_charges_fen = 0
        self.principal = self.fen_nights = self.credit_fen = self.charges_paid_fen = 0
        self.entries: list[tuple[date, str, str, int]] = []
        self._events = sorted(self._known(), key=_day_and_order)
        self._next = 0
        self._open_cycle(0)

    def _known(self) -> Iterator[tuple]:
        """What is known to happen, and who sees to it, in no order."""
        account = self.account
        for number, bill in enumerate(self.bills):
            for purchase in bill.purchases:
                yield purchase.posted, _Order.PURCHASE, self._use, number, purchase.amount_fen, purchase.in_full
        for payment in account.payments:
            if isinstance(payment, Waiver):
                yield payment.date, _Order.PAYMENT, self._share_out, payment.amount_fen, (payment.part,), "waiver"
            else:
                yield payment.date, _Order.PAYMENT, self._pay, payment.amount_fen
        for charge in account.charges:
            yield charge.date, _Order.CHARGE, self._charge, charge.kind, charge.amount_fen
        for rate in account.rates:
            for day in (rate.first, *([rate.last + timedelta(days=1)] if rate.last else [])):
                yield day, _Order.RATE, self._reprice
        if self.free:
            drawn = min(purchase.posted for bill in self.bills for purchase in bill.purchases)
            yield drawn + timedelta(days=self.contract.free_days + 1), _Order.LAPSE, self._end_free_days

    def _open_cycle(self, number: int) -> None:
        statement, due = self.account.cycle(number)
        self._expect(statement, _Order.STATEMENT, self._state, number)
        self._expect(due, _Order.DUE, self._fall_due, number)
        self._expect(due + timedelta(days=self.contract.grace_days + 1), _Order.LAPSE, self._lapse, number)

    def _expect(self, *event: object) -> None:
        insort(self._events, event, lo=self._next, key=_day_and_order)

    def until(self, day: date) -> None:
        """Go on to the end of a day."""
        refuse(day < self.today, t("An account only goes forward, and this one is at {today} already.", today=self.today))
        while self._events[self._next][0] <= day:
            today, _, happen, *given = self._events[self._next]
            self._next += 1
            self._pass_nights(today)
            happen(*given)
        self._pass_nights(day)

    def pay(self, amount_fen: int) -> None:
        """Pay at the end of this day."""
        refuse_amount(amount_fen)
        self._pay(amount_fen)

    def buy(self, amount_fen: int) -> None:
        """Use more at the end of this day; it falls due with the next statement."""
        refuse(self.loan, t("Only a card can be bought with; more money borrowed is another loan."))
        refuse_amount(amount_fen)
        self._use(self.stated, amount_fen)

    def owed(self) -> Owed:
        """What is owed now, accruals rounded. Looking changes nothing."""
        interest, penalty, compound = map(self._whole, self.accrued)
        return Owed(
            principal_fen=self.principal,
            interest_fen=sum(pile.interest for pile in self.piles) + interest,
            penalty_fen=self.late.penalty + penalty,
            compound_fen=self.late.compound + compound,
            fees_fen=self.late.fees,
            fen_nights=self.fen_nights,
            charges_paid_fen=self.charges_paid_fen,
            credit_fen=self.credit_fen,
        )

    @property
    def billed_fen(self) -> int:
        """What is unpaid of all statements so far, with every charge that a payment would be taken for first."""
        billed = (pile for number, pile in self.open.items() if number < self.stated)
        accrued_fen = sum(map(self._whole, self.accrued)) if self.contract.settles_accrued else 0
        return self._unpaid_fen(self.late, *billed) + accrued_fen

    @property
    def called_fen(self) -> int:
        """What the statements so far call for and was not paid: paid by the due date, it keeps the account in order."""
        return self.billed_fen if self.calls_for_all else sum(self.called.values())

    def past_due(self) -> PastDue:
        """What is past due now. The oldest is paid first, so what is left of the late bills is of the newest."""
        if self.calls_for_all:
            principal, interest, cycles = self.late.principal, self.late.interest, []
            for cycle, pile in reversed(self.late_bills):
                cycles += [cycle] if max(principal, interest) > 0 else []
                principal, interest = principal - pile.principal, interest - pile.interest
            overdue_fen = self._unpaid_fen(self.late) + sum(map(self._whole, self.accrued[1:]))
        else:
            cycles = [cycle for cycle in self.called if cycle < self.lapsed]
            overdue_fen = sum(self.called[cycle] for cycle in cycles)
        if not cycles:
            return PastDue()
        oldest = min(cycles)
        missed = self.lapsed - oldest - len(self.account.holidays & set(range(oldest, self.lapsed)))
        return PastDue(days=(self.today - self.account.cycle(oldest)[1]).days, overdue_fen=overdue_fen, missed=missed)

    @property
    def piles(self) -> list[_Pile]:
        """Everything unpaid, the oldest first."""
        return [self.late, *self.open.values()]

    def _pass_nights(self, day: date) -> None:
        """Accrue the nights up to a day, which are alike."""
        nights = (day - self.today).days
        if not nights:
            return
        self.today = day
        self.fen_nights += nights * self.principal
        if self.contract.runs in _DAILY_BALANCE:
            return self._pass_revolving(nights)
        self.borne += nights * self.rate
        direct = [0, 0, 0]
        if self.compounds:
            direct[2] = (self.late.compound + self.late.penalty * self.contract.compounds_penalty) * self.late_rate
        for pile in self.piles:
            if pile is self.late or (self.loan and not pile.overdue):
                _add(direct, self._a_night(pile))
            else:
                _add(pile.held, self._rounded(self._a_night(pile)), nights)
        self._accrue(self._rounded(direct), nights)

    def _a_night(self, pile: _Pile) -> tuple[int, int, int]:
        """What one night costs on one pile, by part."""
        runs = self.contract.runs
        compound = pile.interest * self.late_rate if self.compounds and not self.late_base_has_interest else 0
        if runs is Runs.FULL_BILL or (self.loan and not pile.overdue) or (runs is Runs.UNPAID_PART and pile is self.late):
            return pile.principal * self.rate, 0, compound
        if not pile.overdue or runs is Runs.UNPAID_PART:
            return 0, 0, compound
        return 0, (pile.principal + pile.interest * self.late_base_has_interest) * self.late_rate, compound

    def _pass_revolving(self, nights: int) -> None:
        """Nights of a balance that bears interest, or not, as the last statement is not paid in full, or is."""
        principal, compound = self.principal, 0
        if self.contract.runs is Runs.DAILY_BALANCE_BILLED:
            principal -= sum(pile.principal for number, pile in self.open.items() if number >= self.stated)
        if self.compounds:
            compound = (self.late.interest + self.late.compound) * self.rate
        costs = self._rounded((principal * self.rate, 0, compound))
        if pot := self.undecided.get(self.stated - 1):
            _add(pot, costs, nights)
        elif self.revolves:
            self._accrue(costs, nights)

    def _accrue(self, costs: Sequence[int], nights: int = 1) -> None:
        """Owe what each of so many nights costs, as far as the cap on all interest allows."""
        if self.free:
            return _add(self.free, costs, nights)
        a_night, cap = sum(costs), self.contract.interest_cap
        if cap is not None and a_night:
            room = int(cap * self.drawn_fen * self.unit) - self.charged_fen * self.unit - sum(self.accrued)
            whole_nights = min(nights, max(0, room) // a_night)
            room -= whole_nights * a_night
            if whole_nights < nights:
                for part, exact in enumerate(costs):
                    last = min(exact, max(0, room))
                    self.accrued[part] += last
                    room -= last
            nights = whole_nights
        _add(self.accrued, costs, nights)

    def _rounded(self, costs: Sequence[int]) -> Sequence[int]:
        """A night's costs, in whole fen if the contract rounds every day."""
        if self.contract.rounds is not Rounds.DAILY:
            return costs
        return [round_half_up(exact, self.unit) * self.unit for exact in costs]

    def _whole(self, exact: int) -> int:
        """An accrual in whole fen, as the contract rounds."""
        return exact // self.unit if self.contract.rounds is Rounds.POSTING_DOWN else round_half_up(exact, self.unit)

    def _reprice(self) -> None:
        """From this night on the rate may be another."""
        daily_rate = self.account.daily_rate(self.today)
        self.rate = int(daily_rate * self.unit)
        self.late_rate = int(self.contract.late_rate_for(daily_rate) * self.unit)

    def _end_free_days(self) -> None:
        """What was not paid back by now has borne interest from the first night."""
        free, self.free = self.free, None
        if self.principal:
            self._accrue(free)

    def _charge(self, kind: str, amount_fen: int) -> None:
        """A fee falls on a day, unless there was one of its kind that rules it out."""
        limit = self.contract.charges
        once = (kind, self.today if limit is AtMost.ONE_A_DAY else None)
        if amount_fen and (limit is AtMost.EACH or once not in self.charges):
            self.charges.add(once)
            self._post("fee", "fees", amount_fen)

    def _use(self, number: int, amount_fen: int, in_full: bool = False) -> None:
        """Money is used that falls due with bill `number`."""
        pile = self._bill(number)
        pile.used.append((self.borne, amount_fen))
        pile.principal += amount_fen
        self.principal += amount_fen
        self.drawn_fen += amount_fen
        self.new_in_full_fen += amount_fen * in_full
        self._enter("purchase", "principal", amount_fen)
        self._use_credit()

    def _bill(self, number: int) -> _Pile:
        if number not in self.open:
            self.open[number] = _Pile()
        return self.open[number]

    def _fall_due(self, cycle: int) -> None:
        """From this night on the bill is overdue."""
        if cycle in self.open and cycle not in self.account.holidays:
            self.open[cycle].overdue = True

    def _lapse(self, cycle: int) -> None:
        """The day after a deadline: an unpaid bill is late, counted from its due date; an unmet minimum costs a fee."""
        contract, pile, pot = self.contract, self.open.pop(cycle, _Pile()), self.undecided.pop(cycle, None)
        self.revolves = self._unpaid_fen(self.late, pile) > contract.tolerance_fen
        if pot and self.revolves:
            self._accrue(pot)
        if self.revolves and not self.has_lapsed:
            self.has_lapsed = True
            if contract.compounding is Compounding.DAILY:
                self._expect(self.today, _Order.COMPOUNDING, self._compound_daily)
        if cycle in self.account.holidays:
            return self._put_off(pile, cycle + 1)
        self.lapsed = cycle + 1
        if not self.revolves:
            self._move_on(pile, cycle + 1)
        elif pile.principal + pile.interest:
            if contract.runs is Runs.UNPAID_PART:
                self._hold_unpaid_part(pile)
            self._make_late(pile, cycle)
            if contract.whole_balance_due and self.loan:
                for later in self.open.values():
                    self._make_late(later, cycle)
                self.open.clear()
        unmet_fen = sum(fen for number, fen in self.called.items() if number <= cycle)
        if unmet_fen and (contract.late_fee_rate or contract.late_fee_floor_fen):
            exact = contract.late_fee_rate * unmet_fen
            fee = max(round_half_up(exact.numerator, exact.denominator), contract.late_fee_floor_fen)
            if contract.late_fee_cap_fen is not None:
                fee = min(fee, contract.late_fee_cap_fen)
            self._charge("late", fee)

    def _hold_unpaid_part(self, pile: _Pile) -> None:
        """What was used last is what is unpaid, each part since it was posted."""
        left = pile.principal
        for borne, amount_fen in reversed(pile.used):
            part = min(left, amount_fen)
            pile.held[0] += part * (self.borne - borne)
            left -= part

    def _move_on(self, pile: _Pile, cycle: int) -> None:
        """A bill that counts as paid in full is over; the little that may be left of it moves to a later bill."""
        self.called = {number: fen for number, fen in self.called.items() if number >= cycle}
        rest = _Pile(principal=pile.principal, interest=pile.interest, used=[(self.borne, pile.principal)])
        self._put_off(rest, cycle)

    def _put_off(self, pile: _Pile, cycle: int) -> None:
        """What is left of a bill falls due with a later one."""
        if pile.principal + pile.interest:
            later = self._bill(cycle)
            later.principal += pile.principal
            later.interest += pile.interest
            later.used[:0] = pile.used
            _add(later.held, pile.held)

    def _make_late(self, pile: _Pile, cycle: int) -> None:
        self.late_bills.append((cycle, pile))
        self.late.principal += pile.principal
        self.late.interest += pile.interest
        self._accrue(pile.held)

    def _state(self, cycle: int) -> None:
        """A statement: what has accrued is posted, and a minimum is called for."""
        self._open_cycle(cycle + 1)
        # What a loan bears belongs to its instalment; on a card only what is late bears anything.
        self.post_accrued(pile=self.open.get(min(cycle, len(self.bills) - 1)) if self.loan else None)
        self._use_credit()
        called_fen = self._minimum(cycle)
        if cycle - 1 in self.account.holidays:
            called_fen += self.called.pop(cycle - 1, 0)
        if called_fen:
            self.called[cycle] = called_fen
        self.stated = cycle + 1
        self.new_in_full_fen = self.new_charges_fen = 0
        if self.contract.runs in _DAILY_BALANCE:
            self.undecided[cycle] = [0, 0, 0]

    def _minimum(self, cycle: int) -> int:
        """What is called for on a statement besides what was called for before."""
        base, balance_fen, in_full_fen = self.contract.minimum_base, self.principal, self.new_in_full_fen
        charges_fen = self._unpaid_fen(*self.piles) - self.principal
        if base is not MinimumBase.PRINCIPAL:
            balance_fen += charges_fen
        if base is MinimumBase.PRINCIPAL_PLUS_CHARGES:
            in_full_fen += min(self.new_charges_fen, charges_fen)
        uncalled_fen = max(0, balance_fen - sum(self.called.values()))
        in_full_fen = min(in_full_fen, uncalled_fen)
        asked_fen = self.bills[cycle].minimum_fen if cycle < len(self.bills) else None
        if asked_fen is None:
            asked_fen = self.contract.minimum.asked(uncalled_fen - in_full_fen, in_full_fen)
        return min(asked_fen, uncalled_fen)

    def _unpaid_fen(self, *piles: _Pile) -> int:
        """What is posted and unpaid of the principal and interest of these piles, and of all that is of no bill."""
        late = self.late
        return sum(pile.principal + pile.interest for pile in piles) + late.penalty + late.compound + late.fees

    def _compound_daily(self) -> None:
        """Once a bill has lapsed, what bears interest on interest is posted every day."""
        parts = ["compound"]
        if self.contract.compounds_penalty:
            parts.append("penalty")
        if self.contract.runs not in (Runs.LATE_DAYS, Runs.EVERY_DAY):
            parts.append("interest")
        self.post_accrued(*parts)
        self._expect(self.today + timedelta(days=1), _Order.COMPOUNDING, self._compound_daily)

    def post_accrued(self, *parts: str, pile: _Pile | None = None) -> None:
        """Round what has accrued of the named parts, or of all, and add it to what is owed."""
        for part in parts or PARTS:
            number = PARTS.index(part)
            self._post(part, part, self._whole(self.accrued[number]), pile)
            self.accrued[number] = 0

    def _post(self, kind: str, part: str, amount_fen: int, pile: _Pile | None = None) -> None:
        """Add a charge, to what is late unless it is interest of another pile."""
        if amount_fen:
            self._enter(kind, part, amount_fen)
            self.new_charges_fen += amount_fen
            self.charged_fen += amount_fen * (part != "fees")
            owner = pile if pile and part == "interest" else self.late
            setattr(owner, part, getattr(owner, part) + amount_fen)

    def _enter(self, kind: str, part: str, amount_fen: int) -> None:
        if amount_fen:
            self.entries.append((self.today, kind, part, amount_fen))

    def _pay(self, amount_fen: int) -> None:
        """Share out a payment in the contract's order. What exceeds the whole debt waits for later purchases."""
        self.credit_fen = self._share_out(amount_fen + self.credit_fen, self.contract.allocation, "payment")

    def _use_credit(self) -> None:
        if self.credit_fen:
            self._pay(0)

    def _share_out(self, amount_fen: int, parts: Sequence[str], kind: str) -> int:
        """Take a payment, or what the lender lets go of, off the named parts in their order, and return what is left."""
        towards = amount_fen
        for cycle, called_fen in list(self.called.items()):
            self.called[cycle] -= min(called_fen, towards)
            towards -= min(called_fen, towards)
            if not self.called[cycle]:
                del self.called[cycle]
        for part in parts:
            if part == "interest":
                amount_fen = self._take_interest(amount_fen, kind)
            elif part == "fees":
                amount_fen = self._take("fees", amount_fen, kind)
            else:
                amount_fen = self._take("principal", amount_fen, kind, *self.piles)
        if not self.late.principal + self.late.interest:
            self.late_bills.clear()
        return amount_fen

    def _take_interest(self, amount_fen: int, kind: str) -> int:
        amount_fen = self._take("interest", amount_fen, kind, *self.piles)
        amount_fen = self._take("penalty", amount_fen, kind)
        amount_fen = self._take("compound", amount_fen, kind)
        for number, part in enumerate(PARTS):
            if not amount_fen or not self.contract.settles_accrued:
                break
            settled = self._whole(self.accrued[number])
            paid = min(settled, amount_fen)
            self._post(part, part, paid)
            amount_fen = self._take(part, amount_fen, kind)
            self.accrued[number] = 0 if paid == settled else self.accrued[number] - paid * self.unit
        return amount_fen

    def _take(self, part: str, amount_fen: int, kind: str, *piles: _Pile) -> int:
        """Take as much of a part as there is and return what is left of the amount."""
        for pile in piles or (self.late,):
            paid = min(getattr(pile, part), amount_fen)
            setattr(pile, part, getattr(pile, part) - paid)
            self._enter(kind, part, paid)
            amount_fen -= paid
            if part == "principal":
                self.principal -= paid
            elif kind == "payment":
                self.charges_paid_fen += paid
        return amount_fen
