"""One prediction on the page: the learner commits a guess, and only then is the truth worked out."""

from collections.abc import Sequence
from html import escape

import anywidget
import ipywidgets
import traitlets

from toolkit import memory, page
from toolkit.i18n import language, speaking, t
from toolkit.predictions.prediction import GuessValue, Number, Prediction

SURE = ("guessing", "fairly", "very")


class Guess(anywidget.AnyWidget):
    """A prediction to commit. Before that the browser knows the question alone.

    `value` is None, and then what was committed; `done` says which. A guess is a
    commitment: it is made once. The browser keeps it, typed or committed, and makes it
    again when the cell is run again.
    """

    _esm = page.module("table.js", "predictions/sketch.js", "predictions/guess.js")
    _css = page.style("predictions/guess.css")

    value = traitlets.Instance(GuessValue, allow_none=True, read_only=True)
    done = traitlets.Bool(False, read_only=True)

    _spec = traitlets.Dict().tag(sync=True)
    _draft = traitlets.Dict().tag(sync=True)  # {value, sure} as the learner has them now
    _asked = traitlets.Dict({"number": 0, "show": False}).tag(sync=True)  # the browser commits, or asks to be shown
    _notice = traitlets.Dict({"number": 0, "refused": {}}).tag(sync=True)  # what is wrong with which part of the draft
    _told = traitlets.Dict().tag(sync=True)  # guess, truth and what is said of them, once it is done

    def __init__(self, prediction: Prediction) -> None:
        self._prediction, self._language = prediction, language()
        blank = {"number": "", "point": None, "line": [None] * len(prediction.x)}
        super().__init__(_spec=_spec(prediction), _draft={"value": blank[prediction.kind], "sure": None})

    def __repr__(self) -> str:
        return self._prediction.prompt

    def commit(self, value: object, sure: str) -> None:
        """Commit a guess: a number, or for a line its heights; and "guessing", "fairly" or "very".

        Raises ValueError, in a sentence for the learner, for what cannot be, or once a guess is in.
        """
        with speaking(self._language):
            if self.done:
                raise ValueError(t("Your guess is in already: a guess is made once."))
            if refused := self._refused(value, sure):
                raise ValueError(" ".join(refused.values()))
            self._settle(GuessValue(value=self._prediction.check(value), sure=sure))

    def show(self) -> None:
        """Show the truth without a guess, unless one is in."""
        if not self.done:
            with speaking(self._language):
                self._settle(GuessValue(shown=True))

    def points(self, state: dict[str, object]) -> tuple[Sequence[Number], Sequence[Number]]:
        """Where the guess stands on a panel's chart when its controls are so: x and y, empty for nowhere."""
        place = self._prediction.place
        if not place or not self.done or self.value.shown:
            return (), ()
        return place(self.value.value, **state) or ((), ())

    def words(self) -> str:
        """What was guessed, in a sentence."""
        return t("Your guess: {amount}", amount=self._prediction.words(self.value.value))

    def _refused(self, value: object, sure: object) -> dict[str, str]:
        refused = {}
        try:
            self._prediction.check(value)
        except ValueError as refusal:
            refused["value"] = str(refusal)
        if sure not in SURE:
            refused["sure"] = t("How sure are you? Choose one of the three: any of them is fine.")
        return refused

    def _settle(self, value: GuessValue) -> None:
        told = self._prediction.told(value.value)
        with self.hold_sync():
            self._told = told
            self.set_trait("value", value)
            self.set_trait("done", True)

    @traitlets.observe("_asked")
    def _answer(self, _change: object) -> None:
        if self.done:
            return
        refused = {}
        with speaking(self._language):
            try:
                if self._asked["show"]:
                    self.show()
                elif not (refused := self._refused(**self._draft)):
                    self.commit(**self._draft)
            except Exception as fault:
                what = f"{type(fault).__name__}: {fault}"
                refused = {"fault": t("This prediction has a fault, and its answer could not be worked out: {fault}", fault=what)}
        self._notice = {"number": self._asked["number"], "refused": refused}


def predict(prediction: Prediction) -> Guess:
    """The prediction, to commit to before the answer is seen."""
    return Guess(prediction)


class Answers(ipywidgets.HTML):
    """What predictions ask, and their truths, folded away: a notebook that is run as a whole ends on them."""

    def __init__(self, text: str) -> None:
        self._text = text
        super().__init__(f"<details><summary>{t('Show the answers')}</summary><p>{escape(text).replace(chr(10), '<br>')}</p></details>")

    def __repr__(self) -> str:
        return self._text

    def _repr_mimebundle_(self, **options: object) -> dict[str, object]:
        """The text whole; a widget's own would be cut."""
        return super()._repr_mimebundle_(**options) | {"text/plain": self._text}


def answers(*predictions: Prediction) -> Answers:
    """What each prediction asks, and its truth: the last cell of a lesson."""
    return Answers("\n\n".join(f"{prediction.prompt}\n{prediction.words(prediction.truth())}" for prediction in predictions))


def _spec(prediction: Prediction) -> dict[str, object]:
    """All that the browser is told before the guess is in."""
    start = prediction.start
    ends = [start[0]] if start else [] if len(prediction.x) > 1 else [0]
    return {
        **memory.shared(),
        "kind": prediction.kind,
        "prompt": prediction.prompt,
        "x": list(prediction.x),
        "ticks": [*ends, *prediction.x],
        "y_range": list(prediction.y_range),
        "step": prediction.step,
        "start": start and list(start),
        "x_title": prediction.x_title,
        "y_title": prediction.y_title,
        "unit": prediction.unit,
        "words": {
            "amount": prediction.amount("{amount}"),
            "at": prediction.at("{amount}"),
            "hint": prediction.hint(),
            "unplaced": t("not drawn yet"),
            "less": t("Less"),
            "more": t("More"),
            "commit": t("This is my guess"),
            "show": t("Show me"),
            "table": t("The numbers in a table"),
            "save": t("Save as CSV"),
        },
        "sure": {
            "label": t("How sure are you?"),
            "options": [
                {"value": value, "label": label}
                for value, label in zip(SURE, (t("Just guessing"), t("Fairly sure"), t("Very sure")), strict=True)
            ],
        },
    }
