"""What a list shows when it is narrowed and sorted."""

from dataclasses import dataclass

from hypothesis import given
from hypothesis import strategies as st

from kraken_tui.screens.listing import Arrangement, Listing, Sorting
from kraken_tui.widgets.record_columns import Column


@dataclass(frozen=True)
class Bill:
    number: str
    kind: str
    amount: int | None


BILLS = Listing[Bill](
    name="bills",
    noun="bills",
    empty="No bills.",
    columns=(
        Column(key="number", title="Number", width=8),
        Column(key="kind", title="Kind", width=8),
        Column(key="amount", title="Amount", width=8, align="right"),
    ),
    cells=lambda bill: (bill.number, bill.kind, "" if bill.amount is None else f"£{bill.amount}"),
    key=lambda bill: bill.number,
    title=lambda bill: f"Bill {bill.number}",
    sections=lambda _: (),
    order={"amount": lambda bill: bill.amount},
)

SOME = (
    Bill("B-1", "Invoice", 900),
    Bill("B-2", "statement", None),
    Bill("B-3", "Invoice", 1_000),
    Bill("B-4", "Credit note", -5),
)


def numbers(arrangement: Arrangement) -> list[str]:
    return [bill.number for bill in arrangement.arrange(BILLS, SOME)]


def test_nothing_asked_for_shows_everything_as_it_came() -> None:
    assert not Arrangement()
    assert numbers(Arrangement()) == ["B-1", "B-2", "B-3", "B-4"]


def test_every_word_must_be_somewhere_in_the_row_in_any_case() -> None:
    assert numbers(Arrangement("INVOICE £9")) == ["B-1"]
    assert numbers(Arrangement("note credit")) == ["B-4"]
    assert numbers(Arrangement("invoice note")) == []


def test_amounts_sort_as_amounts_and_unknown_ones_come_last_either_way() -> None:
    assert numbers(Arrangement(sorting=Sorting("amount"))) == ["B-4", "B-1", "B-3", "B-2"]
    descending = Sorting("amount", descending=True)
    assert numbers(Arrangement(sorting=descending)) == ["B-3", "B-1", "B-4", "B-2"]


def test_a_column_without_an_order_sorts_by_its_text_whatever_the_case() -> None:
    assert numbers(Arrangement(sorting=Sorting("kind"))) == ["B-4", "B-1", "B-3", "B-2"]


def test_what_was_asked_for_is_told_in_words() -> None:
    told = Arrangement("held", Sorting("amount", descending=True)).tell(BILLS)
    assert told == 'with "held", sorted by Amount ↓'


@given(st.lists(st.builds(Bill, st.text(), st.text(), st.none() | st.integers())), st.booleans())
def test_sorting_loses_and_doubles_nothing(bills: list[Bill], descending: bool) -> None:
    for column in BILLS.columns:
        sorting = Sorting(column.key, descending)
        arranged = Arrangement(sorting=sorting).arrange(BILLS, bills)
        assert sorted(map(id, arranged)) == sorted(map(id, bills))
