"""What the panels share into which a learner types terms: stories to start from, and what is said of them."""

from collections.abc import Callable, Collection, Mapping, Sequence
from fractions import Fraction

from toolkit import catalog
from toolkit.i18n import t
from toolkit.money import percent
from toolkit.panels.controls import Choice, Control, Option
from toolkit.panels.panel import Panel
from toolkit.panels.view import View

Fields = Callable[[Mapping[str, str | int]], tuple[Control, ...]]
"""Every term as a control, each with the value given."""


def told(draw: Callable[..., View], stories: Sequence[Option], fields: Fields, folded: Collection[str]) -> Panel:
    """Fields to type in, as the first story sets them."""
    first, *_ = stories
    story = Choice(name="story", label=t("Start from an example"), options=tuple(stories), value=first.value)
    return Panel(draw, story, *fields(first.sets), folded=folded)


def note(story: str, values: Mapping[str, object], stories: Sequence[Option], fields: Fields) -> str:
    """Whether the values are still those of the story."""
    sets = next(option.sets for option in stories if option.value == story)
    if all(field.read(field.value) == values[field.name] for field in fields(sets)):
        return t("A teaching example. Change whatever is different for you.")
    return t("Changed since: these are your own terms now.")


def note_on_rate(daily: Fraction) -> str:
    """The rate in two other ways, and a question where a decimal point may have slipped."""
    limit = catalog.ceiling("court_24").yearly_rate
    holes = {"parts": as_typed(daily * 10_000), "rate": percent(daily * 365)}
    if daily * 365 < 2 * limit:
        return t("That is {parts} in 10,000 a day, and {rate} a year.", **holes)
    return t(
        "That is {parts} in 10,000 a day, and {rate} a year: far above {limit}. Did you mean {tenth}%?",
        limit=percent(limit), tenth=as_typed(daily * 10), **holes,
    )  # fmt: skip


def source() -> str:
    """Where typed terms come from."""
    return t("These are the terms typed in above. The stories are teaching examples of a kind; your own contract decides.")


def as_typed(number: Fraction) -> str:
    """A number as a field holds it."""
    return f"{float(number):g}"


def fen(amount: Fraction) -> int:
    """An amount that was typed in yuan, with two decimals at most."""
    return int(amount * 100)
