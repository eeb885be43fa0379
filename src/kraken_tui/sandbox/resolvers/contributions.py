"""Contributions to good causes: the scheme, and the periods that have been given for."""

import sqlite3
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from .. import paging
from ..context import Context, moment
from ..fields import Arguments, Fields

agreement = Fields("ContributionAgreementType")
_MONTHS = {"MONTHLY": 1, "QUARTERLY": 3}
_MOST_PERIODS = 240


@agreement.answers("contributionScheme")
def _scheme(source: sqlite3.Row, context: Context, arguments: Arguments) -> Any:
    return context.by_id("contribution_schemes", source["contribution_scheme_id"])


@agreement.answers("periods")
def _periods(source: sqlite3.Row, context: Context, arguments: Arguments) -> Any:
    end = min(source["active_to"] or context.now, context.now)
    periods = [
        {
            "id": f"{source['id']}-{number}",
            "agreement": source,
            "period_from": begin,
            "period_to": stop,
            "fulfilled_at": stop if stop <= end else None,
        }
        for number, (begin, stop) in enumerate(_spans(source), start=1)
        if begin < end
    ]
    return paging.page(periods[::-1], arguments)


def _spans(source: sqlite3.Row) -> Iterator[tuple[str, str]]:
    """Give the beginning and end of one period after another, from the first on."""
    step, begin = _MONTHS[source["interval"]], datetime.fromisoformat(source["active_from"])
    begin = begin.replace(day=1)
    for number in range(_MOST_PERIODS):
        yield (
            moment(_later(begin, step * number)),
            moment(_later(begin, step * (number + 1))),
        )


def _later(day: datetime, months: int) -> datetime:
    years, month = divmod(day.month - 1 + months, 12)
    return day.replace(year=day.year + years, month=month + 1)


BINDABLES = [agreement]
