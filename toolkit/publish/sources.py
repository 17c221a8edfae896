"""A lesson as it is written: cells, paragraphs, and the line on which each stands."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from jupytext.myst import MystMetadataParsingError, myst_to_notebook
from nbformat import NotebookNode

INDEX = "index"  # the page that lists the others
TRAINER = "trainer"  # prose for the trainer's guide
EXPLAIN = "explain"  # prose that tells what a guess is about: folded, its first line the one that unfolds it
ANSWERS = "answers"  # the values behind the predictions, guarded by nbval: last, where nobody looks by chance
_LINE = re.compile(r"(\s*(?:(?:#{1,6}|[-*+]|\d+[.)])\s+)?)(.*?)\s*")


@dataclass(frozen=True, kw_only=True)
class Paragraph:
    """One message of a markdown cell: its line in the file, what stands before it, and its text."""

    line: int
    lead: str
    text: str

    @property
    def is_heading(self) -> bool:
        return "#" in self.lead


@dataclass(frozen=True, kw_only=True)
class Cell:
    """A cell and the line on which it begins; a cell of code has no paragraphs."""

    line: int
    notebook_cell: NotebookNode
    paragraphs: tuple[Paragraph, ...]

    def tagged(self, tag: str) -> bool:
        return tag in self.notebook_cell.metadata.get("tags", ())


@dataclass(frozen=True, kw_only=True)
class Lesson:
    """A lesson's source. `facts` names the function, "module:function", that its numbers come from."""

    name: str
    cells: tuple[Cell, ...]
    facts: str | None

    @property
    def file(self) -> str:
        return f"lessons/{self.name}.md"

    @property
    def title(self) -> Paragraph:
        return self.learners[0].paragraphs[0]

    @property
    def learners(self) -> tuple[Cell, ...]:
        """The cells of the notebook: all but those for trainers."""
        return tuple(cell for cell in self.cells if not cell.tagged(TRAINER))


def read(path: Path) -> Lesson:
    """Read a text notebook in jupytext's MyST Markdown. Raises ValueError where it cannot be read."""
    text = path.read_text(encoding="utf-8")
    try:
        notebook = myst_to_notebook(text, add_source_map=True)
    except MystMetadataParsingError as problem:
        raise ValueError(f"lessons/{path.name}: {problem}") from problem
    lesson = Lesson(
        name=path.stem,
        cells=tuple(_cells(text.splitlines(), notebook)),
        facts=notebook.metadata.get("clear_credit", {}).get("facts"),
    )
    _check(lesson)
    return lesson


def _check(lesson: Lesson) -> None:
    if not any(cell.paragraphs and cell.paragraphs[0].is_heading for cell in lesson.learners[:1]):
        raise ValueError(f"{lesson.file}: a lesson begins with its title")
    for cell in lesson.cells:
        if cell.tagged(TRAINER) and not cell.paragraphs:
            raise ValueError(f"{lesson.file}:{cell.line}: a cell for trainers holds prose, no code")
        if cell.tagged(EXPLAIN) and len(cell.paragraphs) - sum(one.is_heading for one in cell.paragraphs[:1]) < 2:
            raise ValueError(f"{lesson.file}:{cell.line}: a cell that explains has a line to unfold it, and prose under that")
        if cell.tagged(ANSWERS) and (cell.paragraphs or cell is not lesson.learners[-1]):
            raise ValueError(f"{lesson.file}:{cell.line}: the answers are one cell of code, the last of the lesson")


def _cells(lines: list[str], notebook: NotebookNode) -> Iterator[Cell]:
    for cell, line in zip(notebook.cells, notebook.metadata.source_map, strict=True):
        if cell.cell_type == "code":
            yield Cell(line=line, notebook_cell=cell, paragraphs=())
        else:
            while not lines[line].strip():
                line += 1
            yield Cell(line=line + 1, notebook_cell=cell, paragraphs=tuple(paragraphs(cell.source, line + 1)))


def paragraphs(markdown: str, first_line: int = 1) -> list[Paragraph]:
    """The messages of a markdown cell. A heading and a list item are each a message of their own.

    >>> for paragraph in paragraphs("# Late\\n\\nOne bill,\\none day.\\n\\n- rate\\n- fee"):
    ...     print(paragraph.line, repr(paragraph.lead), paragraph.text)
    1 '# ' Late
    3 '\\n\\n' One bill, one day.
    6 '\\n\\n- ' rate
    7 '\\n- ' fee
    """
    found: list[Paragraph] = []
    gap = ""
    for line, content in enumerate(markdown.splitlines(), start=first_line):
        marker, text = _LINE.fullmatch(content).groups()
        if not text:
            gap = "\n\n" if found else ""
        elif gap == "\n" and not marker.strip() and not found[-1].is_heading:
            found[-1] = replace(found[-1], text=f"{found[-1].text} {text}")
        else:
            found.append(Paragraph(line=line, lead=gap + marker, text=text))
            gap = "\n"
    return found
