"""What `data/` says: products and their terms, minimum payments, ceilings, questions, helplines."""

from toolkit.catalog.helplines import helplines
from toolkit.catalog.minimums import MinimumRule, minimums
from toolkit.catalog.products import Ceiling, Product, Term, ceiling, product, products
from toolkit.catalog.questions import Choice, Question, Right, question, questions

__all__ = [
    "Ceiling",
    "Choice",
    "MinimumRule",
    "Product",
    "Question",
    "Right",
    "Term",
    "ceiling",
    "helplines",
    "minimums",
    "product",
    "products",
    "question",
    "questions",
]
