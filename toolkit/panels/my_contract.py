"""And what about mine? The learner's own contract, typed in clause by clause, with stories to start from."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from toolkit import catalog
from toolkit.i18n import t
from toolkit.models.contract import Account, Bill, Compounding, Contract, LateBase, Purchase, Runs
from toolkit.money import percent, typed, yuan
from toolkit.panels.controls import Choice, Control, Day, Number, Option, Percent, Slider
from toolkit.panels.example import DUE, charges
from toolkit.panels.late_growth import LateGrowth, late_growth
from toolkit.panels.panel import Panel, Refusal
from toolkit.panels.stories import as_typed, fen, note, note_on_rate, source, told
from toolkit.panels.view import View

_BASES = {
    "unpaid": (Runs.LATE_DAYS, LateBase.PRINCIPAL),
    "whole_bill": (Runs.FULL_BILL, LateBase.PRINCIPAL),
    "loan": (Runs.EVERY_DAY, LateBase.PRINCIPAL),
    "loan_and_interest": (Runs.EVERY_DAY, LateBase.PRINCIPAL_AND_INTEREST),
}
_LIKE = {Runs.LATE_DAYS: "huabei_bill", Runs.FULL_BILL: "bank_card", Runs.EVERY_DAY: "jiebei_loan"}
"""The product whose statement day is assumed, and whose terms go with what interest is charged on."""

_LOAN = {"minimum": "100", "late_fee": "0", "smallest_fee": "0"}
"""The whole of a loan falls due at once, so that a late fee, if one is typed in, is charged on all of it."""

_DAYS = {"low": date(2015, 1, 1), "high": date(2039, 12, 31)}
_FOLDED = ("multiple", "compounds", "minimum", "late_fee", "smallest_fee")
_WITH_BASE = ("grace", "multiple", "minimum", "late_fee", "smallest_fee")
"""The terms that choosing what interest is charged on sets; all of them stand below it, so that filling in loses none."""


@dataclass(frozen=True, kw_only=True)
class DailyRate(Percent):
    """Interest a day; whoever types a yearly rate is told what that is a day."""

    def read(self, value: object) -> Fraction:
        """The exact share that `value` is. Raises ValueError, in plain sentences for the learner, if it cannot be."""
        try:
            return super().read(value)
        except ValueError as refusal:
            yearly = typed(value, self.unit)
            if yearly is None or not self.high < yearly <= 365 * self.high:
                raise
            says = t(
                "{refusal} If {yearly}% is for a year, that is about {daily}% a day: type {daily}.",
                refusal=refusal, yearly=yearly, daily=f"{yearly / 365:.3g}",
            )  # fmt: skip
            raise ValueError(says) from None


def my_contract() -> Panel:
    """The growth of one late bill or loan under the learner's own terms."""
    return told(draw, _stories(), _fields, _FOLDED)


def draw(*, story: str, days_late: int, **terms: object) -> View:
    """The figure for a contract's terms; `story` is the one they began as."""
    account = account_of(**terms)
    grown = late_growth(account, days_late)
    return View(
        chart=grown.chart(),
        headline=_headline(grown, account.contract.grace_days),
        table=grown.table(),
        notes=_notes(account.contract) | {"story": note(story, terms | {"days_late": days_late}, _stories(), _fields)},
        sources=_sources(account),
    )


def account_of(
    *,
    amount: Fraction,
    used: date,
    due: date,
    rate: Fraction,
    base: str,
    grace: Fraction,
    multiple: Fraction,
    compounds: str,
    minimum: Fraction,
    late_fee: Fraction,
    smallest_fee: Fraction,
) -> Account:
    """The account that has these terms: one amount, used on one day and due on another. Amounts in yuan."""
    if used > due:
        says = t("The money must be used on the due date, {due}, or before; this was {used}.", due=due, used=used)
        raise Refusal("used", says)
    runs, late_base = _BASES[base]
    try:
        contract = Contract(
            daily_rate=rate,
            runs=runs,
            late_multiple=multiple,
            late_base=late_base,
            grace_days=int(grace),
            minimum_rate=minimum,
            late_fee_rate=late_fee,
            late_fee_floor_fen=fen(smallest_fee),
            compounding=Compounding(compounds),
            compounds_penalty=compounds != Compounding.NEVER and runs is not Runs.FULL_BILL,
        )
    except ValueError as refusal:  # of what can be typed, only the multiple may not go with the base
        raise Refusal("multiple", str(refusal)) from None
    purchase = Purchase(posted=used, amount_fen=fen(amount))
    statement = max(used, due - timedelta(days=_statement_days(runs)))
    return Account(contract=contract, bills=(Bill.under(contract, purchase, statement=statement, due=due),))


