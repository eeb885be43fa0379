"""Complaints, feedback and web forms."""

import json
from typing import Any

import pytest

from tests.sandbox.mutations.tenant import TODAY

from .office import Office

COMPLAIN = "createComplaint"
COMPLAINT = "complaint { id type subtype creationDate resolutionDate assigneeId }"
COMPLAINTS = """
    query ($number: String!, $id: Int!) {
      account(accountNumber: $number) { complaints(first: 1) { totalCount edges { node { id } } } }
      complaint(complaintId: $id) { type subtype contacts(first: 1) { totalCount } }
    }
"""


def grievance(account: dict[str, Any], **changes: str) -> dict[str, str]:
    """Make a complaint of an account's customer."""
    usual = {"type": "BILLING", "subtype": "LATE_BILL", "status": "OPEN", "brand": account["brand"]}
    source = {"communicationSource": "TELEPHONE", "summary": "Waits for a bill since May."}
    return {"accountNumber": account["number"], **usual, **source, **changes}


async def test_a_complaint_is_opened(energy: Office) -> None:
    account = energy.account()
    made = (await energy.change(COMPLAIN, COMPLAINT, complaint=grievance(account)))["complaint"]
    said = {"type": "BILLING", "subtype": "LATE_BILL", "creationDate": TODAY}
    assert made == {"id": made["id"], **said, "resolutionDate": None, "assigneeId": None}
    seen = await energy.ask(COMPLAINTS, number=account["number"], id=int(made["id"]))
    assert seen["account"]["complaints"]["edges"] == [{"node": {"id": made["id"]}}]
    assert seen["complaint"]["subtype"] == "LATE_BILL"
    stored = energy.row("SELECT * FROM complaints WHERE id = ?", made["id"])
    assert stored["account_id"] == account["id"]
    assert stored["summary"] == "Waits for a bill since May."
    assert (stored["status"], stored["communication_source"]) == ("OPEN", "TELEPHONE")


async def test_a_complaint_may_be_over_already(energy: Office) -> None:
    given = grievance(energy.account(), status="resolved")
    made = (await energy.change(COMPLAIN, COMPLAINT, complaint=given))["complaint"]
    assert made["resolutionDate"] == TODAY


async def test_a_complaint_must_make_sense(energy: Office) -> None:
    account = energy.account()
    wrong = grievance(account, brand="NOBODY", status="SHOUTING", type=" ")
    fields = [["complaint", name] for name in ("brand", "status", "type")]
    assert await energy.refuse(COMPLAIN, complaint=wrong) == ("KT-CT-10801", fields)
    nowhere = grievance(account, accountNumber="A-NONE")
    field = [["complaint", "accountNumber"]]
    assert await energy.refuse(COMPLAIN, complaint=nowhere) == ("KT-CT-4178", field)
    made = (await energy.change(COMPLAIN, COMPLAINT, complaint=grievance(account)))["complaint"]
    await energy.act_as(energy.stranger(account))
    refused = await energy.refuse(COMPLAIN, complaint=grievance(account))
    assert refused == ("KT-CT-4178", field)
    seen = await energy.ask(
        "query ($id: Int!) { complaint(complaintId: $id) { id } }", id=int(made["id"])
    )
    assert seen == {"complaint": None}


CREATE, SUBMIT = "createCustomerFeedback", "submitCustomerFeedback"
SHARED = """
    id IN (SELECT account_id FROM account_users WHERE is_customer
    GROUP BY account_id HAVING count(*) = 2)
"""
FEEDBACK = "customerFeedback { id submittedAt }"


async def test_feedback_is_asked_for_then_given(energy: Office) -> None:
    account = energy.account()
    user = energy.customer(account)
    both = {"accountUserId": user["id"], "accountUserNumber": user["number"]}
    given = {"accountNumber": account["number"], "feedbackSource": "CALL", **both}
    made = (await energy.change(CREATE, FEEDBACK, input=given))["customerFeedback"]
    assert made["submittedAt"] is None
    stored = energy.row("SELECT * FROM customer_feedback WHERE id = ?", made["id"])
    assert (stored["user_id"], stored["source"]) == (user["id"], "CALL")
    answer = await energy.change(SUBMIT, FEEDBACK, input=answering(account, int(made["id"])))
    at = "2026-11-20T12:00:00+00:00"
    assert answer["customerFeedback"] == {"id": made["id"], "submittedAt": at}


