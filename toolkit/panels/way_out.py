"""What ends it? The payment from today on that clears a late bill, beside doing nothing."""

from datetime import date, timedelta
from decimal import Decimal

from toolkit import catalog, charts
from toolkit.i18n import t
from toolkit.models.account import Owed, growth, owed
from toolkit.models.contract import Account
from toolkit.models.dates import months_on
from toolkit.models.way_out import payment_that_ends, with_plan
from toolkit.money import yuan
from toolkit.panels.controls import Slider
from toolkit.panels.example import DUE, charges, contracts, parts
from toolkit.panels.panel import Panel
from toolkit.panels.view import View
from toolkit.predictions import Guess, Prediction, close, difference

_ASKED = {"contract": "bank_card", "amount": 5_000, "days_late": 60, "months": 6}
"""What `ends` asks about."""


def ends() -> Prediction:
    """What must be paid, six times, to end a bill that is 60 days late: a number, before the plan is seen."""
    return Prediction(
        t(
            "A credit card bill of 5,000 yuan is 60 days late today. Six equal payments are to end it, one a month, "
            "the first today. How many yuan must each of them be?"
        ),
        unit=t("yuan"),
        y_range=(0, 5_000),
        step=10,
        truth=lambda: yuan(payment_that_ends(*_bill(**_ASKED))),
        says=_on_payment,
        place=_on_plan,
    )


def way_out(after: Guess | None = None) -> Panel:
    """A late bill and the plan that ends it, by contract, amount, days and payments; shut until the guess `after` is in."""
    late, months = (*range(0, 31, 5), *range(45, 366, 15)), (*range(1, 13), 15, 18, 24)
    start = 3 if after else 6  # three payments answer no question about six
    return Panel(
        draw,
        contracts(),
        Slider(name="amount", label=t("Amount borrowed"), unit=t("yuan"), stops=range(500, 50_001, 500), value=5_000),
        Slider(name="days_late", label=t("Days late today"), unit=t("days"), stops=late, value=60),
        Slider(name="months", label=t("Payments, one a month"), stops=months, value=start),
        after=after,
    )


