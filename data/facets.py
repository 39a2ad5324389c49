"""The facets by which the surveyed mitigations are coded."""

import tomllib

from data.paths import DATA

_DESCRIPTION = tomllib.loads((DATA / "facts" / "description.toml").read_text(encoding="utf-8"))
# The values of each facet, in the order in which they are shown.
FACETS = {facet: tuple(values) for facet, values in _DESCRIPTION["facets"].items()}
