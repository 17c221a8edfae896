"""The notebooks: one for each lesson and language, run, with nothing stored but text."""

import copy
import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from itertools import zip_longest
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from nbformat import NotebookNode

from toolkit.publish.messages import holes
from toolkit.publish.sources import Cell, Lesson, paragraphs

PLAIN = "text/plain"
WIDGET = "application/vnd.jupyter.widget-view+json"
METADATA = {
    "kernelspec": {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"},
    "language_info": {"file_extension": ".py", "mimetype": "text/x-python", "name": "python"},
}


def write(root: Path, lesson: Lesson, language: str, translate: Callable[[str], str]) -> Path:
    """Build one lesson in one language and give the path of its notebook.

    Raises ValueError for a hole without a number, a cell that fails or leaves more
    than text, and a notebook that was edited by hand since it was built.
    """
    path = root / "lessons" / language / f"{lesson.name}.ipynb"
    notebook = render(lesson, language, translate, ask_facts(root, lesson, language))
    if path.exists():
        _refuse_edited(path, lesson, notebook)
    _run(root, lesson, notebook)
    notebook.metadata.clear_credit.digest = digest(notebook)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(nbformat.writes(notebook) + "\n", encoding="utf-8", newline="\n")
    return path


def ask_facts(root: Path, lesson: Lesson, language: str) -> Mapping[str, str]:
    """The numbers of the lesson's prose, asked of the toolkit under `root` in a fresh interpreter."""
    if lesson.facts is None:
        return {}
    module, _, function = lesson.facts.partition(":")
    program = (
        f"import json, {module}; from toolkit.i18n import speak; speak({language!r}); "
        f"print(json.dumps({module}.{function}()))"
    )
    asked = subprocess.run(
        [sys.executable, "-c", program], cwd=root, env=_environment(root), capture_output=True, text=True
    )
    if asked.returncode:
        reason = asked.stderr.strip().splitlines()[-1]
        raise ValueError(f"{lesson.file}: {lesson.facts} gives no facts: {reason}")
    return json.loads(asked.stdout)


def render(
    lesson: Lesson, language: str, translate: Callable[[str], str], facts: Mapping[str, str]
) -> NotebookNode:
    """The lesson as a notebook in one language, not yet run."""
    mark = NotebookNode(lesson=lesson.name, language=language)
    notebook = nbformat.v4.new_notebook(metadata=NotebookNode(clear_credit=mark))
    for number, cell in enumerate(lesson.cells, start=1):
        built = copy.deepcopy(cell.notebook_cell)
        built.id = f"{lesson.name}-{number}"
        if cell.paragraphs:
            built.source = _prose(lesson, cell, translate, facts)
        else:
            built.source = built.source.replace('speak("en")', f'speak("{language}")')
        notebook.cells.append(built)
    return notebook


def _prose(lesson: Lesson, cell: Cell, translate: Callable[[str], str], facts: Mapping[str, str]) -> str:
    prose = ""
    for paragraph in cell.paragraphs:
        message = translate(paragraph.text)
        if unknown := holes(message) - facts.keys():
            names = ", ".join(sorted(unknown))
            raise ValueError(f"{lesson.file}:{paragraph.line}: there is no fact called {names}, for “{message}”")
        prose += paragraph.lead + message.format(**facts)
    return prose


def _run(root: Path, lesson: Lesson, notebook: NotebookNode) -> None:
    client = NotebookClient(
        notebook,
        kernel_name="python3",
        timeout=120,
        allow_errors=True,
        record_timing=False,
        store_widget_state=False,
        resources={"metadata": {"path": str(root)}},
    )
    client.execute(env=_environment(root))
    notebook.metadata.update(METADATA)
    for source, cell in zip(lesson.cells, notebook.cells, strict=True):
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


def _environment(root: Path) -> dict[str, str]:
    return os.environ | {"PYTHONPATH": str(root)}


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
    for number, (source, written, found) in enumerate(zip(lesson.cells, fresh.cells, stored.cells), start=1):
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
