"""When is it gone? Payments missed, the day on which everything is paid, and five years from the end of that."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cache

from toolkit import catalog, charts
from toolkit.i18n import t
from toolkit.models.contract import Account, Bill, Contract, Payment, Purchase, Runs
from toolkit.models.dates import months_on
from toolkit.models.record import Kind, marks, month_end, reported
from toolkit.panels.controls import Day, Slider, Switch
from toolkit.panels.panel import Panel
from toolkit.panels.view import View
from toolkit.predictions import Guess, Prediction, close, difference

_FIRST = date(2024, 1, 20)
_ASKED = {"first": _FIRST.isoformat(), "missed": 3, "months": 30, "unpaid": False, "again": 0}
"""What `leaves` asks about."""


def leaves() -> Prediction:
    """How many months after the first missed payment the report is clean: a number, before the five years are seen."""
    return Prediction(
        t(
            "The last three payments of a loan are due on 20 January, February and March 2024, and none is made. On 20 September 2026 "
            "everything is paid. How many months after January 2024 does the mark leave the report?"
        ),
        unit=t("months"),
        y_range=(0, 120),
        step=1,
        truth=lambda: _months(_FIRST, _asked().leaves),
        says=_on_months,
        place=_on_panel,
    )


def when_gone(after: Guess | None = None) -> Panel:
    """Missed payments and the five years after their end, by dates; shut until the guess it comes `after` is in."""
    start = 1 if after else 30  # what stands on paper beside a prediction answers no part of it
    return Panel(
        draw,
        Day(name="first", label=t("First payment missed, due on"), low=date(2015, 1, 1), high=date(2035, 12, 31), value=_FIRST.isoformat()),
        Slider(name="missed", label=t("Payments missed in a row"), stops=range(1, 7), value=3),
        Slider(name="months", label=t("All paid after"), unit=t("months"), stops=range(1, 73), value=start),
        Switch(name="unpaid", label=t("Not paid yet")),
        Slider(name="again", label=t("Missed again after that"), unit=t("months"), stops=range(61), value=0),
        after=after,
    )


def draw(first: date, missed: int, months: int, unpaid: bool, again: int) -> View:
    """The figure at one position of its controls; `again` 0 is no second slip."""
    slips = [_slip(first, missed, months)]
    if again and not unpaid:
        slips.append(_slip(months_on(slips[0].paid, again), 1, 1))
    names = [t("Unpaid"), t("If paid")] if unpaid else [t("First slip"), t("Second slip")][: len(slips)]
    end = date(first.year + (11 if slips[-1].leaves.year < first.year + 11 else 18), 1, 1)
    late, waits, gone = t("Late and unpaid"), t("Paid; the mark stays five years"), t("Gone")
    lines = [(0, late, str(first), str(end))] if unpaid else []
    for row, slip in enumerate(slips, start=len(lines)):
        due, paid, left = map(str, (slip.due, slip.paid, slip.leaves))
        lines += [(row, late, due, paid), (row, waits, paid, left), (row, gone, left, "")]
    return View(
        chart=charts.timeline(
            names,
            {kind: [(row, start, stop) for row, what, start, stop in lines if what == kind] for kind in (late, waits)},
            (gone, [(row, start) for row, what, start, _ in lines if what == gone]),
            x_range=(f"{first.year}-01-01", str(end)),
        ),
        headline=_headline(slips, unpaid),
        table={
            t("Slip"): [names[row] for row, *_ in lines],
            t("What stands there"): [what for _, what, *_ in lines],
            t("From"): [start for *_, start, _ in lines],
            t("Until"): [t("until it is paid") if unpaid and not row else stop for row, *_, stop in lines],
        },
        notes=_notes(slips, missed, unpaid, again),
        sources=(
            catalog.record_facts()["retention"].graded(),
            t("Counted in whole months, as the report is: the five years begin at the end of the month in which everything is paid."),
            t("First slip: the last payments of a loan. Second slip: a payment of another loan, made a month later."),
        ),
    )


@dataclass(frozen=True, kw_only=True)
class _Slip:
    """Payments missed: when the first of them was due, when all are paid, and when the mark leaves the report."""

    due: date
    paid: date
    leaves: date


@cache
def _slip(first: date, missed: int, months: int) -> _Slip:
    """The last payments of a loan, missed from a due date on, and all paid so many months after the last of them."""
    dues, paid = [months_on(first, number) for number in range(missed)], months_on(first, missed - 1 + months)
    account = Account(
        contract=Contract(daily_rate=Fraction(0), runs=Runs.EVERY_DAY),
        bills=tuple(Bill(purchases=(Purchase(posted=first, amount_fen=1),), statement=due, due=due) for due in dues),
        payments=(Payment(date=paid, amount_fen=missed),),
    )
    for mark in marks(reported(account, Kind.LOAN, month_end(paid))):
        return _Slip(due=first, paid=paid, leaves=mark.leaves)
    raise ValueError(
        t(
            "Due on {due}, the last day of a month, and paid a month later, it is late at no month's end: the report shows M "
            "at most, and no late mark. Choose an earlier day.",
            due=first,
        )
    )


def _months(start: date, end: date) -> int:
    """Whole months of the calendar."""
    return 12 * (end.year - start.year) + end.month - start.month


def _headline(slips: list[_Slip], unpaid: bool) -> str:
    one, last = slips[0], slips[-1]
    holes = {"paid": one.paid, "leaves": one.leaves, "last": last.leaves, "months": _months(one.due, last.leaves)}
    if unpaid:
        return t(
            "As long as it is unpaid it never ages out. Paid in full on {paid}, it would leave the report on {leaves}, by itself.",
            **holes,
        )
    if one is last:
        return t(
            "All paid on {paid}: the mark stays five years from the end of that month and leaves the report on {leaves}, by itself. "
            "That is {months} months after the first payment missed.",
            **holes,
        )
    return t(
        "The first mark leaves the report on {leaves}, the second on {last}: each has five years of its own. Then nothing is left, "
        "{months} months after the first payment missed.",
        **holes,
    )


def _notes(slips: list[_Slip], missed: int, unpaid: bool, again: int) -> dict[str, str]:
    one, last = slips[0], slips[-1]
    holes = {"due": months_on(one.due, missed - 1), "paid": one.paid}
    on_again = t("No second slip.")
    if again and unpaid:
        on_again = t("Not used while the first debt is unpaid.")
    elif again:
        on_again = t("Missed on {due}, paid on {paid}.", due=last.due, paid=last.paid)
    return {
        "missed": t("The last of them was due on {due}.", **holes),
        "months": t("If so, on {paid}.", **holes) if unpaid else t("On {paid}.", **holes),
        "again": on_again,
    }


def _asked() -> _Slip:
    return _slip(_FIRST, _ASKED["missed"], _ASKED["months"])


def _on_months(guess: int | float, truth: int) -> str:
    holes = {
        "guess": guess,
        "months": truth,
        "gap": difference(guess, truth),
        "late": _months(_FIRST, _asked().paid),
        "sooner": _months(_FIRST, _slip(_FIRST, _ASKED["missed"], 1).leaves),
    }
    if close(guess, truth):
        return t(
            "You guessed {guess:,} months and it is {months}: close. {late} months late, and then five years. "
            "Paid in April 2024, it would have been gone after {sooner}.",
            **holes,
        )
    if guess < truth:
        return t(
            "You guessed {guess:,} months; it is {months}, {gap:,} more than you thought. Most people count five years from the "
            "first payment missed. They begin when it is over, here {late} months later. Paid in April 2024, it would have "
            "been gone after {sooner}.",
            **holes,
        )
    return t(
        "You guessed {guess:,} months; it is {months}, {gap:,} fewer than you thought. It does not stay for ever: once everything "
        "is paid, five years are counted, and it goes by itself. Paid in April 2024, it would have been gone after {sooner}.",
        **holes,
    )


def _on_panel(guess: int | float, **state: object) -> tuple[list[str], list[int]] | None:
    """Where the guess stands in time, on what `leaves` asks about."""
    return ([str(months_on(_FIRST, round(guess)))], [0]) if state == _ASKED else None
