"""Which servers are believed to be who they say they are, and what it means when one is not."""

import ssl
from pathlib import Path

from kraken_tui.api.errors import BadSetting, Untrusted
from kraken_tui.api.late import light_imports
from kraken_tui.api.text import plain

with light_imports():
    import httpx

_OF_A_COMPANY = (
    "If it is your company's own, name its certificate authority as ca_file in the profile."
)
_NOBODY = "Nobody that this computer trusts vouches for the server's certificate"
_ASK_WHO_RUNS_IT = "Check the endpoint in the profile, and ask whoever runs the server."
_REASONS = {
    9: ("The server's certificate is not valid yet", "Check this computer's date."),
    10: ("The server's certificate has expired", f"Check this computer's date. {_ASK_WHO_RUNS_IT}"),
    18: ("The server's certificate is signed by nobody but itself", _OF_A_COMPANY),
    **dict.fromkeys((2, 19, 20, 21), (_NOBODY, _OF_A_COMPANY)),
    23: ("The server's certificate was withdrawn", _ASK_WHO_RUNS_IT),
    **dict.fromkeys(
        (62, 64), ("The server's certificate is for another name", "Check the endpoint's name.")
    ),
}
"""What OpenSSL's verification found (its X509_V_ERR numbers), and what to do about it."""


def trusted(ca_file: str = "") -> ssl.SSLContext:
    """Return the usual trust, and with `ca_file` that in the certificates of this PEM file as well.

    Reads files for as long as a frame takes: call it in a thread.

    Raises:
        BadSetting: there are no such certificates.
    """
    try:
        context = httpx.create_ssl_context()
    except OSError as error:
        raise BadSetting(
            "The certificates that SSL_CERT_FILE or SSL_CERT_DIR names cannot be read.",
            hint="Correct these two variables, or take them out of the environment.",
        ) from error
    if ca_file:
        _add(context, Path(ca_file).expanduser())
    return context


def _add(context: ssl.SSLContext, path: Path) -> None:
    shown = plain(str(path))
    try:
        if not path.is_file():
            raise BadSetting(f"There is no certificate file {shown}, which the profile names.")
        context.load_verify_locations(cafile=path)
    except ssl.SSLError as error:
        raise BadSetting(
            f"There is no certificate in {shown}, which the profile names.",
            hint="Name a file in the PEM format as ca_file, or leave it out.",
        ) from error
    except OSError as error:
        raise BadSetting(
            f"The certificate file {shown}, which the profile names, cannot be read."
        ) from error
    # What is named is trusted as it is, whoever signed it; newer Pythons do so by themselves.
    context.verify_flags |= ssl.VERIFY_X509_PARTIAL_CHAIN


def distrust(error: ssl.SSLError) -> Untrusted:
    """Tell why a server is not talked to, after the handshake with it failed with `error`."""
    if not isinstance(error, ssl.SSLCertVerificationError):
        return Untrusted(
            "No encryption could be agreed on with the server, so nothing was sent.",
            hint="Check the endpoint in the profile: its port may be one without encryption.",
        )
    found = "The server's certificate is not to be trusted", ""
    reason, hint = _REASONS.get(getattr(error, "verify_code", 0), found)
    return Untrusted(f"{reason}, so nothing was sent.", hint=hint)
