"""How long does one missed payment follow me? Five years of a card, paid month by month, as the report prints them."""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from functools import reduce

from toolkit import catalog, charts
from toolkit.i18n import t
from toolkit.models.record import LATE, MONTHS, OVER, marks, summary
from toolkit.money import percent, yuan
from toolkit.panels.card_life import DAYS_LATE, FIRST_DUE, LIMIT_FEN, SPENT_FEN, Life, always_in_full, lived
from toolkit.panels.controls import Choice, Months, Option
from toolkit.panels.panel import Panel
from toolkit.panels.view import Month, View
from toolkit.predictions import Guess, Prediction

_YEARS = range(FIRST_DUE.year, FIRST_DUE.year + 5)
_THREE = "F" * 33 + "XXX" + "F" * 24
"""What `stays` asks about."""


def stays() -> Prediction:
    """How many cells are still late two years after three missed due dates: a number, before the grid is seen."""
    return Prediction(
        t(
            "Lin misses three due dates of a card in a row, then pays everything, and from then on all bills on time. "
            "Two years later, how many of the report's 60 months still read as late?"
        ),
        unit=t("months"),
        y_range=(0, MONTHS),
        step=1,
        truth=lambda: summary([lived(_THREE).record]).months,
        says=_on_months,
    )


def five_years(after: Guess | None = None) -> Panel:
    """Sixty months of a card, each paid as the learner says; shut until the guess it comes `after` is in."""
    letters = {
        "F": t("Paid in full"),
        "O": t("Only the minimum"),
        "L": t("Paid a week late"),
        "X": t("Nothing paid"),
        "S": t("All settled, card closed"),
    }
    stories = _stories()
    story = stories[0 if after else 2]  # what stands on paper beside a prediction answers no part of it
    return Panel(
        draw,
        Choice(name="story", label=t("Start from a story"), options=stories, value=story.value),
        Months(name="months", label=t("The card, month by month"), years=_YEARS, letters=letters, value=story.sets["months"]),
        after=after,
    )


def draw(story: str, months: str) -> View:
    """The figure for one way of paying, a letter for each month; `story` is the one it began as."""
    life, twin = lived(months), always_in_full()
    told = next(option.sets["months"] for option in _stories() if option.value == story) == months
    return View(
        chart=_chart(life, twin),
        headline=_headline(life, twin),
        table=_table(life, twin),
        notes={
            "story": "" if told else t("Changed since: this is your own story now."),
            "months": t("Late months are over as soon as what is overdue is paid; each of them says how much that was."),
        },
        months={"months": _cells(life, months)},
        sources=_sources(),
    )


def _stories() -> tuple[Option, ...]:
    """Ways through five years. The panel opens on the first where it comes after a guess."""

    def story(id: str, label: str, months: str) -> Option:
        return Option(value=id, label=label, sets={"months": months.ljust(MONTHS, "F")})

    return (
        story("never", t("Never late"), ""),
        story("slip", t("One slip, paid the month after"), "F" * 30 + "X"),
        story("three", t("Three in a row, then all paid"), _THREE),
        story("long_ago", t("Three in a row, at the very beginning"), "XXX"),
        story("minimum", t("Only the minimum, always on time"), "O" * MONTHS),
        story("week_late", t("A week late each month, but before it ends"), "L" * MONTHS),
        story("second", t("Every second month, for two years"), "FX" * 12),
        story("hard_year", t("A hard year, then all paid"), "F" * 24 + "X" * 12),
        story("minimum_again", t("A hard year, then the minimum"), "F" * 24 + "X" * 12 + "O" * 24),
        story("closed", t("Half a year unpaid, then settled and closed"), "F" * 24 + "X" * 6 + "S"),
        story("stopped", t("Nothing paid any more"), "F" * 24 + "X" * 36),
    )


def _on_months(guess: int | float, truth: int) -> str:
    (mark,) = marks(lived(_THREE).record)
    holes = {"guess": guess, "truth": truth, "ended": f"{mark.ended:%Y-%m}", "leaves": f"{mark.leaves:%Y-%m}"}
    if guess == truth:
        return t(
            "You said {guess:,}, and that is what it is. Paying ends the lateness, but not what was printed: "
            "it ends in {ended}, and the marks stay until {leaves}, five years on.",
            **holes,
        )
    if guess < truth:
        return t(
            "You said {guess:,}; it is {truth}. Many think that what is paid is deleted. Paying ends the lateness, and from "
            "then on every month is a good one; but what was printed stays: paid in {ended}, gone in {leaves}, five years on.",
            **holes,
        )
    return t(
        "You said {guess:,}; it is only {truth}. The months after the payment are good ones: a late month does not spoil "
        "those that follow. It was paid in {ended}, and the marks are gone in {leaves}, five years on.",
        **holes,
    )


