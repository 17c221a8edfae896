"""The learner's own card: what is typed is what is counted, and the stories are true."""

import json
import re
from decimal import Decimal
from itertools import product

import pytest

from test_minimum import a_tenth, by_hand, cents
from toolkit.i18n import speak
from toolkit.panels.my_card import my_card
from toolkit.panels.paydown import spelled

STORIES = [option.value for option in my_card()._controls[0].options]


def panel(story="card", **typed):
    mine = my_card()
    mine.story = story
    for name, text in typed.items():
        setattr(mine, name, text)
    return mine


def test_a_card_and_only_the_minimum():
    left = by_hand(8_000, a_tenth)
    assert len(left) - 1 == 34
    assert panel().headline.startswith("If I pay only the minimum on my 8,000 yuan, it takes me 2 years and 10 months")


def test_the_american_example_is_the_law_s():
    """California Civil Code § 1748.13, 5,000 at 17 %: 482 months, 16,305.34 in all, its own rounding within 1.30."""
    mine = panel("two_percent")
    assert "it takes me 40 years and 2 months" in mine.headline
    interest = Decimal("11304.09")
    assert f"{interest:,} yuan in interest" in mine.headline
    assert abs(5_000 + interest - Decimal("16305.34")) < Decimal("1.30")


def test_a_rate_a_year_and_the_same_a_day_agree():
    assert panel(rate="18.25", per="year").headline == panel().headline


def test_a_yearly_rate_typed_as_a_daily_one_is_said():
    mine = panel(rate="18")
    assert mine.notice == "18% cannot be a rate a day. Is it a rate a year? Then choose that."
    mine.per = "year"
    assert (mine.notice, mine.view.notes["rate"]) == ("", "That is about 0.0493% a day.")


@pytest.mark.parametrize(
    ("typed", "notice"),
    [
        ({"owed": ""}, "Owed now is empty. A number from 1 to 1,000,000 with at most 2 decimals, such as 8000."),
        ({"share": "101"}, "Minimum payment, of what is owed: “101” cannot be used. A percentage from 0 to 100, such as 10."),
        ({"floor": "0"}, "Smallest minimum payment: “0” cannot be used. A number from 1 to 10,000 with at most 2 decimals, such as 100."),
    ],
)  # fmt: skip
def test_bad_input_is_said_and_the_last_view_stays(typed, notice):
    mine = my_card()
    good = mine.view
    for name, text in typed.items():
        setattr(mine, name, text)
    assert (mine.notice, mine.view) == (notice, good)


@pytest.mark.parametrize("story", STORIES)
def test_a_story_says_when_it_is_no_longer_told(story):
    mine = panel(story)
    assert mine.view.notes["story"].startswith("A teaching example.")
    mine.owed = "7,999.50"
    assert mine.view.notes["story"] == "Changed since: these are your own terms now."


@pytest.mark.parametrize("story", STORIES)
def test_every_story_comes_with_a_payment_that_works(story):
    assert re.search("What works: |That works.$", panel(story).headline)


@pytest.mark.parametrize(("amount", "says"), [("734.39", "What works: 812.17"), ("812.17", "That works."), ("2000", "That works.")])
def test_what_is_chosen_works_if_it_is_no_slower_than_the_first_minimum_kept_up(amount, says):
    assert says in panel("card_same", amount=amount).headline


CORNERS = [*product(("1", "1000000"), ("0", "0.05", "1"), ("0", "10", "100"), ("1", "10000"), ("0", "100000"))]


@pytest.mark.parametrize("typed", CORNERS, ids="-".join)
def test_what_works_does_work_at_every_corner(typed):
    """Held to a count in decimals: the payment, the time and the interest; and that a fen less would not do."""
    fields = dict(zip(("owed", "rate", "share", "floor", "spent"), typed, strict=True))
    mine = panel(**fields, way="fixed", amount="0")
    owed, rate, share, floor, spent = (Decimal(text) for text in typed)
    _, sentence = mine.headline.split("What works: ")
    sentence, *_ = sentence.split(" If that is too much")
    payment, interest = (Decimal(number.replace(",", "")) for number in re.findall(r"([\d,]+\.\d\d) yuan", sentence))
    monthly = rate / 100 * 365 / 12

    def left(payment):
        return by_hand(owed, lambda due: payment, spent, months=60, rate=monthly)

    paid_off = left(payment)
    assert paid_off[-1] == 0
    assert len(paid_off) == 2 or spelled(len(paid_off) - 1) in sentence
    assert interest == sum(cents(before * monthly) for before in paid_off)
    due = owed + cents(owed * monthly) + spent
    first_minimum = min(due, max(floor, cents(due * share / 100)))
    assert payment in (first_minimum, min(due, floor + spent)) or left(payment - Decimal("0.01"))[-1] > 0


