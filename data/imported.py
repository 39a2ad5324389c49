"""What users have imported: official texts that are kept outside the repository.

Imports survive rebuilds of the database and never become part of the facts.
"""

import csv
import io
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from data.facts import ContradictoryFactsError

DEFINITIONS = "mitigation_definitions.csv"
COLUMNS = ["mitigation_id", "definition"]


def imports_folder() -> Path:
    """The folder of imports: ``COMMON_GROUND_IMPORTS`` if set, else ``imports`` beside ``data``."""
    chosen = os.environ.get("COMMON_GROUND_IMPORTS")
    return Path(chosen) if chosen else Path(__file__).parents[1] / "imports"


def imported_definitions(folder: Path) -> dict[str, str]:
    """The official definition of each mitigation that has one; none if nothing was imported.

    Raises
    ------
    ContradictoryFactsError
        If the file is not as ``save_definitions`` writes it.
    """
    file = folder / DEFINITIONS
    if not file.exists():
        return {}
    try:
        return _definitions(file)
    except (ValueError, csv.Error):
        raise ContradictoryFactsError(
            [f"{file}: not as it was imported; import the export again, or delete this file"]
        ) from None


def _definitions(file: Path) -> dict[str, str]:
    with file.open(encoding="utf-8", newline="") as lines:
        header, *rows = csv.reader(lines, strict=True)
    if header != COLUMNS:
        raise ValueError(f"The columns are {header}")
    return dict(rows)


def save_definitions(folder: Path, definitions: Mapping[str, str]) -> None:
    """Replace what was imported before, all at once; ``folder`` is made if there is none.

    Raises
    ------
    OSError
        If the file cannot be written; what was imported before is kept.
    """
    written = io.StringIO(newline="")
    # All in quotes: else a line break that is a carriage return alone would end the row.
    writer = csv.writer(written, quoting=csv.QUOTE_ALL, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(definitions.items())
    folder.mkdir(parents=True, exist_ok=True)
    _replace(folder / DEFINITIONS, written.getvalue().encode())


@contextmanager
def put_back_on_failure(folder: Path) -> Iterator[None]:
    """Put the imported definitions, or their absence, back if what is done meanwhile fails.

    Raises
    ------
    OSError
        If they cannot be read before, or not be put back.
    """
    file = folder / DEFINITIONS
    before = file.read_bytes() if file.exists() else None
    try:
        yield
    except BaseException:
        if before is None:
            file.unlink(missing_ok=True)
        else:
            _replace(file, before)
        raise


def _replace(file: Path, content: bytes) -> None:
    partial = file.with_suffix(".partial")
    try:
        partial.write_bytes(content)
        partial.replace(file)
    finally:
        partial.unlink(missing_ok=True)
