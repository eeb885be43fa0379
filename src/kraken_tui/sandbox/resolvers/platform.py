"""What the platform tells about itself: version, limits, errors, outages."""

from typing import Any, Final

from graphql import GraphQLError, parse, validate

from .. import cost, paging
from ..context import Context
from ..errors import Refusal, kind_of
from ..fields import Arguments, RootFields
from ..linked_objects import find

query = RootFields()
_HEADER_ERRORS: Final = {"KT-CT-1111", "KT-CT-1112", "KT-CT-1113"}


@query.answers("krakenVersion", public=True)
def _version(source: Any, context: Context, arguments: Arguments) -> dict[str, Any]:
    return {"number": "2025.47.0", "SHA": "5a9db0c1", "isPinned": False}


@query.answers("rateLimitInfo")
def _rate_limits(source: Any, context: Context, arguments: Arguments) -> dict[str, Any]:
    user = context.caller["number"]
    return {"points_allowance_rate_limit": context.state.allowance.information(user)}


@query.answers("queryComplexity")
def _complexity(source: Any, context: Context, arguments: Arguments) -> dict[str, Any]:
    given = arguments["input"]
    schema = context.state.schema
    try:
        document = parse(given["query"])
    except GraphQLError as error:
        raise Refusal("KT-CT-1187", error.message) from None
    mistakes = validate(schema, document)
    if mistakes:
        raise Refusal("KT-CT-1187", mistakes[0].message)
    measured = cost.measure(
        schema,
        document,
        operation_name=given.get("operationName"),
        variables=given.get("variables"),
    )
    return {"complexity_value": measured.complexity}


@query.answers("possibleErrors", public=True)
def _possible_errors(source: Any, context: Context, arguments: Arguments) -> dict[str, Any]:
    given = arguments["input"]
    documented = context.state.operations.get(given["name"])
    if given["type"] != "mutation" or not documented:
        raise Refusal("KT-CT-1140", "There is no such operation.", kind="NOT_FOUND")
    listed = [
        {
            "code": error.code,
            "message": error.message,
            "description": error.message,
            "type": kind_of(error.code, error.message),
        }
        for error in documented[0].errors
        if given.get("authErrors") is not False or error.code not in _HEADER_ERRORS
    ]
    return {**given, "possible_errors": listed}


@query.answers("apiBrownouts", public=True)
def _brownouts(source: Any, context: Context, arguments: Arguments) -> Any:
    statuses = (arguments.get("input") or {}).get("statuses")
    now = context.state.clock()
    rows = [brownout.row(now) for brownout in context.state.brownouts]
    return paging.page(
        [row for row in rows if not statuses or row["status"] in statuses], arguments
    )


@query.answers("mfaDevices")
def _mfa_devices(source: Any, context: Context, arguments: Arguments) -> Any:
    return context.rows("SELECT * FROM mfa_devices WHERE user_id = ?", context.caller["id"])


@query.answers("metadata")
def _metadata(source: Any, context: Context, arguments: Arguments) -> Any:
    sql = "SELECT * FROM metadata WHERE linked_object_type = ? AND identifier = ? ORDER BY key"
    kind = arguments.get("linkedObjectType") or "ACCOUNT"
    linked = find(context, kind, arguments["identifier"])
    return context.rows(sql, kind, linked.identifier) if linked and linked.is_visible else []


@query.answers("metadataForKey")
def _metadata_for_key(source: Any, context: Context, arguments: Arguments) -> Any:
    rows = _metadata(source, context, arguments)
    return next((row for row in rows if row["key"] == arguments["key"]), None)


@query.answers("contributionSchemes")
def _schemes(source: Any, context: Context, arguments: Arguments) -> Any:
    return context.rows("SELECT * FROM contribution_schemes ORDER BY id")


@query.answers("accountReference")
def _reference(source: Any, context: Context, arguments: Arguments) -> Any:
    sql = "SELECT * FROM account_references WHERE value = ?"
    rows = context.rows(sql, arguments.get("value"))
    return [row for row in rows if context.may_see(row["account_id"])]


@query.answers("campaigns")
def _campaigns(source: Any, context: Context, arguments: Arguments) -> Any:
    owner = context.account(arguments["accountNumber"], "accountNumber")
    rows = context.rows("SELECT * FROM campaigns WHERE account_id = ?", owner["id"])
    return paging.page(rows, arguments)


BINDABLES = [query]
