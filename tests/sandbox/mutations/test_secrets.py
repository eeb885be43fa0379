"""What the sandbox's log keeps of a mutation."""

import pytest

from kraken_tui.sandbox.mutations.registry import without_secrets


@pytest.mark.parametrize("name", ["password", "iban", "linkToken", "verificationCode"])
def test_secrets_are_not_in_the_log(name: str) -> None:
    sent = {"input": {"accountNumber": "A-1", "users": [{name: "opensesame"}]}}
    kept = without_secrets(sent)
    assert "opensesame" not in str(kept)
    assert kept["input"]["accountNumber"] == "A-1"
