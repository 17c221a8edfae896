"""Charts as plain dictionaries in plotly's schema: nothing is drawn or computed here.

The same number of traces for every input, sizes and ranges given, so that a chart
is moved in place and never blanks. Colours are Okabe and Ito's, which a
colour-blind reader can tell apart; lines differ in dash as well.
"""

from collections.abc import Mapping, Sequence
from math import floor, log10
from unicodedata import east_asian_width

Number = float | int

AREAS = ("#A9B4C2", "#0072B2", "#E69F00", "#CC79A7", "#D55E00")
"""Borrowed, interest, penalty interest, late fees, interest on interest: in every figure."""
LINES = (("#7A7A7A", "dash"), ("#009E73", "dot"))
"""What a figure is compared with, and a limit."""
SPANS = (("#D55E00", 26), ("#0072B2", 8))
"""What weighs on a person, and what only waits to end: a broad bar and a narrow one, told apart without colour too."""
POINTS = (
    {"size": 13, "color": "#FFFFFF", "line": {"color": "#1A1A1A", "width": 3}},
    {"size": 14, "symbol": "diamond", "color": "#009E73", "line": {"color": "#FFFFFF", "width": 1.5}},
    {"size": 13, "symbol": "x", "color": "#D55E00", "line": {"color": "#FFFFFF", "width": 1.5}},
)
"""Where the learner looks (white with a dark edge, seen on either paper and every area), where something is over, what others found."""
GUESS = {"color": "#785EF0", "width": 3, "dash": "8px,5px"}
_STEPS = (1, 1.5, 2, 3, 4, 5, 6, 8, 10)


def round_up(value: Number) -> Number:
    """The next of 1, 1.5, 2, 3, 4, 5, 6, 8, 10 times a power of ten: an axis that seldom changes.

    >>> round_up(5125), round_up(135), round_up(0)
    (6000, 150, 1)
    """
    if value <= 0:
        return 1
    power = 10 ** floor(log10(value))
    top = next(step * power for step in _STEPS if value <= step * power)
    return int(top) if top == int(top) else top


def lines(x: Sequence[Number], series: Mapping[str, Sequence[Number]], *, x_title: str = "", y_title: str = "") -> dict:
    """One line for each named series over the same `x`, from zero up."""
    top = round_up(max((max(y) for y in series.values()), default=0))
    data = [
        {"type": "scatter", "mode": "lines", "name": name, "x": list(x), "y": list(y), "line": {"color": color, "width": 3}}
        for (name, y), color in zip(series.items(), (*AREAS[1:], AREAS[0]), strict=False)
    ]
    return {"data": data, "layout": _layout([x[0], x[-1]], x_title, [0, top], y_title)}


def standing(
    score: Mapping[str, Sequence[Number]],
    beside: Mapping[str, Sequence[Number]],
    grades: tuple[str, Sequence[str], Sequence[int]],
    *,
    years: Sequence[str],
) -> dict:
    """Scores from 0 to 100 month by month, and below them, on a lane for each class, the class of each month.

    `grades` are the line's name, the lanes from the best to the worst, and each month's lane. Months stand in the
    middle of their place.
    """
    line, (graded, lanes, steps) = {"type": "scatter", "mode": "lines", "x0": 0.5, "dx": 1}, grades
    heights = [-12 * (lane + 1) for lane in range(len(lanes))]
    data = [line | {"name": name, "y": list(y), "line": {"color": AREAS[1], "width": 3}} for name, y in score.items()]
    for (name, y), (color, dash) in zip(beside.items(), LINES, strict=False):
        data.append(line | {"name": name, "y": list(y), "line": {"color": color, "width": 2.5, "dash": dash}})
    step = {"color": AREAS[4], "width": 3, "shape": "hvh"}
    data.append(line | {"name": graded, "y": [heights[lane] for lane in steps], "line": step})
    named = {"x": [0.5] * len(lanes), "y": heights, "text": list(lanes), "textposition": "top right", "textfont": {"size": 11}}
    data.append({"type": "scatter", "mode": "text", "showlegend": False, **named})
    layout = _layout([0, 12 * len(years)], "", [heights[-1] - 6, 104], "")
    layout["xaxis"] |= {"tickvals": list(range(0, 12 * len(years), 12)), "ticktext": list(years)}
    layout["yaxis"] |= {"tickvals": [*range(0, 101, 20), *heights], "ticktext": [*range(0, 101, 20), *[""] * len(lanes)]}
    return {"data": data, "layout": layout}


