"""The network libraries, imported late and without what the app never uses of them."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

# httpx imports its own command line where click is installed (which brings Rich and Pygments), and
# gql prefers a sibling of httpx, whose classes would not fit the ones used here.
_UNWANTED = ("httpx._main", "httpx2")


@contextmanager
def light_imports() -> Iterator[None]:
    """Import httpx and gql inside of this, in a third of the time.

    For its duration the unwanted modules look as if they were not installed; both libraries cope.
    """
    hidden = [name for name in _UNWANTED if name not in sys.modules]
    for name in hidden:
        sys.modules[name] = None  # type: ignore[assignment]  # how Python marks "not there"
    try:
        yield
    finally:
        for name in hidden:
            sys.modules.pop(name, None)
