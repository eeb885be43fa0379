"""The sandbox as a server of its own."""

import contextlib
import socket
from collections.abc import Callable
from typing import Unpack

from .context import State
from .settings import Options


def serve(
    *,
    host: str = "127.0.0.1",
    port: int = 8765,
    say: Callable[[str], None] = print,
    **options: Unpack[Options],
) -> None:
    """Serve a tenant over HTTP until interrupted; the options are the fields of `Settings`.

    `say` prints a line. Port 0 is any free one. Raises OSError where the port is taken, and
    sqlite3.DatabaseError or OtherTenant where the database cannot be used.
    """
    import uvicorn

    from .app import create_service
    from .asgi import AsgiApp

    with socket.create_server((host, port)) as listening:
        service = create_service(**options)
        address = f"http://{host}:{listening.getsockname()[1]}"
        for line in ways_in(service.state, address):
            say(line)
        # A fault that drops the connection is an exception; its traceback helps nobody.
        config = uvicorn.Config(AsgiApp(service.respond), log_level="critical", access_log=False)
        with contextlib.suppress(KeyboardInterrupt):
            uvicorn.Server(config).run(sockets=[listening])
        service.close()


def ways_in(state: State, address: str) -> list[str]:
    """Tell where the tenant is, and how to sign in there."""
    demo = state.row("SELECT * FROM users WHERE email = 'demo@kraken.example'")
    sql = "SELECT number FROM accounts JOIN account_users ON accounts.id = account_id"
    sample = state.value(f"{sql} WHERE user_id = ? ORDER BY accounts.id", demo and demo["id"])
    return [
        f"The {state.tenant} tenant is ready. Stop it with ctrl+c.",
        f"  API             {address}/v1/graphql/",
        f"  Authentication  {address}/auth/graphql/",
        f"  Controls        {address}/sandbox/log",
        "  E-mail          demo@kraken.example",
        "  Password        demo-password",
        f"  API key         sk_demo_{state.tenant}",
        f"  An account      {sample}",
    ]
