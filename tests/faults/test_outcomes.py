"""Each fault, met by a query and by two kinds of mutation: what is told is what is true."""

from pathlib import Path
from typing import get_args

import pytest

from tests.faults.faults import FAULTS, Fault
from tests.faults.table import note
from tests.faults.tenant import Tenant
from tests.faults.wishes import Kind, person, wish

KINDS: tuple[Kind, ...] = get_args(Kind)
UNCERTAIN = [fault for fault in FAULTS if fault.outcome in {"unknown", "not sent"}]


def place(fault: Fault) -> tuple[int, str]:
    """Tell where in the table it stands, and under which name."""
    return FAULTS.index(fault), fault.name


def patience(fault: Fault) -> float:
    """Tell for how many seconds it makes sense to wait for an answer."""
    return 0.1 if fault.is_slow else 10.0


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
async def test_what_is_told_is_true(
    tenant: Tenant, folder: Path, fault: Fault, kind: Kind, request: pytest.FixtureRequest
) -> None:
    wanted = wish(kind)
    async with person(tenant, folder, patience=patience(fault)) as somebody:
        with tenant.failing(fault):
            told = await somebody.told(wanted)
        applied, journal = tenant.applied(wanted.mark), somebody.journal(wanted)
        done = () if kind == "query" else (journal[-1], applied)
        note(request.node, place(fault), kind, told, *done)
        if kind == "query":
            assert told == fault.of_query
        else:
            assert (told, applied, journal) == (fault.outcome, int(fault.applied), [told])
            assert tenant.struck <= 1


@pytest.mark.parametrize("fault", UNCERTAIN, ids=lambda fault: fault.name)
async def test_the_same_key_again_does_it_once(
    tenant: Tenant, folder: Path, fault: Fault, request: pytest.FixtureRequest
) -> None:
    wanted = wish("with a key")
    async with person(tenant, folder, patience=patience(fault)) as somebody:
        with tenant.failing(fault):
            first = await somebody.told(wanted)
    async with person(tenant, folder) as somebody:
        second = await somebody.told(wanted)
        applied, journal = tenant.applied(wanted.mark), somebody.journal(wanted)
        note(request.node, place(fault), "its key again", second, journal[-1], applied)
        assert second == ("refused" if fault.applied else "accepted")
        assert (journal, applied) == ([first, second], 1)
