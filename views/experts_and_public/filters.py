"""Which topic is asked for."""

from dataclasses import dataclass

from queries.database import cached, run
from views.filter_kinds import Choice, Choices, one_of


@cached
def topics() -> Choices:
    """The topics, in alphabetical order."""
    return Choices(tuple(Choice(topic, topic) for topic in run("topics")["topic"]))


def _first_topic() -> str:
    return topics().values()[0]


@dataclass(frozen=True)
class TopicFilters:
    """Which topic is asked for: the first unless given."""

    topic: str = one_of(
        "Topic",
        "What the questions of different studies are about; the first topic unless given.",
        default=_first_topic,
        choices=lambda _filters: topics(),
    )
