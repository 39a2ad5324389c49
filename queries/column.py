"""What a column of a table holds."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Column:
    """A column: its type (string, integer, number or boolean), its name, and what it holds.

    ``unit`` is what its numbers are counted in, such as "people" or "share"; empty: nothing.
    ``labels`` are the names of its values, where they are few.
    """

    kind: str
    name: str
    meaning: str
    may_be_empty: bool = False
    unit: str = ""
    labels: Mapping[str, str] = field(default_factory=dict)

    @property
    def label(self) -> str:
        """The name, with the unit."""
        return f"{self.name} ({self.unit})" if self.unit else self.name
