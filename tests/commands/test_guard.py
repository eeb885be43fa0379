"""Whatever happens becomes one sentence and an exit code."""

import pytest

from kraken_tui.api.errors import (
    AccountNotFound,
    KrakenError,
    NotSent,
    OutcomeUnknown,
    RateLimited,
    Refused,
    SchemaUnreadable,
    SignInRefused,
)
from kraken_tui.commands.exits import NoSecret, UsageError, sentence_of
from kraken_tui.commands.guard import guarded
from kraken_tui.config.errors import ConfigError, SecretError
from kraken_tui.config.paths import Folders
from kraken_tui.store.errors import StoreError


def failing(error: BaseException) -> int:
    def run() -> int:
        raise error

    return guarded(run)


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (Refused("No."), 1),
        (SignInRefused("No."), 1),
        (AccountNotFound("No."), 1),
        (RateLimited("No."), 1),
        (KrakenError("No."), 1),
        (UsageError("No."), 2),
        (ConfigError("No."), 2),
        (SecretError("No."), 2),
        (StoreError("No."), 2),
        (NoSecret("No."), 2),
        (NotSent("No."), 3),
        (OutcomeUnknown("No."), 3),
        (SchemaUnreadable("No."), 3),
    ],
)
def test_each_kind_of_error_has_its_code(
    error: Exception, code: int, capsys: pytest.CaptureFixture[str]
) -> None:
    assert failing(error) == code
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err == sentence_of(error) + "\n"


def test_what_to_do_joins_the_sentence() -> None:
    error = Refused("It is wrong.", hint="Correct it.")
    assert sentence_of(error) == "It is wrong; correct it."
    assert sentence_of(Refused("No.", hint="API keys expire.")) == "No; API keys expire."


def test_an_interruption_is_quiet(capsys: pytest.CaptureFixture[str]) -> None:
    assert failing(KeyboardInterrupt()) == 130
    assert capsys.readouterr() == ("", "")


def test_what_nobody_foresaw_is_one_sentence_and_a_file(
    folders: Folders, capsys: pytest.CaptureFixture[str]
) -> None:
    assert failing(ZeroDivisionError("Ada King A-1234ABCD")) == 1
    said = capsys.readouterr().err
    (path,) = folders.state.glob("crash-*.txt")
    assert said.count("\n") == 1
    assert str(path) in said
    assert "Traceback" not in said
    assert "A-1234ABCD" not in said + path.read_text("utf-8")


def test_without_a_place_for_the_file_the_sentence_still_comes(
    folders: Folders, capsys: pytest.CaptureFixture[str]
) -> None:
    folders.state.parent.mkdir(parents=True, exist_ok=True)
    folders.state.touch()
    assert failing(ZeroDivisionError()) == 1
    assert "could not be written down" in capsys.readouterr().err


def test_words_from_elsewhere_cannot_steer_the_terminal(
    capsys: pytest.CaptureFixture[str],
) -> None:
    failing(Refused("It said \x1b[31mred\x07 and sk_live_abcdef."))
    said = capsys.readouterr().err
    assert "\x1b" not in said
    assert "\x07" not in said
    assert "sk_live" not in said
