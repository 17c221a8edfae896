"""Figures that a learner can move: controls and one pure function, drawn in the browser."""

from toolkit.panels.controls import Choice, Day, Number, Option, Percent, Slider, Switch
from toolkit.panels.panel import Panel
from toolkit.panels.view import View

__all__ = ["Choice", "Day", "Number", "Option", "Panel", "Percent", "Slider", "Switch", "View"]
