"""How to read the Agreement page: method, sample and limits, in plain words."""

from data.answer_options import ANSWER_LABELS
from queries.study import Study, answer_labels, group_sizes
from views.agreement.words import group_note
from views.guide import guide_of
from views.markdown import escaped
from views.wording import sample


def guide(study: Study) -> str:
    """The guide for a study, as Markdown."""
    return guide_of(
        "agreement",
        certainty=_certainty(study),
        sample=sample(study),
        groups=group_note(study, group_sizes(study.study_id, "affiliation")),
        minimum_group_size=str(study.minimum_group_size),
        panel=_panel(study),
        wording=_wording(study),
    )


def _panel(study: Study) -> str:
    if study.simulated:
        return ""
    return (
        "The experts were not drawn at random: the figures say what these people think, not what "
        "all experts think. "
    )


def _certainty(study: Study) -> str:
    if study.reconstructed:
        return _reconstruction(study)
    return f"""All figures are counted from the answers of each respondent: they are exact. A group
of fewer than {study.minimum_group_size} is never shown, nor is a group from which one could be
worked out by subtraction. Where several risk areas are taken together, every respondent counts once
for each, and n is the number of answers; intervals are as wide as for the number of people."""


def _wording(study: Study) -> str:
    if study.simulated:
        return "The measures are those of Uuk et al. (2024), in our own words."
    paper = f" The paper: [{escaped(study.title)}]({study.url})." if study.url else ""
    if study.reconstructed:
        return (
            "The short names are the paper's; the sentences are ours, and not the wording that the "
            f"experts saw.{paper}"
        )
    named = "Names and sentences are those given when the survey was imported."
    return f"{named}{_own_words(study)}{paper}"


def _own_words(study: Study) -> str:
    """What the study itself calls its answers, where it has other words than the charts."""
    other = [
        f"“{escaped(label)}” is shown as “{ANSWER_LABELS[option]}”"
        for option, label in answer_labels(study.study_id).items()
        if label != ANSWER_LABELS[option]
    ]
    return f" Its answers have other names there: {'; '.join(other)}." if other else ""


def _reconstruction(study: Study) -> str:
    exact = study.items - study.items_bounded
    return f"""Answers of **all respondents** are printed in the paper: they are exact. For each
**affiliation** the paper prints only the mean, the standard error and the number of answers. So few
sets of whole-number answers have exactly these figures, and fit into the printed totals, that we
list them all. For {exact} of the {study.items} statements a single set is left: the answers of each
group are then known exactly. For the other {study.items_bounded}, two or three sets are left; a
figure on which they differ is shown as a range. **Striped** parts of a bar lie within such a
range: they belong to one of the two answers whose colours they show, and the published figures do
not say to which.

Where not everyone answered a statement, it is not known which group's members said “don't know”
and which did not answer at all. A group's percentages of all respondents are then ranges too;
choose *Those with an opinion* to do without this uncertainty."""
