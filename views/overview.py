"""All that the Overview shows of a study, made once and remembered."""

from dataclasses import dataclass

from charts.agreement import agreement_specification
from charts.specification import Specification, as_arrow
from queries.agreement import studies
from queries.build_info import data_version
from queries.database import remembered
from queries.overview import Finding, findings, most_and_least_agreed
from queries.sentences import whole_range

EXTREMES = 5


@dataclass(frozen=True)
class OverviewView:
    """What is shown."""

    findings: list[Finding]
    chart: Specification
    alternative_text: str
    data_version: str


@remembered
def overview_view(study_id: str) -> OverviewView:
    """The findings of a study, and a picture of where agreement is widest and narrowest."""
    study = studies()[study_id]
    rows = most_and_least_agreed(study, EXTREMES)
    n = whole_range(int(rows["n_base"].min()), int(rows["n_base"].max()))
    title = (
        f"The {EXTREMES} statements with the most and the {EXTREMES} with the least agreement\n"
        f"n = {n} experts a row; percentages of all respondents"
    )
    most, least = rows["label"].iloc[0], rows["label"].iloc[-1]
    chart = agreement_specification(rows, title, study.minimum_group_size, "diverging")
    return OverviewView(
        findings=findings(study),
        chart=as_arrow(chart),
        alternative_text=f"{title}. Most agreement: {most}. Least: {least}.".replace("\n", ". "),
        data_version=data_version(),
    )
