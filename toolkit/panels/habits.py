"""Which habits matter to a score, and which do not? One file to change, beside three others, and a lender's own cut-off."""

from dataclasses import replace

from toolkit import catalog, charts
from toolkit.i18n import t
from toolkit.models.dates import months_on
from toolkit.models.record import MONTHS
from toolkit.models.score import CreditFile, Score, score, struck
from toolkit.panels.controls import Slider, Switch
from toolkit.panels.panel import Panel
from toolkit.panels.people import ON, file_of, names
from toolkit.panels.view import View

_RECENT = 2
"""How many months ago the new cards were opened and the lenders asked."""


def habits() -> Panel:
    """A file to change by what its owner does: what each habit costs, and who passes at a cut-off that the learner sets."""
    return Panel(
        draw,
        Slider(name="used", label=t("Used of the cards' limits"), unit="%", stops=range(0, 101, 5), value=60),
        Slider(name="slip", label=t("Since a payment 30 days late"), unit=t("months"), stops=range(MONTHS + 1), value=12),
        Slider(name="cards", label=t("New cards in the last months"), stops=range(6), value=1),
        Slider(name="queries", label=t("Other queries by lenders in the last months"), stops=range(11), value=2),
        Switch(name="minimum", label=t("Only the minimum is paid, always in time")),
        Slider(name="reads", label=t("Own report read this year"), unit=t("times"), stops=range(13), value=0),
        Slider(name="cutoff", label=t("This lender says yes from"), unit=t("points on"), stops=range(101), value=70),
    )


def draw(used: int, slip: int, cards: int, queries: int, minimum: bool, reads: int, cutoff: int) -> View:
    """The figure at one position of its controls; `minimum` and `reads` change no score, which is their lesson."""
    rules = catalog.score_rules()
    files = {t("This file"): _file(used, slip, cards, queries)} | {name: file_of(start) for start, name in names().items()}
    scores = {name: score(file, rules) for name, file in files.items()}
    mine, *_ = scores.values()
    costs = {part: [round(found.costs[field], 1) for found in scores.values()] for field, part in _parts().items()}
    points = [round(found.points, 1) for found in scores.values()]
    passes = [name for name, found in zip(scores, points, strict=True) if found >= cutoff]
    fails = [name for name in scores if name not in passes]
    return View(
        chart=charts.bars(
            list(scores),
            costs,
            (t("This lender's line"), [100 - cutoff] * len(scores)),
            y_title=t("points missing of 100"),
            limit=True,
        ),
        headline=_headline(mine),
        table={
            t("File"): list(scores),
            t("Points"): points,
            **costs,
            t("Passes at {cutoff} points", cutoff=cutoff): [t("yes") if name in passes else t("no") for name in scores],
        },
        notes=_notes(slip, minimum, reads) | {"cutoff": _on_cutoff(passes, fails)},
        sources=(
            t("This file: a home loan and three cards, the oldest seven years old; what you set is {months} months ago.", months=_RECENT),
            t("The other three are the files in which the late payment was shown; what stands in them is listed there."),
            *(number.sentence() for number in catalog.score_numbers().values()),
            *(catalog.record_facts()[fact].graded() for fact in ("minimum", "query", "query_limit", "free_reports", "own_look", "score_sizes")),
            t("Risk is a unit for teaching, and no probability of default."),
        ),
    )


def _file(used: int, slip: int, cards: int, queries: int) -> CreditFile:
    """The middle one of the starting files, with these habits."""
    lines = [replace(line, used_fen=line.limit_fen * used // 100) for line in file_of("720").lines]
    opened = months_on(ON.replace(day=1), -_RECENT)
    record = replace(lines[-1].record, symbols=("*" + "N" * _RECENT).rjust(MONTHS, "/"))
    lines += [replace(lines[-1], opened=opened, record=record)] * cards
    file = CreditFile(lines=tuple(lines), queries=(opened,) * (cards + queries))
    return struck(file, 0, "1" + "N" * slip) if slip < MONTHS else file


def _parts() -> dict[str, str]:
    """What each part of a score that can differ here is called, by its field."""
    return {
        "late": t("Late payments"),
        "use": t("Use of limits"),
        "new": t("New cards and queries"),
        "length": t("Short history"),
    }


def _headline(mine: Score) -> str:
    most = max(_parts(), key=mine.costs.get)
    rules = catalog.score_rules()
    helps = {
        "late": t(
            "Time helps there, and paying on time: every {half_life:g} months the mark weighs half as much, and after {months} it is gone.",
            half_life=rules.half_life,
            months=MONTHS,
        ),
        "use": t("Paying back on the cards helps there, and at once."),
        "new": t("Applying for nothing more helps there: after {months:g} months they no longer count.", months=rules.new_months),
        "length": t("Only years help there: nothing has to be mended."),
    }
    return t(
        "This file comes to {points} of 100 points. Most of what is missing, {cost} points, goes to “{part}”. {helps}",
        points=f"{mine.points:.1f}",
        cost=f"{mine.costs[most]:.1f}",
        part=_parts()[most],
        helps=helps[most],
    )


def _notes(slip: int, minimum: bool, reads: int) -> dict[str, str]:
    gone = t("It has left the report: no late payment stands there.")
    same = t("No change: on time is on time. But what is left stays on the card, and bears interest.")
    free = t("No change: you are no lender, and a look at your own report does no harm.")
    return {
        "slip": gone if slip == MONTHS else "",
        "cards": t("Each was opened after a query, and is used as the others are."),
        "minimum": same if minimum else "",
        "reads": free if reads else "",
    }


def _on_cutoff(passes: list[str], fails: list[str]) -> str:
    if not fails:
        return t("Each lender sets its own; none is official. All four pass.")
    if not passes:
        return t("Each lender sets its own; none is official. None of the four passes.")
    holes = {"passes": t(", ").join(passes), "fails": t(", ").join(fails)}
    return t("Each lender sets its own; none is official. Here pass: {passes}. Not yet: {fails}.", **holes)
