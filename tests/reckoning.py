"""A second reckoning of a late account, to hold the model against: slow, literal, in exact fractions, day by day.

It shares no code with `toolkit`. The rules it walks through, in short:

- A night belongs to the day it begins on. On each night every bill bears
    before it is overdue:  late_days nothing; every_day interest; full_bill interest that is HELD;
    once it is overdue:    full_bill interest, late_days and every_day penalty, HELD until the bill has lapsed.
  unpaid_part: interest once it has lapsed, and then at once for each purchase, the last ones being the unpaid ones,
  for the nights since it was posted. daily_balance: see `pass_revolving_night`.
  With compounding, what is posted of interest (unless it already bears the late rate), compound and, if the
  contract says so, penalty bears compound, at the late rate, HELD like the rest where its bill's interest bears it.
  Interest belongs to an instalment of a loan until that has lapsed, and else to no bill, and is never HELD.
  Fees bear nothing. A contract that rounds every night rounds what a bill holds and the sum of all that is not held,
  but not what is reckoned afterwards for a purchase. In the days that are free of interest everything goes to one more
  POT, owed if any principal is left after them. What is owed beyond the cap on all interest is not.
- On each day, in this order:
    1. lapse: on the day after the grace days a bill that is paid loses what it HELD for ever; an unpaid one owes it,
       and may make all later bills overdue. If all that is overdue and posted is within the tolerance, the bill
       counts as paid, nothing called is missing, and its rest is on the next bill.
       Then the late fee of the cycle, on what was called and did not come. On a holiday none of this: the bill, with
       what it HOLDS, is on the next one. Then other charges, if there was none of their kind on the day or ever.
    2. statement: what has accrued is rounded half-up and posted; a new minimum is called, at most what
       was not called before of the principal or, if the contract says so, of principal and charges. With daily
       compounding, from the first lapse on, what bears interest on interest is posted every day.
    3. payments, each along the contract's allocation. What is too much waits for the next purchase or statement.
    4. the look: what is posted, and what has accrued, rounded. HELD is not owed.
- An account that owes nothing is settled: its story is over.

Amounts are fen; what is posted is an int, what has accrued is a Fraction. A bill is a plain dict.
"""

from calendar import monthrange
from datetime import date, timedelta
from fractions import Fraction
from math import floor

DAY = timedelta(days=1)


def reckon(account, on: date, evening=None) -> dict[str, int]:
    """What is owed at the end of the day `on`, in fen: principal, interest, penalty, compound and fees."""
    return look(run(account, on, evening))


def run(account, on: date, evening=None) -> dict:
    """The debt at the end of the day `on`. `evening(debt, day)` may `pay` or `use` at the end of each day."""
    contract, first = account.contract, account.bills[0]
    debt = {
        "bills": [],
        "late_since": [],
        "posted": {"interest": 0, "penalty": 0, "compound": 0},
        "credit": 0,
        "new": {"in_full": 0, "charges": 0},
        "accrued": nothing_accrued(),
        "fees": 0,
        "called": [],
        "a_bill_has_lapsed": False,
        "revolves": False,
        "pots": {},
        "free": nothing_accrued() if contract.free_days else None,
        "charged": [],
        "charged_fen": 0,
        "drawn": 0,
        "contract": contract,
    }
    bill_of(debt, account, len(account.bills) - 1)
    lapses, statements = {}, {}
    for k in range(12 * (on.year - first.statement.year) + 13):
        lapses[months_on(first.due, k) + (contract.grace_days + 1) * DAY] = k
        statements[months_on(first.statement, k)] = k

    drawn = day = min(purchase.posted for bill in account.bills for purchase in bill.purchases)
    while day <= on:
        if contract.runs.startswith("daily_balance"):
            pass_revolving_night(debt, contract, rate_of_night(account, day - DAY))
        else:
            pass_night(debt, contract, day - DAY, rate_of_night(account, day - DAY))
        for k, given in enumerate(account.bills):
            for purchase in given.purchases:
                if purchase.posted == day:
                    use(debt, account, k, day, purchase.amount_fen, purchase.in_full)
        if contract.free_days and day == drawn + (contract.free_days + 1) * DAY:
            free, debt["free"] = debt["free"], None
            if any(bill["principal"] for bill in debt["bills"]):
                owe(debt, free)
        if day in lapses:
            lapse(debt, account, lapses[day], day)
            if lapses[day] not in account.holidays:
                charge_late_fee(debt, contract, lapses[day], day)
        for charge in account.charges:
            if charge.date == day:
                charge_fee(debt, contract, charge.kind, charge.amount_fen, day)
        if day in statements:
            draw_up_statement(debt, account, statements[day])
        if contract.compounding == "daily" and debt["a_bill_has_lapsed"]:
            post_what_compounds(debt, contract)
        for payment in account.payments:
            if payment.date == day and hasattr(payment, "part"):
                share_out(debt, contract, payment.amount_fen, (payment.part,))
            elif payment.date == day:
                pay(debt, contract, payment.amount_fen)
        purchases = [purchase.posted for bill in account.bills for purchase in bill.purchases]
        to_come = max(purchases + [charge.date for charge in account.charges]) > day
        if evening:
            evening(debt, day)
        elif not to_come and not any(look(debt).values()) and not debt["free"]:
            break
        if not late_in_all(debt):
            debt["late_since"] = []
        day += DAY
    return debt


