"""What the README shows, works."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import ipywidgets
import pytest

from toolkit import Panel
from toolkit.__main__ import main

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
TEACHERS_PANEL, TEACHERS_PREDICTION, RULES = re.findall(r"```python\n(.*?)```", README, flags=re.DOTALL)


def run(block):
    """Run a block of code as a notebook cell: the value of its last line."""
    *body, last = ast.parse(block).body
    names = {}
    exec(compile(ast.Module(body, []), "README.md", "exec"), names)
    return eval(compile(ast.Expression(last.value), "README.md", "eval"), names)


def test_a_teacher_s_panel_in_five_lines():
    assert len(TEACHERS_PANEL.strip().splitlines()) == 5
    panel = run(TEACHERS_PANEL)
    assert isinstance(panel, Panel)
    assert panel.headline == "After 30 days: 5,075.00 yuan."
    slider = ipywidgets.IntSlider(min=1, max=60, value=30)
    ipywidgets.link((slider, "value"), (panel, "days"))
    slider.value = 60
    assert panel.headline == "After 60 days: 5,150.00 yuan."
    assert panel.frame()["owed"].iloc[-1] == 5150.0
    panel.view.figure()


def test_a_teacher_s_prediction():
    guess = run(TEACHERS_PREDICTION)
    guess.commit("5,000 yuan", "fairly")
    assert (guess.value.value, guess.value.sure) == (5000, "fairly")


def test_the_rules_without_a_figure():
    """5,000 x 0.05 % x 48 nights, and 5 % of the minimum of 500."""
    *lines, last = RULES.strip().splitlines()
    program = "\n".join([*lines, f"print({last})"])  # in a Python that has imported nothing else
    said = subprocess.run([sys.executable, "-c", program], cwd=ROOT, check=True, capture_output=True, text=True).stdout
    assert "interest_fen=12000," in said and "fees_fen=2500," in said


def test_every_option_in_the_readme_is_understood_and_the_other_way_round(capsys):
    with pytest.raises(SystemExit):
        main(["--help"])
    understood = set(re.findall(r"--[a-z][a-z-]+", capsys.readouterr().out)) - {"--help"}
    told = set(re.findall(r"(?<=[ `])--[a-z][a-z-]+", README))
    assert told == understood
