"""What `data/` says: products and their terms, ceilings, questions, helplines."""

from toolkit.catalog.helplines import helplines
from toolkit.catalog.products import Ceiling, Product, Term, ceiling, product, products
from toolkit.catalog.questions import Choice, Question, Right, question, questions

__all__ = [
    "Ceiling",
    "Choice",
    "Product",
    "Question",
    "Right",
    "Term",
    "ceiling",
    "helplines",
    "product",
    "products",
    "question",
    "questions",
]
