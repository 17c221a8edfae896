from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from shutil import copytree

import pytest

from toolkit import catalog
from toolkit.catalog.tables import DATA, rows
from toolkit.i18n import speaking
from toolkit.models.account import owed
from toolkit.models.payoff import payoff
from toolkit.models.contract import Compounding, LateBase, Payment, Runs
from toolkit.models.loan import cost, plan

DUE = date(2026, 3, 10)
TODAY = max(date.today(), date(2026, 11, 22))  # the data were gathered then, whatever a machine's clock says


def edit(folder, table, old, new):
    """A copy of data/ with one text replaced in one table."""
    copytree(DATA, folder, dirs_exist_ok=True)
    path = folder / f"{table}.csv"
    text = path.read_text(encoding="utf-8")
    assert text.count(old) >= 1
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return folder


def test_every_row_of_every_table_can_be_used():
    catalog.check(TODAY)


def test_the_figures_compare_four_kinds():
    assert list(catalog.products()) == ["bank_card", "huabei_bill", "jiebei_loan", "online_loan"]


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
        ("terms", "3=0.025 6=", "3:0.025 6=", r"data/terms\.csv, line \d+, field value: must be a whole number"),
        ("terms", "bank_card,runs", "bank_cart,runs", r"line 2, field product: must be one of bank_card"),
        ("terms", "bank_card,daily_rate", "bank_card,dayly_rate", r"line 3, field term: must be one of"),
        ("terms", ",S35,", ",S99,", r"line 2, field source: must be one of ours"),
        ("terms", ",S35,2023-02-22,B", ",,2023-02-22,B", r"line 2, field source: must not be empty"),
        ("terms", ",2023-02-22,B", ",2023-02-31,B", r"line 2, field as_of: must be a date"),
        ("terms", ",2023-02-22,B", ",2033-02-22,B", r"line 2, field as_of: must not lie in the future"),
        ("terms", ",2023-02-22,B", ",2023-02-22,C", r"line 2, field confidence: must be one of A, B, T"),
        ("terms", ",S35,2023-02-22,B", ",S35,2023-02-22", r"line 2, field confidence: every row needs as many fields"),
        ("terms", ",S35,2023-02-22,B", ",S35,2023-02-22,T", r"line 2, field confidence: must be T where the source is ours"),
        ("terms", ",S35,2023-02-22,B", ",ours,2023-02-22,B", r"line 2, field confidence: must be T where the source is ours"),
        ("terms", "choice.,S20,2022-08,B", "choice.,ours,2022-08,T", r"field confidence: must be A or B for a named product"),
        ("terms", "grace_days,3,", "grace_days,40,", r"data/products\.csv, line 2, field product: The grace days must be a whole number from 0"),
        ("terms", "instalments,12,", "instalments,0,", r"data/products\.csv, line 5, field product: A loan has at least one instalment"),
        ("terms", "days_before_due,20,", "days_before_due,45,", r"data/products\.csv, line 2, field product: A purchase of .* belongs to a later bill"),
        ("terms", "Interest: {value} a day", "Interest: {valu} a day", r"line 3, field says_text: can have no other hole than \{value\}"),
        ("terms", "Interest: {value} a day", "Interest: {value a day", r"line 3, field says_text: has a brace without its other half"),
        ("choices", "0.20 yuan", "{fee} yuan", r"data/choices\.csv, line 2, field choice_text: can have no other hole than –"),
        ("terms", "says_text", "says", r"data/terms\.csv, line 1, field says_text: is missing from the first line"),
        ("terms", "bank_card,daily_rate", "bank_card,runs", r"line 3, field term: stands twice"),
        ("terms", "fees_bear_interest,no", "fees_bear_interest,yes", r"field value: must be one of no"),
        ("terms", "bank_card,runs,full_bill", "huabei_bill,runs,full_bill", r"data/terms\.csv, line \d+, field term: stands twice"),
        ("products", "bank_card,", "bank_kard,", r"data/products\.csv, line \d+, field kind|data/terms\.csv, line 2, field product"),
        ("products", "weilidai,online_loan", "weilidai,jiebei", r"data/products\.csv, line \d+, field kind: must be one of bank_card"),
        ("products", "bank_card,,yes", "bank_card,,often", r"data/products\.csv, line 2, field in_figures: must be yes or no"),
        ("minimums", "card_10,", "card_5,", r"data/minimums\.csv, line 3, field minimum: stands twice"),
        ("minimums", ",0.1,balance", ",-0.1,balance", r"data/minimums\.csv, line 2, field share: must be a number, 0 or more"),
        ("minimums", ",balance,", ",debt,", r"data/minimums\.csv, line 2, field base: must be one of principal"),
        ("minimums", "{floor} yuan.", "{least} yuan.", r"data/minimums\.csv, line 2, field says_text: can have no other hole"),
        ("ceilings", "times_lpr", "times_prime", r"data/ceilings\.csv, line 5, field measure: must be one of yearly_rate"),
        ("ceilings", "licensed_lenders", "lenders", r"data/ceilings\.csv, line 2, field applies_to: must be one of licensed_lenders"),
        ("ceilings", "2020-08-19", "2014-08-19", r"data/ceilings\.csv, line 3, field valid_to: must not come before 2015-09-01"),
        ("ceilings", ",2017-08,,", ",August 2017,,", r"data/ceilings\.csv, line 2, field valid_from: must be a date"),
        ("ceilings", "0.00035,0.0005", "0.0035,0.0005", r"data/ceilings\.csv, line 6, field least: must not be above 0\.0005"),
        ("lpr", "2019-09-20,0.042", "2019-09-10,0.042", r"data/lpr\.csv, line 3, field from: must come after 2019-09-19"),
        ("lpr", "0.035,2026-04-20", "0.035,2025-04-20", r"data/lpr\.csv, line 16, field last_verified: must not come before 2025-05-20"),
        ("lpr", ",0.0425,", ",4.25%,", r"data/lpr\.csv, line 2, field one_year: must be a number"),
        ("choices", "late-100-short", "late-101-short", r"data/choices\.csv, line 2, field question: must be one of late-100-short"),
        ("choices", "0.20 yuan", "", r"data/choices\.csv, line 2, field choice_text: must not be empty"),
        ("questions", ",late-200-short,", ",late-201-short,", r"data/questions\.csv, line 2, field parallel: must be one of"),
        ("questions", ",choice,", ",essay,", r"data/questions\.csv, line 2, field kind: must be one of choice"),
        ("helplines", "12378", "", r"data/helplines\.csv, line 2, field number: must not be empty"),
        ("helplines", ",number,", ",number,hours,", r"data/helplines\.csv, line 1, field hours: must be one of helpline, number, source, as_of, confidence"),
        ("helplines", ",number,", ",number,number,", r"data/helplines\.csv, line 1, field number: must be one of .*, and stand once"),
        ("glossary", "late fee,违约金", "late fee,", r"data/glossary\.csv, line 4, field zh: must not be empty"),
        ("sources", ",A", ",D", r"data/sources\.csv, line \d+, field confidence: must be one of A, B, T"),
    ],
)  # fmt: skip
def test_a_broken_row_is_named_by_file_line_and_field(tmp_path, table, old, new, says):
    with pytest.raises(ValueError, match=says):
        catalog.check(TODAY, edit(tmp_path, table, old, new))


