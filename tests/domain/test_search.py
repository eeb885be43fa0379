"""What was typed decides what is searched for."""

import pytest

from kraken_tui.domain import search


@pytest.mark.parametrize(
    ("typed", "guessed"),
    [
        ("a-1a2b3c4d", ("number",)),
        (" sophie@example.org", ("email",)),
        ("Okafor", ("name", "billing", "address")),
        ("23S4895269", ("meter", "address", "name", "billing")),
        ("42 Canal Side", ("meter", "address", "name", "billing")),
    ],
)
def test_guesses(typed: str, guessed: tuple[str, ...]) -> None:
    assert search.guesses(typed) == guessed
    variables = search.variables(typed)
    switched_on = {key for key in search.TERMS if variables[f"by{key.capitalize()}"]}
    assert switched_on == set(guessed)
    assert {key for key in search.TERMS if key in variables} == set(guessed)


def test_an_account_found_twice_is_shown_once_as_it_was_guessed_first() -> None:
    account = {"number": "A-1", "billingName": "[bold]X", "status": None}
    data = {"name": [{"account": account}, None], "address": [{"account": account}, {}]}
    (match,) = search.parse(data)
    assert (match.number, match.name, match.found_by) == ("A-1", "[bold]X", "name")
