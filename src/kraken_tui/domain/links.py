"""Links that come from a tenant: data, until a person asks to open one."""

from urllib.parse import urlsplit


def is_web_link(text: str) -> bool:
    """Tell whether a text is an address on the web; no other kind is ever handed to a browser."""
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.netloc) and " " not in text
