"""Every documented mutation: its form builds, a minimal and a full input do what they should."""

import pytest

from kraken_tui.forms.form import Form
from kraken_tui.sandbox import operations
from kraken_tui.sandbox.operations import Operation

from .cases import CASES
from .conftest import GetWorld
from .coverage import unused, used
from .trial import Trial
from .typing_in import type_in
from .world import World, clock

ROWS = [
    (tenant, row)
    for tenant in ("energy", "water")
    for rows in operations.load(tenant).values()
    for row in rows
]
every_row = pytest.mark.parametrize(
    ("tenant", "row"),
    ROWS,
    ids=[f"{tenant}-{row.endpoint}-{row.name}" for tenant, row in ROWS],
)


def test_every_documented_row_is_here_and_nothing_else() -> None:
    """A row without a case would otherwise be noticed by nobody."""
    assert {row.name for _, row in ROWS} == set(CASES)
    assert [tenant for tenant, _ in ROWS].count("energy") == 97
    assert [tenant for tenant, _ in ROWS].count("water") == 90


@every_row
async def test_a_minimal_input_is_typed_in(tenant: str, row: Operation, worlds: GetWorld) -> None:
    """Only what has to be there is typed, field by field."""
    world = worlds(tenant)
    world.restore()
    given = CASES[row.name](world, full=False)
    form = await _form(world, row)
    assert used(form.record, given.variables) <= given.needed
    type_in(form, given.variables)
    await _send(world, row, form, given)


@every_row
async def test_a_full_input_is_pasted(tenant: str, row: Operation, worlds: GetWorld) -> None:
    """Everything that makes sense together is filled in at once."""
    world = worlds(tenant)
    world.restore()
    given = CASES[row.name](world, full=True)
    form = await _form(world, row)
    assert unused(form.record, given.variables) <= given.without
    assert form.fill(given.variables) == ()
    typed = await _form(world, row)
    type_in(typed, given.variables)
    assert typed.variables() == form.variables()
    await _send(world, row, form, given)


async def _form(world: World, row: Operation) -> Form:
    record = await world.record(row.name)
    return Form.build(record, clock=clock, currency="EUR")


async def _send(world: World, row: Operation, form: Form, given: Trial) -> None:
    assert given.checks
    assert form.check() == ()
    assert form.variables() == given.variables
    for check in given.checks:
        check.before(world)
    answer = await world.send(form.record, form.variables(), row.endpoint)
    assert answer.problems == ()
    for check in given.checks:
        check.after(world, answer.data[row.name])
    accepted = "SELECT name, outcome FROM applied_mutations ORDER BY id DESC"
    assert world.row(accepted) == (row.name, "accepted")
