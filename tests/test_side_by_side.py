"""The second figure: four contracts on one day, and the cliff between day 3 and day 4."""

from datetime import date
from decimal import Decimal

import plotly.graph_objects as go
import pytest

from reckoning import reckon
from toolkit import catalog, charts
from toolkit.i18n import speak, t
from toolkit.panels.late_bill import draw as draw_late_bill
from toolkit.panels.side_by_side import draw, jumps, side_by_side
from toolkit.predictions import predict
from toy import placed


def added(day):
    view = draw(5_000, day)
    return dict(zip(view.table["Contract"], view.table["Added in all"], strict=True))


def test_the_card_jumps_where_the_others_step():
    """Card: 5,000 x 0.05 % x 48 and a fee of 25. Huabei-type: 2.50 a day. Jiebei-type: 3.00 a day; 60.00 were due anyway."""
    assert [added(day)["Credit card"] for day in (3, 4)] == [0, Decimal("145.00")]
    assert [added(day)["Huabei-type bill"] for day in (3, 4)] == [Decimal("7.50"), Decimal("10.00")]
    assert [added(day)["Jiebei-type loan"] for day in (3, 4)] == [Decimal("9.00"), Decimal("12.00")]
    due_anyway = [Decimal(yuan) for yuan in ("0", "0", "60.00", "84.17")]
    assert list(draw(5_000, 4).table["Due anyway"]) == due_anyway


def test_the_mark_shows_the_day_before():
    view = draw(5_000, 4)
    *_, mark = view.chart["data"]
    assert mark["y"] == [float(amount) for amount in added(3).values()]


@pytest.mark.parametrize("day", [0, 4, 60, 730])
def test_bars_table_and_headline_agree_with_each_other_and_with_the_first_figure(day):
    view = draw(5_000, day)
    bars = view.chart["data"][:-1]
    rows = zip(catalog.products(), view.table["Added in all"], view.table["Due anyway"], strict=True)
    for number, (contract, amount, due_anyway) in enumerate(rows):
        assert round(sum(bar["y"][number] for bar in bars), 2) == float(amount)
        alone = draw_late_bill(contract, 5_000, day, contract == "bank_card")
        at = alone.table["Days late"].index(day)
        assert alone.table["Owed in all"][at] - alone.table["Borrowed"][at] == amount + due_anyway
    most, least = max(view.table["Added in all"]), min(view.table["Added in all"])
    assert not most or f"{most:,}" in view.headline
    assert not least or f"{least:,}" in view.headline
    go.Figure(view.chart)


@pytest.mark.parametrize("amount", [500, 5_000, 50_000])
@pytest.mark.parametrize(("first", "last"), [(0, 10), (14, 30), (45, 90), (545, 730)])
def test_one_axis_for_all_days_of_a_window_so_that_a_bar_only_grows(amount, first, last):
    """Its top is the round number above the dearest bar on the window's last day."""
    tops = {draw(amount, day).chart["layout"]["yaxis"]["range"][1] for day in (first, last - 1, last)}
    assert tops == {charts.round_up(max(draw(amount, last).table["Added in all"]))}


def test_a_part_keeps_its_colour_in_every_figure():
    colours = {bar["name"]: bar["marker"]["color"] for bar in draw(5_000, 4).chart["data"][:-1]}
    areas = {trace["name"]: trace.get("fillcolor") for trace in draw_late_bill("bank_card", 5_000, 4, True).chart["data"]}
    assert colours.items() <= areas.items()


@pytest.mark.parametrize(
    ("amount", "day", "said"),
    [
        (5_000, 0, "none of the four has added anything."),
        (5_000, 3, "most under “Jiebei-type loan”, 9.00 yuan, and nothing yet under “Credit card”."),
        (5_000, 4, "most under “Credit card”, 145.00 yuan, and least under “Other online loan”, 1.25."),
        (5, 2, "“Huabei-type bill” and “Jiebei-type loan”, 0.01 yuan, and nothing yet under “Credit card” and “Other online loan”."),
        (0, 730, "none of the four has added anything."),
    ],
)
def test_the_headline_names_most_and_least_and_all_that_are_alike(amount, day, said):
    assert draw(amount, day).headline.endswith(said)


def test_the_terms_that_make_the_bars_are_told_by_contract():
    """Each of the four, all that is told of one before the next."""
    names = [sentence.split(" – ")[0] for sentence in draw(5_000, 4).sources]
    assert [name for number, name in enumerate(names) if name not in names[:number]] == draw(5_000, 4).table["Contract"]
    assert names == sorted(names, key=names.index)


def test_the_prediction_s_truth_is_the_step():
    """5,000 x 0.05 % x 48 and 5 % of the minimum of 500; and by the second reckoning."""
    bill = catalog.product("bank_card").account(500_000, date(2026, 3, 10))
    assert jumps().truth() == Decimal("120.00") + Decimal("25.00")
    assert sum(reckon(bill, date(2026, 3, 14)).values()) == 514_500


@pytest.mark.parametrize(
    ("guess", "part"),
    [
        (10, "135.00 more than you thought. It is natural to count the late days alone. This card counts 48"),
        (10.5, "134.50 more than you thought"),
        (140, "close. 120.00 of it is interest for 48 days, 25.00 a late fee."),
        (250, "105.00 less than you thought. Late fees sound like a share of the whole bill."),
    ],
)
def test_the_sentence_speaks_to_the_direction_of_the_error(guess, part):
    assert part in jumps().told(guess)["says"]


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_guess_stands_at_the_card_s_bar_on_day_4(language):
    speak(language)
    guess = predict(jumps())
    figure = side_by_side(after=guess)
    guess.commit("400", "very")
    assert figure.days_late == 3
    assert placed(figure) == {"x": [], "y": []}
    figure.days_late = 4
    assert placed(figure) == {"x": [t("Credit card")], "y": [400]}
    assert placed(figure)["x"][0] in figure.view.chart["data"][0]["x"]
    assert figure._chart["layout"]["yaxis"]["range"][1] >= 400
    assert "400" in figure._shown["guess"]
    figure.amount = 5_500
    assert placed(figure) == {"x": [], "y": []}


def test_on_paper_the_step_is_still_to_come():
    assert "145" not in repr(side_by_side(after=predict(jumps())))
    assert "145" in repr(draw(5_000, 4))
