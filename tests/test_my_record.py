"""The learner's own grid: what it says, by dates worked out by hand; what cannot be is refused in a sentence."""

import json

import plotly.graph_objects as go
import pytest

from toolkit.i18n import speak
from toolkit.models.record import SYMBOLS
from toolkit.panels.my_record import my_record

STORIES = [option.value for option in my_record()._controls[0].options]


def panel(text: str, last: tuple[int, int], **typed: object):
    """The panel with a grid whose last month is this one."""
    mine = my_record()
    end = 12 * (last[0] - 2021) + last[1]
    mine.months = text.rjust(end, "-").ljust(84, "-")
    for name, value in typed.items():
        setattr(mine, name, value)
    return mine


def says(mine, year: int, month: int) -> str:
    return mine.view.months["months"][12 * (year - 2021) + month - 1].says


def rows(mine) -> list[tuple]:
    return [*zip(*mine.view.table.values(), strict=True)]


def test_each_mark_by_its_own_dates():
    """One month late from June 2026 is over at the end of July, and leaves at the end of July 2031 (article 16)."""
    mine = panel("NN1NN12NN", (2026, 10))
    assert rows(mine) == [("1", "2026-04", "2026-04", "2026-05", "2031-05"), ("1 2", "2026-07", "2026-08", "2026-09", "2031-09")]
    assert mine.headline == "My report shows 9 months; 3 of them count against me, the longest time 2 in a row. The last mark leaves in 2031-09."
    assert says(mine, 2026, 4).endswith("one minimum payment missed. It leaves in 2031-05.")
    assert says(mine, 2026, 3) == "N: Paid as due. On a card: at least the minimum payment, or in full."
    assert says(mine, 2026, 1) == "Empty: this month is not in the report."


@pytest.mark.parametrize(
    ("text", "headline"),
    [
        ("NNN", "My report shows 3 months, and none of them counts against me."),
        ("N1N", "My report shows 3 months, and one of them counts against me. The last mark leaves in 2031-10."),
        ("N1N1N", "My report shows 5 months; 2 of them count against me, never two in a row. The last mark leaves in 2031-10."),
        ("NMM", "none of them counts against me. Months paid late, but before they ended (M): 2."),
        ("N12", "The last mark has not ended. The day on which all that is overdue is paid starts its five years; then it leaves."),
        ("N1C", "one of them counts against me. The last mark leaves in 2031-10."),
        ("NBG", "2 of them count against me, the longest time 2 in a row. The last mark leaves in 2031-10."),
    ],
)
def test_the_headline(text, headline):
    assert headline in panel(text, (2026, 10)).headline


def test_an_unpaid_mark_never_leaves_and_says_what_starts_the_clock():
    mine = panel("N123", (2026, 10))
    assert rows(mine) == [("1 2 3", "2026-08", "2026-10", "not yet", "five years after it is paid")]
    assert says(mine, 2026, 9).endswith("It leaves five years after all that is overdue is paid.")


class TestRepair:
    """The notice of 2025-12-22: late months of 2020 to 2025, up to 10,000 yuan each, all repaid by 2026-03-31."""

    HIDDEN = "3 should read as paid in any report from 2026-05 on. If one does not, I can object, free of charge."

    @pytest.mark.parametrize("last", [(2025, 12), (2026, 3), (2026, 10)])
    def test_where_it_applied_it_is_said(self, last):
        mine = panel("N123".ljust(4 + 12 * (last[0] - 2025) + last[1] - 8, "N"), last, kind="loan")
        assert self.HIDDEN in mine.headline and "leaves in" not in mine.headline
        assert says(mine, 2025, 7).endswith("Since the one-off repair it should read as paid.")

    def test_until_the_last_day_and_to_the_yuan(self):
        assert self.HIDDEN in panel("N123NNN", (2026, 3), overdue="10000").headline
        assert "repair" not in panel("N123NNN", (2026, 3), overdue="10000.01").headline
        assert "repair" not in panel("N123NNN", (2026, 3), overdue="0").headline

    @pytest.mark.parametrize(("text", "last"), [("N12", (2025, 12)), ("N1N", (2026, 4)), ("N1G", (2025, 10))])
    def test_what_was_unpaid_or_paid_too_late_is_no_part_of_it(self, text, last):
        assert "repair" not in panel(text, last).headline

    def test_a_later_mark_stays_beside_it(self):
        mine = panel("N1NNNNNN1N", (2026, 6))
        assert "The last mark leaves in 2031-06. By the one-off repair of 2025/26, 1 should read as paid" in mine.headline


