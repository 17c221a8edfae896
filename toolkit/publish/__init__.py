"""One source, two languages: builds catalogues and notebooks from the texts.

A lesson is written once, in `lessons/<name>.md`: English prose and cells of code. Its
paragraphs, the messages of the code and the `_text` columns of `data/` are gathered in
`toolkit/locale/<language>.po`; out come `lessons/<language>/<name>.ipynb`, already run,
and beside it the trainer's guide. The page `lessons/index.md` gets a list of the others.
The same sources always give the same bytes, so that a test can rebuild and compare.

The build speaks to contributors, in English, as pytest does.
"""

from collections.abc import Callable
from pathlib import Path

from babel import Locale

from toolkit.publish import guides, messages, notebooks, sources
from toolkit.publish.editions import Edition

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
    catalogues = sorted(root.glob("toolkit/locale/*.po"))
    languages = ["en", *(po.stem for po in catalogues)]
    for po in catalogues:
        catalogue = messages.update(po, template)
        _report(root, po, po.with_suffix(".mo"))
        if missing := messages.unfinished(catalogue):
            problems.append("\n  ".join([f"“{po.stem}” is not built. These messages need a translation:", *missing]))
        else:
            translators[po.stem] = messages.translations(catalogue).__getitem__
    for language, translate in translators.items():
        shelf = [Edition(root=root, language=language, translate=translate, lesson=lesson) for lesson in lessons]
        for edition in shelf:
            try:
                _report(root, notebooks.write(edition, links(edition, shelf, languages)), guides.write(edition))
            except ValueError as problem:
                problems.append(str(problem))
    if problems:
        raise SystemExit("\n".join(problems))


def links(edition: Edition, shelf: list[Edition], languages: list[str]) -> str:
    """What leads on from a notebook: to its other languages and to the list of lessons, or, on that page, to each."""
    others = [
        f"[{Locale(code).get_language_name(code)}](../{code}/{edition.lesson.name}.ipynb)"
        for code in languages
        if code != edition.language
    ]
    if edition.lesson.name == sources.INDEX:
        listed = [f"- {_link(other)}" for other in shelf if other is not edition]
        return "\n\n".join([" · ".join(others), "\n".join(listed)])
    return " · ".join([*others, *(_link(page) for page in shelf if page.lesson.name == sources.INDEX)])


def _link(edition: Edition) -> str:
    return f"[{edition.title}]({edition.lesson.name}.ipynb)"


def _report(root: Path, *written: Path | None) -> None:
    for path in filter(None, written):
        print(path.relative_to(root).as_posix())
