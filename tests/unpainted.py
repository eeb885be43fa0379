"""A terminal that nobody looks at: what changes is laid out, but painted only for who asks."""

import os
from typing import Any

import pytest
from textual._compositor import Compositor

_paint = Compositor.render_update


def leave_unpainted(patch: pytest.MonkeyPatch) -> None:
    """Paint no more than whole pictures: a test has no terminal, and throws away the rest.

    After every key that is a quarter of what a test of the screen takes. A thorough run paints all.
    """
    if "THOROUGH" not in os.environ:
        patch.setattr(Compositor, "render_update", _paint_pictures)


def _paint_pictures(compositor: Compositor, full: bool = False, **options: Any) -> Any:
    if full:
        return _paint(compositor, full, **options)
    compositor._dirty_regions.clear()
    return None
