"""One question at a time: the learner chooses, checks, and reads why."""

from dataclasses import asdict, dataclass

import anywidget
import ipywidgets
import traitlets

from toolkit import catalog, memory, page
from toolkit.i18n import t


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """What a choice is, the reason, and what is right where the choice was not, in the reader's language."""

    right: catalog.Right
    reason: str
    answer: str


def grade(question: catalog.Question, chosen: int) -> Verdict:
    """The verdict on the choice numbered `chosen`, counted from 0.

    Raises ValueError, in one sentence, for a number that no choice has.
    """
    last = len(question.choices) - 1
    if not isinstance(chosen, int) or isinstance(chosen, bool) or not 0 <= chosen <= last:
        raise ValueError(t("A choice is a whole number from 0 to {last}; this was {chosen}.", last=last, chosen=chosen))
    choice = question.choices[chosen]
    answer = "" if choice.right == catalog.Right.YES else _answer(question)
    return Verdict(right=choice.right, reason=t(choice.reason), answer=answer)


def _answer(question: catalog.Question) -> str:
    """The right choice, and how it comes about."""
    (right,) = (choice for choice in question.choices if choice.right == catalog.Right.YES)
    return t("The right answer is “{answer}”. {reason}", answer=t(right.text), reason=t(right.reason))


class Asked(anywidget.AnyWidget):
    """A question on the page. The browser knows prompt and choices; a verdict goes out when a choice is checked.

    `chosen` is the number of the choice last checked, from 0, and `verdict` what
    it deserves; both are None before. The learner may try again. Where nothing is
    `judged`, the page says only that the choice is noted.
    """

    _esm = page.module("question.js")
    _css = page.style()

    chosen = traitlets.Any(None).tag(sync=True)
    verdict = traitlets.Instance(Verdict, allow_none=True)

    _spec = traitlets.Dict().tag(sync=True)
    _answer = traitlets.Dict().tag(sync=True)  # the verdict in words, once there is one

    def __init__(self, question: catalog.Question, *, judged: bool = True) -> None:
        self._question, self._judged = question, judged
        # Graded here, not at the click, so that a question keeps the language it was asked in.
        self._verdicts = [grade(question, number) for number in range(len(question.choices))]
        self._words = {
            catalog.Right.YES: t("Right."),
            catalog.Right.NO: t("That is not right."),
            catalog.Right.UNSURE: t("No problem."),
        }
        self._noted = t("Noted. At the end comes the same kind of question, with other numbers.")
        super().__init__(
            _spec={
                **memory.shared(),
                "id": question.id,
                "prompt": t(question.prompt),
                "choices": [t(choice.text) for choice in question.choices],
                "check": t("Check") if judged else t("Note it down"),
            }
        )

    @traitlets.validate("chosen")
    def _known(self, proposal: dict) -> int | None:
        if proposal["value"] is not None:
            grade(self._question, proposal["value"])
        return proposal["value"]

    @traitlets.observe("chosen")
    def _grade(self, _change: object) -> None:
        if self.chosen is None:
            self.verdict, self._answer = None, {}
        else:
            self.verdict = verdict = self._verdicts[self.chosen]
            self._answer = {"chosen": self.chosen, **self._told(verdict)}

    def _told(self, verdict: Verdict) -> dict[str, str]:
        if not self._judged:
            return {"word": self._noted, "right": "", "reason": "", "answer": ""}
        return {"word": self._words[verdict.right], **asdict(verdict)}

    def __repr__(self) -> str:
        choices = (f"{number}. {text}" for number, text in enumerate(self._spec["choices"], start=1))
        return "\n".join([self._spec["prompt"], *choices])


def ask(id: str) -> Asked:
    """The question with this id, to choose and check. Raises ValueError for an id that no question has."""
    return Asked(catalog.question(id))


class Ticket(ipywidgets.VBox):
    """A few questions in a row. `verdicts` are what the choices deserve so far, whether or not they were shown."""

    def __init__(self, questions: list[Asked]) -> None:
        super().__init__(questions, layout={"grid_gap": "12px"})

    @property
    def verdicts(self) -> list[Verdict | None]:
        return [asked.verdict for asked in self.children]

    def _repr_mimebundle_(self, **options: object) -> dict[str, object]:
        """A ticket's text is its questions', whole; a box's own would be cut, and differ each time."""
        bundle = super()._repr_mimebundle_(**options)
        return bundle | {"text/plain": "\n\n".join(map(repr, self.children))}


def ticket(*ids: str, judged: bool = False) -> Ticket:
    """The questions with these ids: an entry ticket, on which nothing is judged, or an exit ticket."""
    return Ticket([Asked(catalog.question(id), judged=judged) for id in ids])
