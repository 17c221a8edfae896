"""What a learner did is kept in their own browser, by lesson: guesses, answers, positions. One button forgets it."""

import os
from pathlib import PurePosixPath

import anywidget
import traitlets
from IPython import get_ipython

from toolkit import page
from toolkit.i18n import t, web_tag


def shared() -> dict[str, object]:
    """What every widget of ours tells the browser once: its language, where it is kept, what is said of a silent kernel."""
    return {
        "language": web_tag(),
        "kept": {"lesson": _lesson(), "cell": _cell()},
        "silent": t(
            "No answer for five seconds. The lesson is busy, or it has stopped: then choose “Restart Kernel and Run All "
            "Cells…” in the “Run” menu. What you did here comes back."
        ),
    }


def _lesson() -> str:
    """The notebook's name without folder: a lesson has the same one in each language."""
    return PurePosixPath(os.environ.get("JPY_SESSION_NAME", "")).stem


def _cell() -> str:
    """The id of the cell that is run, which it keeps when it is run again; empty where none is, or nobody says."""
    shell = get_ipython()
    parent = shell.get_parent() if hasattr(shell, "get_parent") else {}
    return parent.get("metadata", {}).get("cellId") or ""


class Forget(anywidget.AnyWidget):
    """The button that forgets what this browser keeps of the lesson."""

    _esm = page.module("memory.js")
    _css = page.style()

    _spec = traitlets.Dict().tag(sync=True)

    def __init__(self) -> None:
        words = {
            "kept": t("Your guesses, your answers and where the sliders stand are kept in this browser; nothing is sent to anybody."),
            "forget": t("Forget them"),
            "forgotten": t("Forgotten. What still stands on this page goes when you choose “Run All Cells” in the “Run” menu."),
        }
        super().__init__(_spec={**shared(), "words": words})

    def __repr__(self) -> str:
        return self._spec["words"]["kept"]


def forget() -> Forget:
    """A button to forget all that this browser keeps of the lesson."""
    return Forget()
