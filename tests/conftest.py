"""What holds for every test."""

import gc
import os

from hypothesis import settings

# A build that fails by the luck of the draw teaches nobody anything; locally, luck finds bugs.
settings.register_profile("ci", derandomize=True, deadline=None)
settings.register_profile("local", deadline=None)
settings.load_profile("ci" if os.environ.get("CI") else "local")

# Schemas are large and stay: walking them over and over took a third of the time of a run.
gc.set_threshold(200_000, 20, 100)
