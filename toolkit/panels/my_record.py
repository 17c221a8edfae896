"""And what about mine? The grid of the learner's own report, filled in cell by cell, in plain words."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

from toolkit import catalog, charts
from toolkit.i18n import t
from toolkit.models.record import (
    BAD, LATE, MONTHS, OVER, SYMBOLS, Kind, Mark, Record, marks, month_end, repaired, typed_record,
)  # fmt: skip
from toolkit.panels.controls import Choice, Months, Number, Option
from toolkit.panels.five_years import sentences, tone
from toolkit.panels.panel import Panel
from toolkit.panels.view import Month, View

_YEARS = range(2021, 2028)
_EMPTY = "-"
_ROWS = 8
"""The marks that have room on the chart."""


def my_record() -> Panel:
    """A report's grid, to fill in from the learner's own."""
    stories = _stories()
    start = stories[0].sets
    kinds = (Option(value="card", label=t("A card")), Option(value="loan", label=t("A loan")))
    return Panel(
        draw,
        Choice(name="story", label=t("Start from an example"), options=stories, value=stories[0].value),
        Number(
            name="overdue", label=t("Highest overdue amount of a month"), unit=t("yuan"), low=0, high=10_000_000, decimals=2,
            value=start["overdue"],
        ),
        Choice(name="kind", label=t("The account is"), options=kinds, value=start["kind"]),
        Months(name="months", label=t("My grid"), years=_YEARS, letters=_letters(), value=start["months"]),
    )  # fmt: skip


def draw(story: str, kind: str, overdue: Fraction, months: str) -> View:
    """The figure for a grid as it was filled in; `story` is the one it began as."""
    record = _record(months, Kind(kind), int(overdue * 100))
    found, hidden = marks(record), _hidden(record)
    sets = next(option.sets for option in _stories() if option.value == story)
    told = (kind, months, overdue) == (sets["kind"], sets["months"], Fraction(sets["overdue"]))
    repair, facts = catalog.repairs()["once_2025"], ("free_reports", "months", "retention", "late_in_month", "dispute")
    most = repair.repair.most_fen // 100
    story_note = t("A teaching example. Change whatever is different in your report.")
    return View(
        chart=_chart(found, record),
        headline=_headline(months, found, hidden),
        table=_table(found),
        notes={
            "story": story_note if told else t("Changed since: this is your own now."),
            "overdue": t("Asked only since the one-off repair was for months of at most {most:,} yuan.", most=most),
            "months": t(
                "From 1 to 7: on a loan the days past due, thirty to a step; on a card the minimums missed in a row. "
                "Nothing is sent to anybody: what you fill in stays in this browser, until you press “Forget them” below."
            ),
        },
        months={"months": _cells(months, record, found, hidden)},
        sources=(
            *(catalog.record_facts()[fact].graded() for fact in facts),
            repair.sentence(),
            t("The chart has room for the newest {rows} marks; the table has all of them.", rows=_ROWS),
            t("Read in whole months: a mark has ended at the end of the first month without one, and leaves five years later."),
        ),
    )


def _record(months: str, kind: Kind, overdue_fen: int) -> Record:
    """The record that was filled in. Months before it are unknown, unless it begins before the account was opened."""
    text = months.strip(_EMPTY)
    if not text:
        raise ValueError(t("The grid is empty. Fill in the months that your report shows, from the first to the last."))
    first, last = months.index(text[0]), len(months.rstrip(_EMPTY)) - 1
    gap = text.find(_EMPTY)
    if gap >= 0:
        month = f"{_month(first + gap):%Y-%m}"
        raise ValueError(
            t("{month} is empty. From the first month to the last, each needs its symbol; # if it is unknown.", month=month)
        )
    padded = text.rjust(MONTHS, "/" if text[0] == "/" else "#")
    return typed_record(padded if len(text) <= MONTHS else text, kind, _month(last), overdue_fen)


def _month(number: int) -> date:
    """The last day of a month of the grid."""
    return month_end(date(_YEARS[0], 1, 1), number)


def _hidden(record: Record) -> set[date]:
    """The months that should read as paid since the one-off repair. What had not ended then is no part of it."""
    repair = catalog.repairs()["once_2025"].repair
    done = month_end(repair.repaid_by, 1)
    later = record.then("#" * max(0, 12 * (done.year - record.last.year) + done.month - record.last.month))
    pairs = enumerate(zip(later.symbols, repaired(later, repair).symbols, strict=True))
    return {later.month(number) for number, (before, after) in pairs if before != after}


def _letters() -> dict[str, str]:
    """The symbols in their usual order, with a word on each where it fits; the numbers are told in a note."""
    words = {
        "N": t("Paid as due"),
        "*": t("Nothing due"),
        "M": t("Late, in the month"),
        "C": t("Closed"),
        "#": t("Unknown"),
        "A": t("Bill moved"),
        "/": t("Not open yet"),
        "D": t("Guarantor paid"),
        "Z": t("Paid in kind"),
        "B": t("Bad debt"),
        "G": t("Ended otherwise"),
    }
    return {**{symbol: words.get(symbol, "") for symbol in SYMBOLS}, _EMPTY: t("Empty")}


def _stories() -> tuple[Option, ...]:
    """Grids as reports print them; each sets every field. The panel opens on the first."""

    def story(id: str, label: str, kind: str, last: tuple[int, int], text: str, overdue: str = "500") -> Option:
        end = 12 * (last[0] - _YEARS[0]) + last[1]
        months = text.rjust(end, _EMPTY).ljust(12 * len(_YEARS), _EMPTY)
        return Option(value=id, label=label, sets={"kind": kind, "months": months, "overdue": overdue})

    three = "*" + "N" * 22 + "123" + "N" * 4
    return (
        story("slip", t("A card, one slip this year"), "card", (2026, 10), "N" * 31 + "1" + "N" * 4),
        story("clean", t("A card, never late"), "card", (2026, 10), "//*" + "N" * 57),
        story("month", t("A card, often a few days late"), "card", (2026, 10), "NNNMNNMNNNMN" * 3),
        story("repaired", t("A loan, three months late in 2025, then paid"), "loan", (2025, 12), three, "2400"),
        story("too_much", t("The same, with more than 10,000 yuan"), "loan", (2025, 12), three, "12600"),
        story("unpaid", t("A card, nothing paid any more"), "card", (2026, 10), "N" * 26 + "1234567777"),
        story("closed", t("A card, two slips, then closed"), "card", (2026, 10), "N" * 26 + "1N12NNNNNC"),
        story("guarantor", t("A loan that the guarantor paid"), "loan", (2026, 10), "N" * 30 + "1234DC", "3000"),
    )


def _cells(months: str, record: Record, found: Sequence[Mark], hidden: set[date]) -> list[Month]:
    """What each month shows, what it means, and when it leaves."""
    meaning, cells = catalog.record_symbols(), []
    for number, symbol in enumerate(months):
        month = _month(number)
        if symbol == _EMPTY:
            cells.append(Month("", "none", t("Empty: this month is not in the report.")))
            continue
        says = [t("{symbol}: {says}", symbol=symbol, says=t(meaning[symbol].says))]
        mark = next((mark for mark in found if symbol in BAD and mark.first <= month <= mark.last), None)
        if month in hidden:
            says.append(t("Since the one-off repair it should read as paid."))
        elif mark and mark.leaves:
            says.append(t("It leaves in {leaves}.", leaves=f"{mark.leaves:%Y-%m}"))
        elif mark:
            says.append(t("It leaves five years after all that is overdue is paid."))
        cells.append(Month(symbol, tone(symbol), sentences(says)))
    return cells


def _headline(months: str, found: Sequence[Mark], hidden: set[date]) -> str:
    """What the grid says, as it could be said to a friend."""
    holes = {
        "count": len(months.strip(_EMPTY)),
        "bad": sum(symbol in BAD for symbol in months),
        "longest": max((sum(symbol in BAD for symbol in mark.symbols) for mark in found), default=0),
        "weeks": months.count("M"),
        "hidden": len(hidden),
        "since": f"{month_end(catalog.repairs()['once_2025'].repair.repaid_by, 2):%Y-%m}",
    }
    if not found:
        says = [t("My report shows {count} months, and none of them counts against me.", **holes)]
    else:
        if holes["bad"] == 1:
            says = [t("My report shows {count} months, and one of them counts against me.", **holes)]
        elif holes["longest"] == 1:
            says = [t("My report shows {count} months; {bad} of them count against me, never two in a row.", **holes)]
        else:
            says = [t("My report shows {count} months; {bad} of them count against me, the longest time {longest} in a row.", **holes)]
        if found[-1].leaves and len(hidden) < holes["bad"]:
            says.append(t("The last mark leaves in {leaves}.", leaves=f"{found[-1].leaves:%Y-%m}"))
        elif not found[-1].leaves:
            says.append(
                t(
                    "The last mark has not ended. The day on which all that is overdue is paid starts its five years; "
                    "then it leaves."
                )
            )
    if holes["weeks"]:
        paid_late = t("Months paid late, but before they ended (M): {weeks}.", **holes)
        says += [paid_late, t(catalog.record_facts()["late_in_month"].says)]
    if hidden:
        says.append(
            t(
                "By the one-off repair of 2025/26, {hidden} should read as paid in any report from {since} on. "
                "If one does not, I can object, free of charge.",
                **holes,
            )
        )
    return sentences(says)


def _table(found: Sequence[Mark]) -> Mapping[str, list[str]]:
    """A row for each mark."""
    shown = [
        (
            " ".join(mark.symbols),
            f"{mark.first:%Y-%m}",
            f"{mark.last:%Y-%m}",
            f"{mark.ended:%Y-%m}" if mark.ended else t("not yet"),
            f"{mark.leaves:%Y-%m}" if mark.leaves else t("five years after it is paid"),
        )
        for mark in found
    ]
    columns = zip(*shown or [(t("none"), "–", "–", "–", "–")], strict=True)
    labels = (t("Mark"), t("First month"), t("Last month"), t("Ended"), t("Leaves"))
    return {label: list(cells) for label, cells in zip(labels, columns, strict=True)}


def _chart(found: Sequence[Mark], record: Record) -> dict:
    """Each of the newest marks as a bar: while it was bad, and the five years after its end."""
    shown, bad, stays, gone = found[-_ROWS:], [], [], []
    start = min((mark.first for mark in shown), default=record.last)
    end = max((mark.leaves or month_end(record.last, MONTHS) for mark in shown), default=month_end(record.last, MONTHS))
    for row, mark in enumerate(shown):
        bad.append((row, str(mark.first.replace(day=1)), str(mark.ended or end)))
        if mark.ended:
            stays.append((row, str(mark.ended), str(mark.leaves)))
            gone.append((row, str(mark.leaves)))
    return charts.timeline(
        [f"{mark.first:%Y\N{NON-BREAKING HYPHEN}%m}" for mark in shown] or [t("No mark")],
        {t("Late and unpaid"): bad, t("Paid; the mark stays five years"): stays},
        (t("Gone"), gone),
        x_range=(f"{start.year}-01-01", f"{end.year + 1}-01-01"),
    )
