"""States drawn before they are asked for, a breath at a time: a move that comes meanwhile is answered in between."""

import asyncio
from collections.abc import Callable, Sequence
from time import monotonic

BREATH = 0.02  # seconds: how long a move may wait
PAUSE = 0.002  # seconds between two breaths

Parts = dict[str, object]


def breath(states: Sequence[list], draw: Callable[[list], Parts | None]) -> list[dict[str, object]]:
    """The first of `states`, one at least, as they are sent: each with the parts that differ from the one before.

    >>> drawn = {1: {"a": 0, "b": 1}, 2: None, 3: {"a": 0, "b": 3}}
    >>> breath([[1], [2], [3]], lambda at: drawn[at[0]])
    [{'at': [1], 'parts': {'a': 0, 'b': 1}}, {'at': [2], 'parts': None}, {'at': [3], 'parts': {'b': 3}}]
    """
    told, before, end = [], {}, monotonic() + BREATH
    for at in states:
        parts = draw(at)
        told.append({"at": at, "parts": parts and _differing(parts, before)})
        before = parts or before
        if monotonic() > end:
            break
    return told


def soon(action: Callable[[], None]) -> None:
    """Do it when what has come meanwhile is done; where nothing can come meanwhile, at once."""
    try:
        loop = asyncio.get_running_loop()
    except RuntimeError:
        action()
    else:
        loop.call_later(PAUSE, action)


def _differing(parts: Parts, before: Parts) -> Parts:
    return {name: part for name, part in parts.items() if name not in before or part != before[name]}
