"""What is owed on a day: one account walked through from its first purchase, to the fen.

Interest is charged for nights. It accrues exactly and is rounded half-up once, when
it is posted: on a statement day, by a payment, or on the day looked at. Between two
days on which something happens every night is alike, so the walk goes from event to
event; on one day the order is lapse, statement, payments, look.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from itertools import count
from math import lcm

from toolkit.models.contract import Account, Compounding, LateBase, Rounds, Runs
from toolkit.money import round_half_up

PARTS = ("interest", "penalty", "compound")
"""What accrues night by night; `compound` is interest on interest."""


@dataclass(frozen=True, kw_only=True)
class Entry:
    """A dated line of the ledger. `part` is what it adds to or, as a payment, takes from.

    `kind`: purchase, interest, penalty, compound (interest on interest), fee or payment.
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
    what was paid of interest and fees so far.
    """

    principal_fen: int
    interest_fen: int
    penalty_fen: int
    compound_fen: int
    fees_fen: int
    fen_nights: int
    charges_paid_fen: int

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


def ledger(account: Account, on: date) -> list[Entry]:
    """Every entry up to a day, what has accrued by then posted on it. Charges less payments are what is owed."""
    for _, book in _walk(account, {on}):
        book.post_accrued(on)
    return book.entries


def _walk(account: Account, looks: set[date]) -> Iterator[tuple[date, "_Book"]]:
    """Go through the account day by day of note, stopping at each day in `looks`."""
    contract, book, until = account.contract, _Book(account), max(looks)
    purchases = [(purchase, number) for number, bill in enumerate(account.bills) for purchase in bill.purchases]
    statements, dues, lapses = {}, set(), {}
    for number in count():
        statement, due = account.cycle(number)
        if statement > until:
            break
        statements[statement] = number
        dues.add(due)
        lapses[due + timedelta(days=contract.grace_days + 1)] = number
    days = {purchase.posted for purchase, _ in purchases} | {payment.date for payment in account.payments}
    days |= looks | statements.keys() | dues | lapses.keys()
    daily = contract.compounding is Compounding.DAILY
    if daily:
        first = min(lapses, default=until)
        days |= {first + timedelta(days=later) for later in range((until - first).days)}

    yesterday = min(days)
    for today in sorted(day for day in days if day <= until):
        book.pass_nights(yesterday, (today - yesterday).days)
        yesterday = today
        for purchase, number in purchases:
            if purchase.posted == today:
                book.post("purchase", "principal", purchase.amount_fen, today, bill=number)
        if today in lapses:
            book.lapse(lapses[today], today)
        if today in statements:
            book.state(statements[today], today)
        elif daily and any(book.lapsed):
            book.post_accrued(today, *book.compounding_parts)
        for payment in account.payments:
            if payment.date == today:
                book.pay(payment.amount_fen, today)
        if today in looks:
            yield today, book


class _Book:
    """The running balances of one account. Accruals are integers, `unit` of them to a fen."""

    def __init__(self, account: Account) -> None:
        contract = self.contract = account.contract
        self.bills = account.bills
        self.unit = lcm(contract.daily_rate.denominator, contract.late_rate.denominator)
        self.rate = int(contract.daily_rate * self.unit)
        self.late_rate = int(contract.late_rate * self.unit)
        self.overdue_from = [bill.due for bill in self.bills]
        self.lapsed = [False] * len(self.bills)
        self.held = [dict.fromkeys(PARTS, 0) for _ in self.bills]
        self.principal = [0] * len(self.bills)
        self.interest = [0] * len(self.bills)
        self.penalty = self.compound = self.fees = 0
        self.accrued = dict.fromkeys(PARTS, 0)
        self.called: list[int] = []
        self.charges_paid_fen = 0
        self.fen_nights = 0
        self.entries: list[Entry] = []

    @property
    def compounding_parts(self) -> list[str]:
        """The parts that bear interest on interest once they are posted."""
        parts = ["compound"]
        if self.contract.compounds_penalty:
            parts.append("penalty")
        if self.contract.runs is Runs.FULL_BILL:
            parts.append("interest")
        return parts

    def pass_nights(self, day: date, nights: int) -> None:
        """Accrue `nights` nights that are alike, the first of them following `day`."""
        self.fen_nights += nights * sum(self.principal)
        direct = dict.fromkeys(PARTS, 0)
        if self.contract.compounding is not Compounding.NEVER:
            penalty = self.penalty if self.contract.compounds_penalty else 0
            direct["compound"] = (self.compound + penalty) * self.late_rate
        for number in range(len(self.bills)):
            overdue = day >= self.overdue_from[number]
            held = not self.lapsed[number] and (overdue or self.contract.runs is Runs.FULL_BILL)
            for part, a_night in self._a_night(number, overdue).items():
                if held:
                    self.held[number][part] += self._charge(a_night, nights)
                else:
                    direct[part] += a_night
        for part, a_night in direct.items():
            self.accrued[part] += self._charge(a_night, nights)

    def _a_night(self, number: int, overdue: bool) -> dict[str, int]:
        """What one night costs on one bill, by part."""
        contract, principal, interest = self.contract, self.principal[number], self.interest[number]
        both = contract.late_base is LateBase.PRINCIPAL_AND_INTEREST
        # Where the late rate is on interest too, that is penalty, and interest on interest would charge it twice.
        compounds = contract.compounding is not Compounding.NEVER and not both
        costs = {"compound": interest * self.late_rate if compounds else 0}
        if contract.runs is Runs.FULL_BILL or (contract.runs is Runs.EVERY_DAY and not overdue):
            costs["interest"] = principal * self.rate
        elif overdue:
            costs["penalty"] = (principal + interest * both) * self.late_rate
        return costs

    def _charge(self, a_night: int, nights: int) -> int:
        if self.contract.rounds is Rounds.DAILY:
            a_night = round_half_up(a_night, self.unit) * self.unit
        return a_night * nights

    def lapse(self, cycle: int, today: date) -> None:
        """The day after a deadline: an unpaid bill is late, counted from its due date; an unmet minimum costs a fee."""
        if cycle < len(self.bills):
            if self.principal[cycle] + self.interest[cycle]:
                self._make_late(cycle, today)
            self.held[cycle] = dict.fromkeys(PARTS, 0)
        contract, unmet_fen = self.contract, sum(self.called[: cycle + 1])
        if unmet_fen and contract.late_fee_rate:
            exact = contract.late_fee_rate * unmet_fen
            fee = max(round_half_up(exact.numerator, exact.denominator), contract.late_fee_floor_fen)
            if contract.late_fee_cap_fen is not None:
                fee = min(fee, contract.late_fee_cap_fen)
            self.post("fee", "fees", fee, today)

    def _make_late(self, cycle: int, today: date) -> None:
        self.lapsed[cycle] = True
        for part, exact in self.held[cycle].items():
            self.accrued[part] += exact
        if self.contract.whole_balance_due:
            for later in range(cycle + 1, len(self.bills)):
                self.overdue_from[later] = min(self.overdue_from[later], today)
                self.lapsed[later] = True

    def state(self, cycle: int, today: date) -> None:
        """A statement: what has accrued is posted, and a minimum is called for."""
        self.post_accrued(today, bill=min(cycle, len(self.bills) - 1))
        uncalled = sum(self.principal) - sum(self.called)
        if cycle < len(self.bills):
            self.called.append(min(self.bills[cycle].minimum_fen, uncalled))
        else:
            exact = self.contract.minimum_rate * uncalled
            self.called.append(round_half_up(exact.numerator, exact.denominator))

    def post_accrued(self, today: date, *parts: str, bill: int = -1) -> None:
        """Round what has accrued of the named parts, or of all, and add it to what is owed."""
        for part in parts or tuple(self.accrued):
            self.post(part, part, round_half_up(self.accrued[part], self.unit), today, bill=bill)
            self.accrued[part] = 0

    def post(self, kind: str, part: str, amount_fen: int, today: date, bill: int = -1) -> None:
        """Add an entry; as a payment it takes away."""
        if not amount_fen:
            return
        self.entries.append(Entry(date=today, kind=kind, part=part, amount_fen=amount_fen))
        signed = -amount_fen if kind == "payment" else amount_fen
        if part in ("principal", "interest"):
            getattr(self, part)[bill] += signed
        else:
            setattr(self, part, getattr(self, part) + signed)

    def pay(self, amount_fen: int, today: date) -> None:
        """Share out a payment in the contract's order. What exceeds the whole debt is not taken."""
        towards = amount_fen
        for cycle, called in enumerate(self.called):
            self.called[cycle] -= min(called, towards)
            towards -= min(called, towards)
        for part in self.contract.allocation:
            if part == "interest":
                amount_fen = self._pay_interest(amount_fen, today)
            elif part == "fees":
                amount_fen = self._take("fees", self.fees, amount_fen, today)
            else:
                for number, principal in enumerate(self.principal):
                    amount_fen = self._take("principal", principal, amount_fen, today, bill=number)

    def _pay_interest(self, amount_fen: int, today: date) -> int:
        for number, interest in enumerate(self.interest):
            amount_fen = self._take("interest", interest, amount_fen, today, bill=number)
        amount_fen = self._take("penalty", self.penalty, amount_fen, today)
        amount_fen = self._take("compound", self.compound, amount_fen, today)
        for part, exact in self.accrued.items():
            if not amount_fen:
                break
            settled = round_half_up(exact, self.unit)
            paid = min(settled, amount_fen)
            self.post(part, part, paid, today)
            amount_fen = self._take(part, paid, amount_fen, today)
            self.accrued[part] = 0 if paid == settled else exact - paid * self.unit
        return amount_fen

    def _take(self, part: str, owed_fen: int, amount_fen: int, today: date, bill: int = -1) -> int:
        """Pay up to `owed_fen` of a part and return what is left of the payment."""
        paid = min(owed_fen, amount_fen)
        self.post("payment", part, paid, today, bill=bill)
        if part != "principal":
            self.charges_paid_fen += paid
        return amount_fen - paid

    def look(self) -> Owed:
        """What is owed now, accruals rounded. Looking changes nothing."""
        accrued = {part: round_half_up(exact, self.unit) for part, exact in self.accrued.items()}
        return Owed(
            principal_fen=sum(self.principal),
            interest_fen=sum(self.interest) + accrued["interest"],
            penalty_fen=self.penalty + accrued["penalty"],
            compound_fen=self.compound + accrued["compound"],
            fees_fen=self.fees,
            fen_nights=self.fen_nights,
            charges_paid_fen=self.charges_paid_fen,
        )
