"""Which fields tell who somebody is, where they live, how to reach them, and where they bank."""

from functools import cache

from kraken_tui.forms.names import is_bank_detail, words

_REACHED = {"email", "emails", "mobile", "landline", "phone", "phones", "telephone", "recipient"}
_NAMES = {
    *("given", "family", "first", "last", "middle", "full", "preferred", "maiden", "legal"),
    *("billing", "holder", "customer", "user", "contact", "owner", "business", "company"),
    *("referrer", "referred", "sub", "account"),
}
"""Words before `name` in what somebody is called; alone it may be what anything is called."""
_CALLED = {"holder", "username", "organization", "nif", "nin", "ssn", "pronouns", "assignee"}
_PEOPLE = {
    *("user", "users", "viewer", "customer", "customers", "business", "contact", "contacts"),
    *("owner", "owners", "holder", "person", "people", "occupier", "occupants"),
}
"""Objects whose plain `name` is somebody's."""
_PLACED = {"address", "street", "postcode", "postal", "postcodes", "locality", "town", "zip"}
_BANKED = {("sort", "code"), ("bank", "code"), ("account", "identifier"), ("four", "digits")}
_BORN = {("date", "of", "birth"), ("birth", "date"), ("dob",), ("birthday",)}
_NO_PART = {"format", "identifier", "id", "type", "country", "colours", "count", "preference"}
"""Last words of what is said about such a field."""


@cache
def is_personal(name: str, above: str = "") -> bool:
    """Tell whether a field holds what nobody looking on should learn of a customer.

    `above` is what the object is called that the field is in. Account numbers, amounts and days
    are not personal: they say nothing to those who cannot look them up.
    """
    parts = words(name)
    if not parts or parts[-1] in _NO_PART or parts[0] in ("is", "has"):
        return False
    if _REACHED.union(_PLACED, _CALLED).intersection(parts):
        return True
    return (
        _is_somebodys_name(parts, above)
        or any(parts[-len(end) :] == end for end in (*_BANKED, *_BORN))
        or is_bank_detail(name, above)
    )


def _is_somebodys_name(parts: tuple[str, ...], above: str) -> bool:
    if parts[-1] not in ("name", "names") or "product" in words(above):
        return False
    if parts in (("name",), ("display", "name")):
        return bool(_PEOPLE.intersection(words(above)))
    return len(parts) > 1 and parts[-2] in _NAMES
