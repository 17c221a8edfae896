"""The figures of the second lesson, moved at random: each move is quick, small, and told in words and numbers."""

import json
import random
import time

import pytest

from toolkit.i18n import speak
from toolkit.panels.controls import Choice, Slider
from toolkit.panels.falling import falling
from toolkit.panels.minimum import minimum
from toolkit.panels.my_card import my_card
from toolkit.panels.short_by import short_by

MOVES = 200
LARGEST = {"owed": "1000000", "spent": "100000", "rate": "1", "floor": "10000"}
"""What is typed into the fields at random, beside what stands there."""


def moved(figure, dice):
    """The name and a new value of one of its controls."""
    control = dice.choice(figure._controls)
    if isinstance(control, Slider):
        return control.name, dice.choice(list(control.stops))
    if isinstance(control, Choice):
        return control.name, dice.choice(control.options).value
    return control.name, dice.choice([control.value, LARGEST.get(control.name, "0")])


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("made", [minimum, falling, short_by, my_card])
def test_each_move_is_drawn_in_8_milliseconds_and_told_in_12_kilobytes(made, language):
    speak(language)
    figure, dice, took = made(), random.Random(7), []
    for _ in range(MOVES):
        setattr(figure, *moved(figure, dice))
        values, refusals = figure._read(figure._state)
        assert not refusals and not figure.notice
        start = time.process_time()
        view = figure._draw(**values)
        took.append(time.process_time() - start)
        told = [figure._chart, figure._sources, figure._shown, figure._status]
        assert len(json.dumps(told, ensure_ascii=False).encode()) <= 12_000
        assert view.headline and view.sources and len({*map(len, view.table.values())}) == 1
    assert sorted(took)[MOVES * 95 // 100] < 0.008
