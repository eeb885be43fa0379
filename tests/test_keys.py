"""The page of keys is the app's own, and every key can be named."""

from collections import defaultdict

import pytest
from scripts.keys import PAGE, Place, is_textuals, page, places


def test_the_page_of_keys_is_up_to_date() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "run `make keys`"


@pytest.mark.parametrize("place", places(), ids=lambda place: place.owner)
def test_every_binding_has_an_id_of_its_own(place: Place) -> None:
    actions = defaultdict(set)
    for binding in place.bindings:
        if not is_textuals(binding):
            assert binding.id, binding
            actions[binding.id].add(binding.action)
    assert all(len(named) == 1 for named in actions.values()), dict(actions)


def test_an_id_means_the_same_wherever_it_is_used() -> None:
    keys = defaultdict(set)
    for place in places():
        bound = defaultdict(set)
        for binding in place.bindings:
            if binding.id:
                bound[binding.id, binding.action].add(binding.key)
        for named, pressed in bound.items():
            keys[named[0]].add((named[1], frozenset(pressed)))
    assert {id_: ways for id_, ways in keys.items() if len(ways) > 1} == {}


@pytest.mark.parametrize("place", places(), ids=lambda place: place.owner)
def test_every_key_says_what_it_does(place: Place) -> None:
    assert all(binding.description for binding in place.bindings)
