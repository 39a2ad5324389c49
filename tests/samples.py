"""A sample of what is many and alike: the rest is marked hard, and runs in ``make test-hard``."""

from collections.abc import Iterable
from typing import Any

import pytest


def sample(values: Iterable[Any], *, each: int, first: int = 0) -> list[Any]:
    """Values for a parametrized test, of which only each so many, from the first, is not hard."""
    return [
        value if i % each == first else pytest.param(value, marks=pytest.mark.hard)
        for i, value in enumerate(values)
    ]
