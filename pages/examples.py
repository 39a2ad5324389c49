"""Programs that ask the data API, as they stand in the folder of examples."""

from pathlib import Path
from urllib.parse import urlsplit

EXAMPLES = Path(__file__).parents[1] / "examples"
# The server that the examples ask as they stand.
LOCAL_SERVER = "http://127.0.0.1:8501"
# By what each is written for: the file, and the language to colour it in.
DATA_API = {
    "Python": ("data_api.py", "python"),
    "R": ("data_api.R", "r"),
    "Shell": ("data_api.sh", "bash"),
}


def data_api_example(name: str, server: str) -> str:
    """The text of an example of ``DATA_API`` that asks the server at an address."""
    file, _ = DATA_API[name]
    text = (EXAMPLES / file).read_text(encoding="utf-8")
    return text.replace(LOCAL_SERVER, server)


def server_of(page_address: str | None, page: str) -> str:
    """The address of the server, without a slash at its end, from the address of one of its pages;
    that of the examples if it is not known."""
    if not page_address:
        return LOCAL_SERVER
    parts = urlsplit(page_address)
    folder = parts.path.rstrip("/").removesuffix(page).rstrip("/")
    return f"{parts.scheme}://{parts.netloc}{folder}"
