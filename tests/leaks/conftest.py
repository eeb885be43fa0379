"""The whole app, and its command line, with secrets that can be told from everything else."""

from tests.commands.conftest import folders, run, sandbox
from tests.ui.conftest import desk

__all__ = ["desk", "folders", "run", "sandbox"]
