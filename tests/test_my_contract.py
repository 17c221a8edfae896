"""My contract: each story draws, the numbers are the model's and others', and nothing typed breaks it."""

import json
from datetime import timedelta
from decimal import Decimal

import pytest

import reckoning
from toolkit import catalog
from toolkit.i18n import speak
from toolkit.models.account import owed
from toolkit.panels.example import DUE
from toolkit.panels.my_contract import account_of, my_contract

STORIES = [option.value for option in my_contract()._controls[0].options]


def panel(story: str, **typed: object):
    """The panel at a story, with some fields typed over."""
    mine = my_contract()
    mine.story = story
    for name, text in typed.items():
        setattr(mine, name, text)
    return mine


def account(mine):
    """The account that the panel's fields describe."""
    read = {control.name: control.read(getattr(mine, control.name)) for control in mine._controls}
    del read["story"], read["days_late"]
    return account_of(**read)


def added(mine) -> Decimal:
    """What the day looked at adds, by the table."""
    row = mine.view.table["Days late"].index(mine.days_late)
    return mine.view.table["Owed in all"][row] - mine.view.table["Borrowed"][row]


@pytest.mark.parametrize("story", STORIES)
def test_a_story_is_what_a_second_reckoning_says(story):
    mine = panel(story)
    assert mine.notice == ""
    told = reckoning.reckon(account(mine), DUE + timedelta(days=mine.days_late))
    assert added(mine) * 100 == sum(told.values()) - told["principal"]


@pytest.mark.parametrize(
    ("story", "product"),
    [("card_half_year", "bank_card"), ("bill_month", "huabei_bill"), ("loan_weeks", "jiebei_loan")],
)
@pytest.mark.parametrize("days", [0, 4, 45, 400])
def test_a_story_of_a_kind_has_the_terms_of_the_kind(story, product, days):
    mine, day = account(panel(story)), DUE + timedelta(days=days)
    assert owed(mine, day) == owed(catalog.product(product).account(mine.bills[0].total_fen, DUE), day)


@pytest.mark.parametrize("story", STORIES)
def test_a_story_fills_every_field_wherever_it_is_chosen(story):
    """The clause that it sets sets nothing back."""
    mine = my_contract()
    sets = mine._controls[0].sets(story)
    for other in STORIES:
        mine.story = other
        mine.story = story
        assert {name: getattr(mine, name) for name in sets} == sets


def test_110_yuan_for_a_month_cost_165_fen():
    """K: 110 x 0.05 % x 30 = 1.65, rounded once."""
    assert added(panel("bill_small")) == Decimal("1.65")


def test_a_card_bill_four_days_late_costs_145_yuan():
    """K: 5,000 x 0.05 % x (44 + 4) = 120.00, and 5 % of the minimum of 500."""
    assert added(panel("card_four_days")) == Decimal("145.00")
    assert panel("card_four_days").headline == (
        "If I pay my 5,000 yuan 4 days late, it costs me 145.00 yuan more, and 120.00 of that is interest."
    )


def test_the_smallest_late_fee_counts_on_a_small_bill():
    """K: 300 x 0.05 % x 48 = 7.20; 5 % of 30 would be 1.50, the smallest fee is 10."""
    assert added(panel("card_smallest_fee")) == Decimal("17.20")


def test_the_multiple_replaces_the_rate_and_the_interest_may_be_in_its_base():
    """Weilidai guides, 2022–2025: 1.5 times in all. K: 10,120 x 0.06 % x 10 = 60.72, beside 120.00 until the due date."""
    mine = panel("loan_on_interest", days_late=10)
    assert added(mine) == Decimal("180.72")
    mine.base = "loan"
    assert added(mine) == Decimal("180.00")


def test_a_rate_is_what_was_typed():
    """K: 1,000,000 x 0.0333 % x 30 = 9,990.00."""
    assert added(panel("bill_month", amount="1,000,000", rate="0.0333")) == Decimal("9990.00")


@pytest.mark.parametrize(
    ("story", "typed", "says"),
    [
        ("card_grace_day", {}, "If I pay my 5,000 yuan 3 days late, it costs me nothing more than on the due date: that is within the grace days."),
        ("bill_month", {"days_late": 0}, "If I pay my 3,000 yuan on the due date, it costs me nothing."),
        ("bill_month", {"days_late": 1}, "If I pay my 3,000 yuan 1 day late, it costs me 1.50 yuan more, all of it penalty interest."),
        ("bill_small", {"amount": "110.50"}, "If I pay my 110.50 yuan 30 days late, it costs me 1.66 yuan more, all of it penalty interest."),
        ("loan_in_time", {}, "If I pay back my 5,000 yuan on the due date, the loan costs me 60.00 yuan."),
        ("loan_weeks", {}, "If I pay back my 5,000 yuan 21 days late, the loan costs me 123.00 yuan; on the due date it would have been 60.00."),
        ("family", {}, "If I pay my 2,000 yuan 90 days late, it costs me nothing more than on the due date."),
    ],
)  # fmt: skip
def test_it_says_what_could_be_said_to_a_friend(story, typed, says):
    assert panel(story, **typed).headline == says


def test_above_24_percent_it_says_that_a_court_can_be_asked():
    """K: the whole bill 44 + 4 days: 300 x 24 % x 48 / 365 = 9.47; 17.20 is 7.73 more."""
    assert panel("card_smallest_fee").headline.endswith(
        "All in all that is 7.73 yuan above 24% a year: I could ask a court to cut that part."
    )


