"""One sandbox tenant: its endpoints, its faults and its memory of what happened."""

import asyncio
import json
from typing import Any, Final

from .context import State, moment
from .controls import Controls
from .executor import Executor, InvalidRequest, Outcome, is_mutation
from .faults import Fault, Faults
from .http import Request, Response, as_json, compressed, html_response, json_response
from .mutations import without_secrets

_ENDPOINTS: Final = {
    "/v1/graphql": "api",
    "/v1/graphql/": "api",
    "/auth/graphql": "auth",
    "/auth/graphql/": "auth",
}


class Service:
    """Answer the HTTP requests of a tenant's clients, and of those who steer the sandbox."""

    def __init__(self, state: State, controls: Controls, faults: Faults) -> None:
        """Serve `state`; `controls` answers below `/sandbox/`, `faults` get in the way."""
        self.state = state
        self._controls = controls
        self._faults = faults
        self._executor = Executor(state)

    def close(self) -> None:
        """Let go of the database."""
        self.state.store.close()

    async def respond(self, request: Request) -> Response:
        """Answer one request.

        Raises Dropped where a fault breaks the connection.
        """
        if request.path.startswith("/sandbox/"):
            return compressed(self._controls.respond(request), request)
        endpoint = _ENDPOINTS.get(request.path)
        if endpoint is None:
            return html_response(404, "Not Found")
        if request.method != "POST":
            return Response(405, headers={"allow": "POST"})
        return compressed(await self._graphql(request, endpoint), request)

    async def _graphql(self, request: Request, endpoint: str) -> Response:
        try:
            asked = json.loads(request.body)
        except ValueError:
            return json_response({"errors": [{"message": "The body is not JSON."}]}, status=400)
        name = asked.get("operationName") if isinstance(asked, dict) else None
        fault = self._fault(request, asked)
        raising = request.headers.get("x-sandbox-raise")
        if fault is not None and fault.is_error:
            await asyncio.sleep(fault.delay)
            raising = fault.code
        elif fault is not None and fault.when == "before":
            failed = await self._fail(fault, request, name)
            if failed is not None:
                return failed
        response = self._answer(request, asked, endpoint, raising)
        if fault is not None and fault.when == "after":
            return await self._fail(fault, request, name) or response
        return response

    def _fault(self, request: Request, asked: Any) -> Fault | None:
        if not self._faults:
            return None
        return self._faults.take(path=request.path, names=self._executor.names(asked))

    async def _fail(self, fault: Fault, request: Request, name: str | None) -> Response | None:
        self._log(request, name, fault=True)
        return await fault.strike()

    def _answer(self, request: Request, asked: Any, endpoint: str, raising: str | None) -> Response:
        try:
            outcome = self._executor.run(asked, request.headers, endpoint=endpoint, raising=raising)
        except InvalidRequest as error:
            return json_response({"errors": [{"message": str(error)}]}, status=400)
        name, variables = asked.get("operationName"), asked.get("variables")
        self._log(request, name, outcome, variables=without_secrets(variables))
        return as_json(outcome.body, headers=self._possible_errors(outcome))

    def _possible_errors(self, outcome: Outcome) -> dict[str, str]:
        if not is_mutation(outcome):
            return {}
        documented = (self.state.operations.get(name) for name in outcome.fields)
        codes = (error.code for rows in documented if rows for error in rows[0].errors)
        return {"x-kraken-possible-errors": ",".join(dict.fromkeys(codes))}

    def _log(
        self, request: Request, name: str | None, outcome: Outcome | None = None, **more: Any
    ) -> None:
        entry: dict[str, Any] = {
            "at": moment(self.state.clock()),
            "path": request.path,
            "operationName": name,
        }
        if outcome is not None:
            entry |= {
                "kind": outcome.kind,
                "fields": outcome.fields,
                "codes": outcome.codes,
                "user": outcome.user,
                "points": outcome.points,
            }
        self.state.requests.append(entry | more)
