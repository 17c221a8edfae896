"""A balance that is being paid off, as figures show it: month by month, beside another way of paying it."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from itertools import accumulate, islice

from toolkit import charts
from toolkit.i18n import t
from toolkit.models.contract import Minimum
from toolkit.models.payoff import Month, month_by_month, payment_that_clears
from toolkit.money import percent, yuan
from toolkit.panels.controls import Choice, Option
from toolkit.panels.example import charges

_FIVE_YEARS = 60  # months: as much as is shown of what never ends
_MOST_SPENT = 100_000  # yuan a month
_LONGEST = 1_200  # months after which nobody waits for an end
_SPANS = (12, 24, 36, 48, 60, 90, 120, 180, 240, 360, 480, 600, 900, _LONGEST)


@dataclass(frozen=True, kw_only=True)
class Course:
    """A balance above zero and how it is paid: month after month until it is, or for five years if it never is."""

    balance_fen: int
    yearly_rate: Fraction
    minimum: Minimum
    plus_fen: int = 0
    spent_fen: int = 0

    @cached_property
    def months(self) -> Sequence[Month]:
        months = [*islice(self._from(self.balance_fen), _LONGEST)]
        while months[-1].left_fen and len(months) < _FIVE_YEARS:
            months.append(self._month(months[-1].left_fen))
        return months

    @property
    def ends(self) -> bool:
        return not self.months[-1].left_fen

    @property
    def interest_fen(self) -> int:
        return sum(month.interest_fen for month in self.months)

    @property
    def total_fen(self) -> int:
        return sum(month.paid_fen for month in self.months)

    @property
    def stalls(self) -> bool:
        """Whether it falls, and then no further, though something is left."""
        last = len(self.months)
        return 0 < self.left_fen(last) < self.balance_fen and self.left_fen(last - 1) <= self.left_fen(last)

    def left_fen(self, number: int) -> int:
        """What is owed after so many months."""
        return self.month(number).left_fen if number else self.balance_fen

    def month(self, number: int) -> Month:
        """A month, counted from 1; after the end nothing happens in it, and without an end it goes on."""
        if number <= len(self.months):
            return self.months[number - 1]
        return Month(interest_fen=0, paid_fen=0, left_fen=0) if self.ends else self._later[number - len(self.months) - 1]

    def paid(self, way: str, amount_fen: int) -> "Course":
        """The same, paid in one of the `ways`."""
        if way == "fixed":
            return replace(self, minimum=Minimum(floor_fen=amount_fen))
        return replace(self, plus_fen=amount_fen) if way == "plus" else self

    def endless_from(self) -> int:
        """The least new spending, in whole yuan a month, with which it never ends.

        That is, with which some month leaves as much as there was. If any does, the first one does, or the one with the
        largest balance whose minimum is still the floor: below and above it, a month moves a balance in a straight line.
        """

        def never_ends(spent: int) -> bool:
            course = replace(self, spent_fen=100 * spent)
            if course._month(self.balance_fen).left_fen >= self.balance_fen:
                return True
            floor_fen = self.minimum.floor_fen + self.plus_fen
            above = bisect_left(range(self.balance_fen), True, 2, key=lambda fen: course._month(fen).paid_fen > floor_fen)
            return course._month(above - 1).left_fen >= above - 1

        return bisect_left(range(_MOST_SPENT), True, key=never_ends)

    @cached_property
    def _later(self) -> Sequence[Month]:
        """How what never ends goes on after `months`, as far as any chart goes."""
        later = [self.months[-1]]
        while len(later) <= _LONGEST:
            later.append(later[-1] if self.stalls else self._month(later[-1].left_fen))
        return later[1:]

    def _month(self, balance_fen: int) -> Month:
        return next(self._from(balance_fen))

    def _from(self, balance_fen: int) -> Iterator[Month]:
        return month_by_month(
            balance_fen, self.yearly_rate, self.minimum, plus_fen=self.plus_fen, spent_fen=self.spent_fen
        )


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
    last = next(span for span in _SPANS if span >= _shown(chosen, beside))
    dx = -(-last // 60)
    charted = range(0, last + dx, dx)
    if show == "left":
        title, first, second = t("yuan"), t("Still owed"), t("Interest so far")
        pile, line = ([course.left_fen(number) for number in charted] for course in (chosen, beside))
        so_far = [0, *accumulate(chosen.month(number).interest_fen for number in range(1, charted[-1] + 1))]
        interest = [so_far[number] for number in charted]
        here = chosen.left_fen(len(chosen.months))
    else:
        title, first, second = t("yuan in a month"), t("Pays for what was bought"), charges()["interest_fen"]
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


def _shown(chosen: Course, beside: Course) -> int:
    """How many months are shown: until both are over, but of a debt that keeps growing no more than its own."""
    own = len(chosen.months)
    return max(own, len(beside.months)) if chosen.ends or chosen.stalls else own


def table(chosen: Course, beside: Course, name: str) -> dict[str, list[int | Decimal]]:
    """A row for some of the months: the first, the last, and a dozen between them."""
    last = _shown(chosen, beside)
    step = next(step for step in (1, 3, 6, 12, 24, 60, 120) if last <= 12 * step)
    listed = sorted({1, *range(step, last + 1, step), len(chosen.months), min(last, len(beside.months))})
    months = [chosen.month(number) for number in listed]
    return {
        t("Month"): listed,
        t("Payment"): [yuan(month.paid_fen) for month in months],
        t("Interest"): [yuan(month.interest_fen) for month in months],
        t("Still owed"): [yuan(month.left_fen) for month in months],
        name: [yuan(beside.left_fen(number)) for number in listed],
    }


def works(chosen: Course, alone: Course) -> str:
    """A way that ends it, in a sentence: the one that is chosen, or a quicker one that the minimum suggests.

    That is the first minimum kept up. Where it takes more than five years, it is what ends it in five, and no less
    than the smallest minimum. Where what is chosen takes longer still and is less, there is something
    to ask the lender for.
    """
    five_fen = payment_that_clears(alone.balance_fen, alone.yearly_rate, _FIVE_YEARS)
    kept = alone.paid("fixed", alone.months[0].paid_fen)
    if not kept.ends or len(kept.months) > _FIVE_YEARS:
        kept = alone.paid("fixed", max(five_fen, alone.minimum.floor_fen) + alone.spent_fen)
    if chosen.ends and len(chosen.months) <= len(kept.months):
        return t("That works.")
    payment_fen = kept.months[0].paid_fen
    holes = {
        "payment": yuan(payment_fen),
        "time": spelled(len(kept.months)),
        "interest": yuan(kept.interest_fen),
        "spent": yuan(alone.spent_fen),
    }
    if len(kept.months) == 1:
        says = t("What works: {payment:,} yuan ends it at once, with {interest:,} yuan of interest.", **holes)
    elif alone.spent_fen:
        says = t(
            "What works: {payment:,} yuan every month, {spent:,} of it for what is new; that ends it in {time}, "
            "with {interest:,} yuan of interest.",
            **holes,
        )
    else:
        says = t("What works: {payment:,} yuan every month ends it in {time}, with {interest:,} yuan of interest.", **holes)
    in_time = chosen.ends and len(chosen.months) <= _FIVE_YEARS
    if in_time or payment_fen <= chosen.months[0].paid_fen or payment_fen - alone.spent_fen <= five_fen:
        return says
    return t(
        "{says} If that is too much, ask the lender for smaller payments: what is owed now, spread over 5 years, "
        "would be {five:,} yuan a month.",
        says=says,
        five=yuan(five_fen),
    )


def notes(chosen: Course, alone: Course, way: str) -> dict[str, str]:
    """What is said at the controls that the figures of a balance share."""
    first, owed_fen = chosen.months[0], alone.balance_fen
    least_fen = min(owed_fen, alone.minimum.asked(owed_fen, 0))
    amount = t("Not used while only the minimum is paid.") if way == "minimum" else ""
    if first.paid_fen < least_fen:
        amount = t(
            "Less than today's minimum payment, {least:,} yuan: that counts as late, unless the lender has agreed to it.",
            least=yuan(least_fen),
        )
    return {
        "rate": t("That is {rate} a year.", rate=percent(chosen.yearly_rate)),
        "way": t(
            "In the first month {paid:,} yuan is paid, and the interest is {interest:,}.",
            paid=yuan(first.paid_fen),
            interest=yuan(first.interest_fen),
        ),
        "amount": amount,
        "spent": _note_on_spending(chosen, way) if chosen.spent_fen else "",
    }


def _note_on_spending(chosen: Course, way: str) -> str:
    """How much of it is too much, and why."""
    endless_from = chosen.endless_from()
    if not endless_from:
        return t("Even without new spending it would never end. What does end it stands above the chart.")
    if endless_from >= _MOST_SPENT:
        return ""
    if way == "fixed":
        return t(
            "From {amount:,} yuan a month on, it never ends: the payment then only covers the interest and what is new.",
            amount=endless_from,
        )
    return t(
        "From {amount:,} yuan a month on, it never ends: the payment shrinks with the debt, "
        "until it only covers the interest and what is new.",
        amount=endless_from,
    )


def counted() -> str:
    """How the months are counted, for the list of sources."""
    return t(
        "Counted in months: interest of a twelfth of the yearly rate (365 times the daily one) on what is owed, "
        "then new spending, if there is any, then the payment."
    )


def spelled(months: int) -> str:
    """A time in words: "18 months", "3 years and 1 month"."""
    years, rest = divmod(months, 12)
    holes = {"years": years, "months": months if months < 24 else rest}
    if months < 24:
        return t("1 month") if months == 1 else t("{months} months", **holes)
    if not rest:
        return t("{years} years", **holes)
    return t("{years} years and 1 month", **holes) if rest == 1 else t("{years} years and {months} months", **holes)
