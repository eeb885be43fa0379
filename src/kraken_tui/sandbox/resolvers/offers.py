"""Groups of offers that somebody quotes from."""

from typing import Any

from ..context import Context
from ..fields import Arguments, RootFields
from ..offers import as_group, as_offer

query = RootFields()


@query.answers("offerGroupForQuoting")
def _group(source: Any, context: Context, arguments: Arguments) -> Any:
    sql = "SELECT * FROM offer_groups WHERE identifier = ?"
    row = context.row(sql, arguments.get("identifier"))
    return None if row is None else as_group(context, row)


@query.answers("offerForQuoting")
def _offer(source: Any, context: Context, arguments: Arguments) -> Any:
    row = context.row("SELECT * FROM offers WHERE identifier = ?", arguments.get("identifier"))
    return None if row is None else as_offer(context, row)


BINDABLES = [query]
