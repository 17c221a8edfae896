"""Five years of a card: the grid that the account's own record makes, days and dates by hand ("K"), and what is said of them."""

import json
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import groupby

import plotly.graph_objects as go
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit import catalog
from toolkit.i18n import speak
from toolkit.models.account import past_due
from toolkit.models.contract import Account, Payment, Purchase, monthly_bills
from toolkit.models.dates import months_on
from toolkit.models.record import Kind, reported
from toolkit.panels.card_life import month_ends
from toolkit.panels.five_years import draw, five_years, stays
from toolkit.predictions import predict

STORIES = {option.value: option.sets["months"] for option in five_years()._controls[0].options}
LETTERS = "FOLXS"


def shown(months: str):
    return draw("never", months.ljust(60, "F"))


def marks(view) -> str:
    return "".join(month.mark for month in view.months["months"])


def row(view, year: int) -> list:
    return [column[year - 2026] for column in view.table.values()]


def account(months: str) -> Account:
    """What the book says was bought and paid, as one account."""
    *_, book = month_ends(months)
    bought = [Purchase(posted=day, amount_fen=fen) for day, kind, _, fen in book.entries if kind == "purchase"]
    paid = groupby((entry for entry in book.entries if entry[1] == "payment"), key=lambda entry: entry[0])
    payments = tuple(Payment(date=day, amount_fen=sum(entry[3] for entry in entries)) for day, entries in paid)
    bills = monthly_bills(bought, date(2025, 12, 20), date(2026, 1, 10))
    return Account(contract=catalog.product("bank_card").contract, bills=bills, payments=payments)


@settings(max_examples=25, deadline=None)
@given(st.text("FOLX", min_size=60, max_size=60))
def test_any_way_of_paying_gives_the_grid_of_the_account_itself(months):
    last, view, told = date(2030, 12, 31), shown(months), account(months)
    record = reported(told, Kind.CARD, last)
    assert marks(view) == record.symbols
    ends = [months_on(date(2026, 1, 1), number + 1) - timedelta(days=1) for number in range(60)]
    for cell, then, fen in zip(view.months["months"], past_due(told, ends), record.overdue_fen, strict=True):
        assert then.overdue_fen == fen
        assert (f"{Decimal(fen) / 100:,.2f} yuan overdue for {then.days} days." in cell.says) == bool(fen)


def test_what_is_overdue_ends_it_and_what_is_owed_ends_all():
    *_, book = month_ends("X" * 36)
    book.pay(book.past_due().overdue_fen)
    assert book.past_due().days == 0 < book.owed().total_fen
    book.pay(book.owed().total_fen)
    book.until(date(2035, 12, 31))
    assert book.owed().total_fen == 0


def test_three_missed_then_paid():
    """K: due on 10 October 2028; 21, 51 and 82 days on the last of October, November and December; 100, 90 and 81 called for.

    Paid on 10 January 2029, over at that month's end, five years from there.
    """
    view = draw("three", STORIES["three"])
    assert marks(view)[30:40] == "NNN123NNNN"
    says = [month.says for month in view.months["months"][33:36]]
    assert [part for part in says if "Loan class: Special mention." in part] == says
    for part, told in zip(says, ("100.00 yuan overdue for 21", "190.00 yuan overdue for 51", "271.00 yuan overdue for 82"), strict=True):
        assert told in part
    assert view.headline.startswith(
        "At the end of 2030 the report shows 3 late months, the longest time 3 in a row. Nothing is overdue; "
        "if nothing more happens, the last mark leaves in 2034-01."
    )


@pytest.mark.parametrize(
    ("missed", "grade"),
    [(3, "Special mention"), (4, "Substandard"), (5, "Doubtful"), (6, "Doubtful"), (7, "Loss")],
)
def test_the_class_by_its_days(missed, grade):
    """K, from 10 January 2026: 80 days on 31 March, 110 on 30 April, 141, 171, and 202 on 31 July; article 92."""
    view = shown("X" * missed)
    assert view.months["months"][missed - 1].says.endswith(f"Loan class: {grade}.")
    assert row(view, 2026)[4] == grade


def test_what_is_unpaid_never_leaves_and_says_what_ends_it():
    view = draw("stopped", STORIES["stopped"])
    assert "leaves in" not in view.headline
    *_, book = month_ends(STORIES["stopped"])
    assert f"Paying all that is owed, {Decimal(book.owed().total_fen) / 100:,.2f} yuan, ends it; five years later it leaves." in view.headline