def growth(
    dx: int,
    parts: Mapping[str, Sequence[Number]],
    beside: Mapping[str, Sequence[Number]],
    here: tuple[str, Number, Number],
    *,
    x_range: tuple[Number, Number],
    x_title: str,
    y_range: tuple[Number, Number],
    y_title: str,
) -> dict:
    """Parts of a whole piled on each other every `dx`, up to five, up to two lines beside them, one point marked.

    `here` is the marked point: its name, x and y. The piles are summed before they
    are drawn, so that they move as plain lines do. A part that is nowhere above zero is not in the legend.
    """
    data, pile = [], None
    for (name, values), color in zip(parts.items(), AREAS, strict=False):
        fill = "tozeroy" if pile is None else "tonexty"
        pile = list(values) if pile is None else [round(below + value, 2) for below, value in zip(pile, values, strict=True)]
        line = {"color": color, "width": 0}
        trace = {"name": name, "y": pile, "x0": 0, "dx": dx, "fill": fill, "fillcolor": color, "line": line}
        data.append(trace if any(values) else trace | {"showlegend": False})
    for (name, values), (color, dash) in zip(beside.items(), LINES, strict=False):
        line = {"color": color, "width": 2.5, "dash": dash}
        data.append({"name": name, "y": list(values), "x0": 0, "dx": dx, "line": line})
    name, x, y = here
    scatter = {"type": "scatter", "mode": "lines"}
    data = [*(scatter | trace for trace in data), _points(name, [x], [y], POINTS[0])]
    return {"data": data, "layout": _layout(x_range, x_title, y_range, y_title)}


def course(
    main: tuple[str, Sequence[Number]],
    beside: Mapping[str, Sequence[Number]],
    points: Mapping[str, tuple[Number, Number]],
    *,
    x_title: str,
    y_range: tuple[Number, Number],
    y_title: str,
) -> dict:
    """A line with a value for each month, up to two that it is compared with, and up to three points, as in `POINTS`."""
    monthly = {"type": "scatter", "mode": "lines", "x0": 0, "dx": 1}
    data = [
        monthly | {"name": name, "y": list(y), "line": {"color": color, "width": 3, "dash": dash}}
        for (name, y), (color, dash) in zip([main, *beside.items()], [(AREAS[1], "solid"), *LINES], strict=False)
    ]
    data += [_points(name, [x], [y], marker) for (name, (x, y)), marker in zip(points.items(), POINTS, strict=False)]
    layout = _layout([0, len(main[1]) - 1], x_title, y_range, y_title)
    layout["xaxis"] |= {"dtick": 12}
    return {"data": data, "layout": layout}


def timeline(
    rows: Sequence[str],
    spans: Mapping[str, Sequence[tuple[int, str, str]]],
    ends: tuple[str, Sequence[tuple[int, str]]],
    *,
    x_range: tuple[str, str],
) -> dict:
    """Rows of time, the first on top: up to two kinds of span, each its row and its first and last day, and days on which it ends.

    Days are written as in "2026-03-10".
    """
    high = [len(rows) - 1 - row for row in range(len(rows))]
    data = []
    for (name, bars), (color, width) in zip(spans.items(), SPANS, strict=False):
        x = [day for _, first, last in bars for day in (first, last, None)]
        y = [place for row, _, _ in bars for place in (high[row], high[row], None)]
        line = {"color": color, "width": width, "simplify": False}  # else a month among decades is left out
        data.append({"type": "scatter", "mode": "lines", "name": name, "x": x, "y": y, "line": line})
    name, days = ends
    data.append(_points(name, [day for _, day in days], [high[row] for row, _ in days], POINTS[1]))
    layout = _layout(x_range, "", [-0.6, len(rows) - 0.4], "")
    years = int(x_range[1][:4]) - int(x_range[0][:4])
    layout["xaxis"] |= {"type": "date", "tickformat": "%Y", "dtick": "M24" if years <= 12 else "M60"}
    layout["yaxis"] |= {"tickvals": high, "ticktext": [_broken(row) for row in rows], "showgrid": False}
    return {"data": data, "layout": layout}