def draw(contract: str, amount: int, days_late: int, months: int) -> View:
    """The figure at one position of its controls; `amount` in yuan."""
    account, today, months = _bill(contract, amount, days_late, months)
    payment_fen = payment_that_ends(account, today, months)
    plan = with_plan(account, today, months, payment_fen)

    paid_on = _days_of_payment(today, months)
    span = max(30, (paid_on[-1] - today).days)
    dx = -(-span // 60)
    charted = [today + timedelta(days=day) for day in range(0, span + dx, dx)]
    days = sorted({*paid_on, *charted})
    nothing, planned = (dict(zip(days, growth(choice, days), strict=True)) for choice in (account, plan))
    left = {name: [yuan(getattr(planned[day], part)) for day in paid_on] for part, name in charges().items()}
    ceiling = catalog.ceiling("court_24")
    above_fen = nothing[today].total_fen - nothing[today].at_yearly_rate(ceiling.yearly_rate)
    says = _headline(payment_fen, months, paid_on[-1], nothing[paid_on[-1]], planned[paid_on[-1]])
    return View(
        chart=_chart(nothing, planned, charted, span, dx),
        headline=_with_what_is_above(says, above_fen),
        table={
            t("Day of payment"): [day.isoformat() for day in paid_on],
            t("Owed if nothing is paid"): [yuan(nothing[day].total_fen) for day in paid_on],
            t("Owed after the payment"): [yuan(planned[day].total_fen) for day in paid_on],
            **{name: cells for name, cells in left.items() if any(cells)},
        },
        notes={
            "months": t(
                "First ask the lender, in writing, what they would agree to. If that goes wrong, {line} takes complaints.",
                line=catalog.helplines()["regulator"],
            ),
        },
        sources=(
            *(term.sentence() for term in catalog.product(contract).terms.values()),
            ceiling.sentence(),
            t("The 24% line counts every day from the one the money was posted, at a 365th of the yearly rate: our choice."),
        ),
    )


def _bill(contract: str, amount: int, days_late: int, months: int) -> tuple[Account, date, int]:
    """The late bill, and the plan's first day and length."""
    return catalog.product(contract).account(amount * 100, DUE), DUE + timedelta(days=days_late), months


def _days_of_payment(today: date, months: int) -> list[date]:
    return [months_on(today, number) for number in range(months)]


def _paying(guess: int | float) -> list[Owed]:
    """What would be owed after each payment, if they were what was guessed for `ends`."""
    account, today, months = _bill(**_ASKED)
    return growth(with_plan(account, today, months, round(guess * 100)), _days_of_payment(today, months))


def _on_payment(guess: int | float, truth: Decimal) -> str:
    account, today, months = _bill(**_ASKED)
    share = _ASKED["amount"] / months
    holes = {
        "guess": guess,
        "payment": truth,
        "gap": difference(guess, truth),
        "added": yuan(owed(account, today).charges_fen),
        "left": yuan(_paying(guess)[-1].total_fen),
    }
    if close(guess, truth):
        return t(
            "You guessed {guess:,} yuan; {payment:,} ends it: close. After six payments of yours {left:,} yuan would be left.",
            **holes,
        )
    if guess < truth and abs(guess - share) <= share / 20:
        return t(
            "You guessed {guess:,} yuan; it takes {payment:,}, {gap:,} more than you thought. It is natural to divide what "
            "was borrowed by six. But {added:,} had been added by day 60, and interest runs until the last payment. "
            "After six payments of yours {left:,} yuan would still be owed.",
            **holes,
        )
    if guess < truth:
        return t(
            "You guessed {guess:,} yuan; it takes {payment:,}, {gap:,} more than you thought. {added:,} had been added to "
            "what was borrowed by day 60, and interest runs until the last payment. "
            "After six payments of yours {left:,} yuan would still be owed.",
            **holes,
        )
    return t(
        "You guessed {guess:,} yuan; {payment:,} is enough, {gap:,} less than you thought. A debt that grows looks larger "
        "than it is: from the second payment on, most of what you pay goes to what was borrowed. Yours would end it sooner.",
        **holes,
    )


def _on_plan(guess: int | float, **state: object) -> tuple[list[int], list[float]] | None:
    """Where the guess would lead, on the plan that `ends` asks about: what is owed today and after each payment."""
    if state != _ASKED:
        return None
    account, today, months = _bill(**_ASKED)
    after = [(day - today).days for day in _days_of_payment(today, months)]
    return [0, *after], [then.total_fen / 100 for then in (owed(account, today), *_paying(guess))]


def _headline(payment_fen: int, months: int, last: date, nothing: Owed, planned: Owed) -> str:
    holes = {
        "payment": yuan(payment_fen),
        "months": months,
        "last": last.isoformat(),
        "extra": yuan(planned.charges_paid_fen),
        "nothing": yuan(nothing.total_fen),
    }
    if months == 1:
        return t("{payment:,} yuan today ends it: {extra:,} more than you borrowed.", **holes)
    return t(
        "{payment:,} yuan a month from today, {months} × in all, ends it on {last}: "
        "{extra:,} more than you borrowed. If you pay nothing until then, you owe {nothing:,}.",
        **holes,
    )


def _with_what_is_above(says: str, above_fen: int) -> str:
    if above_fen <= 0:
        return says
    return t(
        "{says} Of what is owed today, {above:,} is above what 24% a year would come to: "
        "you could ask a court to cut that part.",
        says=says,
        above=yuan(above_fen),
    )


def _chart(nothing: dict[date, Owed], planned: dict[date, Owed], charted: list[date], span: int, dx: int) -> dict:
    areas = planned | {charted[0]: nothing[charted[0]]}  # they begin with what is owed before the first payment
    unpaid = [nothing[day].total_fen / 100 for day in charted]
    return charts.growth(
        dx,
        {name: [getattr(areas[day], part) / 100 for day in charted] for part, name in parts().items()},
        {t("If nothing is paid"): unpaid},
        (t("Today"), 0, unpaid[0]),
        x_range=(0, span + dx),
        x_title=t("days from today"),
        y_range=(0, charts.round_up(max(unpaid))),
        y_title=t("yuan owed (areas: with this plan)"),
    )
