"""`python -m tests.benchmark [--quick]`"""

import os
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median, quantiles
from tempfile import TemporaryDirectory
from urllib.parse import urlsplit

from conftest import CHECKOUT, serve

from toolkit.panels.late_bill import DAYS_LATE

from . import browser, cards, kernel, loans
from .delay import Delay
from .ways import BARE, CALLS, FIGURE_WIDGET, FRAME, INTERACT, PANEL, SWEEP, Way

QUICK = "--quick" in sys.argv
RUNS, PRESSES = (1, 20) if QUICK else (5, 100)
FAR = 0.150  # seconds each way
UP_AND_DOWN = [*range(60), *range(58, -1, -1)]


def ends(spent: list[float]) -> tuple[float, float]:
    """The middle one, and the one that one in twenty exceeds."""
    return median(spent), quantiles(spent, n=20)[-1]


def row(name: str, *figures: str) -> None:
    print(f"{name:34}" + "".join(f"{figure:>20}" for figure in figures))


def judge(what: str, value: float, limit: float, unit: str = "ms") -> None:
    verdict = "kept" if value <= limit else "MISSED"
    print(f"  {what:58}{value:9.2f} {unit:3} target {limit:8.2f} {unit:3} {verdict}")


def spread(runs: list[tuple[float, float]], which: int) -> str:
    figures = [run[which] for run in runs]
    return f"{median(figures):.0f} ({min(figures):.0f}–{max(figures):.0f})"


def compare(here: Callable, title: str, ways: list[Way]) -> dict[Way, list[tuple[float, float]]]:
    """p50 and p95 of each run, printed as a table."""
    print(f"\n{title}, ms: {RUNS} interleaved runs of {PRESSES} presses, medians (spread)")
    row("", "p50", "p95")
    found = {way: [] for way in ways}
    for _ in range(RUNS):
        for way, runs in found.items():
            with here(way) as page:
                runs.append(ends(browser.press(page, way, PRESSES)))
    for way, runs in found.items():
        row(way.name, spread(runs, 0), spread(runs, 1))
    return found


def presses(here: Callable) -> None:
    """Key press to painted chart, the kernel beside the browser."""
    found = compare(here, "Key press to painted chart", [FRAME, BARE, PANEL, FIGURE_WIDGET, INTERACT])
    panel, bare = ([median(run[which] for run in found[way]) for which in (0, 1)] for way in (PANEL, BARE))
    judge("the panel's p50, against 1.1 × the bare anywidget's", panel[0], 1.1 * bare[0])
    judge("the panel's p95, against 1.3 × the bare anywidget's", panel[1], 1.3 * bare[1])


def drags(here: Callable) -> None:
    """A drag of sixty events and its end, the kernel beside the browser."""
    path = [stop % len(DAYS_LATE) for stop in UP_AND_DOWN[:60]]
    with here(PANEL) as page:
        settled = [browser.drag(page, PANEL, path, DAYS_LATE)["settled"] for _ in range(1 if QUICK else 5)]
    judge("a 60 Hz drag has settled after its last event, the slowest", max(settled), 200)


def lesson(lab, chromium, wire: Delay) -> None:
    """Run-all of the first lesson."""
    shutil.copy(CHECKOUT / "lessons" / "en" / "late.ipynb", lab.folder)
    spent = []
    for _ in range(1 if QUICK else 3):
        with browser.opened(chromium, lab, "late.ipynb", wire.port, height=6000) as page:
            spent.append(browser.run_all(page))
    judge("run-all of the lesson to its last chart painted, median", median(spent), 5, "s")


def far(here: Callable, wire: Delay) -> None:
    """The same panel with a kernel far away."""
    print(f"\nBrowser and kernel {1000 * FAR:.0f} ms apart each way, a slider of 60 stops")
    row("", "p50", "p95")
    frames, moves, arrivals, left, settled = [], [], [], [], []
    for _ in range(RUNS):
        with here(FRAME) as page:
            frames.append(ends(browser.press(page, FRAME, PRESSES)))
        with far_away(here, wire) as page:
            arrivals.append(browser.sweep(page, SWEEP, 59) / 1000)
            moves.append(ends(browser.press(page, SWEEP, PRESSES)))
            left += browser.drag(page, SWEEP, UP_AND_DOWN, range(1, 61))["left"]
        with far_away(here, wire) as page:  # dragged at once, before anything has arrived
            cold = browser.drag(page, SWEEP, UP_AND_DOWN, range(1, 61))
            left += cold["left"]
            settled.append(cold["settled"])
    row(FRAME.name, spread(frames, 0), spread(frames, 1))
    row("a move inside an arrived sweep", spread(moves, 0), spread(moves, 1))
    for which, name in enumerate(("p50", "p95")):
        floor, move = (median(run[which] for run in runs) for runs in (frames, moves))
        judge(f"a move inside an arrived sweep, {name}, against 1.5 × the frame's", move, 1.5 * floor)
    judge("focus to a sweep of 60 arrived, the slowest", max(arrivals), 1.0, "s")
    judge("pictures in a drag of states that the hand had left", len(left), 0, "")
    print(f"  a drag begun before anything had arrived settled after {median(settled):.0f} ms")


@contextmanager
def far_away(here: Callable, wire: Delay) -> Iterator:
    with here(SWEEP) as page:
        wire.seconds = FAR
        yield page
        wire.seconds = 0


def main() -> None:
    print(f"Load before: {os.getloadavg()[0]:.1f}\n\nThe kernel's part of a move")
    kernel.report()
    cards.report()
    loans.report()
    with TemporaryDirectory() as home, browser.chromium() as chromium:
        folder = Path(home) / "lessons"
        folder.mkdir()
        with serve(Path(home), folder) as lab:
            wire = Delay(urlsplit(lab.url).port)

            def here(way):
                return browser.shown(chromium, lab, way, wire)

            compare(here, "The drawing call alone, 60 states with one frame", CALLS)
            presses(here)
            drags(here)
            lesson(lab, chromium, wire)
            far(here, wire)
    print(f"\nLoad after: {os.getloadavg()[0]:.1f}")


main()
