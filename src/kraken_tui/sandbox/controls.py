"""The sandbox's own controls below `/sandbox/`: log, faults on order, schema, a fresh start."""

import json
from collections.abc import Callable
from typing import Any

from .brownouts import Brownout, planned
from .context import State
from .faults import Fault, Faults, InvalidFault
from .http import Request, Response, html_response, json_response
from .reshaping import NotThere, without


class Controls:
    """Answer `GET log`, `POST fault`, `POST schema`, `bounds`, `brownout` and `reset`."""

    def __init__(self, state: State, faults: Faults, regenerate: Callable[[], None]) -> None:
        """Steer one tenant; `regenerate` makes its data anew."""
        self._state = state
        self._faults = faults
        self._regenerate = regenerate
        self._schema = state.schema

    def respond(self, request: Request) -> Response:
        """Answer one request to the controls."""
        answer = {
            ("GET", "/sandbox/log"): self._log,
            ("POST", "/sandbox/fault"): self._fault,
            ("POST", "/sandbox/schema"): self._reshape,
            ("POST", "/sandbox/bounds"): self._bound,
            ("POST", "/sandbox/brownout"): self._brown_out,
            ("POST", "/sandbox/reset"): self._reset,
        }.get((request.method, request.path.rstrip("/")))
        return answer(request) if answer else html_response(404, "Not Found")

    def _log(self, request: Request) -> Response:
        applied = self._state.rows("SELECT * FROM applied_mutations ORDER BY id")
        content = {
            "requests": list(self._state.requests),
            "mutations": [_mutation(row) for row in applied],
            "emails": list(self._state.outbox),
        }
        return json_response(content)

    def _fault(self, request: Request) -> Response:
        try:
            fault = Fault.parse(json.loads(request.body))
        except InvalidFault as error:
            return json_response({"error": str(error)}, status=400)
        except ValueError:
            return json_response({"error": "The body is not JSON."}, status=400)
        self._faults.add(fault)
        return json_response({"ordered": True})

    def _reshape(self, request: Request) -> Response:
        """Take parts out of the schema that there is at first, and let it be told or not."""
        try:
            asked = json.loads(request.body)
            tells = bool(asked.get("introspection", True))
            schema = without(self._schema, asked.get("without", []))
        except NotThere as error:
            return json_response({"error": str(error)}, status=400)
        except (ValueError, AttributeError):
            told = "A schema is ordered as an object with introspection, without or both."
            return json_response({"error": told}, status=400)
        self._state.schema, self._state.tells_schema = schema, tells
        return json_response({"ordered": True})

    def _bound(self, request: Request) -> Response:
        """Allow less, or more, of one query: `{"complexity": 30, "nodes": 500}`."""
        bounds = self._state.bounds
        try:
            asked = json.loads(request.body)
            bounds.complexity = int(asked.get("complexity", bounds.complexity))
            bounds.nodes = int(asked.get("nodes", bounds.nodes))
        except (ValueError, TypeError, AttributeError):
            return json_response({"error": "Bounds are an object of numbers."}, status=400)
        return json_response({"complexity": bounds.complexity, "nodes": bounds.nodes})

    def _brown_out(self, request: Request) -> Response:
        try:
            self._state.brownouts.append(Brownout.parse(json.loads(request.body)))
        except ValueError as error:
            return json_response({"error": str(error)}, status=400)
        return json_response({"planned": len(self._state.brownouts)})

    def _reset(self, request: Request) -> Response:
        self._state.schema, self._state.tells_schema = self._schema, True
        self._faults.clear()
        self._state.requests.clear()
        self._state.outbox.clear()
        self._state.counts.clear()
        self._state.allowance.reset()
        self._state.bounds.reset()
        self._state.brownouts[:] = planned()
        self._regenerate()
        return json_response({"reset": True})


def _mutation(row: Any) -> dict[str, Any]:
    return {**dict(row), "variables": json.loads(row["variables"])}
