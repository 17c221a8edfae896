"""The catalogues: every English message that a learner may see, and its translations."""

import ast
import csv
from collections.abc import Iterator, Mapping
from pathlib import Path
from string import Formatter

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from toolkit.publish.sources import Lesson


def holes(message: str) -> set[str]:
    """The named holes of a message.

    >>> sorted(holes("{days} days late cost {cost:,} yuan"))
    ['cost', 'days']
    """
    return {name for _, name, _, _ in Formatter().parse(message) if name is not None}


def extract(root: Path, lessons: list[Lesson]) -> Catalog:
    """The messages of the code, the lessons and the tables under `root`, as a catalogue to fill.

    Code is read by its syntax tree: Babel's own reader takes the "rate" of `t(names["rate"])` for a message.
    """
    template = Catalog()
    for file, line, message in _messages(root, lessons):
        template.add(message, locations=[(file, line)])
    return template


def _messages(root: Path, lessons: list[Lesson]) -> Iterator[tuple[str, int, str]]:
    for path in sorted(root.glob("toolkit/**/*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            match node:
                case ast.Call(func=ast.Name("t"), args=[ast.Constant(str(message)), *_]):
                    yield path.relative_to(root).as_posix(), node.lineno, message
    for lesson in lessons:
        for cell in lesson.cells:
            for paragraph in cell.paragraphs:
                yield lesson.file, paragraph.line, paragraph.text
    for path in sorted(root.glob("data/*.csv")):
        with path.open(encoding="utf-8", newline="") as table:
            for line, row in enumerate(csv.DictReader(table), start=2):
                for column, value in row.items():
                    if column.endswith("_text") and value:
                        yield path.relative_to(root).as_posix(), line, value


class Catalogue(Catalog):
    """A catalogue whose header holds no date and no tool's version: they would make every build differ."""

    mime_headers = property(
        lambda self: [("Language", self.locale_identifier), ("Content-Type", "text/plain; charset=utf-8")],
        lambda self, headers: None,
    )


def read(po: Path) -> Catalogue:
    """A language's catalogue as it stands in its file."""
    catalogue = Catalogue(po.stem, header_comment="# Clear Credit · 借明白. English text is the message.", fuzzy=False)
    with po.open("rb") as file:
        for message in read_po(file):
            if message.id:
                catalogue[message.id] = message
    return catalogue


def update(po: Path, template: Catalog) -> Catalogue:
    """Bring a language's catalogue up to date and compile it.

    A new message comes in empty, a changed one fuzzy with its old translation; one no longer used goes.
    """
    catalogue = read(po)
    catalogue.update(template)
    for message in catalogue:
        message.flags.discard("python-format")  # Babel's guess at every "24 % a year"; our holes are {named}
    with po.open("wb") as file:
        write_po(file, catalogue, width=0, sort_by_file=True, ignore_obsolete=True, include_lineno=False)
    with po.with_suffix(".mo").open("wb") as file:
        write_mo(file, catalogue)
    return catalogue


def unfinished(catalogue: Catalog) -> list[str]:
    """The messages that need a translator, each with the file it stands in."""
    return [
        f"{message.locations[0][0]}: {message.id}"
        for message in catalogue
        if message.id and (message.fuzzy or not message.string)
    ]


def translations(catalogue: Catalog) -> Mapping[str, str]:
    """Each finished message and its translation."""
    return {message.id: message.string for message in catalogue if message.id and message.string and not message.fuzzy}