async def test_feedback_that_waits_is_given_once(office: Office) -> None:
    account = office.account("id = 2")
    forms = "query ($n: String!) { customerFeedbackForms(accountNumber: $n, first: 9) { edges {"
    seen = await office.ask(f"{forms} node {{ id name }} }} }} }}", n=account["number"])
    (edge,) = seen["customerFeedbackForms"]["edges"]
    waiting = office.row("SELECT * FROM customer_feedback WHERE account_id = ?", account["id"])
    given = answering(account, waiting["id"], formId=int(edge["node"]["id"]))
    await office.change(SUBMIT, FEEDBACK, input=given)
    stored = office.row("SELECT * FROM customer_feedback WHERE id = ?", waiting["id"])
    assert (stored["answer"], stored["issue_resolved"], stored["form_id"]) == ("Quick.", 1, 1)
    said = await office.refuse(SUBMIT, input=given)
    assert said == ("KT-CT-5514", [["input", "feedbackId"]])


def answering(account: dict[str, Any], feedback_id: int, **changes: Any) -> dict[str, Any]:
    """Make an answer to what an account was asked."""
    usual = {"answer": "Quick.", "issueResolved": True, "formId": 1, "feedbackId": feedback_id}
    return {**usual, "accountNumber": account["number"], **changes}


@pytest.mark.parametrize(
    ("changes", "code", "field"),
    [
        ({"formId": 99}, "KT-CT-5514", "formId"),
        ({"feedbackId": 0}, "KT-CT-5511", "feedbackId"),
        ({"feedbackId": 5}, "KT-CT-5512", "feedbackId"),
        ({"accountNumber": "A-NONE"}, "KT-CT-4178", "accountNumber"),
    ],
)
async def test_feedback_must_have_been_asked_for(
    office: Office, changes: dict[str, Any], code: str, field: str
) -> None:
    given = answering(office.account("id = 3"), 3, **changes)
    assert await office.refuse(SUBMIT, input=given) == (code, [["input", field]])


async def test_feedback_is_asked_of_a_user_of_the_account(energy: Office) -> None:
    account = energy.account("id = 1")
    given = {"accountNumber": account["number"], "feedbackSource": "CALL"}
    other = energy.stranger(account)
    for changes, field in (
        ({"feedbackSource": " "}, "feedbackSource"),
        ({"accountUserId": other}, "accountUserId"),
        ({"accountUserNumber": "U-NONE"}, "accountUserNumber"),
    ):
        said = await energy.refuse(CREATE, input={**given, **changes})
        assert said == ("KT-CT-5516", [["input", field]])


async def test_the_id_and_the_number_are_of_one_user(energy: Office) -> None:
    account = energy.account(SHARED)
    query = """
        SELECT users.* FROM users JOIN account_users ON user_id = users.id
        WHERE account_id = ? AND is_customer
    """
    one, other = energy.rows(query, account["id"])
    two = {"accountUserId": one["id"], "accountUserNumber": other["number"]}
    given = {"accountNumber": account["number"], "feedbackSource": "CALL", **two}
    said = await energy.refuse(CREATE, input=given)
    assert said == ("KT-CT-5516", [["input", "accountUserNumber"]])


FORM = "createFormSubmission"
KEPT = "id content errors { field errors { ... on SerializerErrorType { message code } } }"


async def test_a_form_is_kept_as_it_came(office: Office) -> None:
    account = office.account()
    content = json.dumps({"income": [1, None], "note": "Ünïcode"})
    kind = "COVID_19_FINANCIAL_ENERGY_ASSESSMENT"
    given = {"accountNumber": account["number"], "formType": kind, "content": content}
    made = await office.change(FORM, KEPT, input=given)
    assert json.loads(made["content"]) == json.loads(content)
    assert made["errors"] == []
    stored = office.row("SELECT * FROM form_submissions WHERE id = ?", made["id"])
    assert (stored["account_id"], stored["form_type"]) == (account["id"], kind)
    assert json.loads(stored["content"]) == json.loads(content)


async def test_a_form_has_answers_and_an_account(office: Office) -> None:
    account = office.account()
    given = {"accountNumber": account["number"], "content": "[1, 2]"}
    made = await office.change(FORM, KEPT, input=given)
    assert (made["id"], [error["field"] for error in made["errors"]]) == (None, ["content"])
    assert office.rows("SELECT * FROM form_submissions WHERE content = '[1, 2]'") == []
    await office.act_as(office.stranger(account))
    said = await office.refuse(FORM, input={**given, "content": "{}"})
    assert said == ("KT-CT-4178", [["input", "accountNumber"]])