def test_a_table_that_nobody_reads_or_that_is_missing_is_refused(tmp_path):
    edit(tmp_path, "lpr", "from", "from").joinpath("lpr.csv").rename(tmp_path / "prime.csv")
    with pytest.raises(ValueError, match=r"data/ holds these tables and no others: ceilings, .*, lpr, "):
        catalog.check(TODAY, tmp_path)


def test_a_table_saved_in_another_encoding_is_refused(tmp_path):
    path = edit(tmp_path, "glossary", "en", "en") / "glossary.csv"
    path.write_bytes(path.read_text(encoding="utf-8").encode("gb18030"))
    with pytest.raises(ValueError, match=r"data/glossary\.csv must be saved as UTF-8"):
        catalog.check(TODAY, tmp_path)


def test_a_refusal_speaks_the_learners_language(tmp_path):
    with speaking("zh"), pytest.raises(ValueError, match=r"data/lpr\.csv 第 2 行"):
        catalog.check(TODAY, edit(tmp_path, "lpr", ",0.0425,", ",4.25%,"))


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


def after(id: str, amount_fen: int, days: int, *paid: tuple[date, int], **terms):
    """What is owed on a product some days after the due date."""
    product = catalog.product(id)
    payments = tuple(Payment(date=day, amount_fen=fen) for day, fen in paid)
    account = product.account(amount_fen, DUE, contract=replace(product.contract, **terms), payments=payments)
    return owed(account, DUE + timedelta(days=days))


