"""How the teaching score compares with what was published: `python -m tests.score_fit`.

It prints the numbers, the starting files, and each published row beside the model's figure, those that were
not fitted included. A fall is in US points: 5.5 of them are one of ours. "Back" is the first month end at which
the score is within half a point of where it stood, with all paid on time, the same use of limits and nothing new.
"""

from datetime import date

from toolkit import catalog
from toolkit.catalog.score import Fits, Published
from toolkit.models.score import WITHIN, Rules, months_back, score

US_POINTS = 5.5
ON = date(2026, 10, 31)


def fall(row: Published, rules: Rules) -> float:
    """US points between the file and the same file on the same date with the event."""
    file = catalog.starting_file(row.start, ON)
    return US_POINTS * (score(file, rules).points - score(catalog.events()[row.event].strikes(file), rules).points)


def back(row: Published, rules: Rules) -> int | None:
    file = catalog.starting_file(row.start, ON)
    return months_back(file, catalog.events()[row.event].strikes(file), rules)


def slack(value: float, low: float, high: float) -> float:
    """How far inside a range a value is: 1 in the middle, 0 at an end, less outside."""
    return 1 - abs(value - (low + high) / 2) / ((high - low) / 2)


def near(months: tuple[int, int]) -> tuple[float, float]:
    """Published months, give or take a quarter."""
    return 0.75 * months[0], 1.25 * months[1]


def report() -> None:
    rules = catalog.score_rules()
    print("Numbers (T: free)")
    for name, number in catalog.score_numbers().items():
        print(f"  {number.fact.confidence}  {name:12}{number.value:6g}  {number.sentence()}")
    for start, entries in catalog.starts().items():
        at = score(catalog.starting_file(start, ON), rules)
        risks = ", ".join(f"{part} {risk:.3f}" for part, risk in at.risks.items())
        print(f"\nFile {start}: {at.points:.1f} points, {300 + US_POINTS * at.points:.0f} on the US scale; risk {at.risk:.3f} = 1 + {risks}")
        for entry in entries.values():
            print(f"  {entry.sentence()}")
    print(f"\n{'study, event, start':30}{'fitted':8}{'fall':>7}{'published':>12}{'slack':>8}{'back':>7}{'published':>12}{'slack':>8}")
    for row in catalog.published():
        lost, months = fall(row, rules), back(row, rules)
        line = f"{row.study} {row.event + ', ' + row.start:25}{row.fits:8}{lost:7.1f}{row.fall[0]:>8}–{row.fall[1]}{slack(lost, *row.fall):>8.2f}"
        if row.months:
            low, high = row.months
            said = f"{low}" if low == high else f"{low}–{high}"
            line += f"{months if months is not None else 'never':>7}{said:>12}" + (f"{slack(months, *near(row.months)):8.2f}" if months else "")
        print(line)
    fitted = [slack(fall(row, rules), *row.fall) for row in catalog.published() if row.fits is not Fits.NONE]
    fitted += [slack(back(row, rules), *near(row.months)) for row in catalog.published() if row.fits is Fits.BOTH]
    print(f"\n{len(fitted)} fitted figures, the worst with a slack of {min(fitted):.2f}; back is within {WITHIN} of 100 points.")


if __name__ == "__main__":
    report()
