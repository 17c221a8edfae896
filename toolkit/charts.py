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
GUESS = {"color": "#785EF0", "width": 3, "dash": "8px,5px"}
MARK = {"color": "#FFFFFF", "line": {"color": "#1A1A1A", "width": 3}}
"""White with a dark edge: one of the two is seen on either paper and on every bar and area."""
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
    marker = MARK | {"size": 13}
    scatter = {"type": "scatter", "mode": "lines"}
    data = [scatter | trace for trace in data]
    data.append({"type": "scatter", "mode": "markers", "name": name, "x": [x], "y": [y], "marker": marker, "cliponaxis": False})
    return {"data": data, "layout": _layout(x_range, x_title, y_range, y_title)}


def bars(
    names: Sequence[str],
    parts: Mapping[str, Sequence[Number]],
    before: tuple[str, Sequence[Number]],
    *,
    y_title: str,
    top: Number = 0,
) -> dict:
    """A bar for each of `names`, its up to four parts in their colours, a mark where it stood before; up to `top` at least.

    Names are broken, so that they fit under a bar on a phone.
    """
    names = list(names)
    top = round_up(max(top, *map(sum, zip(*parts.values(), strict=True)), *before[1]))
    data = [
        {"type": "bar", "name": name, "x": names, "y": list(values), "marker": {"color": color}}
        for (name, values), color in zip(parts.items(), AREAS[1:], strict=False)
    ]
    name, values = before
    mark = {"symbol": "diamond", "size": 10, "color": MARK["color"], "line": MARK["line"] | {"width": 2}}
    data.append({"type": "scatter", "mode": "markers", "name": name, "x": names, "y": list(values), "marker": mark, "cliponaxis": False})
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
