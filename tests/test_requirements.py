"""What is locked is what the project asks for."""

import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
NEEDED = {
    "requirements.txt": PROJECT["project"]["dependencies"],
    "requirements-dev.txt": PROJECT["dependency-groups"]["develop"],
    "requirements-uv.txt": PROJECT["dependency-groups"]["install"],
}


@pytest.mark.parametrize("file", NEEDED)
def test_what_is_locked_is_what_the_project_asks_for(file: str) -> None:
    lines = (ROOT / file).read_text(encoding="utf-8").splitlines()
    locked = {line.split(" ", 1)[0] for line in lines if "==" in line}
    for needed in map(Requirement, NEEDED[file]):
        pins = {pin.split("==")[1] for pin in locked if pin.startswith(f"{needed.name}==")}
        assert pins, f"{needed.name} is not in {file}"
        assert pins == set(needed.specifier.filter(pins)), f"{file} does not fit {needed}"
