"""Joining the supplier: accepting its terms, and calling it off."""

from typing import Any

import pytest

from tests.sandbox.mutations.tenant import NOON

from .sandbox import Sandbox

ACCEPT = """
    mutation ($input: JoinSupplierAcceptTermsAndConditionsInput!) {
      joinSupplierAcceptTermsAndConditions(input: $input) { success }
    }
"""
CANCEL = """
    mutation ($input: CancelEnrollmentInput!) {
      cancelEnrollment(input: $input) { message enrollmentProcess {
        __typename
        ... on JoinSupplierProcessType { ...Join }
        ... on OccupyPropertyProcessType { occupyAt leaving: status }
      } }
    }
"""
JOIN = """
    fragment Join on JoinSupplierProcessType {
      id number status currentProcessData { requestedAt salesChannel }
      supplyPoints(first: 5) { totalCount }
    }
"""
PROCESS = "query ($number: String!) { joinSupplierProcess(number: $number) { ...Join } }"
ACCOUNT = """
    query ($number: String!) {
      account(accountNumber: $number) {
        status applications(first: 1) { edges { node { status } } }
      }
      lifecycleProcesses(accountNumber: $number, onlyActive: true) {
        joinSupplierProcesses(first: 5) { totalCount }
      }
    }
"""
JOINING = """
    SELECT supplier_processes.*, accounts.number AS account FROM supplier_processes
    JOIN accounts ON accounts.id = account_id
    WHERE supplier_processes.status = 'IN_PROGRESS' AND kind = 'JOIN_SUPPLIER'
    ORDER BY supplier_processes.id
"""
STAMP = NOON.isoformat()


def add_process(sandbox: Sandbox, account_id: int, kind: str, status: str) -> str:
    number = f"{kind}-{status}-{account_id}"
    sandbox.write(
        "INSERT INTO supplier_processes (number, account_id, property_id, kind, status,"
        " effective_at, created_at) VALUES (?, ?, 1, ?, ?, '2026-12-24T00:00:00+00:00', ?)",
        *(number, account_id, kind, status, STAMP),
    )
    return number


async def test_terms_are_accepted_for_what_is_under_way(sandbox: Sandbox) -> None:
    process = sandbox.rows(JOINING)[-1]
    key: dict[str, Any] = {"accountNumber": process["account"]}
    named = {**key, "joinSupplierProcessNumber": process["number"]}
    assert await sandbox.change(ACCEPT, input=named) == {"success": True}
    accepted = "SELECT terms_accepted_at FROM supplier_processes WHERE id = ?"
    assert sandbox.value(accepted, process["id"]) == STAMP
    assert await sandbox.change(ACCEPT, input=key) == {"success": True}
    idle = sandbox.value("SELECT number FROM accounts WHERE id = 1")
    before = sandbox.writes()
    assert await sandbox.change(ACCEPT, input={"accountNumber": idle}) == {"success": False}
    assert sandbox.writes() == before


async def test_terms_of_others_are_not_accepted(sandbox: Sandbox) -> None:
    process = sandbox.rows(JOINING)[-1]
    mine = sandbox.value("SELECT number FROM accounts WHERE id = 1")
    given = {"accountNumber": mine, "joinSupplierProcessNumber": process["number"]}
    refused = await sandbox.refuse(ACCEPT, input=given)
    path = ["input", "joinSupplierProcessNumber"]
    assert (refused.code, refused.paths) == ("KT-CT-4501", [path])
    await sandbox.act_as_customer(mine)
    refused = await sandbox.refuse(ACCEPT, input={"accountNumber": process["account"]})
    assert (refused.code, refused.paths) == ("KT-CT-4501", [["input", "accountNumber"]])
    refused = await sandbox.refuse(CANCEL + JOIN, input={"number": process["number"]})
    assert refused.code == "KT-CT-1111"
    seen = await sandbox.ask(PROCESS + JOIN, number=process["number"])
    assert seen == {"joinSupplierProcess": None}


