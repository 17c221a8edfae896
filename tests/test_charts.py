import json

import plotly.graph_objects as go
import pytest

from toolkit import charts
from toolkit.panels import late_bill, side_by_side


@pytest.fixture
def growth():
    return charts.growth(
        2,
        {"used": [10, 10, 10], "interest": [0, 1.1, 2.2]},
        {"line": [10, 11, 12]},
        ("here", 2, 11.1),
        x_range=(0, 4),
        x_title="days",
        y_range=(0, 15),
        y_title="yuan",
    )


@pytest.mark.parametrize("value", [0, 0.01, 1, 1.01, 9.99, 10, 11, 4999.99, 5000, 123456])
def test_round_up_is_near_above_and_seldom_changes(value):
    top = charts.round_up(value)
    assert value <= top <= max(1, 1.5 * value)
    assert len({charts.round_up(n) for n in range(1, 10_000)}) <= 4 * len((1, 1.5, 2, 3, 4, 5, 6, 8, 10))


def test_charts_keep_to_plotly_s_schema(growth):
    go.Figure(growth)
    go.Figure(charts.lines([0, 1], {"a": [1, 2], "b": [2, 3]}, x_title="x"))


def test_schema_check_can_fail(growth):
    growth["data"][0]["fil"] = "tozeroy"
    with pytest.raises(ValueError, match="fil"):
        go.Figure(growth)


def test_parts_are_piled_up(growth):
    assert [trace["y"] for trace in growth["data"][:2]] == [[10, 10, 10], [10, 11.1, 12.2]]


def test_only_parts_that_there_are_stand_in_the_legend(growth):
    none = charts.growth(1, {"used": [5], "fees": [0]}, {}, ("here", 0, 5), x_range=(0, 1), x_title="", y_range=(0, 9), y_title="")
    assert [trace.get("showlegend", True) for trace in (*growth["data"][:2], *none["data"][:2])] == [True, True, True, False]


def test_a_chart_is_plain_data(growth):
    assert json.loads(json.dumps(growth)) is not None


def test_spans_differ_in_breadth_and_points_in_shape():
    assert len({width for _, width in charts.SPANS}) == len(charts.SPANS)
    assert len({point.get("symbol") for point in charts.POINTS}) == len(charts.POINTS)


def test_colours_differ_for_colour_blind_readers_and_lines_in_dash_too():
    """Okabe and Ito's palette, and a grey for what was borrowed."""
    assert len(set(charts.AREAS)) == 5
    assert len({dash for _, dash in charts.LINES}) == len(charts.LINES)


def contrast(one, other):
    """WCAG 2.2, relative luminance and contrast ratio."""

    def luminance(color):
        parts = (int(color[at : at + 2], 16) / 255 for at in (1, 3, 5))
        linear = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
        return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))

    darker, lighter = sorted(map(luminance, (one, other)))
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("ground", ["#FFFFFF", "#111111", *charts.AREAS])
def test_a_mark_is_seen_on_light_and_dark_paper_and_on_every_bar(ground):
    """White and JupyterLab's dark paper. WCAG 2.2, 1.4.11: 3 to 1."""
    *_, mark = side_by_side.draw(amount=5_000, days_late=60).chart["data"]
    assert max(contrast(color, ground) for color in (mark["marker"]["color"], mark["marker"]["line"]["color"])) >= 3


def test_a_figure_s_table_carries_what_its_picture_draws():
    """Each bar; and of a growth each line, and the height of each pile, on the days that both show."""
    bars = side_by_side.draw(amount=5_000, days_late=60)
    for trace in bars.chart["data"]:
        assert list(map(float, bars.table[trace["name"]])) == trace["y"]
    grown = late_bill.draw(contract="bank_card", amount=5_000, days_late=730, compounding=True)
    days, height = grown.table["Days late"], [0.0] * len(grown.table["Days late"])
    *traces, here = grown.chart["data"]
    for trace in traces:
        shown = list(map(float, grown.table.get(trace["name"], [0] * len(days))))
        if "fill" in trace:
            shown = height = [below + part for below, part in zip(height, shown, strict=True)]
        drawn = {number * trace["dx"]: y for number, y in enumerate(trace["y"])}
        assert [drawn[day] for day in days if day in drawn] == pytest.approx(
            [value for day, value in zip(days, shown, strict=True) if day in drawn]
        )
    assert f"{here['y'][0]:,.2f}" in grown.headline
