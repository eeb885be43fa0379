"""`kraken-tui call`: fill and send one mutation, through the same form as the app's."""

import asyncio
import json
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from kraken_tui.api.errors import FieldProblem, KrakenError, Refused
from kraken_tui.api.redact import redact
from kraken_tui.api.text import plain
from kraken_tui.commands.connecting import Connect, run_with_client
from kraken_tui.commands.exits import Exit, UsageError, exit_code, say, sentence_of
from kraken_tui.commands.filling import fill_from_json, fill_from_settings, path_text, read_input
from kraken_tui.commands.schema import open_schema
from kraken_tui.config.hints import did_you_mean
from kraken_tui.config.paths import Folders
from kraken_tui.config.profiles import Profile
from kraken_tui.forms.form import Form
from kraken_tui.screens.words import when
from kraken_tui.sending import Sending, Stopped, attempted
from kraken_tui.sending.doubts import Doubts
from kraken_tui.store.database import Database
from kraken_tui.store.errors import StoreError
from kraken_tui.store.journal import Attempt, Entry, Journal
from kraken_tui.store.owners import Owners

if TYPE_CHECKING:
    from kraken_tui.api.answer import Answer
    from kraken_tui.api.client import KrakenClient
    from kraken_tui.api.records import MutationRecord
    from kraken_tui.api.schema import SchemaIndex
    from kraken_tui.sending import Dispatch


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """What was asked for: a mutation, where its values come from, and what to do with them."""

    name: str
    account: str | None = None
    settings: tuple[str, ...] = ()
    input: str | None = None
    dry_run: bool = False
    as_json: bool = False
    again: bool = False
    """Whether it is sent although nobody knows whether it was made before."""


def call(asked: Call, folders: Folders, profile: Profile, connect: Connect) -> Exit:
    """Fill a mutation's form, check it and send it once; print what came back.

    Nothing is asked before sending: who writes the command has decided. Raise UsageError or
    KrakenError for whatever stands in the way before that.
    """
    values = read_input(asked.input)
    if profile.read_only and not asked.dry_run:
        raise UsageError(
            f'"{profile.name}" is read-only, so nothing was sent; --dry-run shows what would be.'
        )
    record = _record(open_schema(folders, profile, connect), asked.name)
    form = _filled(record, asked, values)
    problems = form.check()
    if problems:
        return _invalid(problems, as_json=asked.as_json)
    if asked.dry_run:
        return _shown(record, form.variables(), as_json=asked.as_json)
    attempt = attempted(
        record["name"], form.variables(), profile=profile.name, account=asked.account or ""
    )
    attempt = _as_known(attempt, folders, again=asked.again)
    return _sent(_Errand(attempt, record["document"], folders), connect, as_json=asked.as_json)


def _as_known(attempt: Attempt, folders: Folders, *, again: bool) -> Attempt:
    """Return it as one more try of a wish of which nobody knows whether it was fulfilled.

    Raise UsageError where that may be done twice and nobody said that it shall be sent `again`.
    """
    doubt = _doubt(attempt, folders)
    if doubt is None:
        return attempt
    has_its_key = bool(doubt.key) and doubt.key == attempt.key
    if not (again or has_its_key):
        at = when(doubt.at, now=datetime.now().astimezone())
        key = f" With its idempotencyKey={plain(doubt.key)} it is done once." if doubt.key else ""
        raise UsageError(
            f"{attempt.operation} was sent for this at {at}, and nobody knows whether it was done,"
            f" so nothing was sent. Settle it in the app (7).{key} With --again it is sent all the"
            " same, and may be done twice."
        )
    return attempt._replace(intent=doubt.intent)


def _doubt(attempt: Attempt, folders: Folders) -> Entry | None:
    journal, owners = Journal(Database(folders.database)), Owners(folders.windows)
    doubts = Doubts(journal, owners, profile=attempt.profile)
    try:
        doubts.open = doubts.read()
    except StoreError:
        return None  # Then no row can be written either, and that is told.
    return doubts.about(
        attempt.operation, attempt.variables, account=attempt.account, intent=attempt.intent
    )


def _record(schema: "SchemaIndex", name: str) -> "MutationRecord":
    names = [heading.name for heading in schema.mutations]
    if name not in names:
        hint = did_you_mean(name, names) or "`kraken-tui operations` lists what there is."
        raise UsageError(f'This tenant has no mutation "{name}"; {hint}')
    return schema.record(name)


