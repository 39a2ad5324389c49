"""The attack on what is shown: does a small group follow from counts of large ones?"""

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

Counts = npt.NDArray[np.int64]


def betrayed(groups: Counts, respondents: Counts, minimum: int) -> list[int]:
    """Respondents of whom something follows although they are too few; empty if there are none.

    ``respondents`` are the sizes of parts that nobody is in two of; ``groups`` has a row for each
    group whose counts are shown, with 1 where a part is in it. What follows from the counts are
    their sums and differences. Something that concerns only some parts is one of them just if the
    groups become fewer once these parts are left out: it is nothing anywhere else.
    """
    groups, respondents = groups[:, respondents > 0], respondents[respondents > 0]
    some = [*_too_few(respondents, minimum)]
    if not groups.size or not some:
        return []
    without = groups[None] * ~np.array(some)[:, None]
    follows = np.linalg.matrix_rank(without) < np.linalg.matrix_rank(groups)
    return [int(respondents[one].sum()) for one, found in zip(some, follows, strict=True) if found]


def _too_few(respondents: Counts, minimum: int) -> Iterator[npt.NDArray[np.bool]]:
    """Every choice of parts with fewer respondents than that, but at least one."""
    chosen: list[tuple[list[int], int]] = [([], 0)]
    for part, size in enumerate(respondents):
        chosen += [([*some, part], n + size) for some, n in chosen if n + size < minimum]
    for some, n in chosen:
        if n:
            yield np.isin(np.arange(len(respondents)), some)
