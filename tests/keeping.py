"""Schemas put on disk as if they had been fetched."""

import json
from pathlib import Path

from graphql import build_schema, introspection_from_schema

from kraken_tui.api.schema_build import build
from kraken_tui.api.schema_cache import SchemaCache, hash_of
from kraken_tui.domain import documents


def keep_schema(folder: Path, endpoint: str, definition: str) -> None:
    """Keep a definition as the schema of an endpoint; no document is fitted to it."""
    told = introspection_from_schema(
        build_schema(definition, assume_valid=True), input_value_deprecation=True, one_of=True
    )
    build(
        introspection=json.dumps({"data": told}).encode(),
        target=SchemaCache(folder).path(endpoint),
        about={
            "hash": hash_of({"": definition}),
            "endpoint": endpoint,
            "documents_hash": hash_of(documents.all_texts()),
        },
        documents={},
    )
