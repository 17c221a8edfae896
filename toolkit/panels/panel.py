"""A figure that a learner can move: controls and one pure function, as one widget."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from functools import partial
from keyword import iskeyword
from typing import Protocol

import anywidget
import traitlets

from toolkit import charts, memory, page
from toolkit.i18n import language, speaking, t
from toolkit.panels import plotly_js, sweep
from toolkit.panels.controls import Choice, Control, plain
from toolkit.panels.view import View, faces


class Guessed(Protocol):
    """What a panel asks of the guess that it waits for."""

    done: bool

    def observe(self, handler: Callable[[object], None], names: str) -> None: ...
    def show(self) -> None: ...
    def points(self, state: dict[str, object]) -> tuple[Sequence[float], Sequence[float]]: ...
    def words(self) -> str: ...


class Refusal(ValueError):
    """A sentence for the learner on values that do not go together, and the name of the control where it stands."""

    def __init__(self, control: str, sentence: str) -> None:
        super().__init__(sentence)
        self.control = control


class Panel(anywidget.AnyWidget):
    """Controls, and the chart, headline and table that `draw` makes of them.

    `draw` takes keyword arguments named like the controls and returns a View.
    Each control is a trait of the panel too: `panel.days = 30`,
    `panel.observe(f, "days")`, `ipywidgets.link((slider, "value"), (panel, "days"))`.

    A value that a control refuses, or that `draw` refuses with a ValueError, raises
    nothing: its sentence stands at the control (of `draw`, where it raises a Refusal),
    or at the panel, and in `notice`, and the last good view stays. At construction the
    same errors are the author's, and raise.
    Controls named in `folded` are shown on request.

    A panel `after` a guess stays shut until that is in: the browser is told neither
    chart nor headline nor table. Then it opens with the learner's guess on its chart.
    """

    _esm = page.module("table.js", "panels/share.js", "panels/months.js", "panels/panel.js")
    _css = page.style()

    view = traitlets.Instance(View)

    _spec = traitlets.Dict().tag(sync=True)  # what never changes: controls, words, language
    _chart = traitlets.Dict().tag(sync=True)  # resent only when it differs, like all of these
    _sources = traitlets.List().tag(sync=True)
    _shown = traitlets.Dict().tag(sync=True)  # what a move changes
    _status = traitlets.Dict().tag(sync=True)  # which request is answered, and what is wrong
    _asked = traitlets.Int(0).tag(sync=True)  # the browser numbers its requests here
    _wish = traitlets.Dict({"number": 0, "states": []}).tag(sync=True, echo_update=False)  # wanted beforehand
    _sweep = traitlets.Dict({"wish": 0, "states": [], "left": 0}).tag(sync=True)  # the newest part of them
    _lock = traitlets.Dict().tag(sync=True)  # the words on a panel that waits for a guess
    _passed = traitlets.Bool(False).tag(sync=True)  # the browser asks here to be shown without one

    def __init__(
        self,
        draw: Callable[..., View],
        *controls: Control,
        after: Guessed | None = None,
        folded: Collection[str] = (),
    ) -> None:
        self._draw, self._controls, self._after, self._language = draw, controls, after, language()
        self._state = {control.name: control.value for control in controls}
        self._check_controls()
        self.view = draw(**self._read(self._state)[0])
        self.add_traits(
            **{
                control.name: traitlets.Any(control.value).tag(sync=True, to_json=lambda value, _: plain(value))
                for control in controls
            }
        )
        plotly_js.load()
        super().__init__(
            _spec={
                **memory.shared(),
                "controls": [control.spec() for control in controls],
                "folded": list(folded),
                "plotly": plotly_js.SLOT,
                "words": {
                    "more": t("More of the contract"),
                    "loading": t("The chart is on its way …"),
                    "table": t("The numbers in a table"),
                    "save": t("Save as CSV"),
                    "sources": t("Where these terms come from"),
                    "reset": t("Back to the start"),
                    "stale": t("Still the last values that work."),
                    "share": {
                        "title": t("Pass on what you see"),
                        "what": t(
                            "This code is where all controls stand now. Send it to somebody: "
                            "pasted under the same figure, it shows them what you see."
                        ),
                        "mine": t("Code for what you see"),
                        "copy": t("Copy"),
                        "copied": t("Copied."),
                        "pasted": t("A code that you were given"),
                        "open": t("Show it"),
                        "opened": t("Shown above."),
                        "damaged": t("This code is damaged. Copy the whole of it once more, from the first letter to the last."),
                        "foreign": t("This code is for another figure. Paste it under the figure that it was copied from."),
                    },
                },
            },
            _status=self._stands(),
            **self._locked() or self._told(self.view, self._state),
        )
        self.observe(self._answer, [*self._state, "_asked", "_wish"])

    def __repr__(self) -> str:
        return self.view.text()

    @property
    def headline(self) -> str:
        """The sentence that says what the figure shows now."""
        return self.view.headline

    @property
    def notice(self) -> str:
        """What is wrong with the controls' values, a sentence for each; empty when all is well."""
        return " ".join(filter(None, [*self._status["refused"].values(), self._status["notice"]]))

    def frame(self):
        """The table shown now, as a pandas DataFrame."""
        return self.view.frame()

    def reset(self) -> None:
        """Put every control back where it stood at first."""
        with self.hold_sync(), self.hold_trait_notifications():
            for control in self._controls:
                setattr(self, control.name, control.value)

    def _check_controls(self) -> None:
        """Refuse names that hide or repeat something, and options that set what cannot be or contradict the start."""
        names = [control.name for control in self._controls]
        for name in names:
            taken = hasattr(type(self), name) or name in vars(self) or names.count(name) > 1
            if taken or not name.isidentifier() or iskeyword(name):
                raise ValueError(f"A control cannot be named {name!r}: that must be a Python name not yet in use.")
        others = {control.name: control for control in self._controls}
        for choice in self._choices():
            for option in choice.options:
                for name, value in option.sets.items():
                    if name not in others or name == choice.name:
                        raise ValueError(f"The option {option.value!r} sets {name!r}, which is no other control.")
                    others[name].read(value)
                    if option.value == choice.value and value != others[name].value:
                        raise ValueError(f"The option {option.value!r} sets {name!r} to {value!r}; it starts otherwise.")

    def _choices(self) -> list[Choice]:
        return [control for control in self._controls if isinstance(control, Choice)]

    def _locked(self) -> dict[str, object]:
        """The trait that shuts the panel, if there is a guess to wait for."""
        if not self._after or self._after.done:
            return {}
        self._after.observe(self._open, "done")
        self.observe(lambda _change: self._after.show(), "_passed")
        return {"_lock": {"sentence": t("This opens once you have made your guess, above."), "show": t("Show me")}}

    def _open(self, _change: object) -> None:
        """Let the browser see, now that the guess is in."""
        with self.hold_sync(), speaking(self._language):
            self._lock = {}
            self._tell(self.view)

    def _tell(self, view: View) -> None:
        """Keep this view, and tell it to the browser unless the panel is shut."""
        self.view = view
        if self._lock:
            return
        for trait, value in self._told(view, self._state).items():
            setattr(self, trait, value)

    def _told(self, view: View, state: dict[str, object]) -> dict[str, object]:
        """The traits that tell the browser a view and, on its chart and in words, the learner's guess."""
        seen, guess = self._with_guess(view, state)
        return {
            "_chart": seen.still(),
            "_sources": list(seen.sources),
            "_shown": {
                "points": seen.points(),
                "headline": seen.headline,
                "columns": seen.columns(),
                "notes": {name: note for name, note in seen.notes.items() if note},
                "guess": guess,
                **({"months": {name: faces(cells) for name, cells in seen.months.items()}} if seen.months else {}),
            },
        }

    def _with_guess(self, view: View, state: dict[str, object]) -> tuple[View, str]:
        """The view with the learner's guess as one more trace, and its words; both are empty where it has no place."""
        if not self._after:
            return view, ""
        x, y = self._after.points(state)
        chart = charts.with_guess(view.chart, t("Your guess"), x, y)
        return replace(view, chart=chart), self._after.words() if len(x) else ""

    def _answer(self, _change: object) -> None:
        """Draw what the controls now say: once for all that moved in the same breath, and in one message."""
        state = {name: getattr(self, name) for name in self._state}
        moved = {name for name in state if plain(state[name]) != plain(self._state[name])}
        follow = {}
        if self._asked == self._status["answers"]:  # else the browser has set already what an option sets
            for choice in self._choices():
                if choice.name in moved:
                    follow = {**choice.sets(state[choice.name]), **follow}
        follow = {name: value for name, value in follow.items() if name not in moved}
        self._state = state | follow
        with self.hold_sync(), speaking(self._language):
            if moved:
                self._redraw()
            elif self._status["answers"] != self._asked:
                self._status = self._status | {"answers": self._asked}
            with self.hold_trait_notifications():
                for name, value in follow.items():
                    setattr(self, name, value)
        if self._sweep["wish"] != self._wish["number"]:
            self._fill(self._wish["number"])

    def _read(self, state: Mapping[str, object]) -> tuple[dict[str, object], dict[str, str]]:
        """The controls' values as `draw` takes them, and a sentence for each control that refuses its own."""
        values, refusals = {}, {}
        for control in self._controls:
            try:
                values[control.name] = control.read(state[control.name])
            except ValueError as refusal:
                refusals[control.name] = str(refusal)
        return values, refusals

    def _redraw(self) -> None:
        """Show the view of the present state; if there is none, say why and leave the last good one."""
        values, refusals = self._read(self._state)
        notice = t("The drawing was interrupted. Move a control to draw again.")
        try:
            if not refusals:
                self._tell(self._draw(**values))
            notice = ""
        except Refusal as refusal:
            notice, refusals = "", {refusal.control: str(refusal)}
        except ValueError as refusal:
            notice = str(refusal)
        except Exception as fault:
            what = f"{type(fault).__name__}: {fault}"
            notice = t("This figure has a fault and could not be redrawn: {fault}", fault=what)
        finally:  # also when the kernel is interrupted: an unanswered request would lock the panel
            self._status = self._stands(notice, refusals)

    def _stands(self, notice: str = "", refused: Mapping[str, str] | None = None) -> dict[str, object]:
        """Which request is answered, for which values, and what is wrong with them: as a whole, and by control."""
        at = [plain(value) for value in self._state.values()]
        return {"answers": self._asked, "at": at, "notice": notice, "refused": refused or {}}

    def _fill(self, number: int, done: int = 0) -> None:
        """Draw what a wish is for, from its state `done` on, unless a newer one has come."""
        if number != self._wish["number"]:
            return
        states, rest = [], []
        try:
            with speaking(self._language):
                states = sweep.breath(self._wish["states"][done:], self._parts)
            done += len(states)
            rest = self._wish["states"][done:]
        finally:  # also when the kernel is interrupted: nothing more comes, and the browser may wish again
            self._sweep = {"wish": number, "states": states, "left": len(rest)}
        if rest:
            sweep.soon(partial(self._fill, number, done))

    def _parts(self, at: list[object]) -> dict[str, object] | None:
        """What the browser draws for these values, or None if they are refused, or hidden before a guess."""
        state = dict(zip(self._state, at, strict=True))
        values, refusals = self._read(state)
        if refusals or self._lock:
            return None
        try:
            told = self._told(self._draw(**values), state)
        except Exception:  # moved to, it says why
            return None
        return {"chart": told["_chart"], "sources": told["_sources"], **told["_shown"]}
