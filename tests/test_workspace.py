"""The working copy: renewed while untouched, never overwritten, and the project's lessons only read."""

import json
import socket

import pytest

from toolkit import workspace


@pytest.fixture
def lessons(tmp_path, monkeypatch):
    """Stand-in lessons: one, in two languages."""
    built = tmp_path / "built"
    for language in ("en", "zh"):
        (built / language).mkdir(parents=True)
        (built / language / "late.ipynb").write_text(f"{language} as first built")
    monkeypatch.setattr(workspace, "lessons_folder", lambda: built)
    return built


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "mine"


def snapshot(folder):
    return {path: (path.stat().st_mtime_ns, path.read_bytes()) for path in folder.rglob("*") if path.is_file()}


def test_every_lesson_is_copied(lessons, folder):
    assert workspace.copy_lessons(folder) == frozenset()
    assert (folder / "en/late.ipynb").read_text() == "en as first built"
    assert (folder / "zh/late.ipynb").read_text() == "zh as first built"


def test_an_untouched_copy_is_renewed(lessons, folder):
    workspace.copy_lessons(folder)
    (lessons / "zh/late.ipynb").write_text("zh as built again")
    assert workspace.copy_lessons(folder) == frozenset()
    assert (folder / "zh/late.ipynb").read_text() == "zh as built again"


def test_a_current_copy_is_not_written_again(lessons, folder):
    workspace.copy_lessons(folder)
    before = (folder / "zh/late.ipynb").stat()
    workspace.copy_lessons(folder)
    after = (folder / "zh/late.ipynb").stat()
    assert (after.st_mtime_ns, after.st_ino) == (before.st_mtime_ns, before.st_ino)


@pytest.mark.parametrize("newer", [False, True])
def test_a_changed_copy_is_kept_and_reported(lessons, folder, newer):
    workspace.copy_lessons(folder)
    (folder / "zh/late.ipynb").write_text("my own work")
    if newer:
        (lessons / "zh/late.ipynb").write_text("zh as built again")
    assert workspace.copy_lessons(folder) == {"zh/late.ipynb"}
    assert (folder / "zh/late.ipynb").read_text() == "my own work"


def test_a_deleted_copy_comes_back(lessons, folder):
    workspace.copy_lessons(folder)
    (folder / "zh/late.ipynb").unlink()
    assert workspace.copy_lessons(folder) == frozenset()
    assert (folder / "zh/late.ipynb").read_text() == "zh as first built"


@pytest.mark.parametrize("ledger", [None, "", "{", "[1]", "3"])
def test_without_a_sound_ledger_nothing_is_overwritten(lessons, folder, ledger):
    workspace.copy_lessons(folder)
    (lessons / "zh/late.ipynb").write_text("zh as built again")
    (folder / workspace.LEDGER).unlink()
    if ledger is not None:
        (folder / workspace.LEDGER).write_text(ledger)
    assert workspace.copy_lessons(folder) == {"zh/late.ipynb"}
    assert (folder / "zh/late.ipynb").read_text() == "zh as first built"


def test_a_file_that_was_there_before_is_not_overwritten(lessons, folder):
    (folder / "zh").mkdir(parents=True)
    (folder / "zh/late.ipynb").write_text("somebody's notebook")
    assert workspace.copy_lessons(folder) == {"zh/late.ipynb"}
    assert (folder / "zh/late.ipynb").read_text() == "somebody's notebook"


def test_a_fresh_copy_stands_beside_the_changed_ones(lessons, folder):
    workspace.copy_lessons(folder)
    assert workspace.fresh_copy(folder, "zh/late.ipynb") == "zh/late.ipynb"  # still as it was built
    for expected in ("zh/late-2.ipynb", "zh/late-3.ipynb"):
        for copy in folder.glob("zh/*.ipynb"):
            copy.write_text("my own work")
        assert workspace.fresh_copy(folder, "zh/late.ipynb") == expected
        assert (folder / expected).read_text() == "zh as first built"
    assert (folder / "zh/late.ipynb").read_text() == (folder / "zh/late-2.ipynb").read_text() == "my own work"


def test_a_fresh_copy_never_takes_the_name_of_another_lesson(lessons, folder):
    (lessons / "zh/late-2.ipynb").write_text("another lesson")
    workspace.copy_lessons(folder)
    (folder / "zh/late.ipynb").write_text("my own work")
    assert workspace.fresh_copy(folder, "zh/late.ipynb") == "zh/late-3.ipynb"
    assert (folder / "zh/late-2.ipynb").read_text() == "another lesson"


def test_the_lessons_of_the_project_are_only_read(lessons, folder):
    before = snapshot(lessons)
    workspace.copy_lessons(folder)
    (folder / "zh/late.ipynb").write_text("my own work")
    workspace.fresh_copy(folder, "zh/late.ipynb")
    assert snapshot(lessons) == before


@pytest.mark.parametrize("inside", ["", "zh", "zh/.."])
def test_the_lessons_of_the_project_are_no_place_for_copies(lessons, inside):
    before = snapshot(lessons)
    with pytest.raises(ValueError, match="project's own lessons"):
        workspace.copy_lessons(lessons / inside)
    assert snapshot(lessons) == before


def test_a_failed_write_leaves_the_old_copy_whole(lessons, folder, monkeypatch):
    workspace.copy_lessons(folder)
    before = snapshot(folder)
    (lessons / "zh/late.ipynb").write_text("zh as built again")

    def no_room(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(workspace.os, "replace", no_room)
    with pytest.raises(OSError, match="No space"):
        workspace.copy_lessons(folder)
    assert snapshot(folder) == before


def test_the_ledger_is_one_small_readable_file(lessons, folder):
    workspace.copy_lessons(folder)
    ledger = json.loads((folder / workspace.LEDGER).read_text())
    assert set(ledger) == {"en/late.ipynb", "zh/late.ipynb"}
    assert {path.name for path in folder.iterdir()} == {"en", "zh", workspace.LEDGER}


def test_lessons_are_listed_by_language(lessons):
    (lessons / "zh/apr.ipynb").write_text("another lesson")
    assert workspace.lesson_names("zh") == ("apr", "late")
    assert workspace.lesson_names("en") == ("late",)
    assert workspace.lesson_names("fr") == ()


@pytest.fixture
def taken():
    with socket.create_server((workspace.LOOPBACK, 0)) as listener:
        yield listener.getsockname()[1]


@pytest.fixture
def free():
    with socket.create_server((workspace.LOOPBACK, 0)) as listener:
        port = listener.getsockname()[1]
    return port


def test_a_port_asked_for_is_that_one_or_none(taken, free):
    assert workspace.free_port(free) == free
    with pytest.raises(SystemExit, match=f"Port {taken} is in use"):
        workspace.free_port(taken)


def test_without_a_wish_it_is_the_first_free_port(taken, free, monkeypatch):
    monkeypatch.setattr(workspace, "PORTS", (taken, free))
    assert workspace.free_port(None) == free
    monkeypatch.setattr(workspace, "PORTS", (taken,))
    with pytest.raises(SystemExit, match=f"Port {taken} is in use"):
        workspace.free_port(None)
