"""What a person wants of the tenant: to read, to change with an idempotency key, and without."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Literal
from uuid import uuid4

from kraken_tui.api.client import Answer, KrakenClient, Timeouts
from kraken_tui.api.errors import KrakenError, NotSent, OutcomeUnknown, Refused
from kraken_tui.sending import Dispatch, Sending, attempted
from kraken_tui.store.database import Database
from kraken_tui.store.journal import Journal, Outcome
from kraken_tui.store.owners import Owners
from tests.faults.tenant import ACCOUNT, Tenant

Kind = Literal["query", "with a key", "without a key"]

READ = "query Read($number: String!) { account(accountNumber: $number) { number billingEmail } }"
COLLECT = (
    "mutation Collect($input: CollectPaymentInput!) "
    "{ collectPayment(input: $input) { payment { id amount } } }"
)
EMAIL = (
    "mutation Email($input: UpdateAccountBillingEmailInput!) "
    "{ updateAccountBillingEmail(input: $input) { account { number billingEmail } } }"
)


@dataclass(frozen=True)
class Wish:
    """One intent, however often it is sent; `mark` is in what it changes."""

    kind: Kind
    mark: str
    padding: int = 0
    """How many bytes more than needed the request has."""


def wish(kind: Kind) -> Wish:
    """Have a new one."""
    return Wish(kind, str(uuid4()))


@dataclass
class Person:
    """Somebody with a client, signed in, and a journal."""

    client: KrakenClient
    sending: Sending
    ledger: str

    async def read(self, number: str = ACCOUNT) -> Answer:
        """Look at an account."""
        return await self.client.query(READ, {"number": number})

    def send(self, wished: Wish) -> Dispatch:
        """Send what is wished for."""
        if wished.kind == "without a key":
            address = f"{wished.mark}@example.com{' ' * wished.padding}"
            given: dict[str, object] = {"accountNumber": ACCOUNT, "billingEmail": address}
            return self._start("updateAccountBillingEmail", EMAIL, given, wished)
        given = {
            "accountNumber": ACCOUNT,
            "ledgerNumber": self.ledger,
            "amount": 100,
            "paymentDate": f"{datetime.now(UTC) + timedelta(days=9):%Y-%m-%d}",
            "description": "By telephone",
            "idempotencyKey": wished.mark,
        }
        return self._start("collectPayment", COLLECT, given, wished)

    def _start(
        self, operation: str, document: str, given: dict[str, object], wished: Wish
    ) -> Dispatch:
        attempt = attempted(
            operation, {"input": given}, profile="test", account=ACCOUNT, intent=wished.mark
        )
        return self.sending.start(attempt, document)

    async def told(self, wished: Wish) -> Outcome:
        """Tell what is said of a wish once it was sent."""
        try:
            if wished.kind == "query":
                answer = await self.read()
                assert answer.data["account"]["number"] == ACCOUNT
            else:
                await self.send(wished).wait()
        except KrakenError as error:
            return outcome_of(error)
        return "accepted"

    def journal(self, wished: Wish) -> list[Outcome]:
        """Read what the journal says of a wish, try by try."""
        rows = self.sending.journal.newest(profile="test")
        return [row.outcome for row in reversed(rows) if row.intent == wished.mark]


def outcome_of(error: KrakenError) -> Outcome:
    """Tell what an error means."""
    outcomes: dict[type[KrakenError], Outcome] = {
        NotSent: "not sent",
        Refused: "refused",
        OutcomeUnknown: "unknown",
    }
    return next(outcome for kind, outcome in outcomes.items() if isinstance(error, kind))


@asynccontextmanager
async def person(tenant: Tenant, folder: Path, *, patience: float = 10.0) -> AsyncIterator[Person]:
    """Sit somebody down who has signed in, and has a connection open.

    `patience` is how many seconds they wait for an answer; in less than one nothing is opened.
    """
    client = KrakenClient(
        endpoint=tenant.endpoint,
        auth=tenant.auth,
        timeouts=Timeouts(read=patience),
        sleep=lambda _: asyncio.sleep(0),
    )

    async def connected() -> KrakenClient:
        return client

    sending = Sending(
        Journal(Database(folder / "kraken-tui.db")),
        Owners(folder / "windows"),
        client=connected,
        now=lambda: datetime.now(UTC),
    )
    made = Person(client, sending, tenant.ledger)
    try:
        if patience > 1:
            await made.read()
        yield made
    finally:
        await sending.close()
        await client.limits.aclose()
        await client._connection.aclose()  # The tokens stay with the tenant's auth, for the next.
