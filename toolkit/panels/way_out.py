"""What ends it? The payment from today on that clears a late bill, beside doing nothing."""

from datetime import date, timedelta

from toolkit import catalog, charts
from toolkit.i18n import t
from toolkit.models.account import Owed, growth
from toolkit.models.dates import months_on
from toolkit.models.way_out import payment_that_ends, with_plan
from toolkit.money import yuan
from toolkit.panels.controls import Slider
from toolkit.panels.example import DUE, contracts
from toolkit.panels.panel import Panel
from toolkit.panels.view import View


def way_out() -> Panel:
    """A late bill and the plan that ends it, to move by contract, amount, days late and number of payments."""
    late, months = (*range(0, 31, 5), *range(45, 366, 15)), (*range(1, 13), 15, 18, 24)
    return Panel(
        draw,
        contracts(),
        Slider(name="amount", label=t("Amount borrowed"), unit=t("yuan"), stops=range(500, 50_001, 500), value=5_000),
        Slider(name="days_late", label=t("Days late today"), unit=t("days"), stops=late, value=60),
        Slider(name="months", label=t("Payments, one a month"), stops=months, value=6),
    )


def draw(contract: str, amount: int, days_late: int, months: int) -> View:
    """The figure at one position of its controls; `amount` in yuan."""
    account = catalog.product(contract).account(amount * 100, DUE)
    today = DUE + timedelta(days=days_late)
    payment_fen = payment_that_ends(account, today, months)
    plan = with_plan(account, today, months, payment_fen)

    paid_on = [months_on(today, number) for number in range(months)]
    span = max(30, (paid_on[-1] - today).days)
    shown = range(0, span + 1, -(-span // 60))
    days = sorted({*paid_on, *(today + timedelta(days=day) for day in shown)})
    nothing, planned = (dict(zip(days, growth(choice, days), strict=True)) for choice in (account, plan))
    return View(
        chart=_chart(nothing, planned, today, shown),
        headline=_headline(payment_fen, months, paid_on[-1], nothing[paid_on[-1]], planned[paid_on[-1]]),
        table={
            t("Day of payment"): [day.isoformat() for day in paid_on],
            t("Owed if nothing is paid"): [yuan(nothing[day].total_fen) for day in paid_on],
            t("Owed after the payment"): [yuan(planned[day].total_fen) for day in paid_on],
        },
    )


def _headline(payment_fen: int, months: int, last: date, nothing: Owed, planned: Owed) -> str:
    return t(
        "{payment:,} yuan a month from today, {months} × in all, ends it on {last}: "
        "{extra:,} more than you borrowed. If you pay nothing until then, you owe {nothing:,}.",
        payment=yuan(payment_fen),
        months=months,
        last=last.isoformat(),
        extra=yuan(planned.charges_paid_fen),
        nothing=yuan(nothing.total_fen),
    )


def _chart(nothing: dict[date, Owed], planned: dict[date, Owed], today: date, shown: range) -> dict:
    days = [today + timedelta(days=day) for day in shown]
    return charts.two_ways(
        shown,
        (t("If nothing is paid"), [nothing[day].total_fen / 100 for day in days]),
        (t("With this plan"), [planned[day].total_fen / 100 for day in days]),
        x_title=t("days from today"),
        y_title=t("yuan owed"),
    )
