"""Links and secrets that a provider's page or form is opened with, from what a mutation answered.

They are handed out once, as the answer to a mutation; the API lists them nowhere.
"""

import re
from dataclasses import dataclass
from datetime import datetime

# A comma within a value is part of it; one before the next value's name is not.
_URL = re.compile(r"https?://\S+?(?=,?(?:\s|$))")
_NAMED = re.compile(r"(Secret key|Secret token|Retrieval token) (\S+?)(?=,?(?:\s|$))")
_SECRETS = ("Secret key", "Secret token")


@dataclass(frozen=True, slots=True)
class HandedOut:
    """A link, or the secret of an embedded form, with what else came along.

    ``purpose`` says in words which mutation gave it; ``account`` is what was open then.
    """

    purpose: str
    value: str
    is_link: bool
    retrieval_token: str
    account: str
    at: datetime

    @property
    def kind(self) -> str:
        """Say what the value is."""
        return "link" if self.is_link else "secret"


def handed_out(news: str, *, account: str, at: datetime) -> HandedOut | None:
    """Find in the words of a mutation's answer what opens a page or a form; ``None`` if nothing.

    ``news`` begins with the mutation's name in words: ``Initiate hosted payment: accepted. ...``.
    """
    purpose, _, answered = news.partition(": accepted.")
    named = dict(_NAMED.findall(answered))
    url = _URL.search(answered)
    secret = next((named[name] for name in _SECRETS if name in named), "")
    if url is None and not secret:
        return None
    return HandedOut(
        purpose=purpose,
        value=url[0] if url is not None else secret,
        is_link=url is not None,
        retrieval_token=named.get("Retrieval token", ""),
        account=account,
        at=at,
    )
