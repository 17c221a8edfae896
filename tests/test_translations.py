"""The Chinese: complete, with the same holes, in the field's own words, set as Chinese is set."""

import csv
import re

import pytest

from toolkit.publish import CHECKOUT, messages, sources

PO = CHECKOUT / "toolkit/locale/zh.po"
CHINESE = "[\u4e00-\u9fff]"
NOT_CHINESE_IN_ANY_LANGUAGE = re.compile(
    r"""\S+\.csv             # a file
      | \{[^}]*\}            # a hole
      | \]\([^)]*\)          # where a link leads
      | `[^`]*`              # code
      | --[a-z]+ | Ctrl-C | True | False | yes | no   # what is typed
      | LPR | CSV | FICO     # a rate, a kind of file and a score, known by their codes
      | JupyterLab | Jupyter | Python | pip | venv | Debian | Ubuntu | Clear\ Credit
    """,
    re.VERBOSE,
)


def glossary() -> dict[str, list[str]]:
    """The field's terms in English, each with its standard Chinese terms."""
    with (CHECKOUT / "data/glossary.csv").open(encoding="utf-8", newline="") as table:
        return {row["en"]: row["zh"].split("|") for row in csv.DictReader(table)}


GLOSSARY = glossary()
ZH = messages.read(PO)


def faults(message: str, translation: str) -> list[str]:
    """What is wrong with the translation of a message."""
    found = []
    if messages.holes(message) != messages.holes(translation):
        found.append("other holes")
    if left := re.findall(r"[A-Za-z]{2,}", NOT_CHINESE_IN_ANY_LANGUAGE.sub(" ", translation)):
        found.append(f"English left: {', '.join(left)}")
    for term, standard in GLOSSARY.items():
        if re.search(rf"\b{term}s?\b", message, re.IGNORECASE) and not any(word in translation for word in standard):
            found.append(f"“{term}” is {' or '.join(standard)}")
    if re.search(rf"{CHINESE}[,.;:!?]\s*({CHINESE}|$)", translation):
        found.append("half-width punctuation")
    if "  " in translation:
        found.append("two spaces")
    return found


def test_every_message_has_a_finished_translation() -> None:
    assert messages.unfinished(ZH) == []


def test_the_catalogue_holds_the_messages_of_the_sources_and_no_others() -> None:
    lessons = [sources.read(path) for path in CHECKOUT.glob("lessons/*.md")]
    used = {message.id for message in messages.extract(CHECKOUT, lessons)}
    assert {message.id for message in ZH} == used
    assert "\n#~" not in PO.read_text(encoding="utf-8")


def test_the_translations_are_sound() -> None:
    wrong = {message.id: faults(message.id, message.string) for message in ZH if message.id and message.string}
    assert {message: found for message, found in wrong.items() if found} == {}


@pytest.mark.parametrize(
    ("message", "translation", "fault"),
    [
        ("{days} days", "{day} 天", "other holes"),
        ("{days} days", "几天", "other holes"),
        ("Bank card", "Bank card", "English left: Bank, card"),
        ("the 24% line of the LPR", "LPR 的 24% line", "English left: line"),
        ("Late fees grow.", "滞纳金会增加。", "“late fee” is 违约金"),
        ("grace days", "三天", "“grace days” is 容时期 or 宽限期"),
        ("One day, one bill.", "一天,一张账单。", "half-width punctuation"),
        ("One bill.", "一张账单.", "half-width punctuation"),
        ("One bill", "一张  账单", "two spaces"),
    ],
)
def test_a_wrong_translation_is_found(message: str, translation: str, fault: str) -> None:
    assert faults(message, translation) == [fault]


@pytest.mark.parametrize(
    ("message", "translation"),
    [
        ("{fee:,} yuan is the late fee.", "违约金是 {fee:,} 元。"),
        ("Grace days: {value}.", "宽限期：{value} 天。"),
        ("Translate freely.", "怎么译都行。"),
        ("Read [the list](../en/index.ipynb), run `speak`.", "看[列表](../en/index.ipynb)，运行 `speak`。"),
    ],
)
def test_a_sound_translation_is_let_through(message: str, translation: str) -> None:
    assert faults(message, translation) == []