@pytest.mark.parametrize("typed", [("card_same", "150", "0"), ("interest_only", "300", "0"), ("interest_only", "300", "500")])
def test_the_smaller_payment_to_ask_for_ends_what_is_owed_now_in_five_years(typed):
    story, amount, spent = typed
    mine = panel(story, amount=amount, spent=spent)
    payment, *_ = [Decimal(number.replace(",", "")) for number in re.findall(r"would be ([\d,.]+) yuan", mine.headline)]
    owed = Decimal(mine.owed)
    assert by_hand(owed, lambda due: payment)[60] == 0 < by_hand(owed, lambda due: payment - Decimal("0.01"))[60]


def test_a_daily_rate_ten_times_the_usual_is_asked_about():
    note = "That is 50 in 10,000 a day, and 182.5% a year: far above 24%. Did you mean 0.05%?"
    assert panel(rate="0.5").view.notes["rate"] == note
    assert panel().view.notes["rate"] == "That is 5 in 10,000 a day, and 18.25% a year."


def test_what_never_ends_says_so():
    assert "it never ends: after 5 years I owe 20,403.70 yuan" in panel("interest_only").headline
    assert by_hand(20_000, lambda due: Decimal(300), months=60)[60] == Decimal("20403.70")


def test_a_debt_that_keeps_growing_is_shown_for_five_years_beside_one_that_takes_forty():
    growing = panel("two_percent", way="fixed", amount="50").view
    assert growing.chart["layout"]["xaxis"]["range"] == [0, 60]
    assert growing.table["Month"][-1] == 60 and growing.table["With the minimum alone"][-1] > 3_000


def test_a_minimum_that_never_ends_goes_on_beside_a_payment_that_takes_longer_than_five_years():
    """K: 10,000 at 18.25 %, of which a minimum of 1 % is less than the interest."""
    view = panel(owed="10000", share="1", floor="1", way="fixed", amount="200").view
    left = by_hand(10_000, lambda due: cents(due / 100), months=max(view.table["Month"]))
    assert max(view.table["Month"]) > 60
    assert view.table["With the minimum alone"] == [left[month] for month in view.table["Month"]]


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("story", STORIES)
def test_a_story_draws_within_12_kilobytes(language, story):
    speak(language)
    mine = panel(story)
    told = json.dumps([mine._chart, mine._sources, mine._shown, mine._status], ensure_ascii=False).encode()
    assert (mine.notice, len(mine.view.chart["data"]), len(told) <= 12_000) == ("", 4, True)


@pytest.mark.parametrize("way", ["minimum", "plus", "fixed"])
@pytest.mark.parametrize(("rate", "floor"), [("0", "1"), ("1", "1"), ("1", "10000")])
def test_the_dearest_and_the_slowest_that_can_be_typed_draw(way, rate, floor):
    mine = panel(owed="1000000", rate=rate, share="0", floor=floor, way=way, amount="0", spent="100000")
    told = json.dumps([mine._chart, mine._sources, mine._shown, mine._status], ensure_ascii=False).encode()
    assert (mine.notice, len(told) <= 12_000) == ("", True)
    mine.spent = "0"
    assert mine.notice == ""


def test_chinese_has_no_english_left():
    speak("zh")
    for story in STORIES:
        mine = panel(story)
        words = [mine.headline, *mine.view.table, *mine.view.notes.values(), *mine.view.sources]
        words += [text for spec in mine._spec["controls"] for text in (spec["label"], spec.get("hint", ""), spec.get("unit", ""))]
        words += [option["label"] for spec in mine._spec["controls"] for option in spec.get("options", ())]
        assert not [word for word in words if any("a" <= letter.lower() <= "z" for letter in word)]
