"""What may be asked about passwords before signing in."""

from typing import Any

from ..context import Context
from ..fields import Arguments, RootFields
from ..password_rules import RULES

query = RootFields()


@query.answers("passwordValidatorHelpTexts", public=True)
def _help(source: Any, context: Context, arguments: Arguments) -> list[str]:
    return [f"<li>{rule}</li>" for rule in RULES] if arguments.get("asHtml") else list(RULES)


@query.answers("isPasswordResetTokenValid", public=True)
def _is_valid(source: Any, context: Context, arguments: Arguments) -> bool:
    sql = """
        SELECT 1 FROM password_reset_tokens JOIN users ON users.id = user_id
        WHERE token = ? AND ? IN (CAST(users.id AS TEXT), number)
        AND used_at IS NULL AND expires_at > ?
    """
    now = int(context.state.clock().timestamp())
    return context.value(sql, arguments["token"], arguments["userId"], now) is not None


BINDABLES = [query]
