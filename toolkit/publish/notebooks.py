"""The notebooks: one for each lesson and language, run, with nothing stored but text."""

import copy
import hashlib
import json
from itertools import zip_longest
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from nbformat import NotebookNode

from toolkit.publish.editions import Edition
from toolkit.publish.sources import ANSWERS, Cell, Lesson, paragraphs

PLAIN = "text/plain"
WIDGET = "application/vnd.jupyter.widget-view+json"
METADATA = {
    "kernelspec": {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"},
    "language_info": {"file_extension": ".py", "mimetype": "text/x-python", "name": "python"},
}


def write(edition: Edition, links: str) -> Path:
    """Build a lesson's notebook in one language, `links` below its first cell, and give its path.

    Raises ValueError for a hole without a number, a cell that fails or leaves more
    than text, and a notebook that was edited by hand since it was built.
    """
    path = edition.folder / f"{edition.lesson.name}.ipynb"
    notebook = render(edition, links)
    if path.exists():
        _refuse_edited(path, edition.lesson, notebook)
    _run(edition, notebook)
    notebook.metadata.clear_credit.digest = digest(notebook)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(nbformat.writes(notebook) + "\n", encoding="utf-8", newline="\n")
    return path


def render(edition: Edition, links: str) -> NotebookNode:
    """The lesson as a notebook in one language, its code folded, not yet run."""
    mark = NotebookNode(lesson=edition.lesson.name, language=edition.language)
    notebook = nbformat.v4.new_notebook(metadata=NotebookNode(clear_credit=mark))
    for number, cell in enumerate(edition.lesson.learners, start=1):
        built = copy.deepcopy(cell.notebook_cell)
        built.id = f"{edition.lesson.name}-{number}"
        if cell.paragraphs:
            built.source = edition.prose(cell)
        else:
            built.source = built.source.replace('speak("en")', f'speak("{edition.language}")')
            built.metadata.jupyter = {"source_hidden": True}
            if cell.tagged(ANSWERS):
                built.metadata.jupyter.outputs_hidden = True
        notebook.cells.append(built)
    notebook.cells[0].source += f"\n\n{links}"
    return notebook


def _run(edition: Edition, notebook: NotebookNode) -> None:
    lesson = edition.lesson
    client = NotebookClient(
        notebook,
        kernel_name="python3",
        timeout=120,
        allow_errors=True,
        record_timing=False,
        store_widget_state=False,
        resources={"metadata": {"path": str(edition.root)}},
    )
    client.execute(env=edition.environment)
    notebook.metadata.update(METADATA)
    for source, cell in zip(lesson.learners, notebook.cells, strict=True):
        if cell.cell_type == "code":
            cell.outputs = [_text_only(f"{lesson.file}:{source.line}", output) for output in cell.outputs]


def _text_only(where: str, output: NotebookNode) -> NotebookNode:
    """What may be stored: a widget's view would show "model not found", a picture would bloat the history."""
    if output.output_type == "error":
        raise ValueError(f"{where}: the cell fails: {output.ename}: {output.evalue}")
    kinds = set(output.get("data", {output.output_type}))
    if PLAIN not in kinds or kinds - {PLAIN, WIDGET}:
        raise ValueError(f"{where}: the cell leaves {', '.join(sorted(kinds))}; only {PLAIN} can be stored")
    output.data = NotebookNode({PLAIN: output.data[PLAIN]})
    output.metadata = NotebookNode()
    return output


def digest(notebook: NotebookNode) -> str:
    """A fingerprint of everything in a notebook but the fingerprint itself."""
    content = copy.deepcopy(notebook)
    content.metadata.clear_credit.pop("digest", None)
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()


def _refuse_edited(path: Path, lesson: Lesson, fresh: NotebookNode) -> None:
    stored = nbformat.read(path, as_version=4)
    mark = stored.metadata.setdefault("clear_credit", NotebookNode())
    if mark.get("digest") == digest(stored):
        return
    name = f"{path.parent.name}/{path.name}"
    for number, (source, written, found) in enumerate(zip(lesson.learners, fresh.cells, stored.cells), start=1):
        if written.source != found.source:
            line, text = _first_difference(source, written.source, found.source)
            raise ValueError(
                f"lessons/{name} was edited by hand in cell {number}. Edit {lesson.file}:{line} instead "
                f"(“{text:.40}”), or its translation; then delete the built notebook and build again."
            )
    raise ValueError(
        f"lessons/{name} was saved by hand (outputs, settings or added cells). "
        f"Edit {lesson.file} instead; then delete the built notebook and build again."
    )


def _first_difference(source: Cell, written: str, found: str) -> tuple[int, str]:
    for paragraph, ours, theirs in zip_longest(source.paragraphs, paragraphs(written), paragraphs(found)):
        if paragraph and (not ours or not theirs or ours.text != theirs.text):
            return paragraph.line, paragraph.text
    return source.line, source.notebook_cell.source
