"""How to read the Agreement page: method, sample and limits, in plain words."""

from data.answer_options import AGREEMENT, AGREEMENT_SCALE
from data.scales import AnswerOption, Question, Scale
from queries.study import Study, group_sizes
from views.agreement.words import group_note
from views.guide import guide_of
from views.markdown import escaped
from views.wording import sample

MINUS = "\u2212"
CHART = (
    "Each bar is one statement. Blue is agreement, orange is disagreement; the darker, the "
    "stronger. In the diverging form the neutral answer stands astride zero, so a bar that reaches "
    "far to the right is a statement that many agree with. “Don't know” stands apart at the right "
    "and is never in the middle. In bold at both ends: how many per cent agree and disagree in all."
)
NO_ANSWER = AnswerOption("none", "don't know", "none")


def guide(study: Study, question: Question) -> str:
    """The guide for a question of a study, as Markdown."""
    scale = question.scale or AGREEMENT_SCALE
    return guide_of(
        "agreement",
        chart=CHART if question.question_id == AGREEMENT else _chart(question, scale),
        unsure=escaped((scale.unsure or NO_ANSWER).label.lower()),
        means=_means(scale),
        certainty=_certainty(study) + _weights(study),
        sample=sample(study),
        groups=group_note(study, group_sizes(study.study_id, "affiliation")),
        minimum_group_size=str(study.minimum_group_size),
        panel=_panel(study),
        wording=_wording(study),
    )


def _chart(question: Question, scale: Scale) -> str:
    counts, cut = escaped(question.counts), escaped(scale.cut)
    asked = escaped(question.stem)
    if scale.kind == "bipolar":
        drawn = (
            "Blue is for, orange is against; the darker, the stronger. In the diverging form what "
            "is neither stands astride zero. In bold at both ends: how many per cent are for and "
            "against in all."
        )
    else:
        drawn = (
            "All bars begin at the left with what counts most: the darker, the more, so bars can "
            "be compared by how far their dark part reaches."
        )
    return f"{asked} Each bar is one item. {drawn} The share in sentences is “{counts}”. {cut}"


def _means(scale: Scale) -> str:
    if scale.scores is None:
        return "These answers have no mean."
    scored = ", ".join(f"{option.label.lower()} {option.score:g}" for option in scale.opinions)
    return f"Means always leave them out: {escaped(scored.replace('-', MINUS))}."


def _panel(study: Study) -> str:
    if study.people != "experts":
        return ""
    return (
        "The experts were not drawn at random: the figures say what these people think, not what "
        "all experts think. "
    )


def _certainty(study: Study) -> str:
    if study.reconstructed:
        return _reconstruction(study)
    if not study.hides_small_groups:
        return (
            "All figures are counted from published answers: they are exact. The source itself "
            "publishes every answer, so small groups are shown too, and marked."
        )
    return f"""All figures are counted from the answers of each respondent: they are exact. A group
of fewer than {study.minimum_group_size} is never shown, nor is a group from which one could be
worked out by subtraction. Where several risk areas are taken together, every respondent counts once
for each, and n is the number of answers; intervals are as wide as for the number of people."""


def _weights(study: Study) -> str:
    if not study.weighted:
        return ""
    return (
        " Each respondent has a **weight**, given by the survey: how many people he or she stands "
        "for, compared with the others. Shares, means and what is worked out of them are weighted; "
        "n and all counts are of people, and so is the decision which groups are too small to be "
        "shown. The more unequal the weights, the less so many answers tell: intervals are for the "
        "**effective n**, how many people of equal weight would tell as much (Kish). Weighted "
        "figures are rounded to three decimals, so that nobody's weight can be worked out exactly. "
        "Groups are not compared and lists are not ranked, as those tests have no weighted form."
    )


def _wording(study: Study) -> str:
    paper = f" The paper: [{escaped(study.title)}]({study.url})." if study.url else ""
    if study.reconstructed:
        return (
            "The short names are the paper's; the sentences are ours, and not the wording that the "
            f"experts saw.{paper}"
        )
    named = "Names and sentences are those given when the survey was imported."
    if study.people != "experts":
        named = "Names and sentences are ours, and not the wording of the questionnaire."
    return f"{named}{paper}"


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
