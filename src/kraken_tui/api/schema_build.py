"""The heavy work on a new schema, done in a process of its own: records built, documents pruned.

Run as `python -m kraken_tui.api.schema_build` with a job as JSON on standard input:
`{"introspection": PATH, "target": PATH, "about": {...}, "documents": {NAME: TEXT},
"described": {MUTATION: TEXT}}`.
In a thread it would hold the interpreter lock, and every key press with it.
"""

import gc
import json
import os
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, cast

from kraken_tui import __version__
from kraken_tui.api.mending import mended
from kraken_tui.api.outline import outline
from kraken_tui.api.record_building import BuiltRecord, build_records
from kraken_tui.api.schema_file import OUTLINE, write_schema_file
from kraken_tui.api.schema_text import as_introspection

DOCUMENT_PREFIX = "document:"
"""Keeps pruned documents apart from mutations of the same name."""


def build(
    *, introspection: bytes, target: Path, about: Mapping[str, Any], documents: Mapping[str, str]
) -> None:
    """Write the schema file `target` from the body of an answer to an introspection query.

    Raises:
        ValueError: the body is no such answer.
        OSError: the file cannot be written.
    """
    answer = json.loads(introspection)
    try:
        built, pruned = _made_of(answer, documents)
    except Exception:  # noqa: BLE001 - each library has exceptions of its own for what is odd
        built, pruned = _made_of(mended(answer), documents)
    records = [*((one.heading.name, one.text) for one in built), *pruned]
    told = {
        **about,
        "version": __version__,  # Another one may make other records of the same schema.
        "mutations": [_listed(one) for one in built],
        "documents": sorted(documents),
    }
    write_schema_file(target, about=told, records=records)


def _made_of(
    answer: Mapping[str, Any], documents: Mapping[str, str]
) -> tuple[list[BuiltRecord], list[tuple[str, str]]]:
    in_short = json.dumps(outline(answer), ensure_ascii=False)
    return list(build_records(answer)), [*_pruned(answer, documents), (OUTLINE, in_short)]


def _listed(one: BuiltRecord) -> list[object]:
    heading = one.heading
    return [heading.name, heading.summary, heading.deprecated, sorted(heading.fields)]


def _pruned(answer: Mapping[str, Any], documents: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    if not documents:
        return
    from graphql import build_client_schema

    from kraken_tui.api.adapt import prune
    from kraken_tui.api.used import used

    # Real schemas break the letter of the rules, and are to be worked with all the same.
    schema = build_client_schema(cast(Any, answer.get("data") or answer), assume_valid=True)
    for name, text in documents.items():
        pruned = prune(text, schema)
        asked = used(pruned.text, schema)
        kept = json.dumps({"text": pruned.text, "fell_away": pruned.fell_away, **asked})
        yield f"{DOCUMENT_PREFIX}{name}", kept


def main() -> int:
    """Do the job on standard input; return 0, or with a reason on standard error 1 or 2.

    2 says that the disk would not have it, 1 that it makes no sense.
    """
    gc.disable()  # Everything made here is kept to the end, and the end is near.
    if hasattr(os, "nice"):
        os.nice(5)  # The person at the keyboard goes first.
    try:
        job = json.load(sys.stdin)
        told = Path(job["introspection"]).read_bytes()
        build(
            introspection=as_introspection(told, job["described"]),
            target=Path(job["target"]),
            about=job["about"],
            documents=job["documents"],
        )
    except Exception as error:  # noqa: BLE001 - told to the parent in words, whatever it is
        sys.stderr.write(f"{type(error).__name__}: {error}")
        return 2 if isinstance(error, OSError) else 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
