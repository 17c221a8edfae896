"""What if I pay late? One bill under four kinds of contract, day by day."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from functools import cache
from math import ceil

from toolkit import catalog
from toolkit.i18n import t
from toolkit.models.account import Owed, growth, owed
from toolkit.models.contract import Account, Compounding, Runs
from toolkit.money import percent, yuan
from toolkit.panels.controls import Slider, Switch
from toolkit.panels.example import DAYS_LATE, DUE, charges, contracts
from toolkit.panels.late_growth import LateGrowth, late_growth
from toolkit.panels.panel import Panel
from toolkit.panels.view import View
from toolkit.predictions import Guess, Prediction, close, difference

_MONTHS = tuple(range(3, 25, 3))
_MONTH_DAYS = [ceil(730 * month / 24) for month in _MONTHS]  # two years end where the slider does


def grows() -> Prediction:
    """What 5,000 yuan on the credit card grow to in two years: a line to draw before it is seen."""
    return Prediction(
        t("5,000 yuan on a credit card fall due, and nothing is paid for two years. Draw how much will be owed."),
        kind="line",
        unit=t("yuan"),
        x=_MONTHS,
        x_unit=t("months"),
        x_title=t("months after the due date"),
        y_range=(0, 20_000),
        y_title=t("yuan owed"),
        step=100,
        start=(0, 5_000),
        truth=_card_in_months,
        says=_on_growth,
        place=_on_panel,
    )


def late_bill(after: Guess | None = None) -> Panel:
    """The growth of one late bill, to move by contract, amount and days late; shut until the guess it comes `after` is in."""
    start = 30 if after else 180  # what stands on paper beside a prediction answers no part of it
    return Panel(
        draw,
        contracts(compounding=_compounds),
        Slider(name="amount", label=t("Amount borrowed"), unit=t("yuan"), stops=range(500, 50_001, 500), value=5_000),
        Slider(name="days_late", label=t("Days late"), unit=t("days"), stops=DAYS_LATE, value=start),
        Switch(name="compounding", label=t("Interest on interest"), value=True),
        after=after,
    )


def draw(contract: str, amount: int, days_late: int, compounding: bool) -> View:
    """The figure at one position of its controls; `amount` in yuan."""
    product = catalog.product(contract)
    grown = late_growth(_account(product, amount, compounding), days_late)
    return View(
        chart=grown.chart(_top(amount, grown.window)),
        headline=_headline(grown),
        table=grown.table(),
        notes={
            "contract": t(product.terms["runs"].says),
            "days_late": t(
                "The 24% line counts from the day the money was used, {days} days before the due date: "
                "so it lies above what was borrowed on day 0.",
                days=product.terms["posted_days_before_due"].value,
            ),
            "compounding": _note(product, compounding),
        },
        sources=(
            *(term.sentence() for term in product.terms.values()),
            catalog.ceiling("court_24").sentence(),
            t("The 24% line counts every day from the one the money was posted, at a 365th of the yearly rate: our choice."),
        ),
    )


def facts() -> dict[str, str]:
    """The numbers that the lesson's prose names, for 5,000 yuan, from the model."""

    def late(id: str, day: int) -> Owed:
        product = catalog.product(id)
        return owed(_account(product, 5_000, _compounds(product)), DUE + timedelta(days=day))

    card, loan = catalog.product("bank_card"), catalog.product("jiebei_loan")
    return {
        "huabei_day_1": f"{yuan(late('huabei_bill', 1).charges_fen):,}",
        "huabei_day_4": f"{yuan(late('huabei_bill', 4).charges_fen):,}",
        "card_day_4_fee": f"{yuan(late('bank_card', 4).fees_fen):,}",
        "card_posted_days": str(card.terms["posted_days_before_due"].value),
        "card_nights": str(card.terms["posted_days_before_due"].value + 4),
        "card_minimum": f"{card.account(500_000, DUE).bills[0].minimum_fen // 100:,}",
        "card_day_730_rate": f"{yuan(late('bank_card', 730).interest_fen):,}",
        "card_day_730_fees": f"{yuan(late('bank_card', 730).fees_fen):,}",
        "card_day_730_compound": f"{yuan(late('bank_card', 730).compound_fen):,}",
        "daily_rate": percent(card.contract.daily_rate),
        "grace_days": str(card.contract.grace_days),
        "late_fee_rate": percent(card.contract.late_fee_rate),
        "late_multiple": f"{float(loan.contract.late_multiple):g}",
        "loan_rate": percent(loan.contract.daily_rate),
        "loan_late_rate": percent(loan.contract.late_rate),
        "ceiling": percent(catalog.ceiling("court_24").yearly_rate),
        **{f"line_{name}": number for name, number in catalog.helplines().items()},
    }


