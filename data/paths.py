"""Where the data are: what is built in, the database made of it, and what users import."""

import os
from pathlib import Path

DATA = Path(__file__).parent
DATABASE = DATA / "common_ground.duckdb"


def imports_folder() -> Path:
    """The folder of imports: ``COMMON_GROUND_IMPORTS`` if set, else ``imports`` beside ``data``."""
    chosen = os.environ.get("COMMON_GROUND_IMPORTS")
    return Path(chosen) if chosen else DATA.parent / "imports"
