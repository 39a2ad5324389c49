"""Bundles of views, as they are given away."""

import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from exports.research_bundle import Bundled, to_bundle
from tests.exports.exhibits import SERVER, view_at
from views import bundles

MADE = datetime(2026, 11, 22, 18, 45, 30, tzinfo=UTC)


@dataclass(frozen=True)
class Example:
    """A table, and the view that it is of."""

    table: str
    address: str

    def __str__(self) -> str:
        return f"{self.table} of {self.address}"


AGREEMENT = Example("agreement", "agreement?affiliation=Academia&search=risk")
PANEL = Example("agreement", "agreement?study=invented-panel&split=risk_area&base=opinion")
COMPARE = Example("compare", "compare?group=AGI+lab&group=Academia&category=2")
MITIGATIONS = Example("mitigations", "taxonomy?category=1.2")
EXAMPLES = (
    AGREEMENT,
    PANEL,
    Example("cells", "agreement?search=audit"),
    COMPARE,
    Example("responses", "agreement?study=invented-panel&search=audit"),
    Example("agreement", "agreement?study=ec2020"),
    Example("taxonomy", "taxonomy"),
    MITIGATIONS,
    Example("evidence", "evidence"),
)


def bundled(example: Example) -> Bundled:
    """What the bundle of a table is made of."""
    return bundles.bundled(example.table, view_at(example.address), SERVER, MADE)


def with_title(made_of: Bundled, title: str) -> Bundled:
    return replace(made_of, exhibit=replace(made_of.exhibit, title=title))


def unpacked(made_of: Bundled, folder: Path) -> Path:
    """The folder of a bundle's files."""
    with zipfile.ZipFile(io.BytesIO(to_bundle(made_of))) as archive:
        archive.extractall(folder)
    return folder / made_of.exhibit.file_stem


def files_of(content: bytes) -> Iterator[tuple[str, bytes]]:
    """The files of a bundle, by their names within its folder."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for entry in archive.infolist():
            yield entry.filename.partition("/")[2], archive.read(entry)
