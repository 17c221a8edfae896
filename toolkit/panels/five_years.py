"""How long does one missed payment follow me? Five years of a card, paid month by month, as the report prints them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from functools import cache, reduce

from toolkit import catalog, charts
from toolkit.i18n import t
from toolkit.models.account import Book
from toolkit.models.contract import Account, Bill, Purchase
from toolkit.models.dates import months_on
from toolkit.models.record import LATE, MONTHS, OVER, Kind, LoanClass, Record, loan_class, marks, month_end, summary
from toolkit.models.score import CreditFile, Line, score
from toolkit.money import percent, yuan
from toolkit.panels.controls import Choice, Months, Option
from toolkit.panels.panel import Panel
from toolkit.panels.view import Month, View
from toolkit.predictions import Guess, Prediction

YEARS = range(2026, 2031)
"""The one-off repair was for late months up to 2025, so that it plays no part here."""
_FIRST_DUE = date(2026, 1, 10)
_DAYS_LATE = 8
"""After the grace days, before the next statement."""
_SPENT_FEN, _LIMIT_FEN = 1_000_00, 20_000_00
_NEVER = "F" * MONTHS
_THREE = "F" * 33 + "XXX" + "F" * 24
"""What `stays` asks about."""


def stays() -> Prediction:
    """How many cells of the report are still late two years after three missed due dates: a number, before the grid is seen."""
    return Prediction(
        t(
            "Lin misses three due dates of a card in a row, then pays everything, and from then on all bills on time. "
            "Two years later, how many of the report's 60 months still read as late?"
        ),
        unit=t("months"),
        y_range=(0, MONTHS),
        step=1,
        truth=lambda: summary([_lived(_THREE).record]).months,
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
        Months(name="months", label=t("The card, month by month"), years=YEARS, letters=letters, value=story.sets["months"]),
        after=after,
    )


def draw(story: str, months: str) -> View:
    """The figure for one way of paying, a letter for each month; `story` is the one it began as."""
    life, twin = _lived(months), _never_late()
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


@dataclass(frozen=True, kw_only=True)
class _Life:
    """Five years of the card: its record, and what stands at each month's end; after it is closed, nothing is owed."""

    record: Record
    days: Sequence[int]
    owed_fen: Sequence[int]
    points: Sequence[float]

    @property
    def grades(self) -> list[LoanClass]:
        from_days = catalog.class_rules()["card"].from_days
        return [loan_class(days, from_days) for days in self.days]


@cache
def _never_late() -> _Life:
    return _lived(_NEVER)


def _lived(months: str) -> _Life:
    """What the card comes to if it is paid like this."""
    symbols, days, overdue_fen, owed_fen = "", [], [], []
    for symbol, book in month_ends(months):
        then = book.past_due()
        symbols += symbol
        days.append(then.days)
        overdue_fen.append(then.overdue_fen)
        owed_fen.append(book.owed().total_fen)
    rest = MONTHS - len(symbols)
    symbols += OVER * rest
    for numbers in (days, overdue_fen, owed_fen):
        numbers += [0] * rest
    record = Record(kind=Kind.CARD, last=month_end(_FIRST_DUE, MONTHS - 1), symbols=symbols, overdue_fen=tuple(overdue_fen))
    return _Life(record=record, days=days, owed_fen=owed_fen, points=_points(record, owed_fen))


def month_ends(months: str) -> Iterator[tuple[str, Book]]:
    """Each month's symbol, and the card's book at the month's end, until the card is closed.

    The same amount is spent each month on the due date, after the payment; nothing while a payment is missing.
    """
    contract, spent = catalog.product("bank_card").contract, months_on(_FIRST_DUE, -1)
    statement = spent + timedelta(days=10)
    bill = Bill(purchases=(Purchase(posted=spent, amount_fen=_SPENT_FEN),), statement=statement, due=_FIRST_DUE)
    book = Book(Account(contract=contract, bills=(bill,)))
    for number, letter in enumerate(months):
        due = months_on(_FIRST_DUE, number)
        book.until(due + timedelta(days=_DAYS_LATE) if letter == "L" else due)
        if letter == "S":
            book.pay(book.owed().total_fen)
            yield "C", book
            return
        if letter != "X":
            book.pay(book.called_fen if letter == "O" else book.billed_fen)
        if not book.called_fen:
            book.buy(_SPENT_FEN)
        book.until(month_end(due))
        missed = book.past_due().missed
        yield str(min(7, missed)) if missed else "M" if letter == "L" else "N", book


