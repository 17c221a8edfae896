"""A panel small enough to reckon by hand, and as large as a real one: 7 traces of 93 points, a table of 13 × 7."""

from functools import partial

from toolkit import Choice, Month, Months, Option, Panel, Prediction, Slider, Switch, View
from toolkit.predictions import Guess

DAYS = range(93)


def owed(day: int, contract: str = "card", compounding: bool = True) -> float:
    """5,000 yuan at 2.50 a day on the card and 2.00 on the loan; the switch makes it a tenth more."""
    return round(5000 + day * {"card": 2.5, "loan": 2.0}[contract] * (1.1 if compounding else 1), 2)


def draw(days: int, contract: str, compounding: bool) -> View:
    """From the day looked at on, each of six lines a little steeper than the last; a mark on the first of them."""
    at = partial(owed, contract=contract, compounding=compounding)
    line = {"type": "scatter", "mode": "lines", "fill": "tonexty"}
    traces = [
        line | {"name": f"Line {k}", "x": list(DAYS), "y": [at(days + (k + 1) * x) for x in DAYS]} for k in range(6)
    ]
    mark = {"type": "scatter", "mode": "markers", "name": "Here", "x": [days], "y": [at(days)]}
    columns = {f"Line {k}": [at(days + (k + 1) * row) for row in range(13)] for k in range(6)}
    return View(
        chart={
            "data": [*traces, mark],
            "layout": {
                "xaxis": {"range": [0, 92], "title": {"text": "days"}},
                "yaxis": {"range": [5000, 7000], "title": {"text": "yuan"}, "nticks": 6},
                "margin": {"l": 90, "r": 20, "t": 30, "b": 50},
            },
        },
        headline=f"After {days} days you owe {at(days):,.2f} yuan.",
        table={"Days on": list(range(13)), **columns},
        notes={"compounding": "Not confirmed: see your contract."},
        sources=("A rule, and its date.",),
    )


def panel(after: Guess | None = None) -> Panel:
    """The toy, day 3 on the card; shut until the guess it comes `after` is in."""
    return Panel(
        draw,
        Choice(
            name="contract",
            label="Contract",
            options=(
                Option(value="card", label="Bank card", sets={"compounding": True}),
                Option(value="loan", label="Online loan", sets={"compounding": False}),
            ),
            value="card",
        ),
        Slider(name="days", label="Days late", unit="days", stops=range(0, 91), value=3),
        Switch(name="compounding", label="Interest on interest", value=True),
        after=after,
    )


TRUTH = {"number": 5245, "point": 5245, "line": [5105, 5175, 5245]}  # 3.50 a day: no number of the panel's first view


def prediction(kind: str, asked: list | None = None, **rest) -> Prediction:
    """What 5,000 yuan become at 3.50 a day: after 70 days, or on days 30, 50 and 70. `asked` hears of it."""

    def truth() -> int | list[int]:
        if asked is not None:
            asked.append(kind)
        return TRUTH[kind]

    days = {"number": (), "point": (70,), "line": (30, 50, 70)}[kind]
    start = None if kind == "number" else (0, 5000)
    return Prediction(
        "How much is owed after 70 days?",
        kind=kind,
        truth=truth,
        unit="yuan",
        x=days,
        x_unit="days",
        x_title="days late",
        y_title="yuan owed",
        y_range=(4000, 6000),
        step=10,
        start=start,
        **rest,
    )


def on_card(line: tuple, *, contract: str, **_rest: object) -> tuple[list, list] | None:
    """A line stands on the panel's chart while its contract is the card."""
    return ([0, 30, 50, 70], [5000, *line]) if contract == "card" else None


def placed(figure: Panel) -> dict[str, list]:
    """Where an opened panel's last trace stands: the learner's guess."""
    points = figure._shown["points"]
    return {axis: points["lists"][place] for axis, place in points["traces"][-1].items()}


def paid_or_late(months: str) -> View:
    """Two years of a person who pays or is late: each late month in a row counts one more, as a record does."""
    if months.startswith("L"):
        raise ValueError("Nobody is late before the first bill.")
    row, cells = 0, []
    for number, letter in enumerate(months):
        row = row + 1 if letter == "L" else 0
        day = f"{2024 + number // 12}-{number % 12 + 1:02}"
        cells.append(Month(str(row or "N"), "late" if row else "good", f"{day}: {row or 'never'} late."))
    return View(
        chart={"data": [], "layout": {}},
        headline=f"Late in {months.count('L')} months.",
        table={"Year": [2024, 2025], "Late months": [months[:12].count("L"), months[12:].count("L")]},
        months={"months": cells},
    )


def record() -> Panel:
    """The two years, to fill in, or to start from a story."""
    stories = (
        Option(value="never", label="Never late", sets={"months": "P" * 24}),
        Option(value="twice", label="Twice late", sets={"months": "PPLLPPPPPPPP" + "P" * 12}),
    )
    return Panel(
        lambda story, months: paid_or_late(months),
        Choice(name="story", label="Story", options=stories, value="never"),
        Months(name="months", label="Two years", years=(2024, 2025), letters={"P": "Paid", "L": "Late"}, value="P" * 24),
    )
