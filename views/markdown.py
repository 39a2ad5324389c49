"""Text from elsewhere, such as an address, in texts that are written in Markdown."""

MARKS = frozenset(r"\`*_[]$:~<>#@")


def escaped(text: str) -> str:
    """A text on one line in which Markdown finds no marks, links or symbols of its own."""
    plain = " ".join(text.splitlines())
    marked = "".join(f"\\{letter}" if letter in MARKS else letter for letter in plain)
    return marked.replace("www.", "www\\.")