def _points(record: Record, owed_fen: Sequence[int]) -> list[float]:
    """The score at each month's end of a person who has this card alone."""
    rules, opened, points = catalog.score_rules(), months_on(_FIRST_DUE, -1), []
    for number, used_fen in enumerate(owed_fen):
        symbols = record.symbols[: number + 1].rjust(MONTHS, "/")
        then = Record(kind=Kind.CARD, last=record.month(number), symbols=symbols)
        line = Line(opened=opened, record=then, limit_fen=_LIMIT_FEN, used_fen=min(used_fen, _LIMIT_FEN))
        points.append(score(CreditFile(lines=(line,)), rules).points)
    return points


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
    (mark,) = marks(_lived(_THREE).record)
    holes = {"guess": guess, "truth": truth, "ended": f"{mark.ended:%Y-%m}", "leaves": f"{mark.leaves:%Y-%m}"}
    if guess == truth:
        return t(
            "You said {guess:,}, and that is what it is. Paying ends the lateness, but not what was printed: "
            "it ends in {ended}, and the marks stay until {leaves}, five years on.",
            **holes,
        )
    if guess < truth:
        return t(
            "You said {guess:,}; it is {truth}. Many think that what is paid is deleted. Paying ends the lateness, and from then "
            "on every month is a good one; but what was printed stays: paid in {ended}, gone in {leaves}, five years on.",
            **holes,
        )
    return t(
        "You said {guess:,}; it is only {truth}. The months after the payment are good ones: a late month does not spoil "
        "those that follow. It was paid in {ended}, and the marks are gone in {leaves}, five years on.",
        **holes,
    )


def _headline(life: _Life, twin: _Life) -> str:
    symbols, told = life.record.symbols, summary([life.record])
    holes = {
        "year": YEARS[-1],
        "late": told.months,
        "longest": told.longest,
        "overdue": yuan(told.overdue_fen),
        "owed": yuan(life.owed_fen[-1]),
        "leaves": max((f"{mark.leaves:%Y-%m}" for mark in marks(life.record) if mark.leaves), default=""),
        "weeks": symbols.count("M"),
        "score": round(life.points[-1]),
        "twin": round(twin.points[-1]),
        "used": percent(Fraction(round(100 * life.owed_fen[-1] / _LIMIT_FEN), 100)),
    }
    if not told.months:
        says = [t("At the end of {year} the report shows no late month.", **holes)]
    elif told.months == 1:
        says = [t("At the end of {year} the report shows 1 late month.", **holes)]
    elif told.longest == 1:
        says = [t("At the end of {year} the report shows {late} late months, never two in a row.", **holes)]
    else:
        says = [t("At the end of {year} the report shows {late} late months, at most {longest} in a row.", **holes)]
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
        says.append(t("Months paid late, but before they ended (M): {weeks}. Whether that counts is for each lender to say.", **holes))
    if told.months:
        says.append(t("Teaching score {score}; never late, {twin}.", **holes))
    elif holes["score"] == holes["twin"]:
        says.append(t("Teaching score {score}.", **holes))
    elif symbols[-1] in "C" + OVER:
        says.append(t("Teaching score {score}; with the card kept and paid in full, {twin}.", **holes))
    else:
        says.append(t("Teaching score {score}; paid in full, {twin}, since {used} of the limit is in use.", **holes))
    return sentences(says)


def sentences(says: Sequence[str]) -> str:
    """Sentences one after another."""
    return reduce(lambda before, more: t("{before} {more}", before=before, more=more), says)


def tone(symbol: str) -> str:
    """How a cell of the grid looks."""
    tones = {"7BDZG": "bad", "456": "worse", "123": "late", "C": "over", f"/#{OVER}": "none"}
    return next((tone for symbols, tone in tones.items() if symbol in symbols), "good")