def _points(name: str, x: Sequence[Number | str], y: Sequence[Number], marker: dict) -> dict:
    return {"type": "scatter", "mode": "markers", "name": name, "x": x, "y": y, "marker": marker, "cliponaxis": False}


def bars(
    names: Sequence[str],
    parts: Mapping[str, Sequence[Number]],
    beside: tuple[str, Sequence[Number]],
    *,
    y_least: Number = 0,
    y_title: str,
    limit: bool = False,
) -> dict:
    """A bar for each of `names`, its up to four parts in their colours, and a mark where it stood before, or a limit across all.

    The axis reaches `y_least` at least. Names are broken, so that they fit under a bar on a phone.
    """
    names = list(names)
    top = round_up(max(y_least, *map(sum, zip(*parts.values(), strict=True)), *beside[1]))
    data = [
        {"type": "bar", "name": name, "x": names, "y": list(values), "marker": {"color": color}}
        for (name, values), color in zip(parts.items(), AREAS[1:], strict=False)
    ]
    name, values = beside
    mark = POINTS[0] | {"symbol": "diamond", "size": 10, "line": POINTS[0]["line"] | {"width": 2}}
    look = {"mode": "markers", "marker": mark, "cliponaxis": False}
    if limit:
        look = {"mode": "lines", "line": {"color": LINES[1][0], "width": 3, "dash": LINES[1][1]}}
    data.append({"type": "scatter", "name": name, "x": names, "y": list(values), **look})
    layout = _layout([-0.5, len(names) - 0.5], "", [0, top], y_title)
    layout["xaxis"] |= {"type": "category", "tickvals": names, "ticktext": [_broken(name) for name in names], "tickangle": 0}
    return {"data": data, "layout": layout | {"barmode": "stack", "bargap": 0.45}}


def _broken(name: str) -> str:
    """A name in lines: at its spaces and hyphens, or, being Chinese and long, in its middle.

    >>> _broken("Huabei-type bill"), _broken("花呗类账单"), _broken("其他网贷")
    ('Huabei-<br>type<br>bill', '花呗类<br>账单', '其他网贷')
    """
    middle = (len(name) + 1) // 2
    if len(name) > 4 and east_asian_width(name[0]) == "W":
        return f"{name[:middle]}<br>{name[middle:]}"
    return name.replace(" ", "<br>").replace("-", "-<br>")


def with_guess(chart: dict, name: str, x: Sequence[Number | str], y: Sequence[Number]) -> dict:
    """A chart with what the learner guessed on it, in one colour and dash everywhere, and with room for it."""
    marker = {"size": 10, "color": GUESS["color"], "line": {"color": "#FFFFFF", "width": 1.5}}
    trace = {"type": "scatter", "mode": "lines+markers", "name": name, "x": list(x), "y": list(y)}
    trace |= {"line": GUESS, "marker": marker}
    return {"data": [*chart["data"], trace], "layout": _roomy(chart["layout"], x, y)}


def _roomy(layout: dict, x: Sequence[Number | str], y: Sequence[Number]) -> dict:
    """A layout whose vertical range, if it is given, holds these points as far as they are on the chart."""
    ranges = [layout.get(axis, {}).get("range") for axis in ("xaxis", "yaxis")]
    if not all(ranges):
        return layout
    (_, right), (bottom, top) = ranges
    highest = max((height for at, height in zip(x, y, strict=True) if isinstance(at, str) or at <= right), default=top)
    if highest <= top:
        return layout
    return layout | {"yaxis": layout["yaxis"] | {"range": [bottom, round_up(1.05 * highest)]}}


def _layout(x_range: Sequence[Number], x_title: str, y_range: Sequence[Number], y_title: str) -> dict:
    axis = {"fixedrange": True, "automargin": False, "zeroline": False}
    return {
        "margin": {"l": 90, "r": 20, "t": 16, "b": 56},
        "hovermode": False,
        "dragmode": False,
        "showlegend": True,
        "legend": {"x": 1.01, "y": 1, "traceorder": "normal"},
        "xaxis": axis | {"range": list(x_range), "title": {"text": x_title}, "nticks": 8},
        "yaxis": axis | {"range": list(y_range), "title": {"text": y_title}, "nticks": 6, "tickformat": ",.10~f"},
        "template": {},
    }
