"""The teaching score: against the published US examples, and what must be true of any file."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from score_fit import ON, US_POINTS, back, fall, near

from toolkit import catalog
from toolkit.catalog.score import Fits
from toolkit.models.dates import months_on
from toolkit.models.record import MONTHS, Kind, Record
from toolkit.models.score import CreditFile, Line, course, later, months_back, never_late, score, struck

RULES = catalog.score_rules()
FITTED = [pytest.param(row, id=f"{row.start} {row.event}") for row in catalog.published() if row.fits is not Fits.NONE]


# Against what was published


@pytest.mark.parametrize("start", ["680", "720", "780"])
def test_a_starting_file_stands_where_its_name_says(start):
    """On the US scale, 300 + 5.5 of ours, to two points."""
    assert 300 + US_POINTS * score(catalog.starting_file(start, ON), RULES).points == pytest.approx(int(start), abs=2)


@pytest.mark.parametrize("row", FITTED)
def test_each_fitted_fall_is_in_its_published_range(row):
    low, high = row.fall
    assert low <= fall(row, RULES) <= high


@pytest.mark.parametrize("row", FITTED)
def test_each_recovery_of_three_years_or_less_is_met_within_a_quarter(row):
    low, high = near(row.months)
    if row.fits is Fits.BOTH:
        assert low <= back(row, RULES) <= high
    else:
        assert back(row, RULES) < low  # seven years are not reached, and the lesson says so


def test_every_published_recovery_of_three_years_or_less_is_fitted():
    """Of the two events that the numbers are for: 30 and 90 days late."""
    late = [row for row in catalog.published() if row.event in ("late_30", "late_90")]
    assert len(late) == 6
    assert all((row.fits is Fits.BOTH) == (row.months[1] <= 36) for row in late)


def test_at_most_eight_numbers_are_free():
    assert sum(number.fact.confidence == "T" for number in catalog.score_numbers().values()) <= 8


def test_the_command_prints_every_number_entry_and_published_row(capsys):
    from score_fit import report

    report()
    printed = capsys.readouterr().out
    said = [*catalog.score_numbers().values(), *(entry for start in catalog.starts().values() for entry in start.values())]
    assert all(each.sentence() in printed for each in said)
    assert sum(line.startswith(("2010 ", "2011 ")) for line in printed.splitlines()) == len(catalog.published())
    assert "11 fitted figures" in printed


@pytest.mark.parametrize("cells", ["1", "123"])
def test_a_higher_score_falls_further_and_returns_more_slowly(cells):
    """It follows from the curve and the files: no rule knows where a score began."""
    before = [catalog.starting_file(start, ON) for start in ("680", "720", "780")]
    after = [struck(file, 0, cells) for file in before]
    falls = [score(clean, RULES).points - score(hit, RULES).points for clean, hit in zip(before, after)]
    returns = [months_back(clean, hit, RULES) for clean, hit in zip(before, after)]
    assert falls == sorted(falls) and returns == sorted(returns)


def test_back_where_it_was_is_still_below_the_twin_that_was_never_late():
    """The 680 file with a new late month is back after ten; without any of its marks it would stand far higher."""
    file = catalog.starting_file("680", ON)
    then = later(struck(file, 0, "1"), 10)
    assert score(then, RULES).points > score(file, RULES).points - 0.5
    assert score(never_late(then), RULES).points - score(then, RULES).points > 5


# By hand


def line(kind: Kind, months: int, symbols: str = "", limit_fen: int = 0, used_fen: int = 0) -> Line:
    grid = ("*" + "N" * months)[-MONTHS:].rjust(MONTHS, "/")
    grid = grid[: MONTHS - len(symbols)] + symbols
    opened = months_on(ON.replace(day=1), -months)
    return Line(opened=opened, record=Record(kind=kind, last=ON, symbols=grid), limit_fen=limit_fen, used_fen=used_fen)


def test_the_risks_of_a_file_worked_out_by_hand():
    """K: 2 x 0.5 use; 1/(1+3) for three years; two openings, of today and of a year ago, and a query of six months ago:
    0.1 x (1 + 0.5 + 0.75) less the first, older than 24 months; 1.5 x (1 / 2 + 0.05 x 1.05 / 4), 7 and 14 months ago.
    """
    file = CreditFile(
        lines=(
            line(Kind.LOAN, 36, "2" + "N" * 6 + "1" + "N" * 7),
            line(Kind.CARD, 12, limit_fen=1_000_00, used_fen=1_000_00),
            line(Kind.CARD, 0, limit_fen=1_000_00),
        ),
        queries=(months_on(ON, -6),),
    )
    found = score(file, RULES)
    late = 1.5 * (0.5 + 0.05 * 1.05 / 4)
    assert found.risks == pytest.approx({"late": late, "use": 1, "length": 0.25, "new": 0.225, "one_kind": 0})
    assert found.points == pytest.approx(100 - 20 * 1.6981, abs=0.01)  # 2 ** 1.6981 = 3.2447
    assert sum(found.costs.values()) == pytest.approx(100 - found.points)


def test_twice_the_risk_is_twenty_points():
    one = CreditFile(lines=(line(Kind.LOAN, 600), line(Kind.CARD, 600, limit_fen=100, used_fen=50)))
    found = score(one, replace(RULES, length=1e-9))
    assert (found.risk, found.points) == (pytest.approx(2), pytest.approx(80))


def test_a_closed_card_is_not_used_and_a_file_with_nothing_against_it_has_a_hundred():
    closed = line(Kind.CARD, 60, "C", limit_fen=100, used_fen=100)
    found = score(CreditFile(lines=(closed, line(Kind.LOAN, 60))), replace(RULES, length=1e-9))
    assert (found.points, found.risks["use"]) == (pytest.approx(100), 0)


def test_no_score_is_below_nought():
    assert score(CreditFile(lines=tuple(line(Kind.CARD, 60, "7" * 60) for _ in range(40))), RULES).points == 0


@pytest.mark.parametrize(
    ("make", "says"),
    [
        (lambda: CreditFile(lines=()), "A file without any account has no score."),
        (lambda: CreditFile(lines=(line(Kind.CARD, 3),), queries=(date(2026, 11, 1),)), "A query of 2026-11-01 is not in a file of 2026-10-31."),
        (lambda: replace(line(Kind.CARD, 3), opened=date(2026, 11, 1)), "An account of 2026-11-01 is not in a file of 2026-10-31."),
        (
            lambda: CreditFile(lines=(line(Kind.CARD, 3), replace(line(Kind.CARD, 3), record=line(Kind.CARD, 3).record.then("N")))),
            "All records of a file end with the same month.",
        ),
    ],
)
def test_what_is_no_file_is_refused(make, says):
    with pytest.raises(ValueError, match=says):
        make()


# Any file

GRIDS = st.text("N*M1234567DZBG#", min_size=1, max_size=MONTHS) | st.text("NNNNNN123", min_size=24, max_size=MONTHS)


@st.composite
def files(draw) -> CreditFile:
    lines = []
    for _ in range(draw(st.integers(1, 3))):
        symbols = draw(GRIDS)
        old = line(draw(st.sampled_from(Kind)), draw(st.integers(0, 200)), symbols, 1_000_00, draw(st.integers(0, 1_000_00)))
        lines.append(old)
    queries = tuple(months_on(ON, -age) for age in draw(st.lists(st.integers(0, 40), max_size=4)))
    return CreditFile(lines=tuple(lines), queries=queries)


def points(file: CreditFile) -> float:
    return score(file, RULES).points


def with_symbol(file: CreditFile, place: int, symbol: str) -> CreditFile:
    symbols = file.lines[0].record.symbols
    record = replace(file.lines[0].record, symbols=symbols[:place] + symbol + symbols[place + 1 :])
    return replace(file, lines=(replace(file.lines[0], record=record), *file.lines[1:]))


PLACES, LATER, CLOSE = st.integers(0, MONTHS - 1), st.integers(0, 70), 1e-9


@settings(max_examples=200, deadline=None)
@given(files(), PLACES, st.sampled_from("1234567DZBG"), LATER)
def test_a_late_month_never_helps_now_or_later(file, place, symbol, months):
    clean, late = with_symbol(file, place, "N"), with_symbol(file, place, symbol)
    assert points(later(late, months)) <= points(later(clean, months)) + CLOSE


@settings(max_examples=200, deadline=None)
@given(files(), PLACES, st.integers(1, 6), LATER)
def test_a_deeper_symbol_never_helps(file, place, symbol, months):
    milder, deeper = (with_symbol(file, place, str(each)) for each in (symbol, symbol + 1))
    assert points(later(deeper, months)) <= points(later(milder, months)) + CLOSE


@settings(max_examples=200, deadline=None)
@given(files(), PLACES, PLACES, st.sampled_from("1234567"))
def test_a_newer_mark_never_hurts_less(file, one, other, symbol):
    old, new = sorted((one, other))
    clean = with_symbol(with_symbol(file, old, "N"), new, "N")
    assert points(with_symbol(clean, new, symbol)) <= points(with_symbol(clean, old, symbol)) + CLOSE


@settings(max_examples=100, deadline=None)
@given(files())
def test_time_paid_on_time_never_lowers_and_the_twin_is_never_below(file):
    mine, twins = (course(each, RULES, 30) for each in (file, never_late(file)))
    assert all(after >= before - CLOSE for way in (mine, twins) for before, after in zip(way, way[1:]))
    assert all(0 <= here <= there + CLOSE <= 100 + CLOSE for here, there in zip(mine, twins))


@settings(max_examples=100, deadline=None)
@given(files(), st.integers(0, 100), st.integers(0, 24))
def test_more_use_and_a_new_query_never_help(file, more, age):
    first = file.lines[0]
    fuller = replace(file, lines=(replace(first, used_fen=first.used_fen + more), *file.lines[1:]))
    asked = replace(file, queries=(*file.queries, months_on(ON, -age)))
    assert points(fuller) <= points(file) + CLOSE and points(asked) <= points(file) + CLOSE
