"""The build: on a small lesson of its own, and on the lessons that are committed."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from babel.messages.pofile import read_po

from toolkit.publish import CHECKOUT, build
from toolkit.publish.sources import paragraphs

TOOLKIT = '''
from fractions import Fraction
from toolkit.i18n import speak, t

class Figure:
    def _repr_mimebundle_(self, **kwargs):
        return {"text/plain": t("Owed: {fen} fen", fen=1 + 1), "application/vnd.jupyter.widget-view+json": {"a": 1}}

def heading(row):
    return t(row["name_text"])

def facts():
    return {"one_day": t("{cost} a day", cost=Fraction(5, 2))}
'''

LESSON = """\
---
clear_credit: {facts: "toolkit:facts"}
---

# A late bill

+++ {"tags": ["trainer"]}

Takes ten minutes.

+++

One day late
costs {one_day}.

- the rate
- the fee

```{code-cell}
from toolkit import Figure, speak
speak("en")
```

## What does it cost?

+++ {"tags": ["trainer"]}

Most say nothing.

Ask why: it is {one_day}.

+++ {"tags": ["trainer"]}

- a pause

```{code-cell}
:tags: [answers]

Figure()
```
"""

INDEX = "# All lessons\n"

CHINESE = {
    "Owed: {fen} fen": "欠 {fen} 分",
    "{cost} a day": "每天 {cost}",
    "A late bill": "迟还的账单",
    "One day late costs {one_day}.": "晚一天，{one_day}。",
    "the rate": "利率",
    "the fee": "违约金",
    "What does it cost?": "要花多少？",
    "Takes ten minutes.": "要十分钟。",
    "Most say nothing.": "多数人说没有。",
    "Ask why: it is {one_day}.": "问为什么：{one_day}。",
    "a pause": "停一下",
    "All lessons": "全部课程",
    "Bank card": "银行卡",
    "There is no language {code!r} here. There is: {known}.": "没有 {code!r}，只有 {known}。",
}


def catalogue_text(translations: dict[str, str]) -> str:
    return "\n".join(
        f"msgid {json.dumps(english)}\nmsgstr {json.dumps(other, ensure_ascii=False)}\n"
        for english, other in translations.items()
    )


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("sample")
    for folder in ("toolkit/locale", "lessons", "data"):
        (root / folder).mkdir(parents=True)
    shutil.copy(CHECKOUT / "toolkit/i18n.py", root / "toolkit")
    (root / "toolkit/__init__.py").write_text(TOOLKIT, encoding="utf-8")
    (root / "lessons/late.md").write_text(LESSON, encoding="utf-8")
    (root / "lessons/index.md").write_text(INDEX, encoding="utf-8")
    (root / "data/products.csv").write_text("id,name_text,note\ncard,Bank card,not shown\n", encoding="utf-8")
    (root / "toolkit/locale/zh.po").write_text(catalogue_text(CHINESE), encoding="utf-8")
    build(root)
    return root


@pytest.fixture
def sample(built: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(built, tmp_path / "sample"))


def notebook(root: Path, language: str, name: str = "late") -> nbformat.NotebookNode:
    return nbformat.read(root / f"lessons/{language}/{name}.ipynb", as_version=4)


def write(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def refused(root: Path) -> str:
    with pytest.raises(SystemExit) as stop:
        build(root)
    return str(stop.value)


def files(root: Path) -> dict[str, bytes]:
    """All that a build writes."""
    paths = [*root.glob("lessons/*/*.ipynb"), *root.glob("lessons/*/*.md"), *root.glob("toolkit/locale/*.?o")]
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in paths}


def test_markers_and_soft_breaks_stay_out_of_the_messages() -> None:
    cell = "## Why?\nBecause of\nthe rate.\n\n1. the rate\n   alone\n2. **fees**\n   - each bill\n\n\n2 - 1 is *no* list"
    found = paragraphs(cell)
    assert [paragraph.text for paragraph in found] == [
        "Why?", "Because of the rate.", "the rate alone", "**fees**", "each bill", "2 - 1 is *no* list"
    ]  # fmt: skip
    assert [paragraph.line for paragraph in found] == [1, 2, 5, 7, 8, 11]
    assert "".join(paragraph.lead + paragraph.text for paragraph in found) == (
        "## Why?\nBecause of the rate.\n\n1. the rate alone\n2. **fees**\n   - each bill\n\n2 - 1 is *no* list"
    )


def test_prose_is_translated_paragraph_by_paragraph_and_filled(built: Path) -> None:
    assert notebook(built, "en").cells[1].source == "One day late costs 5/2 a day.\n\n- the rate\n- the fee"
    assert notebook(built, "zh").cells[1].source == "晚一天，每天 5/2。\n\n- 利率\n- 违约金"


def test_the_head_leads_to_the_other_language_and_to_the_list_of_lessons(built: Path) -> None:
    assert notebook(built, "en").cells[0].source == "# A late bill\n\n[中文](../zh/late.ipynb) · [All lessons](index.ipynb)"
    assert notebook(built, "zh").cells[0].source == "# 迟还的账单\n\n[English](../en/late.ipynb) · [全部课程](index.ipynb)"


def test_the_list_names_each_lesson_by_its_title(sample: Path) -> None:
    shutil.copy(sample / "lessons/late.md", sample / "lessons/paid.md")
    write(sample / "lessons/paid.md", "# A late bill", "# Bank card")
    build(sample)
    (cell,) = notebook(sample, "zh", "index").cells
    assert cell.source == (
        "# 全部课程\n\n[English](../en/index.ipynb)\n\n- [迟还的账单](late.ipynb)\n- [银行卡](paid.ipynb)"
    )


def test_what_is_for_trainers_stands_in_their_guide_alone(built: Path) -> None:
    assert (built / "lessons/zh/late-trainer.md").read_text(encoding="utf-8") == (
        "<!-- Built from lessons/late.md: edit that. -->\n\n# 迟还的账单\n\n要十分钟。\n\n"
        "## 要花多少？\n\n多数人说没有。\n\n问为什么：每天 5/2。\n\n- 停一下\n"
    )
    assert "十分钟" not in (built / "lessons/zh/late.ipynb").read_text(encoding="utf-8")
    assert not (built / "lessons/zh/index-trainer.md").exists()


def test_code_differs_in_the_language_spoken_only(built: Path) -> None:
    assert notebook(built, "en").cells[2].source == 'from toolkit import Figure, speak\nspeak("en")'
    assert notebook(built, "zh").cells[2].source == 'from toolkit import Figure, speak\nspeak("zh")'
    assert notebook(built, "zh").cells[4].source == "Figure()"


def test_only_the_text_of_an_output_is_stored(built: Path) -> None:
    (output,) = notebook(built, "zh").cells[4].outputs
    assert output.data == {"text/plain": "欠 2 分"}


def test_a_notebook_is_stable_and_says_where_it_comes_from(built: Path) -> None:
    zh = notebook(built, "zh")
    assert [cell.id for cell in zh.cells] == ["late-1", "late-2", "late-3", "late-4", "late-5"]
    assert [cell.execution_count for cell in zh.cells if cell.cell_type == "code"] == [1, 2]
    assert zh.metadata.kernelspec == {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}
    assert zh.metadata.keys() == {"clear_credit", "kernelspec", "language_info"}
    assert "version" not in zh.metadata.language_info
    assert (zh.metadata.clear_credit.lesson, zh.metadata.clear_credit.language) == ("late", "zh")


def test_code_is_folded_and_the_answers_with_their_output(built: Path) -> None:
    folded, answers = (cell.metadata for cell in notebook(built, "zh").cells if cell.cell_type == "code")
    assert folded == {"jupyter": {"source_hidden": True}}
    assert answers == {"jupyter": {"source_hidden": True, "outputs_hidden": True}, "tags": ["answers"]}


def test_what_explains_is_folded_under_its_first_line(sample: Path) -> None:
    write(sample / "lessons/late.md", "+++\n\nOne day", '+++ {"tags": ["explain"]}\n\nOne day')
    build(sample)
    folded = "<details><summary>One day late costs 5/2 a day.</summary>\n\n- the rate\n- the fee\n\n</details>"
    assert notebook(sample, "en").cells[1].source == folded


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("\n## What", '+++ {"tags": ["explain"]}\n\n## What', "a cell that explains has a line to unfold it, and prose under"),
        ("}\nfrom", "}\n:tags: [answers]\n\nfrom", "late.md:19: the answers are one cell of code, the last"),
        ("\n## What", '+++ {"tags": ["answers"]}\n\n## What', "the answers are one cell of code, the last"),
        (":tags: [answers]", ":tags: [trainer]", "late.md:36: a cell for trainers holds prose, no code"),
        ("# A late bill", "A late bill", "late.md: a lesson begins with its title"),
        ("# A late bill", "```{code-cell}\n1\n```", "late.md: a lesson begins with its title"),
    ],
)
def test_a_lesson_in_the_wrong_order_is_refused(sample: Path, old: str, new: str, sentence: str) -> None:
    write(sample / "lessons/late.md", old, new)
    assert sentence in refused(sample)


def test_every_source_of_messages_is_read_with_its_file(built: Path) -> None:
    with (built / "toolkit/locale/zh.po").open("rb") as po:
        found = {message.id: [file for file, _ in message.locations] for message in read_po(po) if message.id}
    assert found.keys() == CHINESE.keys()
    assert found["the fee"] == ["lessons/late.md"]
    assert found["Bank card"] == ["data/products.csv"]
    assert found["Owed: {fen} fen"] == ["toolkit/__init__.py"]


def test_a_second_build_changes_no_byte(sample: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = files(sample)
    build(sample)
    assert files(sample) == before
    assert capsys.readouterr().out.splitlines() == [
        "toolkit/locale/zh.po",
        "toolkit/locale/zh.mo",
        *(f"lessons/{code}/{name}" for code in ("en", "zh") for name in ("index.ipynb", "late.ipynb", "late-trainer.md")),
    ]


def test_a_changed_paragraph_stops_its_translation_only(sample: Path) -> None:
    chinese = (sample / "lessons/zh/late.ipynb").read_bytes()
    write(sample / "lessons/late.md", "One day late", "A single day late")
    assert refused(sample).splitlines() == [
        "“zh” is not built. These messages need a translation:",
        "  lessons/late.md: A single day late costs {one_day}.",
    ]
    po = (sample / "toolkit/locale/zh.po").read_text(encoding="utf-8")
    assert '#, fuzzy, python-brace-format\nmsgid "A single day late costs {one_day}."\nmsgstr "晚一天，{one_day}。"' in po
    assert "One day late" not in po
    assert "A single day late" in notebook(sample, "en").cells[1].source
    assert (sample / "lessons/zh/late.ipynb").read_bytes() == chinese


def test_a_new_message_of_the_code_stops_the_translation_too(sample: Path) -> None:
    write(sample / "toolkit/__init__.py", '"{cost} a day"', '"{cost} for every day " "that passes"')
    assert "toolkit/__init__.py: {cost} for every day that passes" in refused(sample)


def test_an_unknown_hole_names_lesson_and_line(sample: Path) -> None:
    write(sample / "lessons/late.md", "- the fee", "- the fee: {fee}")
    assert "lessons/late.md:17: there is no fact called fee, for “the fee: {fee}”" in refused(sample)


def test_a_hole_that_only_the_translation_has_is_refused(sample: Path) -> None:
    write(sample / "toolkit/locale/zh.po", "违约金", "违约金 {fee}")
    assert "lessons/late.md:17: there is no fact called fee" in refused(sample)


def test_facts_that_cannot_be_had_are_one_sentence(sample: Path) -> None:
    write(sample / "lessons/late.md", "toolkit:facts", "toolkit:figures")
    assert "lessons/late.md: toolkit:figures gives no facts: AttributeError" in refused(sample)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_notebook_edited_by_hand_is_kept_and_its_source_named(sample: Path, language: str) -> None:
    path = sample / f"lessons/{language}/late.ipynb"
    write(path, {"en": "- the fee", "zh": "- 违约金"}[language], "- my words")
    edited = path.read_bytes()
    sentence = refused(sample)
    assert f"lessons/{language}/late.ipynb was edited by hand in cell 2. Edit lessons/late.md:17" in sentence
    assert "“the fee”" in sentence
    assert path.read_bytes() == edited


def test_an_edited_cell_of_code_is_named_too(sample: Path) -> None:
    write(sample / "lessons/en/late.ipynb", '"Figure()"', '"Figure() # mine"')
    assert "in cell 5. Edit lessons/late.md:36 instead (“Figure()”)" in refused(sample)


def test_a_notebook_that_was_run_and_saved_is_kept(sample: Path) -> None:
    write(sample / "lessons/en/late.ipynb", "Owed: 2 fen", "Owed: 3 fen")
    assert "lessons/en/late.ipynb was saved by hand" in refused(sample)


@pytest.mark.parametrize(
    ("code", "sentence"),
    [
        ("1 / 0", "the cell fails: ZeroDivisionError: division by zero"),
        ("print(1)", "the cell leaves stream"),
        ("from IPython.display import HTML; HTML('x')", "the cell leaves text/html, text/plain"),
    ],
)
def test_a_cell_may_leave_text_only(sample: Path, code: str, sentence: str) -> None:
    write(sample / "lessons/late.md", "\nFigure()\n", f"\n{code}\n")
    (sample / "toolkit/locale/zh.po").unlink()
    assert f"lessons/late.md:36: {sentence}" in refused(sample)


def nbval(root: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "pytest", "--nbval", "--nbval-current-env", "-p", "no:cacheprovider", "lessons/zh"],
        cwd=root,
        env=os.environ | {"PYTHONPATH": str(root)},
        capture_output=True,
        text=True,
    )


def test_nbval_agrees_with_what_is_stored_and_not_with_another_number(sample: Path) -> None:
    assert "2 passed" in nbval(sample).stdout
    write(sample / "lessons/zh/late.ipynb", "欠 2 分", "欠 3 分")
    assert "1 failed, 1 passed" in nbval(sample).stdout


def test_the_committed_lessons_are_what_the_sources_give(tmp_path: Path) -> None:
    ignore = shutil.ignore_patterns("__pycache__", "*.mo", "*.ipynb", ".*")
    for folder in ("toolkit", "data", "lessons"):
        shutil.copytree(CHECKOUT / folder, tmp_path / folder, ignore=ignore)
    build(tmp_path)
    rebuilt = files(tmp_path)
    committed = files(CHECKOUT)
    assert {"lessons/en/late.ipynb", "lessons/zh/late.ipynb", "toolkit/locale/zh.mo"} <= rebuilt.keys()
    assert rebuilt.keys() == committed.keys()
    assert [name for name in committed if rebuilt[name] != committed[name]] == []
