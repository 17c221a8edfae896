"""What a figure shows at one position of its controls: a chart, a sentence and a table."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING
from unicodedata import east_asian_width

if TYPE_CHECKING:
    import pandas
    import plotly.graph_objects

Cell = str | int | float | Decimal

MOVING = ("x", "y")  # the parts of a trace that a moved control changes


@dataclass(frozen=True)
class Month:
    """One month of a control of months, as the view shows it: a mark, its tone, and a sentence on it.

    The tones are "good", "late", "worse", "bad", "over" and "none"; each is told by the mark too.
    """

    mark: str
    tone: str
    says: str


@dataclass(frozen=True)
class View:
    """One figure, told three ways.

    `chart` is {"data": [...], "layout": {...}} in plotly's schema, in plain lists and dicts.
    `table` is label -> cells, all columns equally long.
    `notes` is control name -> a short text under that control.
    `months` is name of a control of months -> what its cells show.
    `sources` are sentences shown on request.

    >>> View({"data": [], "layout": {}}, "Late costs.", {"Day": [1, 30], "Owed, yuan": [5010, Decimal("5075.00")]})
    Late costs.
    <BLANKLINE>
    Day  Owed, yuan
      1       5,010
     30    5,075.00
    """

    chart: dict[str, object]
    headline: str
    table: Mapping[str, Sequence[Cell]]
    notes: Mapping[str, str] = field(default_factory=dict)
    sources: Sequence[str] = ()
    months: Mapping[str, Sequence[Month]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if len({len(column) for column in self.table.values()}) != 1:
            raise ValueError("The columns of a view's table must be equally long, and there must be one.")

    def __repr__(self) -> str:
        return self.text()

    def columns(self) -> list[dict[str, object]]:
        """The table as it is shown: for each column its label, its cells as text, and whether they are all numbers."""
        return [
            {
                "label": label,
                "cells": [cell if isinstance(cell, str) else f"{cell:,}" for cell in column],
                "numeric": not any(isinstance(cell, str) for cell in column),
            }
            for label, column in self.table.items()
        ]

    def text(self) -> str:
        """Headline and table in plain text, wide (CJK) characters counted as two."""
        columns = [_aligned([c["label"], *c["cells"]], right=c["numeric"]) for c in self.columns()]
        rows = ("  ".join(row).rstrip() for row in zip(*columns, strict=True))
        return "\n".join([self.headline, "", *rows])

    def frame(self) -> "pandas.DataFrame":
        """The table as a pandas DataFrame; exact decimals become floats."""
        import pandas

        return pandas.DataFrame(
            {
                label: [float(cell) if isinstance(cell, Decimal) else cell for cell in column]
                for label, column in self.table.items()
            }
        )

    def figure(self) -> "plotly.graph_objects.Figure":
        """The chart as a plotly figure, for whoever wants to go on with plotly."""
        import plotly.graph_objects

        return plotly.graph_objects.Figure(self.chart)

    def still(self) -> dict[str, object]:
        """The chart without its points: what usually stands still while a control moves."""
        traces = [{key: part for key, part in trace.items() if key not in MOVING} for trace in self.chart["data"]]
        return {"data": traces, "layout": self.chart["layout"]}

    def points(self) -> dict[str, list]:
        """The chart's points: `lists`, each stated once, and for each trace which of them are its x and y.

        >>> View({"data": [{"x": [1, 2], "y": [3, 4]}, {"x": [1, 2]}], "layout": {}}, "", {"Day": []}).points()
        {'lists': [[1, 2], [3, 4]], 'traces': [{'x': 0, 'y': 1}, {'x': 0}]}
        """
        lists: list[list] = []
        traces = []
        for trace in self.chart["data"]:
            places = {}
            for axis in MOVING:
                if axis in trace:
                    numbers = list(trace[axis])
                    if numbers not in lists:
                        lists.append(numbers)
                    places[axis] = lists.index(numbers)
            traces.append(places)
        return {"lists": lists, "traces": traces}


def faces(months: Sequence[Month]) -> dict[str, list]:
    """Months as the browser takes them: each sentence is stated once, and for each month which of them is said.

    >>> faces([Month("N", "good", "Paid."), Month("1", "late", "Late."), Month("N", "good", "Paid.")])["said"]
    [0, 1, 0]
    """
    says = list(dict.fromkeys(month.says for month in months))
    return {
        "marks": [month.mark for month in months],
        "tones": [month.tone for month in months],
        "says": says,
        "said": [says.index(month.says) for month in months],
    }


def _width(text: str) -> int:
    return sum(2 if east_asian_width(character) in "WF" else 1 for character in text)


def _aligned(cells: list[str], *, right: bool) -> list[str]:
    widest = max(map(_width, cells))
    gaps = [" " * (widest - _width(cell)) for cell in cells]
    return [gap + cell if right else cell + gap for cell, gap in zip(cells, gaps, strict=True)]
