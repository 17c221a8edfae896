"""The floors: imports go down, or sideways to a door; and what each floor may know of the world."""

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from toolkit.publish import CHECKOUT, sources

FLOORS = {"money": 0, "i18n": 0, "models": 1, "catalog": 2, "charts": 3, "page": 3}
FLOORS |= {"panels": 4, "predictions": 4, "questions": 4, "memory": 4}
BESIDE = {"publish", "workspace", "__main__"}
DOOR = "__init__"
WIDGETS = {"ipywidgets", "anywidget", "IPython", "traitlets"}
TYPED_RESULT = re.compile(r"\d[\d,]*\.\d\d\b(?!\s*%)")  # results stand to the fen; a rate is given, not reckoned


def module_name(path: Path) -> str:
    """A module's name below `toolkit`, with the door of a room spelled out."""
    return ".".join(path.relative_to(CHECKOUT / "toolkit").with_suffix("").parts)


MODULES = {module_name(path): path for path in sorted((CHECKOUT / "toolkit").glob("**/*.py"))}


def imports(module: str, tree: ast.Module) -> Iterator[tuple[str, str | None]]:
    """Every module that is imported, and the function in which that happens, or TYPE_CHECKING."""

    def visit(node: ast.AST, function: str | None) -> Iterator[tuple[str, str | None]]:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            function = node.name
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
            function = "TYPE_CHECKING"
        if isinstance(node, ast.Import):
            yield from ((alias.name, function) for alias in node.names)
        if isinstance(node, ast.ImportFrom):
            origin = absolute(module, node)
            if origin == "toolkit":
                yield from ((f"toolkit.{alias.name}", function) for alias in node.names)
            else:
                yield origin, function
        for child in ast.iter_child_nodes(node):
            yield from visit(child, function)

    yield from visit(tree, None)


def absolute(module: str, node: ast.ImportFrom) -> str:
    if not node.level:
        return node.module
    package = ["toolkit", *module.split(".")][: -node.level]
    return ".".join([*package, *([node.module] if node.module else [])])


def faults(module: str, source: str) -> list[str]:
    """Each import of a module that the house does not allow, with the rule it breaks."""
    found = []
    for imported, function in imports(module, ast.parse(source)):
        top, _, inner = imported.partition(".")
        rule = inside(module, inner, function) if top == "toolkit" else outside(module, top, function)
        if rule:
            found.append(f"{module} imports {imported}: {rule}")
    return found


def inside(module: str, inner: str, function: str | None) -> str | None:
    """The rule that an import of `toolkit.<inner>` breaks."""
    here, there = module.split(".")[0], inner.split(".")[0]
    if here == there:
        return None
    if there in BESIDE:
        lazy = function or there != "publish"
        return None if here == "__main__" and lazy else "only __main__ calls what stands beside, publish lazily"
    if there not in FLOORS:
        return "the door is for lessons; inside, each name comes from its own room"
    if here == DOOR:
        return None if function else "the door hands its names out lazily"
    if here in BESIDE or FLOORS[there] < FLOORS[here]:
        return None
    if FLOORS[there] > FLOORS[here]:
        return "imports never go up"
    return "sideways goes through a door" if "." in inner else None


def outside(module: str, top: str, function: str | None) -> str | None:
    """The rule that an import of something that is not ours breaks."""
    here = module.split(".")[0]
    if top in sys.stdlib_module_names or here == "publish":
        return None
    if FLOORS.get(here, 0) <= 2:
        return "only the standard library here"
    if top == "plotly":
        allowed = here == "charts" or module == "panels.view" and function in ("figure", "TYPE_CHECKING")
        return None if allowed else "only charts knows plotly"
    if top in WIDGETS:
        return None if FLOORS[here] == 4 else "only floor 4 knows widgets"
    if top == "pandas":
        return None if function else "pandas is imported where a table is handed over"
    return "not a dependency"


@pytest.mark.parametrize("module", MODULES)
def test_the_house_stands(module: str) -> None:
    assert faults(module, MODULES[module].read_text(encoding="utf-8")) == []


def test_every_room_has_a_floor() -> None:
    assert {module.split(".")[0] for module in MODULES} <= {*FLOORS, *BESIDE, DOOR}


