"""`python -m kraken_tui` is `kraken-tui`."""

import sys

from kraken_tui.cli import main

sys.exit(main())
