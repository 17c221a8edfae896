"""What does it cost to be a little short? One bill, nearly paid, under three ways to charge interest."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

from toolkit import catalog
from toolkit.i18n import t
from toolkit.models.account import growth
from toolkit.models.contract import Account, Payment, Runs
from toolkit.money import yuan
from toolkit.panels.charged import Charged
from toolkit.panels.controls import Slider
from toolkit.panels.example import DAYS_LATE, DUE
from toolkit.panels.panel import Panel
from toolkit.panels.view import View
from toolkit.predictions import Guess, Prediction, close, difference

_ASKED = {"bill": 8_000, "short": 69, "days_late": 7}
"""What `costs` asks about."""

_DAYS = [day for day in DAYS_LATE if 1 <= day <= 365]
_SHORT = (0, 1, 5, 9, 10, 11, 20, 50, 69, 100, 200, 300, 500, 750, 1_000)


def costs() -> Prediction:
    """What a bill that is 69 yuan short costs after a week: a number, before the three ways are seen."""
    return Prediction(
        t(
            "A card bill is 8,000 yuan. Somebody pays 7,931 on the due date, 69 yuan too little, and the rest a week later. "
            "The card charges interest on the whole bill. How many yuan does it charge?"
        ),
        unit=t("yuan"),
        y_range=(0, 1_000),
        step=1,
        truth=lambda: yuan(_charged(**_ASKED).here[0].charges_fen),
        says=_on_cost,
        place=_on_bars,
    )


def short_by(after: Guess | None = None) -> Panel:
    """What being short costs, by bill, shortfall and days; shut until the guess it comes `after` is in."""
    start = 9 if after else 69  # what stands on paper beside a prediction answers no part of it
    return Panel(
        draw,
        Slider(name="bill", label=t("The bill"), unit=t("yuan"), stops=range(1_000, 20_001, 500), value=8_000),
        Slider(name="short", label=t("Short by"), unit=t("yuan"), stops=_SHORT, value=start),
        Slider(name="days_late", label=t("Paid after the due date"), unit=t("days"), stops=_DAYS, value=7),
        after=after,
    )


def draw(bill: int, short: int, days_late: int) -> View:
    """The figure at one position of its controls; amounts in yuan."""
    charged, card = _charged(bill, short, days_late), catalog.product("bank_card")
    return View(
        chart=charged.chart(y_title=t("yuan on top of the bill")),
        headline=_headline(charged, short, days_late),
        table=charged.table(),
        sources=(
            *(card.terms[name].sentence() for name in ("runs", "daily_rate", "tolerance_fen", "grace_days")),
            card.terms["posted_days_before_due"].sentence(),
            t(
                "“Card, unpaid part” is the same card if its contract charged interest only on what was not paid in time: "
                "our teaching assumption. Look for it in your own contract."
            ),
            *(catalog.product("huabei_bill").terms[name].sentence() for name in ("runs", "daily_rate")),
        ),
    )


def _accounts(bill: int, short: int) -> list[Account]:
    """The bill, paid on the due date but for what is short, under each way to charge."""
    card, huabei = catalog.product("bank_card"), catalog.product("huabei_bill")
    unpaid_part = replace(card.contract, runs=Runs.UNPAID_PART)
    paid = (Payment(date=DUE, amount_fen=(bill - short) * 100),)
    return [
        card.account(bill * 100, DUE, payments=paid),
        card.account(bill * 100, DUE, contract=unpaid_part, payments=paid),
        huabei.account(bill * 100, DUE, payments=paid),
    ]


def _charged(bill: int, short: int, days_late: int) -> Charged:
    """What is owed under each way to charge."""
    days = [DUE + timedelta(days=day) for day in (days_late - 1, days_late)]
    before, here = zip(*(growth(account, days) for account in _accounts(bill, short)), strict=True)
    names = [t("Card, whole bill"), t("Card, unpaid part"), t("Huabei-type bill")]
    return Charged(names=names, here=here, before=before)


def _on_cost(guess: int | float, truth: Decimal) -> str:
    *_, huabei = _charged(**_ASKED).here
    holes = {
        "guess": guess,
        "cost": truth,
        "gap": difference(guess, truth),
        "late": yuan(huabei.charges_fen),
        "days": catalog.product("bank_card").terms["posted_days_before_due"].value,
    }
    if close(guess, truth):
        return t(
            "You guessed {guess:,} yuan and it is {cost:,}: close. Nearly all of it is interest on the 8,000 yuan "
            "for the {days} days before the due date.",
            **holes,
        )
    if guess < truth:
        return t(
            "You guessed {guess:,} yuan; it is {cost:,}, {gap:,} more than you thought. 69 yuan for a week would be {late:,}. "
            "But this card takes back the interest-free days of the whole bill: {days} days on 8,000 yuan.",
            **holes,
        )
    return t(
        "You guessed {guess:,} yuan; it is {cost:,}, {gap:,} less than you thought. It is interest on 8,000 yuan for {days} days; "
        "there is no late fee, since more than the minimum was paid in time.",
        **holes,
    )


def _on_bars(guess: int | float, **state: object) -> tuple[list[str], list[int | float]] | None:
    """The guess stands at the first bar, on what `costs` asks about."""
    return ([t("Card, whole bill")], [guess]) if state == _ASKED else None


def _headline(charged: Charged, short: int, days_late: int) -> str:
    card = catalog.product("bank_card").contract
    amounts = [
        t("{name} {amount:,}", name=name, amount=yuan(owed.charges_fen))
        for name, owed in zip(charged.names, charged.here, strict=True)
    ]
    holes = {
        "short": short,
        "days": t("1 day") if days_late == 1 else t("{days} days", days=days_late),
        "amounts": t("; ").join(amounts),
        "tolerance": card.tolerance_fen // 100,
        "grace": card.grace_days,
    }
    if not short:
        return t("Paid in full on the due date, the bill costs nothing under any of the three.")
    if short * 100 <= card.tolerance_fen:
        return t(
            "{short:,} yuan short for {days} costs: {amounts}. On these cards up to {tolerance} yuan short counts as paid in full.",
            **holes,
        )
    if days_late <= card.grace_days:
        return t(
            "{short:,} yuan short for {days} costs: {amounts}. On these cards whoever pays the rest within {grace} days "
            "has paid on time.",
            **holes,
        )
    return t("{short:,} yuan short for {days} costs: {amounts}.", **holes)
