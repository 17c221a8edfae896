import json

import plotly.graph_objects as go
import pytest

from toolkit import charts


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


def test_a_chart_is_plain_data(growth):
    assert json.loads(json.dumps(growth)) is not None


def test_colours_differ_for_colour_blind_readers_and_lines_in_dash_too():
    """Okabe and Ito's palette, and a grey for what was borrowed."""
    assert len(set(charts.AREAS)) == 5
    assert len({dash for _, dash in charts.LINES}) == len(charts.LINES)