def bill_of(debt: dict, account, k: int) -> dict:
    """Bill k, which may be none that the account was given."""
    while len(debt["bills"]) <= k:
        number = len(debt["bills"])
        due = date.max if number in account.holidays else months_on(account.bills[0].due, number)
        empty = {"principal": 0, "interest": 0, "held": nothing_accrued(), "overdue_from": due, "direct": False, "used": []}
        debt["bills"].append(empty)
    return debt["bills"][k]


def use(debt: dict, account, k: int, day: date, amount: int, in_full: bool = False) -> None:
    bill = bill_of(debt, account, k)
    bill["principal"] += amount
    bill["used"].append((day, amount))
    debt["drawn"] += amount
    debt["new"]["in_full"] += amount if in_full else 0
    pay(debt, account.contract, 0)


def late_in_all(debt: dict) -> int:
    return debt["posted"]["interest"] + sum(bill["principal"] + bill["interest"] for bill in debt["bills"] if bill["direct"])


def due_in_full(account) -> bool:
    """A loan calls for its instalments, and where no minimum is named, a bill is called for in full."""
    contract = account.contract
    names = contract.minimum_rate or contract.minimum_floor_fen or any(bill.minimum_fen for bill in account.bills)
    return contract.runs == "every_day" or not names


def billed(debt: dict, account) -> int:
    """What a payment must be to leave nothing of any statement."""
    bills = [bill for k, bill in enumerate(debt["bills"]) if bill["direct"] or k < len(debt["called"])]
    accrued = [whole(debt, amount) for amount in debt["accrued"].values() if account.contract.settles_accrued]
    return sum(bill["principal"] for bill in bills) + charges(debt, bills) + sum(accrued)


def called(debt: dict, account) -> int:
    return billed(debt, account) if due_in_full(account) else sum(debt["called"])


def past_due(account, on: date, evening=None) -> tuple[int, int, int]:
    """Days since the oldest due date missed, what is overdue, how many due dates were missed from that one on."""
    debt, grace = run(account, on, evening), account.contract.grace_days * DAY
    due = [months_on(account.bills[0].due, k) for k in range(120)]

    def missed_on(k: int) -> date:
        return due[k] if k not in account.holidays else missed_on(k + 1)

    if due_in_full(account):
        dates = [bill["late_since"] for bill in debt["bills"] if bill["direct"] and bill["principal"] + bill["interest"]]
        dates += debt["late_since"] if debt["posted"]["interest"] else []
        accrued = sum(whole(debt, debt["accrued"][kind]) for kind in ("penalty", "compound"))
        overdue = late_in_all(debt) + debt["posted"]["penalty"] + debt["posted"]["compound"] + debt["fees"] + accrued
    else:
        late = {k: fen for k, fen in enumerate(debt["called"]) if fen and missed_on(k) + grace < on}
        dates, overdue = [missed_on(k) for k in late], sum(late.values())
    if not dates:
        return 0, 0, 0
    oldest = min(dates)
    missed = [k for k, day in enumerate(due) if oldest <= day and day + grace < on and k not in account.holidays]
    return (on - oldest).days, overdue, len(missed)


