"""A server that cannot show who it is is refused, unless the profile names who vouches for it."""

import ssl
from pathlib import Path

import pytest

from kraken_tui.api.auth import Credentials, KrakenAuth
from kraken_tui.api.client import KrakenClient
from kraken_tui.api.errors import BadSetting, KrakenError, NotSent, Untrusted

from .sockets import Certificates, reply, saying, server

MUTATION = "mutation Move { move { id } }"
ANSWER = reply(b'{"data": {"move": {"id": "7"}}}')


async def asked(identity: ssl.SSLContext, *, ca_file: str = "") -> KrakenError | None:
    """Ask a server that shows `identity`; return what came in the way."""
    async with server(saying(ANSWER), identity=identity) as listening:
        client = KrakenClient(endpoint=f"https://{listening.address}/", ca_file=ca_file)
        try:
            await client.mutate(MUTATION)
        except KrakenError as error:
            assert listening.bodies == []
            return error
        finally:
            await client.aclose()
    assert len(listening.bodies) == 1
    return None


async def test_what_nobody_vouches_for_is_refused(certificates: Certificates) -> None:
    alone = await asked(certificates.identity(certificates.lonely))
    assert isinstance(alone, Untrusted)
    assert "signed by nobody but itself, so nothing was sent." in alone.sentence
    assert "ca_file" in alone.hint
    unknown = await asked(certificates.identity(certificates.signed("unknown")))
    assert isinstance(unknown, Untrusted)
    assert "Nobody that this computer trusts" in unknown.sentence
    assert "ca_file" in unknown.hint


async def test_the_way_out_is_told_at_the_sign_in_too(certificates: Certificates) -> None:
    async def key() -> Credentials:
        return Credentials(method="api-key", secret="sk_live_x")

    identity = certificates.identity(certificates.lonely)
    async with server(saying(ANSWER), identity=identity) as listening:
        home = f"https://{listening.address}/"
        auth = KrakenAuth(endpoint=home, auth_endpoint=home, credentials=key)
        client = KrakenClient(endpoint=home, auth=auth)
        with pytest.raises(NotSent, match="Signing in was not possible") as caught:
            await client.mutate(MUTATION)
        assert "ca_file" in caught.value.hint
        await client.aclose()
    assert listening.bodies == []


async def test_what_the_profile_names_is_trusted(certificates: Certificates) -> None:
    signed = certificates.signed("good")
    identity = certificates.identity(signed)
    assert await asked(identity, ca_file=str(certificates.authority)) is None
    assert await asked(identity, ca_file=str(signed)) is None
    alone = certificates.identity(certificates.lonely)
    assert await asked(alone, ca_file=str(certificates.lonely)) is None
    assert isinstance(await asked(alone, ca_file=str(certificates.authority)), Untrusted)


@pytest.mark.parametrize(
    ("name", "host", "days", "words"),
    [("old", "127.0.0.1", -1, "has expired"), ("other", "evil.example", 2, "for another name")],
)
async def test_who_is_trusted_has_to_be_the_one_meant(
    certificates: Certificates, name: str, host: str, days: int, words: str
) -> None:
    identity = certificates.identity(certificates.signed(name, host=host, days=days))
    error = await asked(identity, ca_file=str(certificates.authority))
    assert isinstance(error, Untrusted)
    assert words in error.sentence


async def test_a_wrong_certificate_file_is_one_clear_sentence(
    certificates: Certificates, tmp_path: Path
) -> None:
    (tmp_path / "empty.pem").touch()
    (tmp_path / "words.pem").write_text("-----BEGIN CERTIFICATE-----\nnonsense\n")
    identity = certificates.identity(certificates.signed("good"))
    wrong = {
        tmp_path / "gone.pem": "There is no certificate file",
        tmp_path: "There is no certificate file",
        tmp_path / "empty.pem": "There is no certificate in",
        tmp_path / "words.pem": "There is no certificate in",
        certificates.authority.with_suffix(".key"): "There is no certificate in",
    }
    for path, words in wrong.items():
        error = await asked(identity, ca_file=str(path))
        assert isinstance(error, BadSetting)
        assert error.sentence == f"{words} {path}, which the profile names."


async def test_the_home_folder_is_known_in_the_path(
    certificates: Certificates, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(certificates.authority.parent))
    identity = certificates.identity(certificates.signed("good"))
    assert await asked(identity, ca_file="~/authority.pem") is None


async def test_the_usual_certificates_stay_trusted(
    certificates: Certificates, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificates.authority))
    identity = certificates.identity(certificates.signed("good"))
    assert await asked(identity, ca_file=str(certificates.lonely)) is None


async def test_certificates_that_the_environment_misplaces_are_told_in_words(
    certificates: Certificates, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", "/no/such/file")
    error = await asked(certificates.identity(certificates.lonely))
    assert isinstance(error, BadSetting)
    assert "SSL_CERT_FILE" in error.sentence
