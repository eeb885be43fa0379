"""The little of HTTP that the sandbox needs: a request, a response, and compression."""

import gzip
import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final

_WORTH_COMPRESSING: Final = 1024


@dataclass(frozen=True, slots=True)
class Request:
    """What a client sent; the names of `headers` are in lower case."""

    method: str
    path: str
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""


@dataclass(frozen=True, slots=True)
class Response:
    """What the sandbox answers."""

    status: int
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)


def json_response(
    content: Any, *, status: int = 200, headers: Mapping[str, str] | None = None
) -> Response:
    """Answer with `content` as JSON."""
    return as_json(json.dumps(content, separators=(",", ":")).encode(), status, headers)


def as_json(body: bytes, status: int = 200, headers: Mapping[str, str] | None = None) -> Response:
    """Answer with `body`, which is JSON already."""
    return Response(status, body, {"content-type": "application/json", **(headers or {})})


def html_response(status: int, title: str) -> Response:
    """Answer with a page, as the proxies in front of an API do."""
    page = f"<html><head><title>{title}</title></head><body><h1>{title}</h1></body></html>\n"
    return Response(status, page.encode(), {"content-type": "text/html"})


def compressed(response: Response, request: Request) -> Response:
    """Compress the response where that is worth it and the client accepts it."""
    accepted = "gzip" in request.headers.get("accept-encoding", "")
    if not accepted or len(response.body) <= _WORTH_COMPRESSING:
        return response
    return replace(
        response,
        body=gzip.compress(response.body, compresslevel=1, mtime=0),
        headers={**response.headers, "content-encoding": "gzip", "vary": "Accept-Encoding"},
    )