@pytest.mark.parametrize(
    ("months", "says"),
    [
        ("", "At the end of 2030 the report shows no late month. Teaching score 87."),
        ("FX", "the report shows 1 late month. Nothing is overdue; if nothing more happens, the last mark leaves in 2031-03."),
        ("FX" * 12, "12 late months, never two in a row."),
        ("LLL", "Months paid late, but before they ended (M): 3. Whether a month marked M counts against you is for each lender to say."),
        ("O" * 60, "no late month. Teaching score 72; always paid in full, 87, as 59% of the limit is in use."),
        ("FFS", "no late month. Teaching score"),
    ],
)
def test_the_headline(months, says):
    assert says in shown(months).headline


def test_a_closed_card_keeps_what_is_late():
    view = draw("closed", STORIES["closed"])
    assert marks(view)[24:33] == "123456C––"
    assert "6 late months" in view.headline and "the last mark leaves in 2033-07" in view.headline
    assert "That deletes nothing" in view.months["months"][30].says


@pytest.mark.parametrize("months", STORIES.values(), ids=STORIES)
def test_chart_table_and_grid_say_the_same(months):
    view = shown(months)
    score, twin, grade, lanes = view.chart["data"]
    assert len(score["y"]) == len(twin["y"]) == len(grade["y"]) == 60
    for year, (_, symbols, late, overdue, worst, points, never) in enumerate(zip(*view.table.values(), strict=True)):
        cells = view.months["months"][12 * year : 12 * year + 12]
        assert symbols.split() == [cell.mark for cell in cells]
        assert late == sum(cell.tone in ("late", "worse", "bad") for cell in cells)
        drawn = score["y"][12 * year + 11], twin["y"][12 * year + 11]
        assert drawn == pytest.approx((points, never), abs=0.51)  # what is drawn is rounded before
        assert min(grade["y"][12 * year : 12 * year + 12]) == lanes["y"][lanes["text"].index(worst)]
        assert bool(overdue) == (cells[-1].tone in ("late", "worse", "bad"))
    go.Figure(view.chart)


def test_a_late_month_lowers_the_score_and_it_comes_back_towards_its_twin():
    score, twin, *_ = shown(STORIES["slip"]).chart["data"]
    gaps = [never - here for here, never in zip(score["y"], twin["y"], strict=True)]
    assert gaps[29] == 0 and gaps[30] > 10
    assert gaps[30:] == sorted(gaps[30:], reverse=True)


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("months", [*STORIES.values(), *(letter * 60 for letter in LETTERS)])
def test_every_story_and_the_worst_draw_within_12_kilobytes(language, months):
    speak(language)
    figure = five_years()
    figure.months = months
    told = json.dumps([figure._chart, figure._sources, figure._shown], ensure_ascii=False).encode()
    assert (figure.notice, len(told) <= 12_000) == ("", True)


def test_what_cannot_be_is_refused_and_the_last_view_stays():
    figure = five_years()
    good = figure.view
    figure.months = "Q" * 60
    assert figure.notice.startswith("The card, month by month must be 60 letters") and figure.view is good


def test_the_prediction_has_its_answer_from_the_account():
    assert stays().truth() == 3 == marks(shown(STORIES["three"])).count("1") * 3


@pytest.mark.parametrize(("guess", "part"), [(0, "Many think that what is paid is deleted."), (3, "that is what it is"), (27, "only 3")])
def test_the_sentence_speaks_to_the_direction_of_the_error(guess, part):
    says = stays().told(guess)["says"]
    assert part in says and "2029-01" in says and "2034-01" in says


def test_after_a_guess_it_starts_where_nothing_is_late():
    figure = five_years(after=predict(stays()))
    assert (figure.story, figure.months) == ("never", "F" * 60)


def test_a_changed_month_is_the_learner_s_own_story():
    figure = five_years()
    assert figure.view.notes["story"] == ""
    figure.months = "X" + figure.months[1:]
    assert figure.view.notes["story"] == "Changed since: this is your own story now."


def test_chinese_has_no_english_left():
    speak("zh")
    for months in (*STORIES.values(), "X" * 60):
        view = shown(months)
        words = [view.headline, *view.table, *view.table["最差的贷款分类"], *view.notes.values()]
        words += [cell.says.partition("：")[2] or cell.says for cell in view.months["months"]]
        words += [trace.get("name", "") for trace in view.chart["data"]] + view.chart["data"][3]["text"]
        assert not [word for word in words if any("a" <= letter.lower() <= "z" for letter in word.replace("M", ""))]
