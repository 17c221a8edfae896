"""The door: one clear sentence for whatever can be wrong, and each command hands on what it was given."""

import ast
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import venv
from pathlib import Path

import pytest

from toolkit import __main__ as door
from toolkit.i18n import languages

CHECKOUT = Path(__file__).resolve().parents[1]
BARE_PYTHON = sys._base_executable


@pytest.fixture
def checkout(tmp_path):
    """A stand-in checkout: the package, one lesson in two languages, and a short list of what is needed."""
    root = tmp_path / "checkout"
    shutil.copytree(CHECKOUT / "toolkit", root / "toolkit", ignore=shutil.ignore_patterns("__pycache__"))
    need(root, "jupyterlab", "pytest")
    for language in ("en", "zh"):
        (root / "lessons" / language).mkdir(parents=True)
        (root / "lessons" / language / "late.ipynb").write_text("{}")
    return root


@pytest.fixture
def needy(checkout):
    """A stand-in checkout that needs what no Python has."""
    need(checkout, "never-heard-of>=1", "nor-of-this<2")
    return checkout


def need(root, always, for_tests):
    (root / "pyproject.toml").write_text(
        '[build-system]\nrequires = ["hatchling"]\nbuild-backend = "hatchling.build"\n'
        f'[project]\nname = "clear-credit"\nversion = "0"\ndependencies = ["{always}"]\n'
        f'[project.optional-dependencies]\ntest = ["{for_tests}"]\n'
    )


def clean(**variables):
    """This environment without its language and its own Python, and with a package index that is not there.

    So no test can install anything into the Python that runs it.
    """
    ours = ("PYTHONPATH", "CONDA_PREFIX", "VIRTUAL_ENV")
    offline = {
        "PIP_INDEX_URL": "http://127.0.0.1:9/simple",
        "PIP_EXTRA_INDEX_URL": "",
        "PIP_FIND_LINKS": "",
        "PIP_CONFIG_FILE": os.devnull,
        "PIP_RETRIES": "0",
    }
    kept = {name: value for name, value in os.environ.items() if name not in ours}
    return kept | offline | {"LANGUAGE": "en"} | {name: str(value) for name, value in variables.items()}


def knock(root, *arguments, python=sys.executable, **variables):
    """Run the door in a stand-in checkout to its end."""
    return subprocess.run(
        [python, "-m", "toolkit", *arguments],
        cwd=root,
        env=clean(**variables),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=100,
    )


def module(folder, name, text):
    """A folder for PYTHONPATH whose module stands in for another."""
    folder.mkdir(exist_ok=True)
    (folder / f"{name}.py").write_text(text)
    return folder


def assert_one_sentence(result, *parts, code=1):
    assert result.returncode == code
    assert "Traceback" not in result.stderr
    assert len(result.stderr.strip().splitlines()) == 1, result.stderr
    for part in parts:
        assert part in result.stderr


# Before anything is installed


@pytest.mark.parametrize("name", ["__init__.py", "__main__.py"])
def test_an_old_python_can_read_as_far_as_the_sentence(name):
    ast.parse((CHECKOUT / "toolkit" / name).read_text("utf-8"), feature_version=(3, 6))


def test_an_old_python_is_told_in_both_languages(checkout):
    script = "import runpy, sys; sys.version_info = (3, 8, 18); runpy.run_module('toolkit', run_name='__main__')"
    result = subprocess.run(
        [sys.executable, "-c", script], cwd=checkout, capture_output=True, text=True, encoding="utf-8"
    )
    assert_one_sentence(result, "needs Python 3.11 or newer; this is Python 3.8", "3.11 或更高版本")


@pytest.mark.parametrize("absent", ["venv", "ensurepip"])
def test_no_venv_module(needy, tmp_path, absent):
    block = module(tmp_path / "block", "sitecustomize", f"import sys; sys.modules[{absent!r}] = None")
    result = knock(needy, python=BARE_PYTHON, PYTHONPATH=block)
    assert_one_sentence(result, "lacks the module venv", "sudo apt install python3-venv")
    assert not (needy / ".venv").exists()


def test_a_half_made_environment_is_removed(needy, tmp_path):
    broken = "import os, sys; os.makedirs(sys.argv[1] + '/bin'); sys.exit('Error: no room left')"
    result = knock(needy, python=BARE_PYTHON, PYTHONPATH=module(tmp_path / "broken", "venv", broken))
    assert_one_sentence(result, "Making", ".venv did not work", "no room left")
    assert not (needy / ".venv").exists()


