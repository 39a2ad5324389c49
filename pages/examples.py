"""Programs that ask the data API, as they stand in the folder of examples."""

from pathlib import Path

from pages.server import LOCAL_SERVER

EXAMPLES = Path(__file__).parents[1] / "examples"
# By what each is written for: the file, and the language to colour it in.
DATA_API = {
    "Python": ("data_api.py", "python"),
    "R": ("data_api.R", "r"),
    "Shell": ("data_api.sh", "bash"),
}


def data_api_example(name: str, server: str) -> str:
    """The text of an example of ``DATA_API`` that asks a server."""
    file, _ = DATA_API[name]
    text = (EXAMPLES / file).read_text(encoding="utf-8")
    return text.replace(LOCAL_SERVER, server)
