"""A balance that is being paid off, as figures show it: month by month, beside another way of paying it."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import partial
from itertools import accumulate, islice

from toolkit import charts
from toolkit.i18n import t
from toolkit.models.contract import Minimum
from toolkit.models.payoff import Month, month_by_month, payment_that_clears
from toolkit.money import yuan
from toolkit.panels.controls import Choice, Option
from toolkit.panels.example import charges

_PLANS = (12, 24, 36, 60)  # months
_ENDLESS = 60  # months shown of what never ends
_LONGEST = 1_200  # months after which nobody waits for an end
_SPANS = (12, 24, 36, 48, 60, 90, 120, 180, 240, 360, 480, 600, 900, _LONGEST)


@dataclass(frozen=True, kw_only=True)
class Course:
    """A balance month after month: until it is paid, or for as long as can be shown if it never is."""

    balance_fen: int
    months: Sequence[Month]

    @property
    def ends(self) -> bool:
        return not self.months[-1].left_fen

    @property
    def interest_fen(self) -> int:
        return sum(month.interest_fen for month in self.months)

    @property
    def total_fen(self) -> int:
        return sum(month.paid_fen for month in self.months)

    def left_fen(self, number: int) -> int:
        """What is owed after so many months."""
        return self.month(number).left_fen if number else self.balance_fen

    def month(self, number: int) -> Month:
        """A month, counted from 1; after the end nothing happens in it."""
        return self.months[number - 1] if number <= len(self.months) else Month(interest_fen=0, paid_fen=0, left_fen=0)


def course(
    balance_fen: int, yearly_rate: Fraction, minimum: Minimum, *, plus_fen: int = 0, spent_fen: int = 0
) -> Course:
    """What a balance above zero comes to, month by month."""
    go_on = partial(
        month_by_month, yearly_rate=yearly_rate, payment=minimum, plus_fen=plus_fen, spent_fen=spent_fen
    )
    months = [*islice(go_on(balance_fen), _LONGEST)]
    while months[-1].left_fen and len(months) < _ENDLESS:
        months.append(next(go_on(months[-1].left_fen)))
    return Course(balance_fen=balance_fen, months=months)


def both(
    balance_fen: int, yearly_rate: Fraction, minimum: Minimum, way: str, amount_fen: int, spent_fen: int
) -> tuple[Course, Course]:
    """The way that is chosen, and the minimum alone."""
    alone = course(balance_fen, yearly_rate, minimum, spent_fen=spent_fen)
    if way == "minimum":
        return alone, alone
    rule, plus_fen = (minimum, amount_fen) if way == "plus" else (Minimum(floor_fen=amount_fen), 0)
    return course(balance_fen, yearly_rate, rule, plus_fen=plus_fen, spent_fen=spent_fen), alone


def ways(**amounts: int) -> Choice:
    """How the balance is paid, and the amount that a way begins with."""
    labels = {
        "minimum": t("Only the minimum"),
        "plus": t("The minimum and some more"),
        "fixed": t("The same amount every month"),
    }
    options = tuple(
        Option(value=way, label=label, sets={"amount": amounts[way]} if way in amounts else {}) for way, label in labels.items()
    )
    return Choice(name="way", label=t("Way of paying"), options=options, value="minimum")


def shows() -> Choice:
    """What the chart shows of each month."""
    return Choice(
        name="show",
        label=t("On the chart"),
        options=(
            Option(value="left", label=t("What is still owed")),
            Option(value="payments", label=t("Where each payment goes")),
        ),
        value="left",
    )


def chart(chosen: Course, beside: Course, name: str, show: str) -> dict:
    """What is owed, or where each payment goes, by months, with `beside`, called `name`, as a line."""
    last = next(span for span in _SPANS if span >= max(len(chosen.months), len(beside.months)))
    dx = -(-last // 60)
    charted = range(0, last + dx, dx)
    if show == "left":
        title, first, second = t("yuan still owed"), t("Still owed"), t("Interest so far")
        pile, line = ([course.left_fen(number) for number in charted] for course in (chosen, beside))
        so_far = [0, *accumulate(month.interest_fen for month in chosen.months)]
        interest = [so_far[number] if number < len(so_far) else 0 for number in charted]
        here = chosen.left_fen(len(chosen.months))
    else:
        title, first, second = t("yuan in a month"), t("Goes to what is owed"), charges()["interest_fen"]
        months = [chosen.month(max(1, number)) for number in charted]
        interest = [min(month.interest_fen, month.paid_fen) for month in months]
        pile = [month.paid_fen - part for month, part in zip(months, interest, strict=True)]
        line = [beside.month(max(1, number)).paid_fen for number in charted]
        here = chosen.months[-1].paid_fen
    top = max(*(below + above for below, above in zip(pile, interest, strict=True)), *line)
    end = t("Paid off") if chosen.ends else t("And so on")
    return charts.growth(
        dx,
        {first: [fen / 100 for fen in pile], second: [fen / 100 for fen in interest]},
        {name: [fen / 100 for fen in line]},
        (end, len(chosen.months), here / 100),
        x_range=(0, last),
        x_title=t("months from now"),
        y_range=(0, charts.round_up(top / 100)),
        y_title=title,
    )


def table(chosen: Course, beside: Course, name: str) -> dict[str, list[int | Decimal]]:
    """A row for some of the months: the first, the last, and a dozen between them."""
    last = max(len(chosen.months), len(beside.months))
    step = next(step for step in (1, 3, 6, 12, 24, 60, 120) if last <= 12 * step)
    listed = sorted({1, *range(step, last + 1, step), len(chosen.months), len(beside.months)})
    months = [chosen.month(number) for number in listed]
    return {
        t("Month"): listed,
        t("Payment"): [yuan(month.paid_fen) for month in months],
        t("Interest"): [yuan(month.interest_fen) for month in months],
        t("Still owed"): [yuan(month.left_fen) for month in months],
        name: [yuan(beside.left_fen(number)) for number in listed],
    }


def works(alone: Course, yearly_rate: Fraction, spent_fen: int = 0) -> str:
    """A payment that ends it, in a sentence: no more every month than the first minimum, if that ends it within five years."""
    asked_fen = alone.months[0].paid_fen - spent_fen
    plans = ((months, payment_that_clears(alone.balance_fen, yearly_rate, months)) for months in _PLANS)
    months, payment_fen = next((plan for plan in plans if plan[1] <= asked_fen or plan[0] == _PLANS[-1]))
    holes = {
        "payment": yuan(payment_fen + spent_fen),
        "months": months,
        "interest": yuan(course(alone.balance_fen, yearly_rate, Minimum(floor_fen=payment_fen)).interest_fen),
        "spent": yuan(spent_fen),
    }
    if spent_fen:
        return t(
            "What works: {payment:,} yuan every month, {spent:,} of it for what is new; that ends it in {months} months, "
            "with {interest:,} yuan of interest.",
            **holes,
        )
    return t("What works: {payment:,} yuan every month ends it in {months} months, with {interest:,} yuan of interest.", **holes)


def spelled(months: int) -> str:
    """A time in words: "18 months", "3 years and 1 month"."""
    years, rest = divmod(months, 12)
    holes = {"years": years, "months": months if months < 24 else rest}
    if months < 24:
        return t("1 month") if months == 1 else t("{months} months", **holes)
    if not rest:
        return t("{years} years", **holes)
    return t("{years} years and 1 month", **holes) if rest == 1 else t("{years} years and {months} months", **holes)
