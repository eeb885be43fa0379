"""The whole app on an embedded sandbox, looked at by somebody who must learn nothing."""

from tests.ui.conftest import desk

__all__ = ["desk"]
