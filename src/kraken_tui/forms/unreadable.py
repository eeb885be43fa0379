"""The one way a parser says no: with a sentence for the person who typed."""


class Unreadable(ValueError):
    """What was typed is no value of its type; the text says why and what would be right."""
