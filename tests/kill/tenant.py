"""The tenant of the windows that are killed, in a process of its own."""

import sys
from pathlib import Path

from kraken_tui.sandbox.serve import serve

if __name__ == "__main__":
    serve(tenant="water", port=0, cache_folder=Path(sys.argv[1]), points_an_hour=10**9)
