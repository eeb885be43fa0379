"""What holds for every test."""

import os

from hypothesis import settings

# A build that fails by the luck of the draw teaches nobody anything; locally, luck finds bugs.
settings.register_profile("ci", derandomize=True, deadline=None)
settings.register_profile("local", deadline=None)
settings.load_profile("ci" if os.environ.get("CI") else "local")
