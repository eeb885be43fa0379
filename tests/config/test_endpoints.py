"""Addresses of tenants are checked, and where to sign in follows from them."""

import pytest

from kraken_tui.config.endpoints import (
    EndpointError,
    check_endpoint,
    derive_auth_endpoint,
    guess_environment,
)


@pytest.mark.parametrize(
    ("endpoint", "auth"),
    [
        (
            "https://api.st.test-kraken.tech/v1/graphql/",
            "https://auth.st.test-kraken.tech/graphql/",
        ),
        ("https://api.x.example:8443/v1/graphql/", "https://auth.x.example:8443/graphql/"),
        ("http://127.0.0.1:8765/v1/graphql/", "http://127.0.0.1:8765/auth/graphql/"),
        ("http://localhost:8765/v1/graphql/", "http://localhost:8765/auth/graphql/"),
        ("http://[::1]:8765/v1/graphql/", "http://[::1]:8765/auth/graphql/"),
        ("http://sandbox.localhost/v1/graphql/", "http://sandbox.localhost/auth/graphql/"),
    ],
)
def test_where_to_sign_in_follows_from_the_endpoint(endpoint: str, auth: str) -> None:
    assert derive_auth_endpoint(endpoint) == auth


@pytest.mark.parametrize("endpoint", ["https://x.example/graphql/", "https://[::1", "", "api."])
def test_an_address_that_does_not_tell_is_refused(endpoint: str) -> None:
    with pytest.raises(EndpointError):
        derive_auth_endpoint(endpoint)


@pytest.mark.parametrize(
    ("url", "environment"),
    [
        ("https://api.x.example/v1/graphql/", "production"),
        ("http://localhost:1/", "production"),
        ("http://127.0.0.1/", "test"),
        ("http://10.0.0.5:8765/v1/graphql/", "sandbox"),
    ],
)
def test_a_good_address_passes(url: str, environment: str) -> None:
    check_endpoint(url, environment=environment)


@pytest.mark.parametrize(
    ("url", "environment"),
    [
        ("http://10.0.0.5:8765/v1/graphql/", "test"),
        ("http://localhost.evil.example/", "production"),
        ("ftp://x.example/", "sandbox"),
        ("https://", "sandbox"),
        ("https://x.example:port/", "sandbox"),
        ("https://x.example:99999/", "sandbox"),
        ("https://name:secret@x.example/", "sandbox"),
        ("https://x.example/ v1", "sandbox"),
        ("https://x.exa\nmple/", "sandbox"),
        ("https://[::1/", "sandbox"),
        ("x.example", "sandbox"),
    ],
)
def test_an_address_that_would_leak_or_fail_is_refused(url: str, environment: str) -> None:
    with pytest.raises(EndpointError) as raised:
        check_endpoint(url, environment=environment)
    assert "secret@" not in str(raised.value)


@pytest.mark.parametrize(
    ("endpoint", "environment"),
    [
        ("https://api.st.test-kraken.tech/v1/graphql/", "test"),
        ("https://api.test.x.example/v1/graphql/", "test"),
        ("https://api.latest.example/v1/graphql/", "production"),
        ("https://api.x.example/v1/graphql/", "production"),
        ("http://localhost:8765/v1/graphql/", "sandbox"),
    ],
)
def test_a_doubtful_address_is_taken_for_production(endpoint: str, environment: str) -> None:
    assert guess_environment(endpoint) == environment
