"""The one error of model files."""


class ModelError(ValueError):
    """A model file that cannot be used; the message says why and how to mend it."""
