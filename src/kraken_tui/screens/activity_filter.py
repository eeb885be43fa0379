"""Which tries of the journal to show, from one typed line such as ``refused 2026-03 reading``."""

import re
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta, tzinfo

from kraken_tui.domain.periods import in_words, is_like_a_period, period
from kraken_tui.store.history import Search
from kraken_tui.store.journal import OUTCOMES, Outcome

EXAMPLES = "accepted, refused, not sent, unknown; 2026, 2026-03-14; any words"

_OF_TWO_WORDS = re.compile(r"\bnot sent\b|\bon its way\b", re.IGNORECASE)
_SPELT = {"not-sent": "not sent", "on-its-way": "open"}


@dataclass(frozen=True, slots=True)
class Wanted:
    """Outcomes (empty means all), the days between which, both included, and words."""

    outcomes: frozenset[Outcome] = frozenset()
    first_day: date | None = None
    last_day: date | None = None
    words: tuple[str, ...] = ()

    def told(self, noun: str) -> str:
        """Say what is looked for, such as ``unknown changes from 2026-03-01``."""
        outcomes = " or ".join(
            "on its way" if each == "open" else each for each in OUTCOMES if each in self.outcomes
        )
        holding = f'with "{" ".join(self.words)}"' if self.words else ""
        days = in_words(self.first_day, self.last_day)
        return " ".join(filter(None, (outcomes, noun, holding, days)))

    def search(self, profile: str | None, zone: tzinfo, *, to_settle: bool) -> Search:
        """Give what to look for, with days as they are in a zone."""
        after = self.last_day and self.last_day + timedelta(days=1)
        return Search(
            profile=profile,
            words=self.words,
            outcomes=self.outcomes,
            since=_midnight(self.first_day, zone),
            until=_midnight(after, zone),
            to_settle=to_settle,
        )


def parse(line: str) -> Wanted:
    """Read a typed line; raise ``FilterError`` naming the word that is no period."""
    wanted = Wanted()
    line = _OF_TWO_WORDS.sub(lambda found: found[0].lower().replace(" ", "-"), line)
    for word in line.replace(",", " ").split():
        outcome = _outcome(word)
        if outcome is not None:
            wanted = replace(wanted, outcomes=wanted.outcomes | {outcome})
        elif is_like_a_period(word):
            first, last = period(word)
            wanted = replace(wanted, first_day=first, last_day=last)
        else:
            wanted = replace(wanted, words=(*wanted.words, word))
    return wanted


def _outcome(word: str) -> Outcome | None:
    spelt = _SPELT.get(word.casefold(), word.casefold())
    return next((outcome for outcome in OUTCOMES if outcome == spelt), None)


def _midnight(day: date | None, zone: tzinfo) -> datetime | None:
    return None if day is None else datetime.combine(day, time.min, zone)
