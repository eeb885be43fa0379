"""Campaigns are joined once, and only those that there are."""

from tests.sandbox.mutations.tenant import TODAY

from .office import Office

NAME = "addCampaignToAccount"
CAMPAIGNS = """
    query ($number: String!) {
      account(accountNumber: $number) { campaigns { slug name startDate expiryDate } }
      campaigns(accountNumber: $number, first: 10) { edges { node { slug } } }
    }
"""
NUMBER = ["input", "accountNumber"]


async def test_an_account_joins_a_campaign_once(office: Office) -> None:
    account = office.account("id % 3 = 2")
    given = {"accountNumber": account["number"], "campaign": "leak-watch"}
    dated = {**given, "expiryDate": "2027-02-01"}
    assert (await office.change(NAME, "campaignAdded", input=dated))["campaignAdded"] is True
    seen = await office.ask(CAMPAIGNS, number=account["number"])
    joined = {"slug": "leak-watch", "name": "Leak watch", "startDate": TODAY}
    assert seen["account"]["campaigns"] == [{**joined, "expiryDate": "2027-02-01"}]
    assert seen["campaigns"]["edges"] == [{"node": {"slug": "leak-watch"}}]
    again = await office.change(NAME, "campaignAdded", input=given)
    assert again["campaignAdded"] is False
    stored = office.rows("SELECT * FROM campaigns WHERE account_id = ?", account["id"])
    assert [(row["slug"], row["start_date"]) for row in stored] == [("leak-watch", TODAY)]


async def test_dates_that_cross_add_nothing(office: Office) -> None:
    account = office.account("id % 3 = 2")
    given = {"accountNumber": account["number"], "campaign": "paper-free"}
    crossed = {**given, "startDate": "2027-02-01", "expiryDate": "2027-01-01"}
    before = office.writes()
    assert (await office.change(NAME, "campaignAdded", input=crossed))["campaignAdded"] is False
    assert office.writes() == before


async def test_campaigns_and_accounts_must_be_there(office: Office) -> None:
    account = office.account()
    given = {"accountNumber": account["number"], "campaign": "nothing"}
    assert await office.refuse(NAME, input=given) == ("KT-CT-7427", [["input", "campaign"]])
    nowhere = {"accountNumber": "A-NONE", "campaign": "leak-watch"}
    assert await office.refuse(NAME, input=nowhere) == ("KT-CT-4178", [NUMBER])
    await office.act_as(office.stranger(account))
    assert await office.refuse(NAME, input=given) == ("KT-CT-4123", [NUMBER])
    office.token = None
    assert await office.refuse(NAME, input=given) == ("KT-CT-1112", [])