def _cells(life: _Life, months: str) -> list[Month]:
    """What each month shows, and what it means."""
    record, names = life.record, {grade: t(name) for grade, name in catalog.class_rules()["card"].names.items()}
    whatever = {
        "C": t("C: all was paid, and the card is closed. That deletes nothing: what is late before it stays five years."),
        OVER: t("The card is closed, and nothing more is reported."),
        "M": t("M: paid after the due date, but before the month ended. Whether that counts is for each lender to say."),
    }
    paid = {
        "F": t("N: the bill was paid in full, on time."),
        "O": t("N: the minimum was paid on time, so this is no late month. The rest bears interest."),
        "X": t("N: nothing was due."),
    }
    missed = {
        "1": t("one minimum missed"),
        **{str(number): t("{number} minimums in a row missed", number=number) for number in range(2, 7)},
        "7": t("seven or more minimums missed"),
    }
    cells = []
    for symbol, letter, fen, days, grade in zip(record.symbols, months, record.overdue_fen, life.days, life.grades, strict=True):
        if symbol not in LATE:
            cells.append(Month("–" if symbol == OVER else symbol, tone(symbol), whatever.get(symbol) or paid[letter]))
            continue
        says = t(
            "{symbol}: {missed}. {overdue:,} yuan overdue for {days} days. Loan class: {grade}.",
            symbol=symbol, missed=missed[symbol], overdue=yuan(fen), days=days, grade=names[grade],
        )  # fmt: skip
        cells.append(Month(symbol, tone(symbol), says))
    return cells


def _chart(life: _Life, twin: _Life) -> dict:
    names = catalog.class_rules()["card"].names
    return charts.standing(
        {t("Teaching score, 0 to 100"): [round(points, 1) for points in life.points]},
        {t("Never late"): [round(points, 1) for points in twin.points]},
        (t("Loan class"), [t(name) for name in names.values()], [list(names).index(grade) for grade in life.grades]),
        years=[str(year) for year in YEARS],
    )


def _table(life: _Life, twin: _Life) -> dict[str, list[str | int | Decimal]]:
    """A row for each year, as a report prints it, and what stands at its end."""
    names, years = catalog.class_rules()["card"].names, [slice(12 * year, 12 * year + 12) for year in range(len(YEARS))]
    symbols = [life.record.symbols[year].replace(OVER, "–") for year in years]
    worst = [max(life.grades[year], key=list(names).index) for year in years]
    return {
        t("Year"): [str(year) for year in YEARS],
        t("January to December"): ["\N{NO-BREAK SPACE}".join(row) for row in symbols],
        t("Late months"): [sum(symbol in LATE for symbol in row) for row in symbols],
        t("Overdue at its end, yuan"): [yuan(life.record.overdue_fen[year][-1]) for year in years],
        t("Worst loan class"): [t(names[grade]) for grade in worst],
        t("Score at its end"): [round(life.points[year][-1]) for year in years],
        t("Never late"): [round(twin.points[year][-1]) for year in years],
    }


def _sources() -> tuple[str, ...]:
    facts = catalog.record_facts()
    holes = {"spent": _SPENT_FEN // 100, "limit": _LIMIT_FEN // 100, "day": _FIRST_DUE.day, "paid": _FIRST_DUE.day + _DAYS_LATE}
    return (
        t(
            "The card is ours: a limit of {limit:,} yuan, due on day {day} of each month, and {spent:,} yuan spent on that day, "
            "but nothing while a payment is missing. Whoever pays a week late pays in full on day {paid}. Its terms are those of "
            "the bank card of the first lesson.",
            **holes,
        ),
        t("The five years begin in January 2026, so that the one-off repair, for late months up to 2025, plays no part."),
        *(facts[fact].graded() for fact in ("retention", "months", "minimum", "late_in_month")),
        catalog.class_rules()["card"].sentence(),
        t("The score is ours, on a scale of its own from 0 to 100: not the central bank's, not Sesame Credit's, not FICO's."),
        facts["score_sizes"].graded(),
    )
