"""More than one answer to one request: nothing that follows an answer is ever taken for another.

Some gateways repeat themselves. What is left of an answer would be read as that to the next
request on the same connection: one account shown for another.
"""

from kraken_tui.api.late import light_imports

with light_imports():
    import httpx

_TO_WHAT_IS_LEFT = (
    "_stream",
    "_httpcore_stream",
    "_stream",
    "_connection",
    "_h11_state",
    "trailing_data",
)
"""From a response's stream to what its connection read and did not use."""


async def drop_excess(response: httpx.Response, stream: object) -> None:
    """Close the connection of a response that was read to its end, if more than that came.

    `stream` is the response's own. What comes later is seen by the pool of connections.
    """
    connection = response.extensions.get("network_stream")
    if connection is not None and _came_more(stream):
        await connection.aclose()


def _came_more(stream: object) -> bool:
    # Neither httpx nor httpcore says. Should they change inside, a connection serves but once.
    found: object = stream
    for name in _TO_WHAT_IS_LEFT:
        found = getattr(found, name, None)
    return not isinstance(found, tuple) or bool(found[0])