@pytest.mark.parametrize("id", catalog.named_products())
def test_a_named_product_states_only_what_is_reported_and_the_rest_is_its_kinds(id):
    product, stated = catalog.product(id), {row["term"] for row in rows("terms") if row["product"] == id}
    assert stated == {name for name, term in product.terms.items() if term.confidence in ("A", "B")}
    assert set(catalog.product(product.kind).terms) - {"daily_rates_reported"} <= set(product.terms)
    assert all("read your contract" in term.sentence() for name, term in product.terms.items() if name not in stated)
    assert after(id, 1_000_000, 60).total_fen > 1_000_000


def test_every_product_that_may_be_named_is_there():
    assert set(catalog.named_products()) == {
        "card_china", "huabei", "huabei_instalments", "jd_baitiao", "jiebei", "weilidai", "fangxinjie", "california_card",
    }  # fmt: skip


def test_what_is_reported_of_another_product_is_an_assumption_about_this_one(tmp_path):
    folder = edit(tmp_path, "products", "fangxinjie,online_loan", "fangxinjie,jiebei_loan")
    kind, terms = catalog.products(folder)["jiebei_loan"].terms, catalog.named_products(folder)["fangxinjie"].terms
    assert kind["runs"].confidence == "B"
    assert "read your contract" in terms["runs"].sentence()
    assert "daily_rates_reported" in kind and "daily_rates_reported" not in terms


class TestNamedProductsAgainstFiguresOfOthers:
    """Each product against a number that was not made here, or by a formula in its source."""

    def test_huabei_costs_ten_yuan_on_5000_that_are_four_days_late(self):
        """m.cardbaobao.com/wenda/56280.html (2019-01-07): 5,000 × 0.05 % × 4 days = 10 yuan."""
        assert after("huabei", 500_000, 4).charges_fen == 1_000

    @pytest.mark.parametrize(
        ("number", "nominal", "effective"),
        [(3, 14.94, 16.00), (6, 15.27, 16.38), (9, 15.34, 16.47), (12, 15.86, 17.07)],
    )
    def test_huabeis_instalments_cost_about_twice_what_their_fee_says(self, number, nominal, effective):
        """The internal rates of return of the published fee table, reckoned apart from this project."""
        a_year = cost(catalog.product("huabei_instalments").in_instalments(1_200_000, DUE, number))
        assert (round(a_year.nominal * 100, 2), round(a_year.effective * 100, 2)) == (nominal, effective)

    def test_huabeis_twelve_instalments_of_6000_are_544_each(self):
        """qddinggu.cn 百科 170873: 500 of principal and 44 of fee."""
        (first, *_) = plan(catalog.product("huabei_instalments").in_instalments(600_000, DUE, 12))
        assert (first.payment_fen, first.principal_fen, first.fee_fen) == (54_400, 50_000, 4_400)

    def test_an_assumed_fee_of_jd_baitiao_is_a_reported_one(self):
        """yzgs.net/baike/197519.html: 0.5 % to 1.2 % a month; miantaihao.com 28914: at 0.6 %, 10,000 in twelve are 893.33 each."""
        product = catalog.product("jd_baitiao")
        fees = product.terms["instalment_fees"].value
        assert all(Fraction("0.005") <= fee / number <= Fraction("0.012") for number, fee in fees.items())
        assert plan(product.in_instalments(1_000_000, DUE, 12))[0].payment_fen == 89_333

    def test_a_card_in_china_charges_35_yuan_where_700_of_the_minimum_are_missing(self):
        """dzyyw.com/danjiyouxi/1098007.html: 10,000 owed, minimum 1,000, 300 paid: 700 × 5 %."""
        assert after("card_china", 1_000_000, 4, (DUE, 30_000)).fees_fen == 3_500

    def test_jiebei_charges_half_as_much_again_on_late_days(self):
        """watchyoung.cn/b/339793.html: 1.5 times the contract rate; 10,000 × 0.06 % × 1.5 × 10 days = 90 yuan."""
        assert after("jiebei", 1_000_000, 10, daily_rate=Fraction("0.0006")).penalty_fen == 9_000

    def test_weilidai_charges_half_the_rate_on_top_of_it(self):
        """xiaohei.com/ruanjiannews/463271.html: overdue principal × rate × 50 % × days, on top of the interest."""
        late, principal_fen = after("weilidai", 1_000_000, 10), 1_000_000 // 5
        assert late.penalty_fen == principal_fen * 10 * Fraction("0.0005") * (1 + Fraction("0.5"))

    def test_fangxinjies_late_days_are_capped(self):
        """lawinsider.com/zh/clause/罚息利率/_2: never more than 0.098 % a day: 1,000 × 0.098 % × 10 days = 9.80 yuan."""
        assert after("fangxinjie", 1_200_000, 10).penalty_fen == 750
        assert after("fangxinjie", 1_200_000, 10, daily_rate=Fraction("0.0007")).penalty_fen == 980

    def test_the_american_laws_card_takes_17_years_and_three_months(self):
        """California Civil Code § 1748.13: 1,000 dollars are paid off in that time for 2,590.35 in all."""
        contract = catalog.product("california_card").contract
        pays = payoff(100_000, contract.daily_rate * 365, contract.minimum)
        assert pays.months == 17 * 12 + 3
        assert abs(pays.total_fen - 259_035) <= 5

    def test_the_american_laws_card_asks_for_ten_dollars_at_least(self):
        (bill,) = catalog.product("california_card").account(30_000, DUE).bills
        assert bill.minimum_fen == 1_000


