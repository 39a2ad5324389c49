"""The rows of a view can be had without a server, just as a server gives them."""

import json

import pytest

from api.rows import main
from queries.build_info import data_version
from tests.api.asking import ask

QUERY = "affiliation=AGI+lab&search=50%25+%26&view=Table"


def test_they_are_those_of_a_server(api: str, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    for query in ("", QUERY, "study=ipie2024&split=expertise"):
        assert main(["agreement", query]) == 0
        answer = json.loads(capsysbinary.readouterr().out)
        assert answer["rows"].encode() == ask(f"{api}/agreement.csv?{query}").body
        assert answer["data_version"] == data_version()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ([], "There is no view “”, only overview, agreement, cells, "),
        (["nothing", ""], "There is no view “nothing”, only overview, agreement, cells, "),
        (["agreement", "base=nothing"], "base: There is no such value."),
    ],
)
def test_what_cannot_be_had_is_said(
    capsys: pytest.CaptureFixture[str], arguments: list[str], message: str
) -> None:
    assert main(arguments) == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.startswith(message)
