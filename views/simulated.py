"""What every picture of simulated answers bears."""

from charts.specification import Specification, with_watermark
from queries.agreement import Study

WATERMARK = "SIMULATED"


def marked(chart: Specification, study: Study) -> Specification:
    """The chart, with a watermark if the answers are simulated."""
    return with_watermark(chart, WATERMARK) if study.simulated else chart
