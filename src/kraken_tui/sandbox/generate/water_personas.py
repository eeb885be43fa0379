"""The water company's customers, in the order in which they are made."""

from kraken_tui.sandbox.generate.personas import Persona

FIRST = Persona(
    cycle="measured",
    monthly=38,
    years=5.0,
    opening=4215,
    properties=2,
    users=2,
    ledgers=("services",),
    has_held_bill=True,
)

KINDS = (
    Persona(cycle="measured", monthly=29, years=2.5, opening=1500),
    Persona(
        cycle="unmeasured",
        monthly=47,
        years=4.0,
        percent=70,
        measured=False,
        pay_by="card",
        instruction=None,
        in_dunning=True,
    ),
    Persona(
        cycle="business",
        account_type="BUSINESS",
        monthly=310,
        years=2.0,
        properties=3,
        users=2,
        pay_by="transfer",
    ),
    Persona(
        cycle="measured",
        monthly=33,
        years=3.0,
        percent=60,
        in_hardship=True,
        is_vulnerable=True,
        ledgers=("debt",),
        pay_by="cash",
        instruction=None,
    ),
    Persona(
        cycle="measured", monthly=42, years=1.5, percent=115, opening=20000, ledgers=("store",)
    ),
    Persona(status="PENDING", years=0.0, instruction="PROVISIONAL"),
    Persona(
        cycle="measured",
        monthly=51,
        years=2.5,
        percent=35,
        in_debt_collection=True,
        in_dunning=True,
        instruction="FAILED",
        has_held_bill=True,
    ),
    Persona(cycle="measured", status="DORMANT", monthly=36, years=2.0, closed_for=14),
    Persona(
        cycle="unmeasured",
        monthly=39,
        years=5.0,
        measured=False,
        on_paper=True,
        pay_by="post",
        instruction=None,
        is_vulnerable=True,
    ),
    Persona(
        cycle="business",
        account_type="BUSINESS",
        monthly=1240,
        years=1.5,
        properties=2,
        in_portfolio=True,
        pay_by="transfer",
        percent=96,
    ),
    Persona(status="WITHDRAWN", years=0.0, instruction=None),
    Persona(cycle="measured", monthly=31, years=1.5, users=2, ledgers=("services",)),
    Persona(
        cycle="business",
        account_type="BUSINESS_VACANT",
        monthly=85,
        years=1.5,
        in_portfolio=True,
        instruction=None,
        pay_by="transfer",
    ),
    Persona(cycle="measured", monthly=27, years=1.0, instruction="PROVISIONAL", pay_by="card"),
    Persona(
        cycle="unmeasured",
        account_type="OCCUPIER",
        monthly=44,
        years=1.0,
        percent=15,
        measured=False,
        instruction=None,
        in_dunning=True,
    ),
    Persona(
        cycle="measured", status="VOID", monthly=30, years=1.0, closed_for=20, instruction=None
    ),
    Persona(account_type="MANAGED", status="INCOMPLETE", years=0.0, instruction=None),
)

ORDINARY = (
    Persona(cycle="measured", monthly=34, years=2.0),
    Persona(cycle="unmeasured", monthly=45, years=2.5, measured=False),
    Persona(cycle="measured", monthly=26, years=1.5, percent=104, users=2),
    Persona(cycle="measured", monthly=48, years=1.5, percent=92, pay_by="card", instruction=None),
)
