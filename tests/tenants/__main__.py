"""Serve a schema with made-up answers: `python -m tests.tenants FILE [--way WAY] [--port N]`.

Open the app on it with a profile for http://127.0.0.1:PORT/v1/graphql/; any secret signs in.
"""

from argparse import ArgumentParser
from pathlib import Path

import uvicorn
from graphql import build_schema

from tests.tenants.server import Server
from tests.tenants.values import Way


def main() -> None:
    """Serve until interrupted."""
    parser = ArgumentParser(prog="python -m tests.tenants")
    parser.add_argument("file", type=Path, help="the definition of the schema")
    parser.add_argument("--way", choices=[way.value for way in Way], default=Way.FULL.value)
    parser.add_argument("--port", type=int, default=8770)
    given = parser.parse_args()
    schema = build_schema(given.file.read_text(encoding="utf-8"), assume_valid=True)
    server = Server(schema, Way(given.way))
    uvicorn.run(server, port=given.port, lifespan="off", log_level="warning")


main()
