"""Switching products, and the agreements that come of it."""

from typing import Any

import pytest

from tests.sandbox.mutations.tenant import TODAY

from .sandbox import Sandbox

INITIATE = """
    mutation ($input: InitiateProductSwitchInput!) {
      initiateProductSwitch(input: $input) { productCode switchDate }
    }
"""
WRITE = """
    mutation ($input: CreateNewAgreementFromProductSwitchProcessInput!) {
      createNewAgreementFromProductSwitchProcess(input: $input) { agreement { ...Agreed } }
    }
"""
AGREED = """
    fragment Agreed on CommonAgreementType {
      id agreedAt validFrom validTo isActive isRevoked
      account { number } product { code } supplyPoint { externalIdentifier }
    }
"""
AGREEMENTS = """
    query ($number: String!) { account(accountNumber: $number) {
      marketSupplyAgreements(first: 10) { edges { node { ...Agreed } } }
    } }
"""
QUOTED = """
    SELECT quoted_products.*, accounts.number AS account, products.code AS code
    FROM quoted_products JOIN accounts ON accounts.id = account_id
    LEFT JOIN products ON products.id = product_id
    WHERE accounts.status = 'ACTIVE' AND (product_id IS NULL) IS ?
    ORDER BY quoted_products.id
"""
METERED = """
    SELECT 1 FROM supply_points JOIN water_meters USING (property_id)
    WHERE supply_points.id = ? AND water_meters.status != 'REMOVED'
"""
EDGE = "T00:00:00+00:00"


def quotes(sandbox: Sandbox, *, chosen: bool = True) -> list[dict[str, Any]]:
    """List the quotes whose switch nothing stands against."""
    rows = sandbox.rows(QUOTED, int(not chosen))
    if sandbox.name == "energy" or not chosen:
        return rows
    return [row for row in rows if sandbox.rows(METERED, row["supply_point_id"])]


def switching(quote: dict[str, Any], **changes: Any) -> dict[str, Any]:
    given = {"accountNumber": quote["account"], "quotedProductId": str(quote["id"])}
    return {**given, "switchDate": "2026-12-01", **changes}


async def agreements(sandbox: Sandbox, quote: dict[str, Any]) -> list[dict[str, Any]]:
    answer = await sandbox.ask(AGREEMENTS + AGREED, number=quote["account"])
    edges = answer["account"]["marketSupplyAgreements"]["edges"]
    sql = "SELECT external_identifier FROM supply_points WHERE id = ?"
    point = sandbox.value(sql, quote["supply_point_id"])
    nodes = [edge["node"] for edge in edges]
    return [node for node in nodes if node["supplyPoint"]["externalIdentifier"] == point]


async def test_a_water_switch_writes_the_agreement_at_once(water: Sandbox) -> None:
    quote = quotes(water)[0]
    before = await agreements(water, quote)
    written = water.writes()
    made = await water.change(INITIATE, input=switching(quote))
    assert water.writes() == written + 4
    assert made == {"productCode": quote["code"], "switchDate": "2026-12-01"}
    new, old = await agreements(water, quote)
    assert old == {**before[0], "validTo": "2026-12-01" + EDGE}
    assert (new["product"]["code"], new["isActive"]) == ("FRESH-STEPPED", False)
    assert (new["validFrom"], new["validTo"]) == ("2026-12-01" + EDGE, None)
    stored = water.row("SELECT * FROM product_switches")
    assert (stored["status"], stored["agreement_id"]) == ("COMPLETED", int(new["id"]))
    kept = "SELECT ledger_id FROM agreements WHERE id = ?"
    assert water.value(kept, new["id"]) == water.value(kept, old["id"])
    again = await water.refuse(INITIATE, input=switching(quote, switchDate="2026-12-05"))
    assert (again.code, again.paths) == ("KT-CT-1509", [["input", "quotedProductId"]])


async def test_an_energy_switch_waits_for_its_agreement(energy: Sandbox) -> None:
    quote = quotes(energy)[0]
    before = await agreements(energy, quote)
    given = switching(quote, switchDate=TODAY, suppressCommunications=True)
    made = await energy.change(INITIATE, input=given)
    assert made == {"productCode": quote["code"], "switchDate": TODAY}
    assert await agreements(energy, quote) == before
    process = energy.row("SELECT * FROM product_switches")
    assert (process["status"], process["suppress_communications"]) == ("PENDING", 1)
    again = await energy.refuse(INITIATE, input=given)
    assert again.code == "KT-CT-1509"
    key = {"productSwitchProcessId": str(process["id"])}
    new = (await energy.change(WRITE + AGREED, input=key))["agreement"]
    seen, old = await agreements(energy, quote)
    assert seen == new
    assert old == {**before[0], "validTo": TODAY + EDGE, "isActive": False}
    assert (new["product"], new["isActive"]) == ({"code": quote["code"]}, True)
    assert new["account"] == {"number": quote["account"]}
    details = "SELECT contractual_max_power, cnae, ledger_id FROM agreements WHERE id = ?"
    assert energy.row(details, new["id"]) == energy.row(details, old["id"])
    process = energy.row("SELECT * FROM product_switches")
    assert (process["status"], process["agreement_id"]) == ("COMPLETED", int(new["id"]))
    twice = await energy.refuse(WRITE + AGREED, input=key)
    path = ["input", "productSwitchProcessId"]
    assert (twice.code, twice.paths) == ("KT-CT-1509", [path])
    present = await energy.refuse(INITIATE, input=given)
    assert (present.code, present.paths) == ("KT-CT-4624", [["input", "quotedProductId"]])


