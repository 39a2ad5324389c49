"""A deck that is there from the beginning: where experts agree, and where they do not."""

from queries.database import cached
from views.decks import Plan, Step, read_step

# Addresses of views and what a speaker might say to them. No figures: those are in the views.
STEPS = {
    "": "The whole picture first: the statements that most experts agree with, and those on which "
    "agreement ends. Every percentage is of all who answered, and don't-knows stand apart.",
    "agreement?category=1.2&predict=pre-deployment-risk-assessment": "Let the room guess before "
    "the bars appear. Ask who guessed lower, and why.",
    "findings?list=consensus": "The strongest consensus. The pale bars say how little so few "
    "answers can tell of other experts; the grey bars, how far the order is noise.",
    "agreement?category=4.5&split=affiliation": "Who agrees? The same statements by affiliation. "
    "Groups are small: look at n before you look at the difference.",
    "agreement?study=ipie2024&question=system-measures&split=expertise": "And by expertise? Other "
    "researchers, asked about the spread of information. Most fields are small: look at n.",
    "agreement?study=mit-delphi-2025&split=risk_area&search=General-purpose+AI+developers": "And "
    "by risk area? A panel judged, risk by risk, who should act. Other experts rated each risk: "
    "rows stand side by side and are not added up.",
    "findings?list=divided": "Where experts are divided, it is worth asking them again.",
    "agreement?study=uuk2024": "Another study, of other experts, about systemic risks. It prints "
    "only bounds, and so the bars fade out: nobody outside knows how far they go.",
    "evidence": "What these surveys have not asked: much is proposed, and little of it was put to "
    "experts.",
}


@cached
def ready_deck() -> Plan:
    """The deck “Where experts agree”."""
    steps = []
    for address, note in STEPS.items():
        step, problems = read_step(address)
        if problems:
            raise ValueError(f"The ready deck does not fit the data: {'; '.join(problems)}")
        steps.append(Step(step.view, note, step.predict))
    return Plan("Where experts agree", tuple(steps))
