"""Figures that a learner can move: controls and one pure function, drawn in the browser."""

from toolkit.panels.controls import Choice, Day, Months, Number, Option, Percent, Slider, Switch
from toolkit.panels.panel import Panel
from toolkit.panels.view import Month, View

__all__ = ["Choice", "Day", "Month", "Months", "Number", "Option", "Panel", "Percent", "Slider", "Switch", "View"]
