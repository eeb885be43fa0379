"""Which locales and time zones there are, told without importing what knows all of them."""

from importlib.util import find_spec
from pathlib import Path


def is_locale(name: str) -> bool:
    """Tell whether there is a locale of that name, such as en_GB."""
    spec = find_spec("babel")
    if spec is None or spec.origin is None:
        return False
    if name.isidentifier() and (Path(spec.origin).parent / f"locale-data/{name}.dat").is_file():
        return True
    from babel.core import Locale, UnknownLocaleError

    try:
        return bool(Locale.parse(name.replace("-", "_")))
    except (UnknownLocaleError, ValueError):
        return False


def is_timezone(name: str) -> bool:
    """Tell whether there is a time zone of that name, such as Europe/London."""
    from zoneinfo import ZoneInfo

    try:
        return bool(ZoneInfo(name).key)
    except (LookupError, ValueError, OSError):
        return False