def test_no_network_then_the_environment_is_used_again(needy):
    first = knock(needy, python=BARE_PYTHON)
    assert_one_sentence(first, "Installing did not work. Is this computer online?", "No matching distribution found")
    assert "Making" in first.stdout and "Installing" in first.stdout
    again = knock(needy, python=BARE_PYTHON)
    assert_one_sentence(again, "Is this computer online?")
    assert "Making" not in again.stdout and "Installing" in again.stdout


def test_an_environment_of_ones_own_is_used_as_it_is(needy, tmp_path):
    venv.create(tmp_path / "own", symlinks=os.name != "nt", with_pip=False)
    python = tmp_path / "own" / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    result = knock(needy, python=python)
    assert_one_sentence(result, "Installing did not work", "No module named pip")
    assert str(tmp_path / "own") in result.stdout
    assert not (needy / ".venv").exists()


def test_a_conda_environment_is_ones_own(monkeypatch):
    monkeypatch.setattr(sys, "prefix", sys.base_prefix)
    monkeypatch.delenv("CONDA_PREFIX", raising=False)
    assert not door.in_environment()
    monkeypatch.setenv("CONDA_PREFIX", sys.base_prefix)
    assert door.in_environment()


def test_what_is_needed_stands_in_the_project_file_alone(needy):
    script = "from toolkit.__main__ import missing; print(missing(''), missing('test'))"
    result = subprocess.run([sys.executable, "-c", script], cwd=needy, env=clean(), capture_output=True, text=True)
    assert result.stdout.strip() == "['never-heard-of'] ['never-heard-of', 'nor-of-this']"


# The command line


@pytest.mark.parametrize(
    ("variables", "console", "expected"),
    [
        ({"LANG": "zh_CN.UTF-8"}, "C", "zh"),
        ({"LANG": "en_GB.UTF-8"}, "C", "en"),
        ({"LANG": "de_DE.UTF-8"}, "C", "en"),
        ({"LANG": "en_US.UTF-8", "LC_ALL": "zh_TW.UTF-8"}, "C", "zh"),
        ({"LANG": "zh_CN.UTF-8", "LANGUAGE": "en:zh"}, "C", "en"),
        ({}, "Chinese (Simplified)_China.936", "zh"),
        ({}, "zh-CN", "zh"),
        ({}, "English_United States.1252", "en"),
        ({}, "C", "en"),
    ],
)
def test_the_language_is_that_of_the_system(monkeypatch, variables, console, expected):
    for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(door.locale, "setlocale", lambda category: console)
    assert door.system_language() == expected


def test_a_language_without_a_catalogue_falls_back_to_english(checkout):
    for compiled in (checkout / "toolkit/locale").glob("*.mo"):
        compiled.unlink()
    assert_one_sentence(knock(checkout, "open", "nowhere", LANGUAGE="zh_CN"), "There is no lesson “nowhere”")


def test_the_language_asked_for_is_spoken(checkout):
    english = knock(checkout, "open", "nowhere")
    assert_one_sentence(english, "There is no lesson “nowhere”. There is: late.")
    chinese = knock(checkout, "open", "nowhere", "--lang", "zh")
    assert_one_sentence(chinese, "nowhere", "late")
    assert chinese.stderr != english.stderr


def test_help_names_every_option(checkout):
    for language in languages():
        result = knock(checkout, "--help", "--lang", language)
        assert result.returncode == 0
        for word in ("test", "build", "LESSON", "--lang", "--folder", "--port", "--fresh", "--no-browser"):
            assert word in result.stdout


@pytest.mark.parametrize("slip", ["--port 0", "--port 65536", "--port x", "--lang xx", "--nonsense", "late early"])
def test_a_slip_on_the_command_line_costs_no_installation(needy, slip):
    for language in ("en", "zh"):
        result = knock(needy, *slip.split(), python=BARE_PYTHON, LANGUAGE=language)
        assert_one_sentence(result, slip.split()[-1])
        assert ("must be" in result.stderr or "not understood" in result.stderr) == (language == "en")
    assert not (needy / ".venv").exists()


def test_what_is_too_old_counts_as_missing(checkout):
    """The stand-in project asks for more than there will ever be."""
    project = checkout / "pyproject.toml"
    project.write_text(project.read_text().replace("dependencies = [", 'dependencies = ["pytest>=9999", "jupyterlab>=1,<99", ', 1))
    program = [sys.executable, "-c", "from toolkit.__main__ import missing; print(missing(''))"]
    absent = subprocess.run(program, cwd=checkout, env=clean(), capture_output=True, text=True).stdout
    assert "pytest" in absent and "jupyterlab" not in absent


