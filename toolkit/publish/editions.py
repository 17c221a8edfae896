"""A lesson in one language: its messages translated, their holes filled by the model."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from toolkit.publish.messages import holes
from toolkit.publish.sources import EXPLAIN, Cell, Lesson, Paragraph


@dataclass(frozen=True, kw_only=True)
class Edition:
    """One lesson in one language, of the toolkit under `root`."""

    root: Path
    lesson: Lesson
    language: str
    translate: Callable[[str], str]

    @property
    def folder(self) -> Path:
        return self.root / "lessons" / self.language

    @property
    def title(self) -> str:
        return self.say(self.lesson.title)

    def prose(self, cell: Cell) -> str:
        """A cell's paragraphs; what explains is folded under its heading, if it has one, and its first line."""
        said = [paragraph.lead + self.say(paragraph) for paragraph in cell.paragraphs]
        if not cell.tagged(EXPLAIN):
            return "".join(said)
        head = said.pop(0) + "\n\n" if cell.paragraphs[0].is_heading else ""
        line, *rest = said
        return f"{head}<details><summary>{line.strip()}</summary>{''.join(rest)}\n\n</details>"

    def say(self, paragraph: Paragraph) -> str:
        """A paragraph's text. Raises ValueError for a hole without a number."""
        message = self.translate(paragraph.text)
        named = holes(message)
        if unknown := named - (self.facts.keys() if named else set()):
            names = ", ".join(sorted(unknown))
            where = f"{self.lesson.file}:{paragraph.line}"
            raise ValueError(f"{where}: there is no fact called {names}, for “{message}”")
        return message.format(**{name: self.facts[name] for name in named})

    @cached_property
    def facts(self) -> Mapping[str, str]:
        """The numbers of the lesson's prose, asked of the toolkit in a fresh interpreter."""
        if self.lesson.facts is None:
            return {}
        module, _, function = self.lesson.facts.partition(":")
        program = (
            f"import json, {module}; from toolkit.i18n import speak; speak({self.language!r}); "
            f"print(json.dumps({module}.{function}()))"
        )
        asked = subprocess.run(
            [sys.executable, "-c", program], cwd=self.root, env=self.environment, capture_output=True, text=True
        )
        if asked.returncode:
            reason = asked.stderr.strip().splitlines()[-1]
            raise ValueError(f"{self.lesson.file}: {self.lesson.facts} gives no facts: {reason}")
        return json.loads(asked.stdout)

    @property
    def environment(self) -> dict[str, str]:
        """The environment in which `import toolkit` is the one under `root`."""
        return os.environ | {"PYTHONPATH": str(self.root)}
