"""How to read the Agreement page: method, sample and limits, in plain words."""

from pages.escaping import escaped
from queries.agreement import Study, answer_labels
from queries.columns import ANSWER_LABELS
from queries.sentences import group_note, sample


def how_to_read(study: Study) -> str:
    """The guide, as Markdown, for a study."""
    return f"""
### The chart
Each bar is one statement. Blue is agreement, orange is disagreement; the darker, the stronger. In
the diverging form the neutral answer stands astride zero, so a bar that reaches far to the right
is a statement that many agree with. “Don't know” stands apart at the right and is never in the
middle. The number at the end of each row, n, is how many people the percentages are of.

### All respondents, or those with an opinion
Percentages are of everyone who answered, those who said “don't know” included, as in the papers,
unless you choose otherwise. *Those with an opinion* leaves the don't-knows out. Means always leave
them out: strongly disagree counts −2, somewhat disagree −1, neither 0, somewhat agree 1, strongly
agree 2.

### How sure each number is
{_certainty(study)}

### Intervals, and agreement with one another
The table and the files also give 95 % intervals: by Wilson's method for the share that agrees, by
Student's t for the mean; where answers are open, the widest. They say how little so few answers can
tell about a larger group, if these experts were drawn from it at random. Two measures say how far
opinions agree *with one another*, whichever way they lean: van der Eijk's A (1: all the same, 0:
evenly spread, −1: half at each end) and Tastle and Wierman's consensus (1: all the same, 0: half at
each end).

### The sample
{sample(study)}. {group_note(study)} Rows marked * rest on fewer than {study.minimum_group_size}
answers. {_panel(study)}Not every statement need be answered by everyone, so n may differ from row
to row.

### What the statements mean
{_wording(study)}
"""


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
    own = answer_labels(study.study_id)
    other = [
        f"“{escaped(label)}” is shown as “{ANSWER_LABELS[option]}”"
        for option, label in own.items()
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