@pytest.mark.parametrize(
    ("months", "notice"),
    [
        ("-" * 84, "The grid is empty. Fill in the months that your report shows, from the first to the last."),
        ("NN-N" + "-" * 80, "2021-03 is empty. From the first month to the last, each needs its symbol; # if it is unknown."),
        ("N1*" + "-" * 81, "2021-03: * cannot follow 1, since it says that nothing was owed from before."),
        ("NCN" + "-" * 81, "2021-03: nothing follows C, since the account has ended."),
        ("N" * 61 + "-" * 23, "A grid has from 1 to 60 symbols, one for each month; this has 61."),
    ],
)
def test_what_cannot_be_is_said_and_the_last_view_stays(months, notice):
    mine = my_record()
    good = mine.view
    mine.months = months
    assert (mine.notice, mine.view, mine.months) == (notice, good, months)


def test_what_is_no_symbol_is_refused_at_the_grid():
    mine = my_record()
    mine.months = "Q" * 84
    assert mine.notice.startswith("My grid must be 84 letters, one for each month")


@pytest.mark.parametrize("text", ["3NN", "7C", "#12", "NNN", "12345"])
def test_a_grid_may_begin_anywhere(text):
    """The months before are unknown, unless the first says that the account was not open."""
    assert panel(text, (2026, 10)).notice == ""


def test_an_account_that_was_not_open_cannot_begin_late():
    assert panel("/*N12N", (2026, 10)).notice == ""
    assert panel("/2N", (2026, 10)).notice == "2026-09: 2 cannot follow /, since a month adds one missed minimum payment at most."


def test_the_kind_decides_what_may_follow():
    assert panel("N13", (2025, 8)).notice != ""
    assert panel("N13", (2025, 8), kind="loan").notice == ""  # 30 days on 31 July are 61 a month later
    assert panel("N14", (2025, 8), kind="loan").notice != ""
    assert panel("NA1", (2025, 8)).notice == ""
    assert "A is for cards only" in panel("NA1", (2025, 8), kind="loan").notice


@pytest.mark.parametrize("story", STORIES)
def test_chart_and_table_tell_the_same_marks(story):
    mine = my_record()
    mine.story = story
    late, stays, gone = mine.view.chart["data"]
    marks = [mark for mark in rows(mine) if mark[0] != "none"]
    assert [day[:7] for day in late["x"][::3]] == [mark[1] for mark in marks]
    assert [day[:7] for day in gone["x"]] == [mark[4] for mark in marks if mark[3] != "not yet"]
    go.Figure(mine.view.chart)


def test_only_the_newest_marks_stand_on_the_chart():
    late, *_ = panel("N1" * 15 + "N", (2026, 10)).view.chart["data"]
    assert len(late["x"]) // 3 == 8


def test_a_story_says_when_it_is_no_longer_told():
    mine = my_record()
    assert mine.view.notes["story"].startswith("A teaching example.")
    mine.overdue = "501"
    assert mine.view.notes["story"] == "Changed since: this is your own now."


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("months", ["N1" * 30, "12345677" + "7" * 52, "NM" * 30, "#" * 40 + "NM1234567BDZ#AANC"])
def test_every_grid_draws_within_12_kilobytes(language, months):
    speak(language)
    mine = panel(months, (2026, 10))
    told = json.dumps([mine._chart, mine._sources, mine._shown], ensure_ascii=False).encode()
    assert (mine.notice, len(told) <= 12_000) == ("", True)


def test_every_symbol_can_be_put_in_by_its_own_key():
    assert set(my_record()._controls[-1].letters) == {*SYMBOLS, "-"}


def test_chinese_has_no_english_left():
    speak("zh")
    for story in STORIES:
        mine = my_record()
        mine.story = story
        words = [mine.headline, *mine.view.table, *mine.view.notes.values()]
        words += [cell.says.partition("：")[2] for cell in mine.view.months["months"]]
        assert not [word for word in words if any("a" <= letter.lower() <= "z" for letter in word.replace("M", ""))]