def rate_of_night(account, night: date) -> Fraction:
    """The contract's rate, or the last listed of those given for the night; never above the cap."""
    daily_rate = account.contract.daily_rate
    for rate in account.rates:
        if rate.first <= night and (rate.last is None or night <= rate.last):
            daily_rate = rate.daily_rate
    return min(daily_rate, account.contract.daily_cap)


def owe(debt: dict, costs: dict) -> None:
    """Interest, penalty, compound in this order, each as far as there is room under the cap."""
    cap = debt["contract"].interest_cap
    for kind in ("interest", "penalty", "compound"):
        if debt["free"] is not None:
            debt["free"][kind] += costs[kind]
        elif cap is None:
            debt["accrued"][kind] += costs[kind]
        else:
            room = cap * debt["drawn"] - debt["charged_fen"] - sum(debt["accrued"].values())
            debt["accrued"][kind] += min(costs[kind], max(Fraction(0), room))


def pass_night(debt: dict, contract, night: date, rate: Fraction) -> None:
    late_rate = min(rate * contract.late_multiple, contract.daily_cap)

    def charge(exact: Fraction) -> Fraction:
        return Fraction(half_up(exact)) if contract.rounds == "daily" else exact

    tonight = {"interest": Fraction(0), "penalty": Fraction(0), "compound": Fraction(0)}
    for bill in debt["bills"]:
        costs = dict.fromkeys(tonight, Fraction(0))
        overdue = night >= bill["overdue_from"]
        match contract.runs, overdue:
            case ("late_days", False) | ("unpaid_part", _):
                if bill["direct"] and contract.runs == "unpaid_part":
                    costs["interest"] = bill["principal"] * rate
            case ("every_day", False) | ("full_bill", _):
                costs["interest"] = bill["principal"] * rate
            case ("late_days" | "every_day"), True:
                base = bill["principal"]
                if contract.late_base == "principal_and_interest":
                    base += bill["interest"]
                costs["penalty"] = base * late_rate
        if contract.compounding != "never" and contract.late_base == "principal":
            costs["compound"] = bill["interest"] * late_rate
        debt.setdefault("nights", {})[night] = rate
        on_hold = not bill["direct"] and (overdue or contract.runs != "every_day")
        for kind, cost in costs.items():
            if on_hold:
                bill["held"][kind] += charge(cost)
            else:
                tonight[kind] += cost

    if contract.late_base == "principal_and_interest":
        tonight["penalty"] += debt["posted"]["interest"] * late_rate
    elif contract.compounding != "never":
        tonight["compound"] += debt["posted"]["interest"] * late_rate
    if contract.compounding != "never":
        tonight["compound"] += debt["posted"]["compound"] * late_rate
        if contract.compounds_penalty:
            tonight["compound"] += debt["posted"]["penalty"] * late_rate
    owe(debt, {kind: charge(cost) for kind, cost in tonight.items()})


def pass_revolving_night(debt: dict, contract, rate: Fraction) -> None:
    """All principal that is in (daily_balance), or on a statement (daily_balance_billed), and with compounding all
    posted interest and compound, bear the rate. It goes to the POT of the last statement, until that one's lapse
    says whether it is owed; then it is owed at once if the last lapse found the account short, and else never."""
    last = len(debt["called"]) - 1
    bills = debt["bills"] if contract.runs == "daily_balance" else debt["bills"][: last + 1]
    tonight = {"interest": sum(bill["principal"] for bill in bills), "compound": 0}
    if contract.compounding != "never":
        tonight["compound"] = debt["posted"]["interest"] + debt["posted"]["compound"]
    costs = {kind: half_up(base * rate) if contract.rounds == "daily" else base * rate for kind, base in tonight.items()}
    if last in debt["pots"]:
        for kind, cost in costs.items():
            debt["pots"][last][kind] += cost
    elif debt["revolves"]:
        owe(debt, {"penalty": 0, **costs})


