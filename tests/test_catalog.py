from datetime import date
from fractions import Fraction
from shutil import copytree

import pytest

from toolkit import catalog
from toolkit.catalog.tables import DATA, rows
from toolkit.models.contract import Compounding, LateBase, Runs

DUE = date(2026, 3, 10)


def edit(folder, table, old, new):
    """A copy of data/ with one text replaced in one table."""
    copytree(DATA, folder, dirs_exist_ok=True)
    path = folder / f"{table}.csv"
    text = path.read_text(encoding="utf-8")
    assert text.count(old) >= 1
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return folder


def test_every_row_of_every_table_has_a_source_a_date_and_a_grade():
    for path in DATA.glob("*.csv"):
        assert rows(path.stem), path


@pytest.mark.parametrize(
    ("id", "terms"),
    [
        ("bank_card", {"runs": Runs.FULL_BILL, "daily_rate": Fraction("0.0005"), "grace_days": 3, "compounding": Compounding.MONTHLY}),
        ("huabei_bill", {"runs": Runs.LATE_DAYS, "daily_rate": Fraction("0.0005"), "compounding": Compounding.NEVER}),
        ("jiebei_loan", {"runs": Runs.EVERY_DAY, "late_multiple": Fraction("1.5"), "late_base": LateBase.PRINCIPAL}),
        ("online_loan", {"runs": Runs.EVERY_DAY, "late_multiple": Fraction("1.5"), "whole_balance_due": False}),
    ],
)
def test_contracts_come_from_the_rows(id, terms):
    contract = catalog.product(id).contract
    assert {name: getattr(contract, name) for name in terms} == terms


def test_only_reported_terms_are_worded_as_reported():
    """What the sources leave open is an assumption of ours and says so."""
    grades = {(product.id, term.name): term.confidence for product in catalog.products().values() for term in product.terms.values()}
    unconfirmed = [("huabei_bill", "compounding"), ("huabei_bill", "grace_days"), ("jiebei_loan", "late_base"), ("jiebei_loan", "daily_rate")]
    assert {grades[term] for term in unconfirmed} == {"T"}
    term = catalog.product("huabei_bill").terms
    assert "Reported, as of 2024" in term["daily_rate"].sentence()
    assert "read your contract" in term["compounding"].sentence()
    assert "银发〔2016〕111号" in catalog.product("bank_card").terms["fees_bear_interest"].sentence()


def test_no_sentence_shows_an_address():
    sentences = [term.sentence() for product in catalog.products().values() for term in product.terms.values()]
    assert not [said for said in sentences if "http" in said or ".com" in said or ".cn" in said]


def test_a_loan_is_cut_into_instalments_that_add_up():
    account = catalog.product("online_loan").account(500_000, DUE)
    shares = [bill.total_fen for bill in account.bills]
    assert shares == [41_666] * 11 + [41_674]
    assert (account.bills[0].due, account.bills[11].due) == (DUE, date(2027, 2, 10))


def test_a_bill_has_its_minimum():
    (bill,) = catalog.product("bank_card").account(1_000_000, DUE).bills
    assert (bill.minimum_fen, bill.statement) == (100_000, date(2026, 2, 18))


