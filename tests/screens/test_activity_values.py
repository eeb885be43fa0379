"""What was sent and answered is told in the words of forms, with what is private marked."""

from kraken_tui.api.redact import HIDDEN
from kraken_tui.formats import Formats
from kraken_tui.screens.activity_values import answered, sent
from kraken_tui.widgets.facts import Section

FORMATS = Formats("en_GB", "GBP")


def told(sections: tuple[Section, ...]) -> dict[str, dict[str, str]]:
    return {
        section.title: {fact.label: fact.value for fact in section.facts} for section in sections
    }


def private(sections: tuple[Section, ...]) -> set[str]:
    return {fact.label for section in sections for fact in section.facts if fact.private}


def test_variables_are_told_as_forms_name_them() -> None:
    found = tuple(
        sent(
            {
                "input": {
                    "amount": 1250,
                    "meterId": "77",
                    "isFinal": True,
                    "note": None,
                    "reasons": ["A", "B"],
                    "bankDetails": {"accountHolder": "M Ashdown", "accountNumber": HIDDEN},
                    "owners": [{"givenName": "May"}, {"givenName": ""}],
                }
            },
            FORMATS,
        )
    )
    assert told(found) == {
        "What was sent": {
            "Amount": "1250 = £12.50",
            "Meter ID": "77",
            "Is final": "yes",
            "Note": "null",
            "Reasons": "A, B",
        },
        "Sent: Bank details": {
            "Account holder": "M Ashdown",
            "Account number": f"{HIDDEN}, not kept",
        },
        "Sent: Owner 1": {"Given name": "May"},
        "Sent: Owner 2": {"Given name": "empty"},
    }
    assert private(found) == {"Note", "Account holder", "Given name"}
    assert told(tuple(sent({}, FORMATS))) == {"What was sent": {"": "nothing"}}


def test_an_answer_is_told_as_far_as_it_says_anything() -> None:
    address = {"asString": "1 Bridge Street", "country": "GB", "name": None}
    payload = {"__typename": "Submit", "id": "7\x1b[31m", "account": {"address": address}}
    found = tuple(answered({"submit": payload}, FORMATS))
    assert told(found) == {
        "What was answered": {"ID": "7"},
        "Answered: Account, Address": {"As string": "1 Bridge Street", "Country": "GB"},
    }
    assert private(found) == {"As string", "Country"}
