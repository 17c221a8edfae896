"""What `data/` says: products and their terms, minimum payments, the LPR and ceilings, questions, helplines, record, score."""

from datetime import date
from pathlib import Path

from toolkit.catalog.ceilings import Ceiling, Lpr, ceiling, ceilings, lpr
from toolkit.catalog.helplines import helplines
from toolkit.catalog.minimums import MinimumRule, minimums
from toolkit.catalog.products import Product, Term, named_products, product, products
from toolkit.catalog.questions import Choice, Question, Right, question, questions
from toolkit.catalog.record import class_rules, record_facts, record_symbols, repairs
from toolkit.catalog.score import events, published, score_numbers, score_rules, starting_file, starts
from toolkit.catalog.tables import DATA, TABLES, day, rows
from toolkit.i18n import t

__all__ = [
    "Ceiling",
    "Choice",
    "Lpr",
    "MinimumRule",
    "Product",
    "Question",
    "Right",
    "Term",
    "ceiling",
    "ceilings",
    "check",
    "class_rules",
    "events",
    "helplines",
    "lpr",
    "minimums",
    "named_products",
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


def check(today: date, folder: Path = DATA) -> None:
    """Read every table of `data/`. Raises ValueError with one sentence on the first row that cannot be used."""
    if {path.stem for path in folder.glob("*.csv")} != TABLES.keys():
        raise ValueError(t("data/ holds these tables and no others: {known}.", known=", ".join(TABLES)))
    for table in TABLES:
        for row in rows(table, folder):
            if row.read("as_of", day) > today:
                raise row.broken("as_of", t("must not lie in the future"))
    records = (record_symbols, record_facts, class_rules, repairs, score_rules, starts, published)
    for read in (products, minimums, questions, helplines, *records):
        read(folder)
    lpr(today, folder)
    ceilings(today, folder)
