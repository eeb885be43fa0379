"""A tenant behind a proxy that fails, one for all tests of a module."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults.tenant import Tenant


@pytest.fixture(scope="module")
def tenant(sandbox_cache: Path) -> Iterator[Tenant]:
    """Serve a tenant on a real socket, with the proxy before it."""
    served = Tenant(sandbox_cache)
    served.start()
    yield served
    served.stop()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the journal a folder."""
    return tmp_path_factory.mktemp("state")


@pytest.fixture(autouse=True)
def few_certificates(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Trust nobody: reading the usual certificates takes longer than nearly any test."""
    monkeypatch.delenv("SSL_CERT_FILE", raising=False)
    monkeypatch.setenv("SSL_CERT_DIR", str(tmp_path))
