"""What is typed into a panel: read to the last digit, kept as it was typed, refused in plain sentences at its field."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from toolkit import Choice, Day, Months, Number, Option, Panel, Percent, View
from toolkit.i18n import speak
from toy import record

AMOUNT = Number(name="amount", label="Amount", unit="yuan", low=1, high=1_000_000, decimals=2, value="5000")
GRACE = Number(name="grace", label="Grace days", unit="days", low=0, high=25, value="3")
RATE = Percent(name="rate", label="Interest a day", low=0, high=1, value="0.05")
DUE = Day(name="due", label="Due date", low=date(2015, 1, 1), high=date(2039, 12, 31), value="2026-03-10")

EXPECTED = {
    AMOUNT: "A number from 1 to 1,000,000 with at most 2 decimals, such as 5000.",
    GRACE: "A whole number from 0 to 25, such as 3.",
    RATE: "A percentage from 0 to 1, such as 0.05.",
    DUE: "A day from 2015-01-01 to 2039-12-31, such as 2026-03-10.",
}


def typing(*controls):
    """A panel that shows what it read."""
    return Panel(lambda **read: View({"data": [], "layout": {}}, str(read), {"Day": [1]}), *controls)


@pytest.mark.parametrize(
    ("control", "typed", "read"),
    [
        (RATE, "0.05", Fraction(1, 2000)),
        (RATE, "０.０５％", Fraction(1, 2000)),
        (RATE, "0.1", Fraction(1, 1000)),
        (RATE, "0.0500000000000000001", Fraction("0.000500000000000000001")),
        (RATE, 0.1, Fraction(1, 1000)),
        (AMOUNT, " 2,999.50 yuan", Fraction(5999, 2)),
        (AMOUNT, "100,0000", Fraction(1_000_000)),
        (AMOUNT, Decimal("1.10"), Fraction(11, 10)),
        (GRACE, "3 days", 3),
        (GRACE, 25, 25),
        (DUE, "2026-02-28", date(2026, 2, 28)),
        (DUE, date(2026, 2, 28), date(2026, 2, 28)),
        (DUE, "2026-3-1", date(2026, 3, 1)),
        (DUE, "２０２６年 3月 1日", date(2026, 3, 1)),
        (DUE, "2026/03/01", date(2026, 3, 1)),
    ],
)
def test_what_is_typed_is_read_exactly(control, typed, read):
    assert control.read(typed) == read


@pytest.mark.parametrize(
    ("control", "typed"),
    [
        (RATE, "lots"), (RATE, "1.01"), (RATE, "-0.01"), (RATE, "0,05"), (RATE, "万分之五"), (RATE, "5 days"), (RATE, True),
        (AMOUNT, "0.99"), (AMOUNT, "1000000.01"), (AMOUNT, "10.005"), (AMOUNT, "5000 + 1"), (AMOUNT, "1e3"), (AMOUNT, [1]),
        (GRACE, "2.5"), (GRACE, "26"), (GRACE, "-1"), (GRACE, float("nan")),
        (DUE, "2026-02-30"), (DUE, "2014-12-31"), (DUE, "2040-01-01"), (DUE, "10 March"), (DUE, "03/10/2026"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_quoted_beside_what_can(control, typed):
    with pytest.raises(ValueError) as refusal:
        control.read(typed)
    assert str(refusal.value).startswith(f"{control.label}: “")
    assert str(refusal.value).endswith(f"” cannot be used. {EXPECTED[control]}")


@pytest.mark.parametrize("control", EXPECTED)
@pytest.mark.parametrize("nothing", ["", "  ", None])
def test_an_empty_field_says_that_it_is_empty(control, nothing):
    with pytest.raises(ValueError) as refusal:
        control.read(nothing)
    assert str(refusal.value) == f"{control.label} is empty. {EXPECTED[control]}"


@pytest.mark.parametrize("control", EXPECTED)
def test_a_field_says_beforehand_what_it_expects(control):
    assert control.spec()["hint"] == EXPECTED[control]


@pytest.mark.parametrize("control", EXPECTED)
def test_a_refusal_speaks_the_reader_s_language(control):
    speak("zh")
    with pytest.raises(ValueError) as refusal:
        control.read("x")
    assert str(refusal.value) == f"“{control.label}”不能填“x”。{control.expects()}"


def test_a_field_starts_at_what_it_would_take():
    with pytest.raises(ValueError, match="Amount is empty"):
        Number(name="amount", label="Amount", low=1, high=9, value="")


def test_a_field_keeps_what_was_typed_and_each_refusal_stands_at_its_own():
    panel = typing(AMOUNT, RATE)
    panel.amount, panel.rate = "５，０００", "0.05x"
    assert (panel.amount, panel.rate) == ("５，０００", "0.05x")
    assert panel._status["refused"] == {"rate": f"Interest a day: “0.05x” cannot be used. {EXPECTED[RATE]}"}
    panel.amount = ""
    assert list(panel._status["refused"]) == ["amount", "rate"]
    assert panel.notice == " ".join(panel._status["refused"].values())
    panel.amount, panel.rate = "6000", "0.06"
    assert (panel.notice, panel.headline) == ("", "{'amount': Fraction(6000, 1), 'rate': Fraction(3, 5000)}")


def test_an_option_sets_fields_and_is_refused_where_they_would_be():
    def choice(rate: str) -> Choice:
        options = (Option(value="a", label="A", sets={"rate": "0.05"}), Option(value="b", label="B", sets={"rate": rate}))
        return Choice(name="story", label="Story", options=options, value="a")

    panel = typing(choice("0.04"), RATE)
    panel.story = "b"
    assert (panel.rate, panel.notice) == ("0.04", "")
    with pytest.raises(ValueError, match="“4” cannot be used"):
        typing(choice("4"), RATE)


YEAR = Months(name="year", label="The year", years=(2025,), letters={"P": "Paid", "M": "Minimum", "L": "Late"}, value="P" * 12)


@pytest.mark.parametrize("value", ["P" * 11, "P" * 13, "PPPPPPPPPPPX", "pppppppppppp", "", None, 12, ["P"] * 12])
def test_months_refuse_what_is_no_letter_for_each(value):
    with pytest.raises(ValueError, match=r"^The year must be 12 letters, one for each month, each of them P, M or L; this was "):
        YEAR.read(value)


def test_the_cells_of_months_state_each_sentence_once():
    toy = record()
    toy.story = "twice"
    cells = toy._shown["months"]["months"]
    assert "".join(cells["marks"]) == "NN12" + "N" * 20
    assert cells["says"][cells["said"][3]] == "2024-04: 2 late."
    assert toy.months.count("L") == 2