def test_a_port_in_use(needy):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        result = knock(needy, "--port", str(port), python=BARE_PYTHON)
    assert_one_sentence(result, f"Port {port} is in use")
    assert not (needy / ".venv").exists()


def test_a_folder_that_cannot_be_written(checkout):
    (checkout / "a-file").write_text("in the way")
    assert_one_sentence(knock(checkout, "--folder", "a-file/mine"), "cannot be written", "--folder")


def test_the_lessons_of_the_project_as_folder(checkout):
    assert_one_sentence(knock(checkout, "--folder", "lessons"), "the project's own lessons", "--folder")


def test_pytest_gets_its_arguments_and_gives_its_exit_code(checkout):
    (checkout / "tests").mkdir()
    (checkout / "tests/test_sample.py").write_text("def test_good(): pass\ndef test_bad(): assert 0\n")
    good = knock(checkout, "test", "-q", "tests/test_sample.py", "-k", "good")
    assert good.returncode == 0 and "1 passed" in good.stdout.splitlines()[-1]
    bad = knock(checkout, "test", "-q", "tests/test_sample.py")
    assert bad.returncode == 1 and "1 failed" in bad.stdout


def test_build_calls_the_build(checkout):
    shutil.rmtree(checkout / "toolkit/publish", ignore_errors=True)
    (checkout / "toolkit/publish.py").write_text("def build(): print('built')")
    assert knock(checkout, "build").stdout == "built\n"
    assert knock(checkout, "build", "everything").returncode == 1


# JupyterLab


@pytest.fixture
def port():
    with socket.create_server(("127.0.0.1", 0)) as listener:
        free = listener.getsockname()[1]
    return str(free)


def visit(root, last_line, *arguments, **variables):
    """Open a lesson and press Ctrl-C after `last_line`: the lines up to there, whatever came after, the exit code."""
    door = subprocess.Popen(
        [sys.executable, "-m", "toolkit", *arguments],
        cwd=root,
        env=clean(**variables),
        start_new_session=True,  # a terminal of its own, in which Ctrl-C reaches JupyterLab as well
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )
    lines = []
    for line in door.stdout:
        lines.append(line.strip())
        if last_line in line:
            break
    os.killpg(door.pid, signal.SIGINT)
    rest, errors = door.communicate(timeout=60)
    return lines, rest + errors, door.returncode


def test_a_changed_copy_is_kept_and_served_even_without_a_browser(checkout, port, tmp_path):
    mine = checkout / "clear-credit-lessons/en/late.ipynb"
    mine.parent.mkdir(parents=True)
    mine.write_text("my own work")
    none = module(tmp_path / "none", "sitecustomize", "import webbrowser; webbrowser.open = lambda *_: False")
    lines, rest, code = visit(checkout, "No browser was found", "--port", port, PYTHONPATH=none)
    assert "Your changed copy of en/late.ipynb was kept" in lines[0] and "--fresh" in lines[0]
    assert lines[2].startswith(f"http://127.0.0.1:{port}/lab/tree/en/late.ipynb?token=")
    assert mine.read_text() == "my own work"
    assert (rest, code) == ("", 0)


def test_a_fresh_copy_beside_a_changed_one_is_opened_in_the_browser(checkout, port, tmp_path):
    mine = checkout / "mine/en/late.ipynb"
    mine.parent.mkdir(parents=True)
    mine.write_text("my own work")
    seen = "import webbrowser; webbrowser.open = lambda address: not print('opened', address)"
    some = module(tmp_path / "some", "sitecustomize", seen)
    lines, rest, code = visit(checkout, "opened", "--port", port, "--folder", "mine", "--fresh", PYTHONPATH=some)
    assert "/lab/tree/en/late-2.ipynb?token=" in lines[1]
    assert lines[-1].split()[-1] == lines[1]
    assert mine.read_text() == "my own work"
    assert (rest, code) == ("", 0)


def test_settings_that_switch_the_token_off_do_not_open_the_door(checkout, port, tmp_path):
    (tmp_path / "jupyter_server_config.json").write_text(json.dumps({"IdentityProvider": {"token": ""}}))
    result = knock(checkout, "--no-browser", "--port", port, JUPYTER_CONFIG_DIR=tmp_path)
    assert_one_sentence(result, "without a token")
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.1", int(port)))


def test_a_jupyterlab_that_does_not_start(checkout, port, tmp_path):
    broken = module(tmp_path / "broken", "jupyterlab", "raise SystemExit('no such luck')")
    result = knock(checkout, "--no-browser", "--port", port, PYTHONPATH=broken)
    assert_one_sentence(result, "JupyterLab did not start: no such luck")