def test_a_plan_that_is_not_offered_is_answered_with_those_that_are():
    with pytest.raises(ValueError, match=r"no plan of 24 instalments\. There is: 3, 6, 9, 12\."):
        catalog.product("huabei_instalments").in_instalments(600_000, DUE, 24)


class TestLpr:
    @pytest.mark.parametrize(
        ("day", "one_year", "five_years"),
        [
            (date(2019, 8, 20), "0.0425", "0.0485"),
            (date(2020, 8, 20), "0.0385", "0.0465"),
            (date(2024, 10, 20), "0.0335", "0.0385"),
            (date(2024, 10, 21), "0.031", "0.036"),
            (date(2025, 5, 20), "0.03", "0.035"),
        ],
    )
    def test_a_change_holds_until_the_next(self, day, one_year, five_years):
        found = catalog.lpr(day)
        assert (found.one_year, found.five_years) == (Fraction(one_year), Fraction(five_years))

    def test_2024_took_35_points_off_one_year_and_60_off_five(self):
        """zkbdata.com/newsinfo/8370924.html gives the sums for the year."""
        before, then = catalog.lpr(date(2023, 12, 31)), catalog.lpr(date(2024, 12, 31))
        assert (before.one_year - then.one_year, before.five_years - then.five_years) == (Fraction("0.0035"), Fraction("0.006"))

    def test_the_days_before_the_first_are_refused(self):
        with pytest.raises(ValueError, match="The LPR is known from 2019-08-20 on; 2019-08-19 comes before it."):
            catalog.lpr(date(2019, 8, 19))

    def test_a_later_day_says_when_the_last_value_was_verified(self):
        assert "verified up to 2026-04-20" in catalog.lpr(date(2026, 11, 22)).sentence()


class TestCeilings:
    @pytest.mark.parametrize(
        ("day", "ids"),
        [
            (date(2016, 1, 1), {"late_rate", "misuse_rate", "private_24", "private_36"}),
            (date(2020, 8, 19), {"late_rate", "misuse_rate", "private_24", "private_36", "court_24", "card_corridor"}),
            (date(2020, 8, 20), {"late_rate", "misuse_rate", "private_4_lpr", "court_24", "card_corridor"}),
            (date(2021, 1, 1), {"late_rate", "misuse_rate", "private_4_lpr", "court_24"}),
            (date(2026, 1, 1), {"late_rate", "misuse_rate", "private_4_lpr", "court_24", "assisted_24", "micro_24"}),
            (date(2028, 1, 1), {"late_rate", "misuse_rate", "private_4_lpr", "court_24", "assisted_24", "micro_24", "micro_4_lpr"}),
        ],
    )
    def test_those_in_force_on_a_day(self, day, ids):
        assert set(catalog.ceilings(day)) == ids

    @pytest.mark.parametrize(("day", "yearly_rate"), [(date(2020, 8, 20), "0.154"), (date(2025, 5, 20), "0.12")])
    def test_four_times_the_lpr_follows_it(self, day, yearly_rate):
        assert catalog.ceilings(day)["private_4_lpr"].yearly_rate_on(day) == Fraction(yearly_rate)

    def test_a_ceiling_says_what_it_is_and_by_which_rule(self):
        then, now = date(2018, 1, 1), date(2026, 3, 10)
        assert "from 0.035% to 0.05% a day" in catalog.ceilings(then)["card_corridor"].sentence()
        assert "from 1.3 to 1.5 times the contract rate" in catalog.ceilings(then)["late_rate"].sentence()
        assert "from 1.5 to 2 times the contract rate" in catalog.ceilings(then)["misuse_rate"].sentence()
        assert "法释〔2015〕18号; reported, as of 2015-09-01" in catalog.ceilings(then)["private_36"].sentence()
        said = catalog.ceilings(now)["private_4_lpr"].sentence(now)
        assert "up to 12% a year" in said and "verified up to 2026-04-20" in said
