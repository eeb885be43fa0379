"""What was typed without a link: kept, put in order, checked and sent later."""

from kraken_tui.outbox.keeping import Outbox
from kraken_tui.outbox.run import Run

__all__ = ["Outbox", "Run"]