def lapse(debt: dict, account, k: int, day: date) -> None:
    contract = account.contract
    overdue = [bill for number, bill in enumerate(debt["bills"]) if number <= k or bill["direct"]]
    short = sum(bill["principal"] + bill["interest"] for bill in overdue) + charges(debt, [])
    debt["revolves"] = short > contract.tolerance_fen
    pot = debt["pots"].pop(k, nothing_accrued())
    if debt["revolves"]:
        owe(debt, pot)
        debt["a_bill_has_lapsed"] = True
    elif k not in account.holidays:
        debt["called"][: k + 1] = [0] * (k + 1)
    if k >= len(debt["bills"]):
        return
    bill = debt["bills"][k]
    holiday = k in account.holidays and not bill["direct"]
    if bill["principal"] + bill["interest"] > 0 and not bill["direct"] and (holiday or not debt["revolves"]):
        later = bill_of(debt, account, k + 1)
        for kind in ("principal", "interest"):
            later[kind] += bill[kind]
        later["used"] = (bill["used"] if holiday else [(day, bill["principal"])]) + later["used"]
        for kind, amount in bill["held"].items() if holiday else ():
            later["held"][kind] += amount
        bill["principal"] = bill["interest"] = 0
    elif k in account.holidays:
        return
    elif bill["principal"] + bill["interest"] > 0:
        unpaid = bill["principal"]
        for posted, amount in reversed(bill["used"]) if contract.runs == "unpaid_part" else ():
            part = min(unpaid, amount)
            unpaid -= part
            for night in range((day - posted).days):
                bill["held"]["interest"] += part * debt["nights"][posted + night * DAY]
        owe(debt, bill["held"])
        bill["direct"] = debt["a_bill_has_lapsed"] = True
        bill["late_since"] = months_on(account.bills[0].due, k)
        debt["late_since"].append(bill["late_since"])
        if contract.whole_balance_due and contract.runs == "every_day":
            for later in debt["bills"][k + 1 :]:
                later["overdue_from"] = min(day, later["overdue_from"])
                later["late_since"] = bill["late_since"]
                later["direct"] = True
    bill["held"] = nothing_accrued()


def charge_late_fee(debt: dict, contract, k: int, day: date) -> None:
    unmet = sum(debt["called"][: k + 1])
    if unmet > 0:
        fee = max(half_up(contract.late_fee_rate * unmet), contract.late_fee_floor_fen)
        if contract.late_fee_cap_fen is not None:
            fee = min(fee, contract.late_fee_cap_fen)
        charge_fee(debt, contract, "late", fee, day)


def charge_fee(debt: dict, contract, kind: str, fee: int, day: date) -> None:
    before = [charged for its_kind, charged in debt["charged"] if its_kind == kind]
    match contract.charges:
        case "one_a_day" if day in before:
            return
        case "one_a_loan" if before:
            return
    if fee:
        debt["charged"].append((kind, day))
    debt["fees"] += fee
    debt["new"]["charges"] += fee


def draw_up_statement(debt: dict, account, k: int) -> None:
    contract = account.contract
    latest = debt["bills"][min(k, len(account.bills) - 1)]
    lapses = months_on(account.bills[0].due, min(k, len(account.bills) - 1)) + (contract.grace_days + 1) * DAY
    to_come = months_on(account.bills[0].statement, k) < lapses and not latest["direct"]
    of_instalment = contract.runs == "every_day" and to_come
    post(debt, "interest", latest if of_instalment else debt["posted"])
    post(debt, "penalty", debt["posted"])
    post(debt, "compound", debt["posted"])
    pay(debt, contract, 0)
    owed_in_all, in_full = sum(bill["principal"] for bill in debt["bills"]), debt["new"]["in_full"]
    posted_charges = charges(debt, debt["bills"])
    if contract.minimum_base != "principal":
        owed_in_all += posted_charges
    if contract.minimum_base == "principal_plus_charges":
        in_full += min(debt["new"]["charges"], posted_charges)
    not_called = max(0, owed_in_all - sum(debt["called"]))
    in_full = min(in_full, not_called)
    asked = max(contract.minimum_floor_fen, in_full + half_up(contract.minimum_rate * (not_called - in_full)))
    if k < len(account.bills) and account.bills[k].minimum_fen is not None:
        asked = account.bills[k].minimum_fen
    debt["called"].append(min(asked, not_called))
    debt["new"] = {"in_full": 0, "charges": 0}
    debt["pots"][k] = nothing_accrued()