@pytest.mark.parametrize(
    ("table", "old", "new", "says"),
    [
        ("terms", ",0.0005,", ",half,", r"data/terms\.csv, line 3, field value: must be a number"),
        ("terms", ",0.0005,", ",-1,", r"line 3, field value: must be a number, 0 or more"),
        ("terms", ",0.0005,", ",nan,", r"line 3, field value"),
        ("terms", ",0.0005,", ",1/0,", r"line 3, field value"),
        ("terms", ",full_bill,", ",always,", r"line 2, field value: must be one of late_days, full_bill, every_day"),
        ("terms", "grace_days,3,", "grace_days,3.5,", r"line 5, field value: must be a whole number"),
        ("terms", "bank_card,runs", "bank_cart,runs", r"line 2, field product: must be one of bank_card"),
        ("terms", "bank_card,daily_rate", "bank_card,dayly_rate", r"line 3, field term: must be one of"),
        ("terms", ",S35,", ",S99,", r"line 2, field source: must be one of ours"),
        ("terms", ",S35,2023-02-22,B", ",,2023-02-22,B", r"line 2, field source: must not be empty"),
        ("terms", ",2023-02-22,B", ",2023-02-31,B", r"line 2, field as_of: must be a date"),
        ("terms", ",2023-02-22,B", ",2023-02-22,C", r"line 2, field confidence: must be one of A, B, T"),
        ("terms", ",S35,2023-02-22,B", ",S35,2023-02-22", r"line 2, field confidence: every row needs as many fields"),
        ("products", "bank_card,", "bank_kard,", r"data/terms\.csv, line 2, field product"),
        ("terms", "grace_days,3,", "grace_days,40,", r"data/products\.csv, line 2, field product: The grace days must be a whole number from 0"),
        ("terms", "instalments,12,", "instalments,0,", r"data/products\.csv, line 5, field product: A loan has at least one instalment"),
        ("terms", "days_before_due,20,", "days_before_due,45,", r"data/products\.csv, line 2, field product: A purchase of .* belongs to a later bill"),
        ("terms", "Interest: {value} a day", "Interest: {valu} a day", r"line 3, field says_text: can have no other hole than \{value\}"),
        ("terms", "says_text", "says", r"field says_text: is missing from the first line"),
        ("terms", "bank_card,daily_rate", "bank_card,runs", r"line 3, field value: must be one of late_days"),
        ("terms", "bank_card,grace_days,3", "bank_card,late_fee_rate,3", r"line \d+, field term: stands twice for this product"),
        ("terms", "fees_bear_interest,no", "fees_bear_interest,yes", r"field value: must be one of no"),
        ("terms", "bank_card,runs,full_bill", "huabei_bill,runs,full_bill", r"data/terms\.csv, line \d+, field term: stands twice"),
    ],
)
def test_a_broken_row_is_named_by_file_line_and_field(tmp_path, table, old, new, says):
    with pytest.raises(ValueError, match=says):
        catalog.products(edit(tmp_path, table, old, new))


@pytest.mark.parametrize(
    ("table", "old", "new", "says"),
    [
        ("choices", "late-100-short", "late-101-short", r"data/choices\.csv, line 2, field question: must be one of late-100-short"),
        ("questions", ",late-200-short,", ",late-201-short,", r"data/questions\.csv, line 2, field parallel: must be one of"),
        ("questions", ",choice,", ",essay,", r"data/questions\.csv, line 2, field kind: must be one of choice"),
        ("choices", "0.20 yuan", "", r"data/choices\.csv, line 2, field choice_text: must not be empty"),
    ],
)
def test_a_broken_question_is_named_too(tmp_path, table, old, new, says):
    with pytest.raises(ValueError, match=says):
        catalog.questions(edit(tmp_path, table, old, new))


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("card_10,", "card_5,", r"data/minimums\.csv, line 3, field minimum: stands twice"),
        (",0.1,balance", ",-0.1,balance", r"data/minimums\.csv, line 2, field share: must be a number, 0 or more"),
        (",balance,", ",debt,", r"data/minimums\.csv, line 2, field base: must be one of principal"),
        ("{floor} yuan.", "{least} yuan.", r"data/minimums\.csv, line 2, field says_text: can have no other hole"),
        (",ours,", ",S99,", r"data/minimums\.csv, line 2, field source: must be one of ours"),
    ],
)
def test_a_broken_minimum_is_named_too(tmp_path, old, new, says):
    with pytest.raises(ValueError, match=says):
        catalog.minimums(edit(tmp_path, "minimums", old, new))


@pytest.mark.parametrize(("id", "said"), [("card_10", "Minimum payment: 10% of all that is owed, and at least 100 yuan."), ("huabei", "(Reported, as of 2025-11; not the contract.)")])  # fmt: skip
def test_a_minimum_says_its_rule_and_grade(id, said):
    assert said in catalog.minimums()[id].sentence()


def test_a_product_needs_its_rule(tmp_path):
    line = next(line for line in (DATA / "terms.csv").read_text(encoding="utf-8").splitlines() if ",runs,full_bill," in line)
    with pytest.raises(ValueError, match=r"data/products\.csv, line 2, field product: needs the term runs in terms\.csv"):
        catalog.products(edit(tmp_path, "terms", line + "\n", ""))


def test_a_question_needs_one_right_answer(tmp_path):
    with pytest.raises(ValueError, match=r"data/questions\.csv, line 2, field question: must have one right choice and one `unsure`"):
        catalog.questions(edit(tmp_path, "choices", "yes", "no"))


@pytest.mark.parametrize(("find", "says"), [(catalog.product, "There is no product 'x'"), (catalog.question, "There is no question 'x'")])
def test_an_unknown_id_is_answered_with_those_that_exist(find, says):
    with pytest.raises(ValueError, match=says):
        find("x")
