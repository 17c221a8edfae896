"""What a moved control costs the kernel; the floor is a widget that does nothing but send the same answer."""

import json
from statistics import median, quantiles
from time import perf_counter

import anywidget
import traitlets

from toolkit.panels.late_bill import DAYS_LATE, draw, late_bill

ROUNDS = 6


class Bare(anywidget.AnyWidget):
    """Sends what it is given."""

    _esm = "export default {render() {}}"
    answer = traitlets.Dict().tag(sync=True)


def milliseconds(action, values):
    """How long `action` takes for each of `values`, several times over."""
    spent = []
    for _ in range(ROUNDS):
        for value in values:
            start = perf_counter()
            action(value)
            spent.append((perf_counter() - start) * 1000)
    return spent


def report():
    """Print milliseconds, and ratios taken in this run."""
    figure, bare = late_bill(), Bare()
    answers = iter(range(10**9))

    def move(days_late):
        figure.days_late = days_late

    def send(days_late):
        bare.answer = figure._shown | {"number": next(answers)}

    rows = {"floor: send the same answer": milliseconds(send, DAYS_LATE)}
    for contract in ("bank_card", "huabei_bill", "jiebei_loan", "online_loan"):
        figure.contract, figure.compounding = contract, True
        rows[f"model and view, {contract}"] = milliseconds(lambda days: draw(contract, 5_000, days, True), DAYS_LATE)
        rows[f"moved panel, {contract}"] = milliseconds(move, DAYS_LATE)
    floor = median(rows["floor: send the same answer"])
    print(f"{'':32}{'p50 ms':>9}{'p95 ms':>9}{'p50 / floor':>13}")
    for name, spent in rows.items():
        print(f"{name:32}{median(spent):9.2f}{quantiles(spent, n=20)[-1]:9.2f}{median(spent) / floor:13.1f}")
    largest = max(len(json.dumps(_answer(figure, days))) for days in DAYS_LATE)
    print(f"largest answer, as JSON: {largest / 1000:.1f} kB")


def _answer(figure, days_late):
    figure.days_late = days_late
    return figure._shown