def _statement_days(runs: Runs) -> int:
    term = catalog.product(_LIKE[runs]).terms.get("statement_days_before_due")
    return term.value if term else 0


def _fields(values: Mapping[str, str | int]) -> tuple[Control, ...]:
    """Every term as a control, first what stands first in a contract; each with the value given."""
    bases = (
        ("unpaid", t("Only what is unpaid, from the due date")),
        ("whole_bill", t("The whole bill, from the day the money was used")),
        ("loan", t("A loan, from the day it is paid out; late days on the principal")),
        ("loan_and_interest", t("A loan, from the day it is paid out; late days on principal and interest")),
    )
    options = tuple(Option(value=base, label=label, sets=_with_base(base)) for base, label in bases)
    compounds = (
        Option(value="never", label=t("Never")),
        Option(value="monthly", label=t("Every month")),
        Option(value="daily", label=t("Every day")),
    )
    controls = (
        (Number, "amount", t("Amount"), {"unit": t("yuan"), "low": 1, "high": 1_000_000, "decimals": 2}),
        (Day, "used", t("Day the money was used"), _DAYS),
        (Day, "due", t("Due date"), _DAYS),
        (DailyRate, "rate", t("Interest a day"), {"low": 0, "high": 1}),
        (Choice, "base", t("What interest is charged on"), {"options": options}),
        (Number, "grace", t("Grace period"), {"unit": t("days"), "low": 0, "high": 25}),
        (Slider, "days_late", t("Days late"), {"unit": t("days"), "stops": range(731)}),
        (Number, "multiple", t("Rate for late days, as a multiple"), {"low": 1, "high": 3, "decimals": 2, "such": "1.5"}),
        (Percent, "minimum", t("Minimum payment, of the bill"), {"low": 0, "high": 100}),
        (Percent, "late_fee", t("Late fee, of the unpaid minimum payment"), {"low": 0, "high": 100}),
        (Number, "smallest_fee", t("Smallest late fee"), {"unit": t("yuan"), "low": 0, "high": 1_000, "decimals": 2}),
        (Choice, "compounds", t("Unpaid interest begins to bear interest"), {"options": compounds}),
    )
    return tuple(kind(name=name, label=label, value=values[name], **rest) for kind, name, label, rest in controls)


def _stories() -> tuple[Option, ...]:
    """Teaching examples of the kinds of contract there are; each sets every field.

    The panel opens on the first, which answers none of the lesson's predictions.
    """

    def story(id: str, label: str, product: str, amount: int, days_late: int, **other: str) -> Option:
        sets = _terms(catalog.product(product)) | {"amount": str(amount), "days_late": days_late} | other
        return Option(value=id, label=label, sets=sets)

    family = {"rate": "0", "multiple": "1", "used": "2025-09-10"}
    return (
        story("bill_month", t("A Huabei-type bill, a month late"), "huabei_bill", 3_000, 30),
        story("bill_small", t("110 yuan, forgotten for a month"), "huabei_bill", 110, 30),
        story("card_four_days", t("A card bill, forgotten for four days"), "bank_card", 5_000, 4),
        story("card_grace_day", t("The card bill, paid on the last grace day"), "bank_card", 5_000, 3),
        story("card_smallest_fee", t("A small card bill, and the smallest late fee"), "bank_card", 300, 4),
        story("card_half_year", t("A card bill, nothing paid for half a year"), "bank_card", 5_000, 180),
        story("loan_in_time", t("A Jiebei-type loan, paid back on the due date"), "jiebei_loan", 5_000, 0),
        story("loan_weeks", t("A Jiebei-type loan, three weeks late"), "jiebei_loan", 5_000, 21),
        story(
            "loan_on_interest", t("A loan whose late rate counts on interest too, two months late"),
            "jiebei_loan", 10_000, 60, base="loan_and_interest",
        ),
        story(
            "loan_daily", t("A loan with interest on interest every day, half a year late"),
            "online_loan", 5_000, 180, compounds="daily",
        ),
        story("family", t("Family loan without interest, three months late"), "jiebei_loan", 2_000, 90, **family),
    )  # fmt: skip


def _terms(product: catalog.Product) -> dict[str, str]:
    """A product's terms as they would be typed in, for a bill that falls due on the examples' day."""
    contract = product.contract
    account = product.account(100, DUE)
    terms = {
        "used": account.bills[0].purchases[0].posted.isoformat(),
        "due": DUE.isoformat(),
        "rate": as_typed(contract.daily_rate * 100),
        "base": next(base for base, charged in _BASES.items() if charged == (contract.runs, contract.late_base)),
        "grace": str(contract.grace_days),
        "multiple": as_typed(contract.late_multiple),
        "minimum": as_typed(contract.minimum_rate * 100),
        "late_fee": as_typed(contract.late_fee_rate * 100),
        "smallest_fee": as_typed(Fraction(contract.late_fee_floor_fen, 100)),
        "compounds": str(contract.compounding),
    }
    return terms | _LOAN if contract.runs is Runs.EVERY_DAY else terms


