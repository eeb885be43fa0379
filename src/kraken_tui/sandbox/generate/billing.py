"""What is billed beside the statements: summaries of whole years, and what is to come."""

from datetime import date, timedelta

from kraken_tui.sandbox.generate.market import Account, World

_YEARS = 3


def add_billing(world: World, account: Account) -> None:
    """Add the statements of the last whole years, and what will soon be on the ledger."""
    first = account.since.year + 1
    for year in range(max(first, account.until.year - _YEARS), account.until.year):
        row_id = world.batch.peek("annual_statements")
        world.batch.add(
            "annual_statements",
            {
                "account_id": account.id,
                "period_starts_at": f"{date(year, 1, 1)}T00:00:00+00:00",
                "period_ends_at": f"{date(year + 1, 1, 1)}T00:00:00+00:00",
                "pdf_url": f"https://documents.kraken.example/annual-statements/{row_id}.pdf",
            },
        )
    if account.persona.status == "ACTIVE":
        _add_coming(world, account)


def _add_coming(world: World, account: Account) -> None:
    monthly = account.persona.monthly * 100
    for days, amount, title in (
        (9, -monthly * 93 // 100, "Estimated use since the last bill"),
        (20, monthly, "Next payment"),
    ):
        world.batch.add(
            "provisional_transactions",
            {
                "account_id": account.id,
                "amount": amount,
                "date": (world.today + timedelta(days=days)).isoformat(),
                "title": title,
            },
        )
