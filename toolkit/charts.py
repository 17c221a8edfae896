"""Charts as plain dictionaries in plotly's schema: nothing is drawn or computed here.

The same number of traces for every input, sizes and ranges given, so that a chart
is moved in place and never blanks. Colours are Okabe and Ito's, which a
colour-blind reader can tell apart; lines differ in dash as well.
"""

from collections.abc import Mapping, Sequence
from math import floor, log10

Number = float | int

AREAS = ("#A9B4C2", "#0072B2", "#E69F00", "#CC79A7", "#D55E00")
LINES = (("#7A7A7A", "dash"), ("#009E73", "dot"))
SAVED = "#56B4E9"
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
    are drawn, so that they move as plain lines do.
    """
    data, pile = [], None
    for (name, values), color in zip(parts.items(), AREAS, strict=False):
        fill = "tozeroy" if pile is None else "tonexty"
        pile = list(values) if pile is None else [round(below + value, 2) for below, value in zip(pile, values, strict=True)]
        line = {"color": color, "width": 0}
        data.append({"name": name, "y": pile, "x0": 0, "dx": dx, "fill": fill, "fillcolor": color, "line": line})
    for (name, values), (color, dash) in zip(beside.items(), LINES, strict=False):
        line = {"color": color, "width": 2.5, "dash": dash}
        data.append({"name": name, "y": list(values), "x0": 0, "dx": dx, "line": line})
    name, x, y = here
    marker = {"size": 13, "color": "#FFFFFF", "line": {"color": "#1A1A1A", "width": 3}}
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
) -> dict:
    """A bar for each of `names`, its up to four parts in their colours, and a mark where it stood before.

    Names break at spaces and hyphens, or in the middle, so that they fit under a bar on a phone.
    """
    names = [_broken(name) for name in names]
    top = round_up(max(*map(sum, zip(*parts.values(), strict=True)), *before[1]))
    data = [
        {"type": "bar", "name": name, "x": names, "y": list(values), "marker": {"color": color}}
        for (name, values), color in zip(parts.items(), AREAS[1:], strict=False)
    ]
    name, values = before
    mark = {"symbol": "line-ew-open", "size": 26, "color": LINES[0][0], "line": {"width": 3}}
    data.append({"type": "scatter", "mode": "markers", "name": name, "x": names, "y": list(values), "marker": mark})
    layout = _layout([-0.5, len(names) - 0.5], "", [0, top], y_title)
    layout["xaxis"] |= {"type": "category", "tickangle": 0}
    return {"data": data, "layout": layout | {"barmode": "stack", "bargap": 0.45}}


def two_ways(
    x: Sequence[Number],
    nothing: tuple[str, Sequence[Number]],
    plan: tuple[str, Sequence[Number]],
    *,
    x_title: str,
    y_title: str,
) -> dict:
    """Doing nothing, as a dashed line, and a plan, as an area that comes down to zero; each a name and its values."""
    color, dash = LINES[0]
    drawn = (
        (*nothing, {"line": {"color": color, "width": 3, "dash": dash}}),
        (*plan, {"line": {"color": SAVED, "width": 3, "shape": "hv"}, "fill": "tozeroy"}),
    )
    data = [
        {"type": "scatter", "mode": "lines", "name": name, "x": list(x), "y": list(y)} | style for name, y, style in drawn
    ]
    return {"data": data, "layout": _layout([x[0], x[-1]], x_title, [0, round_up(max(nothing[1]))], y_title)}


def guess(name: str, x: Sequence[Number], y: Sequence[Number]) -> dict:
    """What the learner guessed, to stand on any chart of this house: one colour and dash everywhere."""
    return {"type": "scatter", "mode": "lines+markers", "name": name, "x": list(x), "y": list(y)} | {
        "line": GUESS,
        "marker": {"size": 8, "color": GUESS["color"]},
    }


def _broken(name: str) -> str:
    """A name on several lines.

    >>> _broken("Huabei-type bill"), _broken("花呗类账单"), _broken("信用卡")
    ('Huabei-<br>type<br>bill', '花呗类<br>账单', '信用卡')
    """
    if name.isascii() or len(name) < 4:
        return name.replace(" ", "<br>").replace("-", "-<br>")
    middle = (len(name) + 1) // 2
    return f"{name[:middle]}<br>{name[middle:]}"


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
