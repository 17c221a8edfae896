"""And my card? The learner's own balance, rate, minimum and payment, typed in, with stories to start from."""

from collections.abc import Mapping
from fractions import Fraction

from toolkit import catalog
from toolkit.i18n import t
from toolkit.models.contract import Minimum, MinimumBase
from toolkit.money import percent, yuan
from toolkit.panels.controls import Choice, Control, Number, Option, Percent
from toolkit.panels.panel import Panel, Refusal
from toolkit.panels.paydown import Course, chart, counted, notes, spelled, table, ways, works
from toolkit.panels.stories import as_typed, fen, note, note_on_rate, source, told
from toolkit.panels.view import View

_HIGHEST_DAILY = Fraction(1, 100)


def my_card() -> Panel:
    """A balance of the learner's own, paid off under the learner's own terms."""
    return told(draw, _stories(), _fields, folded=("base", "floor"))


def draw(
    *,
    story: str,
    owed: Fraction,
    rate: Fraction,
    per: str,
    share: Fraction,
    way: str,
    amount: Fraction,
    spent: Fraction,
    base: str,
    floor: Fraction,
) -> View:
    """The figure for a balance and its terms, amounts in yuan; `story` is the one they began as."""
    if per == "day" and rate > _HIGHEST_DAILY:
        says = t("{rate} cannot be a rate a day. Is it a rate a year? Then choose that.", rate=percent(rate))
        raise Refusal("rate", says)
    alone = Course(
        balance_fen=fen(owed),
        yearly_rate=rate * 365 if per == "day" else rate,
        minimum=Minimum(rate=share, base=MinimumBase(base), floor_fen=fen(floor)),
        spent_fen=fen(spent),
    )
    chosen, name = alone.paid(way, fen(amount)), t("With the minimum alone")
    values = {
        "owed": owed, "rate": rate, "per": per, "share": share, "way": way, "amount": amount, "spent": spent,
        "base": base, "floor": floor,
    }  # fmt: skip
    daily = t("That is about {rate} a day.", rate=f"{float(rate) / 365:.4%}")
    said = {
        "story": note(story, values, _stories(), _fields),
        "rate": note_on_rate(rate) if per == "day" else daily,
    }
    return View(
        chart=chart(chosen, alone, name, "left"),
        headline=t("{says} {works}", says=_headline(chosen, way, fen(amount)), works=works(chosen, alone)),
        table=table(chosen, alone, name),
        notes=notes(chosen, alone, way) | said,
        sources=(source(), counted()),
    )


def _fields(values: Mapping[str, str]) -> tuple[Control, ...]:
    """Every term as a control, each with the value given."""
    yuan_up_to = {"unit": t("yuan"), "low": 0, "decimals": 2}
    per = (Option(value="day", label=t("A day")), Option(value="year", label=t("A year")))
    bases = (
        Option(value="balance", label=t("All that is owed")),
        Option(value="principal_plus_charges", label=t("What was spent; interest in full on top")),
        Option(value="principal", label=t("What was owed before this month's interest")),
    )
    way = ways()
    return (
        Number(name="owed", label=t("Owed now"), value=values["owed"], **yuan_up_to | {"low": 1, "high": 1_000_000}),
        Percent(name="rate", label=t("Interest"), low=0, high=100, value=values["rate"], such="0.05"),
        Choice(name="per", label=t("The interest is"), options=per, value=values["per"]),
        Percent(name="share", label=t("Minimum payment, of what is owed"), low=0, high=100, value=values["share"]),
        Choice(name="way", label=way.label, options=way.options, value=values["way"]),
        Number(name="amount", label=t("Extra amount, or fixed payment"), value=values["amount"], **yuan_up_to | {"high": 1_000_000}),
        Number(name="spent", label=t("New spending every month"), value=values["spent"], such="300", **yuan_up_to | {"high": 100_000}),
        Choice(name="base", label=t("The minimum is a share of"), options=bases, value=values["base"]),
        Number(
            name="floor", label=t("Smallest minimum payment"), value=values["floor"], **yuan_up_to | {"low": 1, "high": 10_000}
        ),
    )  # fmt: skip


def _stories() -> tuple[Option, ...]:
    """Teaching examples; each sets every field."""

    def story(id: str, label: str, kind: str, owed: int, way: str = "minimum", amount: int = 500, **other: str) -> Option:
        rule = catalog.minimums()[kind]
        sets = {
            "owed": str(owed),
            "rate": as_typed(rule.daily_rate * 100),
            "per": "day",
            "share": as_typed(rule.minimum.rate * 100),
            "way": way,
            "amount": str(amount),
            "spent": "0",
            "base": str(rule.minimum.base),
            "floor": as_typed(Fraction(rule.minimum.floor_fen, 100)),
        }
        return Option(value=id, label=label, sets=sets | other)

    american = {"rate": "17", "per": "year", "share": "2", "base": "principal", "floor": "10"}
    return (
        story("card", t("A card, and only the minimum"), "card_10", 8_000),
        story("card_five", t("A card with a minimum of 5%"), "card_5", 8_000),
        story("card_same", t("The same card, 800 yuan every month"), "card_10", 8_000, "fixed", 800),
        story("bridge", t("One hard month, then 1,000 yuan every month"), "card_10", 3_000, "fixed", 1_000),
        story("shopping", t("300 above the minimum, 800 of new spending"), "card_10", 8_000, "plus", 300, spent="800"),
        story("interest_only", t("A payment that is less than the interest"), "card_10", 20_000, "fixed", 300),
        story("huabei", t("A Huabei-type bill, and only the minimum"), "huabei", 3_000),
        story("two_percent", t("A minimum of 2%: the example in a US law"), "card_10", 5_000, **american),
    )


def _headline(chosen: Course, way: str, amount_fen: int) -> str:
    """What it comes to, as it could be said to a friend."""
    time = spelled(len(chosen.months))
    amounts = {"owed": chosen.balance_fen, "amount": amount_fen}
    holes = {name: yuan(fen) if fen % 100 else fen // 100 for name, fen in amounts.items()}
    if way == "minimum":
        doing = t("If I pay only the minimum on my {owed:,} yuan", **holes)
    elif way == "plus":
        doing = t("If I pay the minimum on my {owed:,} yuan and {amount:,} more every month", **holes)
    else:
        doing = t("If I pay {amount:,} yuan every month on my {owed:,}", **holes)
    if chosen.ends:
        return t(
            "{doing}, it takes me {time} and costs me {interest:,} yuan in interest.",
            doing=doing, time=time, interest=yuan(chosen.interest_fen),
        )  # fmt: skip
    left = yuan(chosen.left_fen(len(chosen.months)))
    if chosen.stalls:
        return t("{doing}, it never ends: it falls to {left:,} yuan and then no further.", doing=doing, left=left)
    return t("{doing}, it never ends: after {time} I owe {left:,} yuan.", doing=doing, time=time, left=left)
