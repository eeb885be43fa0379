"""Accounts and their lists are read whole, whatever an answer has of them."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kraken_tui.api.adapt import prune
from kraken_tui.api.answer import Answer
from kraken_tui.api.errors import Problem, Refused
from kraken_tui.api.paging import PageRequest
from kraken_tui.domain import account_lists, accounts, documents
from kraken_tui.domain.account_list import AccountList
from kraken_tui.domain.account_marks import ASSETS, CAMPAIGNS, METADATA, REFERENCES
from kraken_tui.domain.agreements import parse_agreement
from kraken_tui.domain.applications import APPLICATIONS
from kraken_tui.domain.complaints import COMPLAINTS
from kraken_tui.domain.correspondence import FILES, MESSAGES, NOTES, REMINDERS
from kraken_tui.domain.people import parse_user
from kraken_tui.domain.support import ASSISTANCE, CONTRIBUTIONS, DEBT_COLLECTION, HARDSHIP
from tests.contracts import schema

AGREEMENTS = AccountList("agreements", parse_agreement, paged=True)
LISTS: tuple[AccountList[Any], ...] = (
    *(NOTES, REMINDERS, MESSAGES, FILES, COMPLAINTS, APPLICATIONS, AGREEMENTS),
    *(REFERENCES, METADATA, CAMPAIGNS, ASSETS),
    *(HARDSHIP, ASSISTANCE, CONTRIBUTIONS, DEBT_COLLECTION),
)
TENANTS = ("water", "energy")
VIEWS = ("overview", *(each.view for each in LISTS))
FIELDS = sorted(
    {word for view in VIEWS for word in documents.text(view).split() if word.isalnum()}
    | {"number", "account", "edges", "node", "value", "__typename"}
)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(FIELDS), inner, max_size=6)
    ),
    max_leaves=25,
)


@pytest.mark.parametrize("view", VIEWS)
def test_what_a_document_asks_for_is_there_in_one_contract_or_the_other(view: str) -> None:
    lost = [set(prune(documents.text(view), schema(tenant)).fell_away) for tenant in TENANTS]
    assert not set.intersection(*lost)


def test_every_list_has_a_field_and_a_document() -> None:
    assert {each.view for each in LISTS} == set(account_lists.FIELDS)
    for each in LISTS:
        assert account_lists.FIELDS[each.view] in documents.text(each.view)
        assert each.paged == ("$first" in documents.text(each.view))


@given(st.dictionaries(st.sampled_from(FIELDS), JSON, max_size=8))
def test_no_shape_of_record_breaks_its_reader(node: dict[str, Any]) -> None:
    accounts.parse({"account": node})
    parse_user(node)
    for each in LISTS:
        each.parse(node)


@pytest.mark.parametrize("node", [{}, dict.fromkeys(FIELDS)])
def test_an_account_of_nothing_is_empty(node: dict[str, Any]) -> None:
    account = accounts.parse({"account": node})
    assert account is not None
    assert (account.holder, account.flags, account.users, account.agreements) == ("", (), (), ())
    assert set(account.counts.values()) <= {None}
    assert account.billing.address == ()


def test_a_list_that_the_tenant_lacks_is_not_counted() -> None:
    account = accounts.parse({"account": {"notes": [{"isPinned": True}, {}], "reminders": None}})
    assert account is not None
    assert account.counts == {"notes": 2, "reminders": None}
    assert account.notes_pinned == 1


def test_nothing_is_told_from_what_nobody_could_tell() -> None:
    account = accounts.parse({"account": {"ledgers": None, "properties": []}})
    assert account is not None
    assert account.none_of == {"properties"}


def test_debt_that_is_being_collected_is_told_by_its_list_too() -> None:
    ended, going = {"stoppedAt": "2025-01-01T00:00:00Z"}, {"stoppedAt": None}
    for proceedings, flags in (([ended], ()), ([ended, going], ("debt collection",))):
        account = accounts.parse({"account": {"debtCollectionProceedings": proceedings}})
        assert account is not None
        assert account.flags == flags


def test_the_stay_of_the_account_itself_is_told() -> None:
    stays = [
        {"accountNumber": "A-2", "effectiveFrom": "2025-01-01T00:00:00+00:00"},
        {"accountNumber": "A-1", "effectiveTo": "2020-01-01T00:00:00+00:00"},
        {"accountNumber": "A-1", "effectiveFrom": "2021-01-01T00:00:00Z", "numberOfOccupants": 3},
    ]
    places = [{"id": "7", "occupancyPeriods": stays}]
    account = accounts.parse({"account": {"number": "A-1", "properties": places}})
    assert account is not None
    (place,) = account.properties
    assert (place.since, place.until) == (datetime(2021, 1, 1, tzinfo=UTC), None)
    assert place.identifiers == {"propertyId": "7", "numberOfOccupants": 3, "propertyType": ""}


def test_the_ends_of_the_calendar_and_lines_of_text_are_kept() -> None:
    note = NOTES.parse({"body": "one\r\n\x1b[31mtwo\x1b[0m\n", "createdAt": "9999-12-31T23:59:59Z"})
    assert note.body == "one\ntwo"
    assert note.created == datetime(9999, 12, 31, 23, 59, 59, tzinfo=UTC)
    assert CAMPAIGNS.parse({"startDate": "1900-01-01"}).starts == date(1900, 1, 1)
    entry = METADATA.parse({"key": "k", "value": '{"a": [1, "\\u202eb"]}'})
    assert entry.lines == ("{", '  "a": [', "    1,", '    "b"', "  ]", "}")
    assert METADATA.parse({"value": "{not json"}).lines == ("{not json",)


class Asked:
    """Answer every view with the same, and note what was asked."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer
        self.seen: list[tuple[str, dict[str, object]]] = []

    async def __call__(self, view: str, variables: Any) -> Answer:
        self.seen.append((view, dict(variables)))
        return self.answer


async def test_a_list_in_pages_is_read_page_by_page() -> None:
    info = {"hasNextPage": True, "hasPreviousPage": False, "endCursor": "x", "startCursor": "w"}
    held = {"totalCount": 9, "pageInfo": info, "edges": [{"node": {"id": 4}}, None, {"node": None}]}
    asked = Asked(Answer({"account": {"reminders": held}}))
    page = await REMINDERS.fetch(asked, "A-1", PageRequest(first=5, after="v"))
    assert asked.seen == [("reminders", {"accountNumber": "A-1", "first": 5, "after": "v"})]
    assert ([each.id for each in page.items], page.total) == (["4"], 9)
    assert (page.has_next, page.has_previous, page.end_cursor) == (True, False, "x")


async def test_a_list_that_comes_whole_is_one_page() -> None:
    asked = Asked(Answer({"account": {"notes": [{"body": "a"}, None, {"body": "b"}]}}))
    page = await NOTES.fetch(asked, "A-1", PageRequest(first=5))
    assert asked.seen == [("notes", {"accountNumber": "A-1"})]
    assert [note.body for note in page.items] == ["a", "b"]
    assert (page.total, page.has_next) == (2, False)


async def test_a_list_that_was_refused_says_so_and_an_empty_one_does_not() -> None:
    refused = Problem(message="Unauthorized.", code="KT-CT-1111", path=("account", "notes"))
    with pytest.raises(Refused):
        await NOTES.fetch(
            Asked(Answer({"account": {"notes": None}}, (refused,))), "A-1", PageRequest(first=5)
        )
    page = await NOTES.fetch(Asked(Answer({"account": {"notes": None}})), "A-1", PageRequest())
    assert page.items == ()
