"""Text from elsewhere, such as an address, that Markdown must show as it stands."""

from views.markdown import escaped as escaped


def quoted(text: str) -> str:
    """A text as code, on one line."""
    return f"`{' '.join(text.split()).replace('`', chr(39))}`"
