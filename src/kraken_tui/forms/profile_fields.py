"""The form of a profile: the same controls as a mutation's, over the settings of the file."""

from collections.abc import Mapping
from typing import NamedTuple

from kraken_tui.api.errors import FieldProblem, Problem
from kraken_tui.api.records import EnumValue, InputField, InputType, MutationRecord
from kraken_tui.config.profiles import (
    AUTHORIZATION_SCHEMES,
    CACHES,
    ENVIRONMENTS,
    METHODS,
    OUTBOXES,
)
from kraken_tui.config.profiles_build import setting_of
from kraken_tui.config.profiles_parse import NAME_RULE, Wrong
from kraken_tui.forms.clock import local_now
from kraken_tui.forms.form import Form


class Setting(NamedTuple):
    """One line of the form: its name there, the setting in the file, and what to say of it."""

    name: str
    key: str
    about: str
    type: str = "Text"
    default: str | None = None


NAME = Setting("name", "name", f"What you call it; {NAME_RULE}.", "Text!")
SETTINGS = (
    Setting("tenantURL", "endpoint", "The address of the tenant's API, https://api...", "Text!"),
    Setting(
        "environment",
        "environment",
        "sandbox, test or production; where the address leaves a doubt, it counts as production.",
        "Environment",
        "as the address tells",
    ),
    Setting("signIn", "method", "How you sign in there.", "Method", "api-key"),
    Setting("email", "email", "Your e-mail address there, for the way password."),
    Setting(
        "whereTheSecretIs",
        "secret",
        "Never the secret itself: env:NAME, command:..., keyring:SERVICE/USER, or prompt to be"
        " asked.",
        "Text",
        "prompt",
    ),
    Setting("account", "account", "The account to open at the start, such as A-1A2B3C4D."),
    Setting("readOnly", "read_only", "Send no change, whatever is typed.", "Boolean", "false"),
    Setting(
        "privacy",
        "privacy",
        "Begin with names, addresses and bank details covered on the screen; f8 shows them.",
        "Boolean",
        "false",
    ),
    Setting("currency", "currency", "In what the tenant counts.", "Text", "GBP"),
    Setting("locale", "locale", "How its people write amounts, numbers and days.", "Text", "en_GB"),
    Setting("timezone", "timezone", "By whose clocks; without it by those of the locale."),
    Setting("theme", "theme", "The colours to work in.", "Text", "kraken-dark"),
    Setting("authEndpoint", "auth_endpoint", "Where to sign in; follows from most addresses."),
    Setting(
        "authorization",
        "authorization_scheme",
        "What stands before the token.",
        "Scheme",
        "nothing",
    ),
    Setting("certificates", "ca_file", "A PEM file of certificates to trust as well."),
    Setting(
        "keepWhatWasSeen",
        "cache",
        "How it is kept on this machine for reading without a link: plain, encrypted or off.",
        "Cache",
        "plain",
    ),
    Setting("daysKept", "cache_days", "For how many days that is kept.", "Text", "14"),
    Setting(
        "whereItsKeyIs",
        "cache_key",
        "The passphrase of what is encrypted: env:NAME, command:..., keyring:SERVICE/USER, prompt.",
    ),
    Setting(
        "outbox",
        "outbox",
        "What waits for a connection: ask before it is sent, or send it once there is one.",
        "Outbox",
        "ask",
    ),
    Setting("schemaFile", "schema", "A schema to go by where the tenant does not tell its own."),
)
CHOICES = {
    "Environment": ENVIRONMENTS,
    "Method": METHODS,
    "Outbox": OUTBOXES,
    "Cache": CACHES,
    "Scheme": tuple(each for each in AUTHORIZATION_SCHEMES if each),
}


def profile_form(settings: Mapping[str, object] | None) -> Form:
    """Return the form of a profile with its settings, or of a new one, which needs a name."""
    asked = SETTINGS if settings is not None else (NAME, *SETTINGS)
    form = Form.build(_record(asked), clock=local_now)
    # What is as it would be anyway is left blank: the line shows it all the same.
    form.fill(
        {
            each.name: settings[each.key]
            for each in asked
            if settings is not None and str(settings[each.key]) not in ("", each.default, "False")
        }
    )
    return form


def typed(form: Form) -> dict[str, object]:
    """Return the settings that are in the form, by their keys in the file."""
    keys = {each.name: each.key for each in (NAME, *SETTINGS)}
    found = {keys[name]: value for name, value in form.preview().items() if value not in (None, "")}
    return {key: value.strip() if isinstance(value, str) else value for key, value in found.items()}


def problem(wrong: Wrong) -> Problem:
    """Put what is wrong with a setting where it was typed."""
    key = setting_of(wrong)
    said = str(wrong).replace(f'key "{key}" ', "it ", 1)
    message = f"{said[:1].upper()}{said[1:]}."
    name = next((each.name for each in SETTINGS if each.key == key), NAME.name)
    return Problem(message, fields=(FieldProblem((name,), message),))


def _record(asked: tuple[Setting, ...]) -> MutationRecord:
    types = {name: _enum(choices) for name, choices in CHOICES.items()}
    return MutationRecord(
        name="profile",
        description=None,
        deprecated=None,
        args=[_field(each) for each in asked],
        types={**types, "Text": _scalar()},
        document="",
        returns="",
    )


def _field(each: Setting) -> InputField:
    return InputField(
        name=each.name,
        description=each.about,
        type=each.type,
        default=each.default,
        deprecated=None,
    )


def _scalar() -> InputType:
    return InputType(kind="SCALAR", description=None, oneOf=False, fields=[], values=[])


def _enum(choices: tuple[str, ...]) -> InputType:
    values = [EnumValue(name=each, description=None, deprecated=None) for each in choices]
    return InputType(kind="ENUM", description=None, oneOf=False, fields=[], values=values)
