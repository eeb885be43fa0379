"""An account's ledgers, and the plan by which each of them is filled."""

from datetime import date, timedelta

from kraken_tui.sandbox.generate.bulk import first_cycle_ids
from kraken_tui.sandbox.generate.identifiers import reference
from kraken_tui.sandbox.generate.market import MAIN, Account, LedgerKind, World
from kraken_tui.sandbox.generate.personas import Persona
from kraken_tui.sandbox.generate.timing import REPEAT_YEARS, SQUEEZED_DAYS, Timing, fit

_FIRST_LEDGER = 1


def add_ledgers(world: World, account_id: int, persona: Persona) -> dict[str, int]:
    """Add the account's ledgers; return their ids under the names of their kinds."""
    names = (MAIN, *persona.ledgers)
    first_id = world.batch.peek("ledgers")
    ids = {name: first_id + index for index, name in enumerate(names)}
    for name, ledger_id in ids.items():
        kind = world.market.ledger_kinds[name]
        world.batch.add(
            "ledgers",
            {
                "account_id": account_id,
                "number": reference("L", ledger_id, world.seed + 77),
                "ledger_type": kind.ledger_type,
                "name": kind.name,
                "is_main": name == MAIN,
                "is_debt": kind.is_debt,
                "debt_ledger_id": ids.get("debt") if name == MAIN else None,
                "accepts_payments": kind.accepts_payments,
                "affects_account_balance": kind.affects_account_balance,
                "supports_statements": kind.supports_statements and not persona.is_business,
                "supports_invoices": kind.supports_invoices or persona.is_business,
                "current_direct_debit_instruction_invalidated_with_vendor": (
                    persona.instruction == "FAILED"
                ),
            },
        )
    for name in ("solar", "store"):
        if name in ids:
            _let_credit_flow(world, ids[name], ids[MAIN])
    return ids


def _let_credit_flow(world: World, source_id: int, main_id: int) -> None:
    """Permit transfers to the account's own ledger, and to the first of all."""
    for target_id in dict.fromkeys((main_id, _FIRST_LEDGER)):
        world.batch.add(
            "credit_transfer_permissions",
            {
                "source_ledger_id": source_id,
                "target_ledger_id": target_id,
                "valid_from": f"{world.today.replace(month=1, day=1)}T00:00:00+00:00",
            },
        )


def plan_postings(
    world: World,
    account: Account,
    *,
    name: str,
    payment_instruction_id: int | None,
    transactions: int | None = None,
) -> None:
    """Plan a ledger's transactions and statements; `transactions` overrides how many."""
    persona, kind = account.persona, world.market.ledger_kinds[name]
    cycle_name = kind.cycle or persona.cycle
    if not cycle_name or not kind.filled:
        return
    cycle = world.market.cycles[cycle_name]
    count = transactions
    if count is None:
        count = max(2, round((kind.years or persona.years) * len(cycle)))
    timing = fit(cycle, transactions=count, until=account.until)
    plan: dict[str, object] = {
        "account_id": account.id,
        "ledger_id": account.ledger_ids[name],
        "payment_instruction_id": payment_instruction_id,
        "email": account.people[0].email,
        "transactions": count,
        "period": REPEAT_YEARS * len(cycle),
        "first_id": world.batch.reserve("transactions", count),
        "first_cycle": first_cycle_ids(world.market.cycles)[cycle_name],
        "length": len(cycle),
        "salt": world.rng.randrange(3, 98),
    }
    opening = _monthly(persona, kind) * kind.opening_months
    if name == MAIN:
        opening = persona.opening
    plan |= _amounts(world, persona, kind, opening)
    plan |= _days(timing) | _statements(world, account, kind, timing)
    plan["head"] = min(count, REPEAT_YEARS * len(cycle) + int(opening != 0))
    world.postings.append(plan)


def _amounts(world: World, persona: Persona, kind: LedgerKind, opening: int) -> dict[str, object]:
    market, monthly = world.market, _monthly(persona, kind)
    payment_type, payment_title = market.payment_titles[persona.pay_by]
    return {
        "has_opening": int(opening != 0),
        "opening": opening,
        "opening_cycle": 1 if opening > 0 else 2,
        "base": monthly,
        "payment": monthly * persona.percent // 100,
        "tax": market.business_tax if persona.is_business else market.domestic_tax,
        "unit": kind.unit,
        "unit_rate": kind.unit_rate,
        "payment_title": payment_title,
        "payment_type": payment_type,
        "payment_prefix": payment_type[:2],
    }


def _days(timing: Timing) -> dict[str, object]:
    return {
        "phase": timing.phase,
        "squeezed": timing.squeezed,
        "span": SQUEEZED_DAYS,
        "first_year": timing.first_year,
        "first_day": timing.first_day,
        "last_day": timing.last_day,
    }


def _statements(
    world: World, account: Account, kind: LedgerKind, timing: Timing
) -> dict[str, object]:
    persona = account.persona
    months = 6 if persona.measured is False else 1
    first_period = _month(date.fromordinal(timing.first_day)) // months
    # A closed account's last statement is closed too.
    ahead = timedelta(days=62 if persona.closed_for else 0)
    billed = kind.supports_statements or kind.supports_invoices
    open_period = _month(account.until + ahead) // months if billed else 0
    invoiced = kind.supports_invoices or persona.is_business
    periods = max(0, open_period - first_period + 1)
    return {
        "statement_months": months,
        "statement_prefix": f"{world.market.brand[:2]}-",
        "bill_type": "INVOICE" if invoiced else "STATEMENT",
        "first_period": first_period,
        "open_period": open_period,
        "held_period": open_period - 1 if persona.has_held_bill and open_period else None,
        "first_statement": world.batch.reserve("statements", periods),
    }


def _monthly(persona: Persona, kind: LedgerKind) -> int:
    # Whole major units keep the shares of a cycle exact.
    return persona.monthly * kind.tenths // 10 * 100


def _month(day: date) -> int:
    return day.year * 12 + day.month - 1