def _card_in_months() -> list[Decimal]:
    days = [DUE + timedelta(days=day) for day in _MONTH_DAYS]
    return [yuan(then.total_fen) for then in growth(_account(catalog.product("bank_card"), 5_000, True), days)]


def _on_growth(line: Sequence[int], truth: Sequence[Decimal]) -> str:
    drawn, real, first = line[-1], truth[-1], truth[3]
    holes = {"drawn": drawn, "owed": real, "gap": difference(drawn, real), "first": first - 5_000, "second": real - first}
    if close(drawn, real):
        return t(
            "After two years you drew {drawn:,} yuan and {owed:,} are owed: close. "
            "The first year adds {first:,}, the second {second:,}: does your line bend upward too?",
            **holes,
        )
    if drawn < real:
        return t(
            "After two years you drew {drawn:,} yuan; in fact {owed:,} are owed, {gap:,} more than you thought. It is easy "
            "to draw too low here, because the line bends upward: the first year adds {first:,}, the second {second:,}.",
            **holes,
        )
    return t(
        "After two years you drew {drawn:,} yuan; in fact {owed:,} are owed, {gap:,} less than you thought. "
        "It does bend upward: the first year adds {first:,}, the second {second:,}. But not as steeply as you feared.",
        **holes,
    )


def _on_panel(
    line: Sequence[int], contract: str, amount: int, compounding: bool, **_rest: object
) -> tuple[list[int], list[int]] | None:
    """Where the line drawn for `grows` is true to the panel: on its contract and amount."""
    if (contract, amount, compounding) != ("bank_card", 5_000, True):
        return None
    return [0, *_MONTH_DAYS], [5_000, *line]


def _account(product: catalog.Product, amount: int, compounding: bool) -> Account:
    contract = replace(
        product.contract,
        compounding=Compounding.MONTHLY if compounding else Compounding.NEVER,
        compounds_penalty=compounding and product.contract.runs is not Runs.FULL_BILL,
    )
    return product.account(amount * 100, DUE, contract=contract)


def _compounds(product: catalog.Product) -> bool:
    return product.contract.compounding is not Compounding.NEVER


def _note(product: catalog.Product, compounding: bool) -> str:
    term = product.terms["compounding"]
    if term.confidence != "T":
        return t(term.says)
    if compounding:
        return t("Not confirmed: see your contract. This is what it would add, counted on penalty interest too.")
    return t("Not confirmed: see your contract. Switch it on to see what it would add.")


@cache
def _top(amount: int, window: int) -> int:
    """The most that any of the contracts comes to in a window, in fen: one axis for all, so that they compare by eye."""
    last = DUE + timedelta(days=window)
    ends = [owed(_account(product, amount, _compounds(product)), last) for product in catalog.products().values()]
    return max(end.total_fen for end in ends)


def _headline(grown: LateGrowth) -> str:
    here = grown.here
    holes = {
        "day": grown.days_late,
        "total": yuan(here.total_fen),
        "charges": yuan(here.charges_fen),
        "parts": t(", ").join(
            t("{part} {amount:,}", part=name.lower(), amount=yuan(getattr(here, part)))
            for part, name in charges().items()
            if getattr(here, part)
        ),
        "above": yuan(grown.above_fen),
    }
    if not here.charges_fen:
        return t("Day {day} after the due date: you owe {total:,} yuan, just what you borrowed. Nothing has been added.", **holes)
    if grown.above_fen:
        return t(
            "Day {day} after the due date: you owe {total:,} yuan, {charges:,} more than you borrowed: {parts}. "
            "That is {above:,} above what 24% a year would come to: you could ask a court to cut that part.",
            **holes,
        )
    return t(
        "Day {day} after the due date: you owe {total:,} yuan, {charges:,} more than you borrowed: {parts}.", **holes
    )
