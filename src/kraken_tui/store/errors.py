"""What can go wrong with the files that the app keeps."""


class StoreError(Exception):
    """A file of the app that cannot be used; the message is one sentence that says what to do."""

    @property
    def sentence(self) -> str:
        """Return what is wrong and what to do about it, for a person."""
        return str(self)
