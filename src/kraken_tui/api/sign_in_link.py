"""The key in a link that a tenant mailed."""

import re
from collections.abc import Iterator
from urllib.parse import unquote, urlsplit

_NAMED = re.compile(r"key|token|signed|code", re.IGNORECASE)
_LEAST = 8
"""A shorter word in a path is a place and not a key."""


def key_in(pasted: str) -> str:
    """Return the key in a link, or what was pasted if that is no link.

    Tenants write their links in their own ways: the key is the parameter that is called one, else
    the longest parameter, else the last part of the path.
    """
    text = pasted.strip().strip("<>\"'")
    if not re.match(r"https?://", text, re.IGNORECASE):
        return text
    try:
        link = urlsplit(text)
    except ValueError:
        return text
    given = list(_parameters(link.query, link.fragment))
    named = [value for name, value in given if _NAMED.search(name)]
    values = named or [value for _, value in given if len(value) >= _LEAST]
    if values:
        return max(values, key=len)
    parts = [unquote(part) for part in link.path.split("/") if len(part) >= _LEAST]
    return parts[-1] if parts else text


def _parameters(*texts: str) -> Iterator[tuple[str, str]]:
    for text in texts:
        for pair in re.split("[?&;]", text):
            name, _, value = pair.partition("=")
            if value:
                # Not as in a form, where a plus would be a blank: keys may hold one.
                yield unquote(name), unquote(value)
