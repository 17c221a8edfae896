"""Clear Credit · 借明白: see what borrowing costs.

The door: names are handed out when they are asked for, so that importing the
package costs nothing and needs nothing installed.
"""

from importlib import import_module

_ROOMS = {
    "Choice": "toolkit.panels",
    "Day": "toolkit.panels",
    "Month": "toolkit.panels",
    "Months": "toolkit.panels",
    "Number": "toolkit.panels",
    "Option": "toolkit.panels",
    "Panel": "toolkit.panels",
    "Percent": "toolkit.panels",
    "Prediction": "toolkit.predictions",
    "Slider": "toolkit.panels",
    "Switch": "toolkit.panels",
    "View": "toolkit.panels",
    "answers": "toolkit.predictions",
    "ask": "toolkit.questions",
    "costs": "toolkit.panels.short_by",
    "drags": "toolkit.panels.falling",
    "ends": "toolkit.panels.way_out",
    "falling": "toolkit.panels.falling",
    "falls": "toolkit.panels.one_slip",
    "five_years": "toolkit.panels.five_years",
    "forget": "toolkit.memory",
    "grows": "toolkit.panels.late_bill",
    "habits": "toolkit.panels.habits",
    "jumps": "toolkit.panels.side_by_side",
    "lasts": "toolkit.panels.minimum",
    "late_bill": "toolkit.panels.late_bill",
    "leaves": "toolkit.panels.when_gone",
    "minimum": "toolkit.panels.minimum",
    "my_card": "toolkit.panels.my_card",
    "my_contract": "toolkit.panels.my_contract",
    "my_record": "toolkit.panels.my_record",
    "one_slip": "toolkit.panels.one_slip",
    "predict": "toolkit.predictions",
    "short_by": "toolkit.panels.short_by",
    "side_by_side": "toolkit.panels.side_by_side",
    "speak": "toolkit.i18n",
    "stays": "toolkit.panels.five_years",
    "ticket": "toolkit.questions",
    "way_out": "toolkit.panels.way_out",
    "when_gone": "toolkit.panels.when_gone",
}

__all__ = sorted(_ROOMS)


def __getattr__(name: str) -> object:
    if name not in _ROOMS:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_ROOMS[name]), name)