@pytest.mark.parametrize(
    ("module", "source", "rule"),
    [
        ("money", "from toolkit.charts import growth", "imports never go up"),
        ("money", "def f():\n    from toolkit import catalog", "imports never go up"),
        ("models.account", "from ..panels import Panel", "imports never go up"),
        ("models.account", "from .. import catalog", "imports never go up"),
        ("catalog.__init__", "import toolkit.panels.view", "imports never go up"),
        ("questions", "from toolkit.panels.view import View", "sideways goes through a door"),
        ("charts", "from toolkit import late_bill", "the door is for lessons"),
        ("panels.late_bill", "import toolkit", "the door is for lessons"),
        ("__init__", "from toolkit.panels import Panel", "the door hands its names out lazily"),
        ("panels.panel", "def f():\n    from toolkit import publish", "only __main__ calls"),
        ("publish.notebooks", "import toolkit.__main__", "only __main__ calls"),
        ("__main__", "from toolkit.publish import build", "publish lazily"),
        ("__main__", "import jupyterlab", "only the standard library"),
        ("i18n", "import babel", "only the standard library"),
        ("models.account", "def f():\n    import numpy", "only the standard library"),
        ("catalog.tables", "import pandas", "only the standard library"),
        ("panels.late_bill", "def figure():\n    import plotly.graph_objects", "only charts knows plotly"),
        ("panels.view", "from plotly import graph_objects", "only charts knows plotly"),
        ("charts", "import ipywidgets", "only floor 4 knows widgets"),
        ("charts", "from IPython.display import display", "only floor 4 knows widgets"),
        ("panels.view", "import pandas", "pandas is imported where"),
        ("panels.panel", "import numpy", "not a dependency"),
    ],
)
def test_a_wrong_import_is_found(module: str, source: str, rule: str) -> None:
    (fault,) = faults(module, source)
    assert rule in fault


@pytest.mark.parametrize(
    ("module", "source"),
    [
        ("i18n", "from toolkit.money import yuan"),
        ("models.account", "from .contract import Contract\nfrom ..money import yuan"),
        ("models.__init__", "from toolkit.models.account import owed"),
        ("questions", "import anywidget\nfrom toolkit.panels import View"),
        ("panels.view", "def figure():\n    import plotly.graph_objects\ndef frame():\n    import pandas"),
        ("panels.view", "if TYPE_CHECKING:\n    import pandas"),
        ("__main__", "from toolkit import workspace\ndef build():\n    from toolkit.publish import build"),
        ("publish.messages", "import babel\nfrom toolkit.publish.sources import Lesson"),
    ],
)
def test_a_right_import_is_let_through(module: str, source: str) -> None:
    assert faults(module, source) == []


def lesson_faults(lesson: sources.Lesson) -> list[str]:
    """What a lesson does itself instead of asking the toolkit."""
    found = []
    imported = False
    for cell in lesson.cells:
        code = cell.notebook_cell.source
        if cell.paragraphs:
            found += [f"types in a result: {amount}" for amount in TYPED_RESULT.findall(code)]
            continue
        if len(ast.parse(code).body) > 3:
            found.append(f"more than three lines: {code}")
        for node in ast.walk(ast.parse(code)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef | ast.Lambda):
                found.append(f"defines something: {code}")
            if isinstance(node, ast.Import | ast.ImportFrom):
                if imported or getattr(node, "module", None) != "toolkit":
                    found.append(f"imports more than one line from toolkit: {code}")
                imported = True
    return found


def test_the_lessons_leave_the_work_to_the_toolkit() -> None:
    lessons = [sources.read(path) for path in CHECKOUT.glob("lessons/*.md")]
    assert lessons
    assert [fault for lesson in lessons for fault in lesson_faults(lesson)] == []


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("```{code-cell}\nfrom toolkit import speak\n```\n\n```{code-cell}\nfrom toolkit import ask\n```", "imports"),
        ("```{code-cell}\nimport plotly\n```", "imports"),
        ("```{code-cell}\nfrom toolkit.models import account\n```", "imports"),
        ("```{code-cell}\ndef cost(days): return days\n```", "defines something"),
        ("```{code-cell}\n1\n2\n3\n4\n```", "more than three lines"),
        ("At 0.05% a day it costs 1,112.50 yuan.", "types in a result: 1,112.50"),
    ],
)
def test_a_lesson_that_does_it_itself_is_found(tmp_path: Path, text: str, fault: str) -> None:
    (tmp_path / "late.md").write_text(f"# Late\n\n{text}\n", encoding="utf-8")
    (found,) = lesson_faults(sources.read(tmp_path / "late.md"))
    assert fault in found