def _headline(life: Life, twin: Life) -> str:
    told = summary([life.record])
    holes = {
        "year": _YEARS[-1],
        "late": told.months,
        "longest": told.longest,
        "overdue": yuan(told.overdue_fen),
        "owed": yuan(life.owed_fen[-1]),
        "leaves": max((f"{mark.leaves:%Y-%m}" for mark in marks(life.record) if mark.leaves), default=""),
        "weeks": life.record.symbols.count("M"),
        "score": round(life.points[-1]),
        "twin": round(twin.points[-1]),
        "used": percent(Fraction(round(100 * life.owed_fen[-1] / LIMIT_FEN), 100)),
    }
    if not told.months:
        says = [t("At the end of {year} the report shows no late month.", **holes)]
    elif told.months == 1:
        says = [t("At the end of {year} the report shows 1 late month.", **holes)]
    elif told.longest == 1:
        says = [t("At the end of {year} the report shows {late} late months, never two in a row.", **holes)]
    else:
        says = [t("At the end of {year} the report shows {late} late months, the longest time {longest} in a row.", **holes)]
    if told.overdue_fen:
        says.append(
            t(
                "{overdue:,} yuan is overdue, and while it is, its mark stays. "
                "Paying all that is owed, {owed:,} yuan, ends it; five years later it leaves.",
                **holes,
            )
        )
    elif told.months:
        says.append(t("Nothing is overdue; if nothing more happens, the last mark leaves in {leaves}.", **holes))
    if holes["weeks"]:
        paid_late = t("Months paid late, but before they ended (M): {weeks}.", **holes)
        says += [paid_late, t(catalog.record_facts()["late_in_month"].says)]
    if holes["score"] == holes["twin"] and not told.months:
        says.append(t("Teaching score {score}.", **holes))
    elif told.months or not life.owed_fen[-1]:
        says.append(t("Teaching score {score}; always paid in full, {twin}.", **holes))
    else:
        says.append(t("Teaching score {score}; always paid in full, {twin}, as {used} of the limit is in use.", **holes))
    return sentences(says)


def sentences(says: Sequence[str]) -> str:
    """Sentences one after another."""
    return reduce(lambda before, more: t("{before} {more}", before=before, more=more), says)


def tone(symbol: str) -> str:
    """How a cell of the grid looks."""
    tones = {"7BDZG": "bad", "456": "worse", "123": "late", "C": "over", f"/#{OVER}": "none"}
    return next((tone for symbols, tone in tones.items() if symbol in symbols), "good")


def _cells(life: Life, months: str) -> list[Month]:
    """What each month shows, and what it means."""
    record, names = life.record, {grade: t(name) for grade, name in catalog.class_rules()["card"].names.items()}
    whatever = {
        "C": t("C: all was paid, and the card is closed. That deletes nothing: what is late before it stays five years."),
        OVER: t("The card is closed, and nothing more is reported."),
        "M": t("M: paid after the due date, but before the month ended. Each lender says whether that counts."),
    }
    paid = {
        "F": t("N: the bill was paid in full, on time."),
        "O": t("N: the minimum was paid on time, so this is no late month. The rest bears interest."),
    }
    missed = {
        "1": t("one minimum missed"),
        **{str(number): t("{number} minimums in a row missed", number=number) for number in range(2, 7)},
        "7": t("seven or more minimums missed"),
    }
    cells = []
    ends = zip(record.symbols, months, record.overdue_fen, life.days, life.grades, strict=True)
    for symbol, letter, fen, days, grade in ends:
        if symbol not in LATE:
            cells.append(Month("–" if symbol == OVER else symbol, tone(symbol), whatever.get(symbol) or paid[letter]))
            continue
        says = t(
            "{symbol}: {missed}. {overdue:,} yuan overdue for {days} days. Loan class: {grade}.",
            symbol=symbol, missed=missed[symbol], overdue=yuan(fen), days=days, grade=names[grade],
        )  # fmt: skip
        cells.append(Month(symbol, tone(symbol), says))
    return cells


def _chart(life: Life, twin: Life) -> dict:
    names = catalog.class_rules()["card"].names
    return charts.standing(
        {t("Teaching score, 0 to 100"): [round(points, 1) for points in life.points]},
        {t("Never late"): [round(points, 1) for points in twin.points]},
        (t("Loan class"), [t(name) for name in names.values()], [list(names).index(grade) for grade in life.grades]),
        years=[str(year) for year in _YEARS],
    )


def _table(life: Life, twin: Life) -> dict[str, list[str | int | Decimal]]:
    """A row for each year, as a report prints it, and what stands at its end."""
    names, years = catalog.class_rules()["card"].names, [slice(12 * year, 12 * year + 12) for year in range(len(_YEARS))]
    symbols = [life.record.symbols[year].replace(OVER, "–") for year in years]
    worst = [max(life.grades[year], key=list(names).index) for year in years]
    return {
        t("Year"): [str(year) for year in _YEARS],
        t("January to December"): ["\N{NO-BREAK SPACE}".join(row) for row in symbols],
        t("Late months"): [sum(symbol in LATE for symbol in row) for row in symbols],
        t("Overdue at its end, yuan"): [yuan(life.record.overdue_fen[year][-1]) for year in years],
        t("Worst loan class"): [t(names[grade]) for grade in worst],
        t("Score at its end"): [round(life.points[year][-1]) for year in years],
        t("Never late"): [round(twin.points[year][-1]) for year in years],
    }


def _sources() -> tuple[str, ...]:
    facts = catalog.record_facts()
    amounts, due = {"spent": SPENT_FEN // 100, "limit": LIMIT_FEN // 100}, FIRST_DUE.day
    return (
        t(
            "The card is ours: a limit of {limit:,} yuan, due on day {day} of each month, and {spent:,} yuan spent on that "
            "day, but nothing while a payment is missing. Whoever pays a week late pays in full on day {paid}. Its terms are "
            "those of the bank card of the first lesson.",
            day=due, paid=due + DAYS_LATE, **amounts,
        ),  # fmt: skip
        t("The five years begin in January 2026, so that the one-off repair, for late months up to 2025, plays no part."),
        *(facts[fact].graded() for fact in ("retention", "months", "minimum", "late_in_month")),
        catalog.class_rules()["card"].sentence(),
        t("The score is ours, on a scale of its own from 0 to 100: not the central bank's, not Sesame Credit's, not FICO's."),
        facts["score_sizes"].graded(),
    )
