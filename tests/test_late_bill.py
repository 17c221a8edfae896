"""The first figure: true to each rule, in words, in its table and on its chart."""

from decimal import Decimal

import plotly.graph_objects as go
import pytest

from toolkit import catalog
from toolkit.i18n import speak
from toolkit.panels.example import DAYS_LATE
from toolkit.panels.late_bill import draw, facts, late_bill

PRODUCTS = list(catalog.products())


def row(view, days_late):
    """One row of the view's table by its column."""
    columns = list(view.table)
    at = view.table[columns[0]].index(days_late)
    return {column: view.table[column][at] for column in columns}


def added(contract, days_late, *, compounding=False):
    at = row(draw(contract, 5_000, days_late, compounding), days_late)
    return at["Owed in all"] - at["Borrowed"]


def test_one_day_late_where_only_late_days_count():
    """Huabei guides, 2019–2024: 5,000 x 0.05 % = 2.50."""
    assert added("huabei_bill", 1) == Decimal("2.50")


def test_nothing_within_a_card_s_grace_days_then_a_step():
    """5,000 x 0.05 % x 48 = 120.00, and 5 % of the minimum of 500."""
    assert [added("bank_card", day) for day in range(4)] == [0, 0, 0, 0]
    assert added("bank_card", 4) == Decimal("145.00")


@pytest.mark.parametrize("contract", PRODUCTS)
def test_six_months_are_small_nowhere(contract):
    assert added(contract, 180) > 400


def test_opens_on_the_contract_that_compounds():
    figure = late_bill()
    assert (figure.contract, figure.compounding) == ("bank_card", True)
    assert "bears interest itself" in figure.view.notes["compounding"]


@pytest.mark.parametrize("contract", [product for product in PRODUCTS if product != "bank_card"])
def test_elsewhere_the_switch_stands_off_and_says_why(contract):
    figure = late_bill()
    figure.contract = contract
    assert figure.compounding is False
    assert figure.view.notes["compounding"].startswith("Not confirmed: see your contract.")
    figure.days_late = 365
    simple = row(figure.view, 365)["Owed in all"]
    figure.compounding = True
    assert row(figure.view, 365)["Owed in all"] > simple == row(figure.view, 365)["Without interest on interest"]


@pytest.mark.parametrize("contract", PRODUCTS)
@pytest.mark.parametrize("days_late", [0, 4, 45, 365, 730])
def test_chart_table_and_headline_say_the_same(contract, days_late):
    view = draw(contract, 5_000, days_late, True)
    at = row(view, days_late)
    parts = {name: cell for name, cell in at.items() if name not in ("Days late", "Owed in all", "Without interest on interest", "24% line")}
    assert sum(parts.values()) == at["Owed in all"]
    assert f"{at['Owed in all']:,}" in view.headline
    assert all(f"{name.lower()} {cell:,}" in view.headline for name, cell in parts.items() if cell and name != "Borrowed")
    *_, pile, simple, limit, here = view.chart["data"]
    assert (here["x"], here["y"]) == ([days_late], [float(at["Owed in all"])])
    for trace, column in ((pile, "Owed in all"), (simple, "Without interest on interest"), (limit, "24% line")):
        for day, shown in zip(view.table["Days late"], view.table[column], strict=True):
            if day % trace["dx"] == 0:
                assert trace["y"][day // trace["dx"]] == float(shown)


@pytest.mark.parametrize("contract", PRODUCTS)
def test_every_position_draws_within_its_axes(contract):
    for days_late in DAYS_LATE:
        for amount in (500, 50_000):
            view = draw(contract, amount, days_late, True)
            bottom, top = view.chart["layout"]["yaxis"]["range"]
            last = view.chart["layout"]["xaxis"]["range"][1]
            for trace in view.chart["data"][4:7]:
                assert all(bottom <= y <= top for index, y in enumerate(trace["y"]) if index * trace["dx"] <= last)
            assert len(view.chart["data"]) == 8
            assert max(len(trace["y"]) for trace in view.chart["data"]) <= 120


def test_all_contracts_share_an_axis_so_that_they_compare_by_eye():
    ranges = [draw(contract, 5_000, 180, contract == "bank_card").chart["layout"]["yaxis"]["range"] for contract in PRODUCTS]
    assert ranges.count(ranges[0]) == len(PRODUCTS)


def test_chart_keeps_to_plotly_s_schema():
    go.Figure(draw("bank_card", 5_000, 30, True).chart)


def test_24_percent_line_is_passed_by_the_card_s_fees():
    assert "above what 24% a year" in draw("bank_card", 5_000, 180, True).headline
    assert "above what 24% a year" not in draw("huabei_bill", 5_000, 180, False).headline


def test_bad_input_keeps_the_last_good_chart_and_names_the_range():
    figure = late_bill()
    good = figure.view
    figure.days_late = -5
    assert figure.notice == "Days late must be a whole number from 0 to 730; this was -5."
    assert (figure.view, figure.days_late) == (good, -5)
    figure.days_late = 4
    assert figure.notice == ""
    assert figure.view != good


def test_chinese_has_no_english_left():
    speak("zh")
    view = late_bill().view
    words = [view.headline, *view.table, *view.notes.values(), *view.sources]
    layout = view.chart["layout"]
    words += [trace["name"] for trace in view.chart["data"]]
    words += [layout["xaxis"]["title"]["text"], layout["yaxis"]["title"]["text"]]
    assert not [word for word in words if any("a" <= letter.lower() <= "z" for letter in word)]


def test_prose_gets_its_numbers_from_the_model():
    """The same two sums as above, and the reported terms of a card and a loan."""
    numbers = facts()
    assert (numbers["huabei_day_1"], numbers["huabei_day_4"], numbers["card_day_4_fee"]) == ("2.50", "10.00", "25.00")
    assert (numbers["daily_rate"], numbers["grace_days"], numbers["card_nights"]) == ("0.05%", "3", "48")
    assert (numbers["late_fee_rate"], numbers["card_minimum"]) == ("5%", "500")
    assert (numbers["late_multiple"], numbers["loan_rate"], numbers["loan_late_rate"]) == ("1.5", "0.04%", "0.06%")
