"""What a child process of this program is told of the environment: nothing that is secret."""

import os
import re

_NEEDED = (
    r"PATH|HOME|LANG|LANGUAGE|TZ|TMPDIR|TEMP|TMP|VIRTUAL_ENV|SYSTEMROOT|WINDIR"
    r"|(PYTHON|LC_|LD_|DYLD_|COV_|COVERAGE_)\w+"
)


def environment() -> dict[str, str]:
    """Return the variables that Python needs to start.

    Whoever may look at a process can read its environment, and a profile's secret may stand in any
    variable.
    """
    return {name: value for name, value in os.environ.items() if re.fullmatch(_NEEDED, name)}