@pytest.mark.parametrize(
    ("changes", "code", "path"),
    [
        ({"quotedProductId": "999999"}, "KT-CT-4619", "quotedProductId"),
        ({"switchDate": "2026-11-19"}, "KT-CT-1507", "switchDate"),
        ({"switchDate": "2027-11-19"}, "KT-CT-1507", "switchDate"),
        ({"userId": "999999"}, "KT-CT-4924", "userId"),
        ({"accountNumber": "A-NONE"}, "KT-CT-4178", "accountNumber"),
    ],
)
async def test_a_switch_is_refused_at_its_field(
    sandbox: Sandbox, changes: dict[str, Any], code: str, path: str
) -> None:
    given = switching(quotes(sandbox)[-1], **changes)
    refused = await sandbox.refuse(INITIATE, input=given)
    assert (refused.code, refused.paths) == (code, [["input", path]])


async def test_a_quote_without_a_product_is_not_enough(sandbox: Sandbox) -> None:
    refused = await sandbox.refuse(INITIATE, input=switching(quotes(sandbox, chosen=False)[0]))
    assert (refused.code, refused.paths) == ("KT-CT-4626", [["input", "quotedProductId"]])


async def test_a_quote_is_for_one_account(sandbox: Sandbox) -> None:
    first, last = quotes(sandbox)[0], quotes(sandbox)[-1]
    given = switching(first, accountNumber=last["account"])
    refused = await sandbox.refuse(INITIATE, input=given)
    assert (refused.code, refused.paths) == ("KT-CT-4924", [["input", "quotedProductId"]])
    await sandbox.act_as_customer(last["account"])
    refused = await sandbox.refuse(INITIATE, input=switching(first))
    assert (refused.code, refused.paths) == ("KT-CT-4924", [["input", "accountNumber"]])


async def test_a_product_that_is_gone_or_needs_a_meter_is_not_taken(water: Sandbox) -> None:
    unmetered = [row for row in water.rows(QUOTED, 0) if row not in quotes(water)]
    refused = await water.refuse(INITIATE, input=switching(unmetered[0]))
    assert (refused.code, refused.paths) == ("KT-CT-4624", [["input", "quotedProductId"]])
    water.write("UPDATE products SET available_to = ? WHERE id = 5", "2026-01-01" + EDGE)
    refused = await water.refuse(INITIATE, input=switching(quotes(water)[-1]))
    assert refused.code == "KT-CT-4624"
    water.write("UPDATE products SET available_to = NULL WHERE id = 5")


async def test_a_supply_point_that_was_left_is_not_switched(sandbox: Sandbox) -> None:
    quote = quotes(sandbox)[-2]
    sandbox.write(
        "UPDATE occupancy_periods SET effective_to = ? WHERE account_id = ?",
        "2026-11-01" + EDGE,
        quote["account_id"],
    )
    refused = await sandbox.refuse(INITIATE, input=switching(quote))
    assert (refused.code, refused.paths) == ("KT-CT-4719", [["input", "quotedProductId"]])


async def test_a_supply_point_without_an_agreement_is_not_switched(water: Sandbox) -> None:
    quote = quotes(water)[-3]
    water.write(
        "UPDATE agreements SET is_revoked = 1 WHERE supply_point_id = ?", quote["supply_point_id"]
    )
    refused = await water.refuse(INITIATE, input=switching(quote))
    assert (refused.code, refused.paths) == ("KT-CT-1509", [])


async def test_an_agreement_is_not_written_too_late_or_by_others(energy: Sandbox) -> None:
    quote = quotes(energy)[-1]
    await energy.change(INITIATE, input=switching(quote))
    sql = "SELECT id FROM product_switches ORDER BY id DESC LIMIT 1"
    key = {"productSwitchProcessId": str(energy.value(sql))}
    path = ["input", "productSwitchProcessId"]
    await energy.act_as_customer(quotes(energy)[0]["account"])
    refused = await energy.refuse(WRITE + AGREED, input=key)
    assert (refused.code, refused.paths) == ("KT-CT-4924", [path])
    await energy.sign_in()
    late = "UPDATE product_switches SET switch_date = '2026-11-01' WHERE id = ?"
    energy.write(late, key["productSwitchProcessId"])
    refused = await energy.refuse(WRITE + AGREED, input=key)
    assert (refused.code, refused.paths) == ("KT-CT-1507", [path])
    unknown = await energy.refuse(WRITE + AGREED, input={"productSwitchProcessId": "999999"})
    assert (unknown.code, unknown.paths) == ("KT-CT-1510", [path])
