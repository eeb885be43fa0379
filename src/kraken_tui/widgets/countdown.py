"""How much longer something takes, in as many words as a line on top has room for."""


def countdown(seconds: int) -> str:
    """Write seconds as `12 s`, `3 min 20 s` or `1 h 2 min`."""
    if seconds < 60:
        return f"{seconds} s"
    minutes, rest = divmod(seconds, 60)
    if minutes < 60:
        return f"{minutes} min {rest} s"
    hours, rest = divmod(minutes, 60)
    return f"{hours} h {rest} min"