def _with_base(base: str) -> dict[str, str]:
    """What else a contract of that kind says, by the teaching example of it."""
    terms = _terms(catalog.product(_LIKE[_BASES[base][0]]))
    return {name: terms[name] for name in _WITH_BASE}


def _notes(contract: Contract) -> dict[str, str]:
    late = t("Late days then cost {rate} a day.", rate=percent(contract.late_rate))
    if contract.runs is Runs.FULL_BILL:
        late = t("Where the whole bill bears interest, it must be 1: late days cost the same.")
    unused = contract.late_fee_floor_fen and not contract.late_fee_rate
    return {
        "rate": note_on_rate(contract.daily_rate),
        "base": _note_on_base(contract),
        "multiple": late,
        "smallest_fee": t("Counts only where the late fee is above 0%.") if unused else "",
    }


def _note_on_base(contract: Contract) -> str:
    """What else is counted and may stand in the fold unseen."""
    holes = {
        "multiple": as_typed(contract.late_multiple),
        "fee": percent(contract.late_fee_rate),
        "minimum": percent(contract.minimum_rate),
        "floor": yuan(contract.late_fee_floor_fen),
        "more": t("More of the contract"),
    }
    if not contract.late_fee_rate:
        return t("Also counted (see “{more}”): late days at {multiple} times the rate; no late fee.", **holes)
    return t(
        "Also counted (see “{more}”): late days at {multiple} times the rate; a late fee of {fee} "
        "of the unpaid minimum payment ({minimum} of the bill), at least {floor:,} yuan.",
        **holes,
    )


def _headline(grown: LateGrowth, grace_days: int) -> str:
    """What it costs, as it could be said to a friend."""
    days, here, on_time = grown.days_late, grown.here, grown.owed[0].charges_fen
    named = {name: getattr(here, part) for part, name in charges().items() if getattr(here, part)}
    most = max(named, key=named.get, default="")
    holes = {
        "amount": yuan(here.principal_fen) if here.principal_fen % 100 else here.principal_fen // 100,
        "late": t("1 day") if days == 1 else t("{days} days", days=days),
        "charges": yuan(here.charges_fen),
        "on_time": yuan(on_time),
        "part": most.lower(),
        "most": yuan(named.get(most, 0)),
    }
    if not days and here.charges_fen:
        says = t("If I pay back my {amount:,} yuan on the due date, the loan costs me {charges:,} yuan.", **holes)
    elif not days:
        says = t("If I pay my {amount:,} yuan on the due date, it costs me nothing.", **holes)
    elif here.charges_fen == on_time and days <= grace_days:
        says = t(
            "If I pay my {amount:,} yuan {late} late, it costs me nothing more than on the due date: "
            "that is within the grace days.",
            **holes,
        )
    elif here.charges_fen == on_time:
        says = t("If I pay my {amount:,} yuan {late} late, it costs me nothing more than on the due date.", **holes)
    elif on_time:
        says = t(
            "If I pay back my {amount:,} yuan {late} late, the loan costs me {charges:,} yuan; "
            "on the due date it would have been {on_time:,}.",
            **holes,
        )
    elif len(named) == 1:
        says = t("If I pay my {amount:,} yuan {late} late, it costs me {charges:,} yuan more, all of it {part}.", **holes)
    else:
        says = t(
            "If I pay my {amount:,} yuan {late} late, it costs me {charges:,} yuan more, and {most:,} of that is {part}.",
            **holes,
        )
    if not grown.above_fen:
        return says
    return t(
        "{says} All in all that is {above:,} yuan above 24% a year: I could ask a court to cut that part.",
        says=says,
        above=yuan(grown.above_fen),
    )


def _sources(account: Account) -> tuple[str, ...]:
    (bill,), contract = account.bills, account.contract
    statement = t(
        "We assume that the statement comes {days} days before the due date, and on that day of every later month.",
        days=(bill.due - bill.statement).days,
    )
    return (
        source(),
        t("One amount is used on one day and all of it falls due on another; nothing is paid and nothing new is bought."),
        *([] if contract.runs is Runs.EVERY_DAY else [statement]),
        *([t("Interest on interest is counted on penalty interest too.")] if contract.compounds_penalty else []),
        *([catalog.product("bank_card").terms["fees_bear_interest"].sentence()] if contract.late_fee_rate else []),
        catalog.ceiling("court_24").sentence(),
        t("The 24% line counts every day from the one the money was posted, at a 365th of the yearly rate: our choice."),
    )
