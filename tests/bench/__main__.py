"""Measure how fast this app is, beside an empty app with our tuning and one with
Streamlit's defaults; print a table.

Run it with ``make bench`` or ``python -m tests.bench``.
"""

import signal
from types import FrameType

import uvloop

from tests.bench import process_figures, report, web_figures
from tests.bench.filter_changes import (
    EMPTY_VIEWS,
    evidence_views,
    taxonomy_views,
    unseen_views,
    warm_views,
)
from tests.bench.servers import empty_default_app, this_app, tuned_empty_app
from tests.bench.web_figures import Application


def main() -> None:
    # A shell that starts us in the background has SIGINT ignored.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.signal(signal.SIGTERM, _interrupt)
    steps = process_figures.measure()
    with this_app() as ours, tuned_empty_app() as tuned, empty_default_app() as default:
        agreement = Application(ours, "agreement", shows_chart=True, views=warm_views())
        empty = [
            Application(one, "", shows_chart=False, views=EMPTY_VIEWS) for one in (tuned, default)
        ]
        unseen = uvloop.run(web_figures.measure_unseen(agreement, unseen_views()))
        other_pages = {
            name: uvloop.run(web_figures.measure_alone(Application(ours, name, True, views)))
            for name, views in (("taxonomy", taxonomy_views()), ("evidence", evidence_views()))
        }
        of_ours, of_tuned, of_default = uvloop.run(web_figures.measure([agreement, *empty]))
    shown = report.figures(of_ours, of_tuned, of_default, unseen, other_pages, steps)
    print(report.environment(), report.table(shown), report.verdict(shown), sep="\n\n")


def _interrupt(_signal: int, _frame: FrameType | None) -> None:
    """Stop as Ctrl-C does, by way of ``finally``, so that the servers end too."""
    signal.raise_signal(signal.SIGINT)


if __name__ == "__main__":
    main()
