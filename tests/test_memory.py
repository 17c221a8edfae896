"""Where a widget is kept: by lesson, the same in each language, and there by cell."""

from types import SimpleNamespace

import pytest

from toolkit import forget, i18n, memory


@pytest.mark.parametrize(
    ("path", "lesson"), [("en/late.ipynb", "late"), ("zh/late.ipynb", "late"), ("late-2.ipynb", "late-2"), ("", "")]
)
def test_a_lesson_is_known_by_its_name_in_whatever_language(monkeypatch, path, lesson):
    monkeypatch.setenv("JPY_SESSION_NAME", path)
    assert memory.shared()["kept"]["lesson"] == lesson


@pytest.mark.parametrize(
    ("shell", "cell"),
    [
        (None, ""),
        (SimpleNamespace(get_parent=lambda: {}), ""),
        (SimpleNamespace(get_parent=lambda: {"metadata": {"cellId": "late-7"}}), "late-7"),
    ],
)
def test_a_widget_is_kept_by_the_cell_that_made_it_and_nowhere_outside_of_cells(monkeypatch, shell, cell):
    monkeypatch.setattr(memory, "get_ipython", lambda: shell)
    assert memory.shared()["kept"]["cell"] == cell


def test_the_button_says_what_is_kept_also_in_plain_text():
    assert "kept in this browser; nothing is sent" in repr(forget())
    i18n.speak("zh")
    assert "保存在这个浏览器里" in repr(forget())
