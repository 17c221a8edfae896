"""Predict, then see: what a learner expects, committed before the answer is worked out."""

from toolkit.predictions.guess import Guess, answers, predict
from toolkit.predictions.prediction import GuessValue, Prediction, close, difference

__all__ = ["Guess", "GuessValue", "Prediction", "answers", "close", "difference", "predict"]
