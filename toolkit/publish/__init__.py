"""One source, two languages: builds catalogues and notebooks from the texts.

A lesson is written once, in `lessons/<name>.md`: English prose and cells of code. Its
paragraphs, the messages of the code and the `_text` columns of `data/` are gathered in
`toolkit/locale/<language>.po`; out come `lessons/<language>/<name>.ipynb`, already run.
The same sources always give the same bytes, so that a test can rebuild and compare.

The build speaks to contributors, in English, as pytest does.
"""

from collections.abc import Callable
from pathlib import Path

from toolkit.publish import messages, notebooks, sources

CHECKOUT = Path(__file__).parents[2]


def build(root: Path = CHECKOUT) -> None:
    """Bring the catalogues and the notebooks under `root` up to date, printing each file written.

    What can be built is built; then raises SystemExit with a sentence for each thing that could not.
    """
    try:
        lessons = [sources.read(path) for path in sorted(root.glob("lessons/*.md"))]
    except ValueError as problem:
        raise SystemExit(str(problem)) from problem
    template = messages.extract(root, lessons)
    translators: dict[str, Callable[[str], str]] = {"en": str}
    problems = []
    for po in sorted(root.glob("toolkit/locale/*.po")):
        catalogue = messages.update(po, template)
        _report(root, po, po.with_suffix(".mo"))
        if missing := messages.unfinished(catalogue):
            problems.append("\n  ".join([f"“{po.stem}” is not built. These messages need a translation:", *missing]))
        else:
            translators[po.stem] = messages.translations(catalogue).__getitem__
    for language, translate in translators.items():
        for lesson in lessons:
            try:
                _report(root, notebooks.write(root, lesson, language, translate))
            except ValueError as problem:
                problems.append(str(problem))
    if problems:
        raise SystemExit("\n".join(problems))


def _report(root: Path, *written: Path) -> None:
    for path in written:
        print(path.relative_to(root).as_posix())
