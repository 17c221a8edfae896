"""What `data/` says: products and their terms, minimum payments, ceilings, questions, helplines, the credit record."""

from toolkit.catalog.helplines import helplines
from toolkit.catalog.minimums import MinimumRule, minimums
from toolkit.catalog.products import Ceiling, Product, Term, ceiling, product, products
from toolkit.catalog.questions import Choice, Question, Right, question, questions
from toolkit.catalog.record import class_rules, record_facts, record_symbols, repairs
from toolkit.catalog.score import events, published, score_numbers, score_rules, starting_file, starts

__all__ = [
    "Ceiling",
    "Choice",
    "MinimumRule",
    "Product",
    "Question",
    "Right",
    "Term",
    "ceiling",
    "class_rules",
    "events",
    "helplines",
    "minimums",
    "product",
    "products",
    "published",
    "question",
    "questions",
    "record_facts",
    "record_symbols",
    "repairs",
    "score_numbers",
    "score_rules",
    "starting_file",
    "starts",
]
