"""What a learner can move or type, declared as data: a slider, a choice, a switch, a number, a percentage,
a day, a row of months.

Labels, units and option labels are ready to show: pass them through `t` where
the panel is made.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from numbers import Integral, Real
from textwrap import shorten
from unicodedata import normalize

from toolkit.i18n import t
from toolkit.money import typed

_YEAR_FIRST = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?")
LARGEST = 10**15  # beyond it a browser no longer tells whole numbers apart


def plain(value: object) -> int | float | bool | str | None:
    """A control's value as it can be written in JSON: whatever is not an ordinary number, text, truth or None as text.

    >>> plain(3), plain("abc"), plain(float("nan")), plain([1, 2]), plain(10**400)
    (3, 'abc', 'nan', '[1, 2]', '> 10^15')
    """
    if value is None or isinstance(value, bool | str):
        return value
    if not isinstance(value, Real) or value != value:
        return str(value)
    if abs(value) > LARGEST:
        return "> 10^15" if value > 0 else "< -10^15"
    return int(value) if isinstance(value, Integral) else float(value)


def _seen(value: object) -> str:
    """A refused value as a sentence quotes it: grouped like the limits beside it, and never long."""
    value = plain(value)
    number = isinstance(value, int | float) and not isinstance(value, bool)
    return f"{value:,}" if number else shorten(str(value), 40, placeholder="…")


@dataclass(frozen=True, kw_only=True)
class Slider:
    """A number on a track of stops.

    The value may lie between two stops, so that any other widget can drive it;
    where all stops are whole numbers it is whole too.

    >>> days = Slider(name="days", label="Days late", unit="days", stops=range(0, 731))
    >>> days.read(30.0)
    30
    >>> days.read(-5)
    Traceback (most recent call last):
    ValueError: Days late must be a whole number from 0 to 730; this was -5.
    """

    name: str
    label: str
    stops: Sequence[float]
    unit: str = ""
    value: float | None = None

    def __post_init__(self) -> None:
        if len(self.stops) < 2 or not all(here < after for here, after in pairwise(self.stops)):
            raise ValueError(f"The stops of {self.name!r} must be two or more numbers, each above the one before.")
        if self.value is None:
            object.__setattr__(self, "value", self.stops[0])
        self.read(self.value)

    def read(self, value: object) -> float:
        """The number that `value` is. Raises ValueError, in one sentence for the learner, if the slider cannot stand there."""
        whole = all(isinstance(stop, Integral) for stop in self.stops)
        first, last = self.stops[0], self.stops[-1]
        number = isinstance(value, Real) and not isinstance(value, bool) and first <= value <= last
        if number and not whole:
            return float(value)
        if number and value == int(value):
            return int(value)
        holes = {"label": self.label, "first": first, "last": last, "value": _seen(value)}
        if whole:
            raise ValueError(t("{label} must be a whole number from {first:,} to {last:,}; this was {value}.", **holes))
        raise ValueError(t("{label} must be a number from {first:,} to {last:,}; this was {value}.", **holes))

    def spec(self) -> dict[str, object]:
        """What the browser is told once."""
        return {
            "kind": "slider",
            "name": self.name,
            "label": self.label,
            "unit": self.unit,
            "stops": [plain(stop) for stop in self.stops],
            "value": plain(self.value),
        }


@dataclass(frozen=True, kw_only=True)
class Option:
    """One way to choose, and what choosing it does to other controls."""

    value: str
    label: str
    sets: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Choice:
    """One of a few named options."""

    name: str
    label: str
    options: tuple[Option, ...]
    value: str

    def __post_init__(self) -> None:
        values = [option.value for option in self.options]
        if len(values) < 2 or len(set(values)) < len(values):
            raise ValueError(f"The choice {self.name!r} must have two or more options, each with a value of its own.")
        self.read(self.value)

    def read(self, value: object) -> str:
        """The option that `value` names. Raises ValueError, in one sentence for the learner, if there is none."""
        if not any(isinstance(value, str) and option.value == value for option in self.options):
            known = ", ".join(f"{option.label} ({option.value})" for option in self.options)
            holes = {"label": self.label, "known": known, "value": _seen(value)}
            raise ValueError(t("{label} must be one of these: {known}; this was {value}.", **holes))
        return value

    def sets(self, value: str) -> Mapping[str, object]:
        """What the option `value` sets other controls to; nothing if there is no such option."""
        return next((option.sets for option in self.options if option.value == value), {})

    def spec(self) -> dict[str, object]:
        """What the browser is told once."""
        options = [{"value": option.value, "label": option.label, "sets": dict(option.sets)} for option in self.options]
        return {"kind": "choice", "name": self.name, "label": self.label, "options": options, "value": self.value}


@dataclass(frozen=True, kw_only=True)
class Switch:
    """On or off."""

    name: str
    label: str
    value: bool = False

    def __post_init__(self) -> None:
        self.read(self.value)

    def read(self, value: object) -> bool:
        """Whether `value` is on. Raises ValueError, in one sentence for the learner, if it is neither on nor off."""
        if not isinstance(value, Real) or value not in (0, 1):
            holes = {"label": self.label, "value": _seen(value)}
            raise ValueError(t("{label} must be on or off (True or False); this was {value}.", **holes))
        return bool(value)

    def spec(self) -> dict[str, object]:
        """What the browser is told once."""
        return {"kind": "switch", "name": self.name, "label": self.label, "value": self.value}


@dataclass(frozen=True, kw_only=True)
class Number:
    """A number to type. The value stays as it was typed; what is read of it is exact.

    >>> amount = Number(name="amount", label="Amount", unit="yuan", low=1, high=1_000_000, decimals=2, value="5000")
    >>> amount.read("２,999.50 yuan")
    Fraction(5999, 2)
    >>> amount.read("lots")
    Traceback (most recent call last):
    ValueError: Amount: “lots” cannot be used. A number from 1 to 1,000,000 with at most 2 decimals, such as 5000.
    """

    name: str
    label: str
    low: int
    high: int
    value: str
    unit: str = ""
    decimals: int = 0
    such: str = ""

    def __post_init__(self) -> None:
        self.read(self.value)

    def expects(self) -> str:
        """What may be typed, in one sentence for the learner."""
        holes = {"low": self.low, "high": self.high, "such": self.such or self.value}
        if self.decimals:
            return t(
                "A number from {low:,} to {high:,} with at most {decimals} decimals, such as {such}.",
                decimals=self.decimals, **holes,
            )  # fmt: skip
        return t("A whole number from {low:,} to {high:,}, such as {such}.", **holes)

    def read(self, value: object) -> Fraction:
        """The exact number that `value` is. Raises ValueError, in plain sentences for the learner, if it cannot be."""
        number = typed(value, self.unit)
        if number is None or not self.low <= number <= self.high or not self._fits(number):
            raise _unusable(self, value)
        return Fraction(number)

    def _fits(self, number: Decimal) -> bool:
        return number == round(number, self.decimals)

    def spec(self) -> dict[str, object]:
        """What the browser is told once."""
        return {
            "kind": "number",
            "name": self.name,
            "label": self.label,
            "unit": self.unit,
            "hint": self.expects(),
            "value": self.value,
        }


@dataclass(frozen=True, kw_only=True)
class Percent(Number):
    """A percentage to type, with as many decimals as the contract gives; it is read as a share.

    >>> Percent(name="rate", label="Interest a day", low=0, high=10, value="0.05").read("０.０５％")
    Fraction(1, 2000)
    """

    unit: str = "%"

    def expects(self) -> str:
        """What may be typed, in one sentence for the learner."""
        return t("A percentage from {low} to {high}, such as {such}.", low=self.low, high=self.high, such=self.such or self.value)

    def read(self, value: object) -> Fraction:
        """The exact share that `value` is. Raises ValueError, in plain sentences for the learner, if it cannot be."""
        return super().read(value) / 100

    def _fits(self, number: Decimal) -> bool:
        return True


@dataclass(frozen=True, kw_only=True)
class Day:
    """A day of the calendar to type, its year first, as it stands in the figures' sentences or in a contract.

    A browser's own date field would show another order than those, and keep nothing of a half typed day.

    >>> due = Day(name="due", label="Due date", low=date(2020, 1, 1), high=date(2039, 12, 31), value="2026-03-10")
    >>> due.read("2026-03-10"), due.read("2026年3月10日")
    (datetime.date(2026, 3, 10), datetime.date(2026, 3, 10))
    >>> due.read("")
    Traceback (most recent call last):
    ValueError: Due date is empty. A day from 2020-01-01 to 2039-12-31, such as 2026-03-10.
    """

    name: str
    label: str
    low: date
    high: date
    value: str

    def __post_init__(self) -> None:
        self.read(self.value)

    def expects(self) -> str:
        """What may be typed, in one sentence for the learner."""
        return t("A day from {low} to {high}, such as {such}.", low=self.low, high=self.high, such=self.value)

    def read(self, value: object) -> date:
        """The day that `value` is. Raises ValueError, in plain sentences for the learner, if it cannot be."""
        parts = _YEAR_FIRST.fullmatch(normalize("NFKC", str(value)).replace(" ", ""))
        try:
            day = date(*map(int, parts.groups())) if parts else None
        except ValueError:
            day = None
        if day is None or not self.low <= day <= self.high:
            raise _unusable(self, value)
        return day

    def spec(self) -> dict[str, object]:
        """What the browser is told once."""
        return {
            "kind": "day",
            "name": self.name,
            "label": self.label,
            "unit": "",
            "hint": self.expects(),
            "value": self.value,
        }


@dataclass(frozen=True, kw_only=True)
class Months:
    """A cell for each month of some years, each holding one of a few letters; the value is their text.

    What a cell shows is the view's matter (`View.months`).

    >>> kept = Months(name="kept", label="The record", years=(2025,), letters={"P": "paid", "L": "late"}, value="P" * 12)
    >>> kept.read("PPLPPPPPPPPP").index("L")
    2
    >>> kept.read("PPX")
    Traceback (most recent call last):
    ValueError: The record must be 12 letters, one for each month, each of them P or L; this was PPX.
    """

    name: str
    label: str
    years: Sequence[int]
    letters: Mapping[str, str]
    value: str

    def __post_init__(self) -> None:
        self.read(self.value)

    def read(self, value: object) -> str:
        """The text that `value` is. Raises ValueError, in one sentence for the learner, if it is no such text."""
        count = 12 * len(self.years)
        if not isinstance(value, str) or len(value) != count or not set(value) <= self.letters.keys():
            *others, last = self.letters
            known = t("{others} or {last}", others=t(", ").join(others), last=last)
            holes = {"label": self.label, "count": count, "known": known, "value": _seen(value)}
            raise ValueError(t("{label} must be {count} letters, one for each month, each of them {known}; this was {value}.", **holes))
        return value

    def spec(self) -> dict[str, object]:
        """What the browser is told once."""
        return {
            "kind": "months",
            "name": self.name,
            "label": self.label,
            "years": [str(year) for year in self.years],
            "letters": [{"letter": letter, "label": label} for letter, label in self.letters.items()],
            "words": t("In {month}:", month="{month}"),
            "value": self.value,
        }


def _unusable(control: Number | Day, value: object) -> ValueError:
    """The refusal of what was typed: what is wrong, and what would be right."""
    seen = _seen("" if value is None else value).strip()
    holes = {"label": control.label, "expected": control.expects(), "value": seen}
    if not seen:
        return ValueError(t("{label} is empty. {expected}", **holes))
    return ValueError(t("{label}: “{value}” cannot be used. {expected}", **holes))


Control = Slider | Choice | Switch | Number | Day | Months