def test_what_is_charged_on_takes_along_the_rest_of_such_a_contract_and_says_so():
    """K: the teaching card's 3 grace days and 5 % of the minimum of 10 %, at least 10 yuan; the loan's 1.5 times."""
    mine = panel("bill_month")
    mine.base = "whole_bill"
    assert (mine.grace, mine.multiple, mine.minimum, mine.late_fee, mine.smallest_fee) == ("3", "1", "10", "5", "10")
    assert "a late fee of 5% of the unpaid minimum payment (10% of the bill), at least 10.00 yuan" in mine.view.notes["base"]
    mine.base = "loan"
    assert (mine.grace, mine.multiple, mine.late_fee, mine.notice) == ("0", "1.5", "0", "")
    assert "late days at 1.5 times the rate; no late fee" in mine.view.notes["base"]


def test_what_a_choice_sets_stands_below_it_so_that_filling_in_loses_nothing():
    names = [control.name for control in my_contract()._controls]
    for choice in (control for control in my_contract()._controls if control.name in ("story", "base")):
        assert all(names.index(name) > names.index(choice.name) for option in choice.options for name in option.sets)


def test_a_rate_ten_times_the_usual_is_drawn_and_asked_about():
    """K: 0.5 % x 365 = 182.5 %."""
    mine = panel("bill_month", rate="0.5")
    note = "That is 50 in 10,000 a day, and 182.5% a year: far above 24%. Did you mean 0.05%?"
    assert (mine.notice, mine.view.notes["rate"]) == ("", note)
    mine.rate = "0.1"
    assert mine.view.notes["rate"] == "That is 10 in 10,000 a day, and 36.5% a year."


@pytest.mark.parametrize(("yearly", "daily"), [("18", "0.0493"), ("24%", "0.0658"), ("7.2", "0.0197"), ("365", "1")])
def test_a_yearly_rate_is_refused_with_what_it_is_a_day(yearly, daily):
    """K: 18 / 365 = 0.04932, 24 / 365 = 0.06575, 7.2 / 365 = 0.01973. What it says to type is taken."""
    mine = panel("bill_month", rate=yearly)
    assert mine.notice.endswith(f"If {yearly.strip('%')}% is for a year, that is about {daily}% a day: type {daily}.")
    mine.rate = daily
    assert mine.notice == ""


@pytest.mark.parametrize("days", [37, 363, 729])
def test_every_day_up_to_two_years_can_be_looked_at_and_has_its_row(days):
    mine = panel("card_half_year", days_late=days)
    rows = len(mine.view.table["Days late"])
    assert added(mine) > 0
    mine.days_late += 1
    assert len(mine.view.table["Days late"]) == rows


def test_a_story_says_when_it_is_no_longer_told():
    mine = panel("bill_month", amount="3,000.00")
    assert mine.view.notes["story"].startswith("A teaching example.")
    mine.amount = "3,001"
    assert mine.view.notes["story"] == "Changed since: these are your own terms now."


@pytest.mark.parametrize(
    ("typed", "notice"),
    [
        ({"rate": "-1"}, "Interest a day: “-1” cannot be used. A percentage from 0 to 1, such as 0.05."),
        ({"rate": "366"}, "Interest a day: “366” cannot be used. A percentage from 0 to 1, such as 0.05."),
        ({"amount": ""}, "Amount is empty. A number from 1 to 1,000,000 with at most 2 decimals, such as 3000."),
        ({"used": "2026-03-11"}, "The money must be used on the due date, 2026-03-10, or before; this was 2026-03-11."),
        ({"multiple": "1.5"}, "Where the whole bill bears interest, late days bear the same rate: the multiple must be 1."),
    ],
)
def test_bad_input_is_said_and_the_last_view_stays(typed, notice):
    mine = panel("card_four_days")
    good = mine.view
    for name, text in typed.items():
        setattr(mine, name, text)
    assert (mine.notice, mine.view) == (notice, good)
    assert mine._status["refused"] == {name: notice for name in typed}
    assert {name: getattr(mine, name) for name in typed} == typed
    mine.reset()
    assert (mine.notice, mine.headline) == ("", my_contract().headline)


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("story", STORIES)
def test_each_month_of_a_story_draws_within_12_kilobytes(language, story):
    speak(language)
    mine = panel(story)
    for days in range(7, 731, 30):
        mine.days_late = days
        told = json.dumps([mine._chart, mine._sources, mine._shown, mine._status], ensure_ascii=False).encode()
        assert (mine.notice, len(told) <= 12_000) == ("", True)


@pytest.mark.parametrize("base", ["unpaid", "whole_bill", "loan", "loan_and_interest"])
@pytest.mark.parametrize("compounds", ["never", "monthly", "daily"])
def test_the_dearest_contract_that_can_be_typed_draws(base, compounds):
    dear = {"amount": "1000000", "used": "2015-01-01", "due": "2039-12-31", "rate": "1", "grace": "25", "late_fee": "100"}
    mine = panel("card_four_days", base=base, compounds=compounds, minimum="100", smallest_fee="1000", days_late=730, **dear)
    if base != "whole_bill":
        mine.multiple = "3"
    told = json.dumps([mine._chart, mine._sources, mine._shown, mine._status], ensure_ascii=False).encode()
    assert (mine.notice, len(told) <= 12 * 1024) == ("", True)


def test_chinese_has_no_english_left():
    speak("zh")
    for story in STORIES:
        mine = panel(story)
        words = [mine.headline, *mine.view.table, *mine.view.notes.values(), *mine.view.sources]
        words += [text for spec in mine._spec["controls"] for text in (spec["label"], spec.get("hint", ""), spec.get("unit", ""))]
        words += [option["label"] for spec in mine._spec["controls"] for option in spec.get("options", ())]
        assert not [word for word in words if any("a" <= letter.lower() <= "z" for letter in word)]
