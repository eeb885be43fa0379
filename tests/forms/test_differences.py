"""What differs between two answers is told once, by what people know it by."""

from typing import Any

from kraken_tui.forms.differences import Difference, differences
from kraken_tui.money import format_minor


def told(before: Any, now: Any) -> list[Difference]:
    def write(name: str, value: object) -> str:
        money = isinstance(value, int) and name in {"balance", "amount"}
        return format_minor(value, "GBP") if money else str(value)  # type: ignore[arg-type]

    return list(differences({"account": before}, {"account": now}, write=write))


def payments(*amounts: int) -> dict[str, Any]:
    nodes = [{"id": str(amount), "amount": amount, "__typename": "Payment"} for amount in amounts]
    return {"edges": [{"cursor": str(at), "node": node} for at, node in enumerate(nodes)]}


def test_a_value_is_told_with_the_way_to_it() -> None:
    before = {"balance": 951, "ledgers": [{"number": "L-1", "balance": 5}, {"number": "L-2"}]}
    now = {"balance": 0, "ledgers": [{"number": "L-2"}, {"number": "L-1", "balance": 9}]}
    assert told(before, now) == [
        ("Balance", "£9.51", "£0.00"),
        ("Ledger L-1: balance", "£0.05", "£0.09"),
    ]


def test_one_more_at_the_beginning_of_a_list_is_one_difference() -> None:
    before, now = {"payments": payments(3, 2)}, {"payments": payments(4, 3, 2)}
    assert told(before, now) == [("Payment", "", "amount £0.04")]
    assert told(now, before) == [("Payment", "amount £0.04", "")]


def test_what_came_and_went_is_told_and_what_only_moved_is_not() -> None:
    before = {"email": None, "phone": "1", "tags": ["a", "b"], "pageInfo": {"endCursor": "x"}}
    now = {"email": "a@b.c", "phone": None, "tags": ["b", "a"], "pageInfo": {"endCursor": "y"}}
    assert told(before, now) == [("Email", "", "a@b.c"), ("Phone", "1", "")]