def charges(debt: dict, bills: list[dict]) -> int:
    """What is posted of charges and not paid, of the interest that of these bills and of none."""
    return sum(debt["posted"].values()) + debt["fees"] + sum(bill["interest"] for bill in bills)


def post_what_compounds(debt: dict, contract) -> None:
    post(debt, "compound", debt["posted"])
    if contract.compounds_penalty:
        post(debt, "penalty", debt["posted"])
    if contract.runs not in ("late_days", "every_day"):
        post(debt, "interest", debt["posted"])


def post(debt: dict, kind: str, account_of: dict) -> None:
    debt["charged_fen"] += whole(debt, debt["accrued"][kind])
    account_of[kind] += whole(debt, debt["accrued"][kind])
    debt["new"]["charges"] += whole(debt, debt["accrued"][kind])
    debt["accrued"][kind] = Fraction(0)


def pay(debt: dict, contract, amount: int) -> None:
    debt["credit"] = share_out(debt, contract, amount + debt["credit"], contract.allocation)


def share_out(debt: dict, contract, amount: int, parts: tuple) -> int:
    """What is left of the amount after it went to the parts; a waiver goes to one of them, and nothing of it waits."""
    towards = amount
    for k, asked in enumerate(debt["called"]):
        debt["called"][k] = asked - min(asked, towards)
        towards -= min(asked, towards)
    left = amount
    for part in parts:
        if part == "fees":
            left = take(left, debt, "fees")
        elif part == "principal":
            for bill in debt["bills"]:
                left = take(left, bill, "principal")
        else:
            left = take(left, debt["posted"], "interest")
            for bill in debt["bills"]:
                left = take(left, bill, "interest")
            left = take(left, debt["posted"], "penalty")
            left = take(left, debt["posted"], "compound")
            for kind in ("interest", "penalty", "compound") if contract.settles_accrued else ():
                left = take_accrued(left, debt, kind)
    return left


def take(left: int, owed: dict, kind: str) -> int:
    paid = min(left, owed[kind])
    owed[kind] -= paid
    return left - paid


def take_accrued(left: int, debt: dict, kind: str) -> int:
    """A payment that is used up before it comes here settles nothing, not even an accrual that rounds to 0."""
    accrued = debt["accrued"]
    due = whole(debt, accrued[kind])
    if left == 0:
        return 0
    debt["new"]["charges"] += min(left, due)
    debt["charged_fen"] += min(left, due)
    if left >= due:
        accrued[kind] = Fraction(0)
        return left - due
    accrued[kind] -= left
    return 0


def look(debt: dict) -> dict[str, int]:
    accrued = {kind: whole(debt, amount) for kind, amount in debt["accrued"].items()}
    return {
        "principal": sum(bill["principal"] for bill in debt["bills"]),
        "interest": debt["posted"]["interest"] + sum(bill["interest"] for bill in debt["bills"]) + accrued["interest"],
        "penalty": debt["posted"]["penalty"] + accrued["penalty"],
        "compound": debt["posted"]["compound"] + accrued["compound"],
        "fees": debt["fees"],
    }


def nothing_accrued() -> dict[str, Fraction]:
    return {"interest": Fraction(0), "penalty": Fraction(0), "compound": Fraction(0)}


def whole(debt: dict, amount: Fraction) -> int:
    return floor(amount) if debt["contract"].rounds == "posting_down" else half_up(amount)


def half_up(amount: Fraction) -> int:
    return floor(amount + Fraction(1, 2))


def months_on(first: date, k: int) -> date:
    """The same day of the month k months on, or the last day of a month that is too short."""
    year, month = divmod(12 * first.year + first.month - 1 + k, 12)
    return date(year, month + 1, min(first.day, monthrange(year, month + 1)[1]))