def _filled(record: "MutationRecord", asked: Call, values: dict[str, object]) -> Form:
    context = {"accountNumber": asked.account} if asked.account else {}
    form = Form.build(record, context, clock=lambda: datetime.now().astimezone())
    fill_from_json(form, values)
    fill_from_settings(form, asked.settings)
    return form


def _invalid(problems: tuple[FieldProblem, ...], *, as_json: bool) -> Exit:
    if as_json:
        _print_json({"outcome": "invalid", "fields": [_field(each) for each in problems]})
    _say_fields(problems)
    return Exit.WRONG_USE


def _shown(record: "MutationRecord", variables: dict[str, object], *, as_json: bool) -> Exit:
    shown = redact(variables)
    if as_json:
        _print_json({"query": record["document"], "variables": shown})
    else:
        print(record["document"].strip())
        _print_json(shown)
    return Exit.DONE


class _Errand(NamedTuple):
    """What is sent, and where the journal is that it is noted in."""

    attempt: Attempt
    document: str
    folders: Folders

    async def run(self, client: "KrakenClient") -> "tuple[Dispatch, Answer | None]":
        """Send it, once; interrupted, see to it that the journal says so."""

        async def connected() -> "KrakenClient":
            return client

        journal = Journal(Database(self.folders.database))
        sending = Sending(
            journal,
            Owners(self.folders.windows),
            client=connected,
            now=lambda: datetime.now().astimezone(),
        )
        dispatch = sending.start(self.attempt, self.document)
        try:
            return dispatch, await dispatch.wait()
        except KrakenError:
            return dispatch, None
        except asyncio.CancelledError:
            await dispatch.abandon()
            return dispatch, None
        finally:
            await sending.close()


def _sent(errand: _Errand, connect: Connect, *, as_json: bool) -> Exit:
    dispatch, answer = run_with_client(connect, errand.run)
    if dispatch.error is not None:
        return _failed(dispatch, dispatch.error, as_json=as_json)
    data, problems = (answer.data, answer.problems) if answer is not None else ({}, ())
    if as_json:
        _print_json({"outcome": dispatch.outcome, "data": data})
    else:
        _print_flat(data)
    say(f"{errand.attempt.operation} was {dispatch.outcome}.")
    for problem in problems:
        say(problem.sentence)
    _say_unnoted(dispatch)
    return Exit.DONE


def _failed(dispatch: "Dispatch", error: KrakenError, *, as_json: bool) -> Exit:
    """Tell why there is no answer; of a mutation that went out, nobody knows what became."""
    fields: tuple[FieldProblem, ...] = ()
    if isinstance(error, Refused):
        fields = tuple(field for problem in error.problems for field in problem.fields)
    if as_json:
        _print_json(
            {
                "outcome": dispatch.outcome,
                "sentence": error.sentence,
                "codes": list(error.codes) if isinstance(error, Refused) else [],
                "fields": [_field(each) for each in fields],
            }
        )
    say(sentence_of(error))
    _say_fields(fields)
    _say_unnoted(dispatch)
    if isinstance(error, Stopped):
        return Exit.INTERRUPTED
    return Exit.UNKNOWN if dispatch.outcome == "unknown" else exit_code(error)


def _say_unnoted(dispatch: "Dispatch") -> None:
    if dispatch.unnoted:
        say(f"This could not be noted, so the next start will call it unknown. {dispatch.unnoted}")


def _say_fields(fields: tuple[FieldProblem, ...]) -> None:
    for field in fields:
        say(f"{path_text(field.path) or 'The form as a whole'}: {field.message}")


def _field(field: FieldProblem) -> dict[str, Any]:
    return {"path": list(field.path), "message": field.message, "code": field.code}


def _print_json(value: object) -> None:
    print(json.dumps(value, indent=2))


def _print_flat(value: object, path: tuple[str | int, ...] = ()) -> None:
    """Print one line for each value of an answer, under its path."""
    if isinstance(value, dict):
        for key, each in value.items():
            _print_flat(each, (*path, key))
    elif isinstance(value, list):
        for index, each in enumerate(value):
            _print_flat(each, (*path, index))
    else:
        words = value if isinstance(value, str) else json.dumps(value)
        print(f"{path_text(path)} = {plain(words)}")
