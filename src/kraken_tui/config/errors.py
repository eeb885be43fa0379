"""What can be wrong with the files and settings of a person."""


class ConfigError(Exception):
    """A setting that cannot be used; the message is one sentence that says what to do."""

    @property
    def sentence(self) -> str:
        """Return what is wrong and what to do about it, for a person."""
        return str(self)


class SecretError(ConfigError):
    """A secret that cannot be had; the message never holds the secret itself."""