async def test_joining_is_called_off(sandbox: Sandbox) -> None:
    process = sandbox.rows(JOINING)[0]
    given = {"number": process["number"], "reason": "Changed my mind"}
    answer = await sandbox.change(CANCEL + JOIN, input=given)
    assert process["number"] in answer["message"]
    cancelled = answer["enrollmentProcess"]
    assert (cancelled.pop("__typename"), cancelled["status"]) == (
        "JoinSupplierProcessType",
        "CANCELLED",
    )
    assert cancelled["currentProcessData"]["requestedAt"] == process["created_at"]
    seen = (await sandbox.ask(PROCESS + JOIN, number=process["number"]))["joinSupplierProcess"]
    assert seen == cancelled
    account = await sandbox.ask(ACCOUNT, number=process["account"])
    assert account == {
        "account": {
            "status": "WITHDRAWN",
            "applications": {"edges": [{"node": {"status": "WITHDRAWN"}}]},
        },
        "lifecycleProcesses": {"joinSupplierProcesses": {"totalCount": 0}},
    }
    stored = sandbox.row("SELECT * FROM supplier_processes WHERE id = ?", process["id"])
    assert stored["cancellation_reason"] == "Changed my mind"
    ended = "SELECT cancelled_enrollment_at FROM accounts WHERE id = ?"
    assert sandbox.value(ended, process["account_id"]) == STAMP
    again = await sandbox.refuse(CANCEL + JOIN, input=given)
    assert (again.code, again.paths) == ("KT-CT-10320", [["input", "number"]])


async def test_moving_in_is_called_off(sandbox: Sandbox) -> None:
    number = add_process(sandbox, 2, "OCCUPY_PROPERTY", "IN_PROGRESS")
    sandbox.write(
        "INSERT INTO occupancy_periods (account_id, property_id, effective_from)"
        " VALUES (2, 1, '2026-12-24T00:00:00+00:00')"
    )
    answer = await sandbox.change(CANCEL + JOIN, input={"number": number})
    assert answer["enrollmentProcess"] == {
        "__typename": "OccupyPropertyProcessType",
        "occupyAt": "2026-12-24T00:00:00+00:00",
        "leaving": "CANCELLED",
    }
    periods = "SELECT * FROM occupancy_periods WHERE account_id = 2 AND property_id = 1"
    assert sandbox.rows(periods) == []


@pytest.mark.parametrize(
    ("kind", "status", "code"),
    [
        ("LEAVE_SUPPLIER", "IN_PROGRESS", "KT-CT-10321"),
        ("LEAVE_PROPERTY", "IN_PROGRESS", "KT-CT-10321"),
        ("JOIN_SUPPLIER", "COMPLETED", "KT-CT-10320"),
        ("JOIN_SUPPLIER", "CANCELLATION_IN_PROGRESS", "KT-CT-10320"),
    ],
)
async def test_what_has_ended_or_is_no_enrolment_goes_on(
    sandbox: Sandbox, kind: str, status: str, code: str
) -> None:
    number = add_process(sandbox, 3, kind, status)
    refused = await sandbox.refuse(CANCEL + JOIN, input={"number": number})
    assert (refused.code, refused.paths) == (code, [["input", "number"]])


@pytest.mark.parametrize(
    ("number", "codes"),
    [
        ("JS-NONE", {"water": "KT-CT-10318", "energy": "KT-CT-10318"}),
        (None, {"water": "KT-CT-10318", "energy": "KT-CT-10331"}),
    ],
)
async def test_an_unknown_process_is_not_called_off(
    sandbox: Sandbox, number: str | None, codes: dict[str, str]
) -> None:
    refused = await sandbox.refuse(CANCEL + JOIN, input={"number": number})
    assert (refused.code, refused.paths) == (codes[sandbox.name], [["input", "number"]])
