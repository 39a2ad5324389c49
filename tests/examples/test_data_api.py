"""The programs that the page shows do what they say, against a server that runs."""

import csv
import io
import shutil
import subprocess
import sys

import pandas as pd
import pytest

from pages.examples import DATA_API, data_api_example
from pages.server import LOCAL_SERVER
from views.agreement.filters import AgreementFilters
from views.agreement.rows import agreement

# How long a program may take, in seconds.
PATIENCE = 120
ACADEMIA = AgreementFilters(split="affiliation", base="opinion")


def run(program: list[str], text: str) -> str:
    """What a program prints, given its text as its last argument.

    A program that is not installed fails the test: what readers copy must be known to work.
    """
    found = shutil.which(program[0])
    if not found:
        pytest.fail(f"{program[0]} is not installed; Debian has it as r-base-core (R) or curl.")
    ended = subprocess.run(
        [found, *program[1:], text], capture_output=True, text=True, timeout=PATIENCE, check=False
    )
    assert ended.returncode == 0, ended.stderr
    return ended.stdout


def first_of_academia() -> pd.DataFrame:
    rows = agreement(ACADEMIA)
    return rows[rows["group"] == "Academia"].head(5)


def expect_table(printed: str) -> None:
    """See that the statements and their figures stand in what was printed, in their order."""
    heading, *lines = [line for line in printed.splitlines() if line.strip()]
    assert heading.split() == ["label", "n_opinion", "agreement_low", "agreement_high"]
    expected = first_of_academia()
    assert len(lines) == len(expected) == 5
    for line, row in zip(lines, expected.itertuples(), strict=True):
        *label, n, low, high = line.split()
        assert " ".join(label) == row.label
        assert int(n) == row.n_opinion
        assert float(low) == pytest.approx(row.agreement_low, abs=1e-4)
        assert float(high) == pytest.approx(row.agreement_high, abs=1e-4)


def test_the_example_in_python_prints_the_answers_of_academia(server: str) -> None:
    expect_table(run([sys.executable, "-c"], data_api_example("Python", server)))


@pytest.mark.programs
def test_the_example_in_r_prints_the_same_without_any_package(server: str) -> None:
    program = data_api_example("R", server)
    assert "library" not in program
    expect_table(run(["Rscript", "--vanilla", "-e"], program))


def test_the_example_for_the_shell_prints_the_answers_as_csv(server: str) -> None:
    program = data_api_example("Shell", server)
    printed = list(csv.DictReader(io.StringIO(run(["sh", "-c"], program))))
    expected = agreement(AgreementFilters(affiliation=("Academia",), base="opinion"))
    assert [row["label"] for row in printed] == expected["label"].tolist()
    shares = [float(row["agreement_low"]) for row in printed]
    assert shares == pytest.approx(expected["agreement_low"].tolist())


def test_the_example_for_the_shell_fails_if_the_server_refuses(server: str) -> None:
    wrong = data_api_example("Shell", server).replace("Academia", "Nobody")
    ended = subprocess.run(["sh", "-c", wrong], capture_output=True, timeout=PATIENCE, check=False)
    assert ended.returncode != 0


@pytest.mark.parametrize("name", DATA_API)
def test_an_example_names_a_server_once_and_it_is_put_in(name: str) -> None:
    assert data_api_example(name, LOCAL_SERVER).count(LOCAL_SERVER) == 1
    elsewhere = data_api_example(name, "https://ground.example")
    assert LOCAL_SERVER not in elsewhere
    assert elsewhere.count("https://ground.example") == 1
