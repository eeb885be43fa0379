"""What an endpoint of a tenant must look like, and which one signs people in."""

import re
from urllib.parse import SplitResult, urlsplit


class EndpointError(ValueError):
    """An address that cannot be an endpoint; the message says what it must be."""


def check_endpoint(url: str, *, environment: str) -> None:
    """Raise EndpointError unless an address can be asked with secrets in the request.

    Plain http is for this machine, or for a sandbox, whose secrets are no secrets.
    """
    parts = _split(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise EndpointError("must be an address that starts with https://")
    if parts.username or parts.password:
        raise EndpointError("must not hold a user name or a password")
    if parts.scheme == "http" and environment != "sandbox" and not is_local(parts.hostname):
        raise EndpointError("must start with https://; only this machine may be asked over http")


def is_local(host: str) -> bool:
    """Tell whether a host name can only mean this machine."""
    return host in ("localhost", "127.0.0.1", "::1") or host.endswith(".localhost")


def derive_auth_endpoint(endpoint: str) -> str:
    """Return where the tenant behind an API endpoint signs people in.

    `https://api.HOST/v1/graphql/` has `https://auth.HOST/graphql/`; a sandbox has both under one
    host. Raise EndpointError for any other address.
    """
    parts = _split(endpoint)
    host = parts.hostname or ""
    if parts.scheme == "http" or is_local(host):
        return f"{parts.scheme}://{parts.netloc}/auth/graphql/"
    if host.startswith("api."):
        return f"{parts.scheme}://auth.{parts.netloc.removeprefix('api.')}/graphql/"
    raise EndpointError("does not start with api., so it does not tell where to sign in")


def guess_environment(endpoint: str) -> str:
    """Return which kind of tenant an address looks like: a doubtful one is production."""
    parts = _split(endpoint)
    host = parts.hostname or ""
    if is_local(host):
        return "sandbox"
    return "test" if re.search(r"(^|[.-])test([.-]|$)", host) else "production"


def _split(url: str) -> SplitResult:
    """Take an address apart; some broken ones only show when their port is read."""
    if re.search(r"[\s\x00-\x1f]", url):
        raise EndpointError("must not hold spaces")
    try:
        parts = urlsplit(url)
        _ = parts.port
    except ValueError:
        raise EndpointError("is not an address") from None
    return parts
