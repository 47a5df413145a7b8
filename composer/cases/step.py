"""Step, channel, tone and outcome: the small fixed words that phrases, readings and drafts share."""

from __future__ import annotations

from enum import StrEnum


class Step(StrEnum):
    """A part of a reply, in the order in which a customer reads it."""

    OPENING = "opening"
    LISTEN = "listen"
    ACKNOWLEDGE = "acknowledge"
    VALIDATE = "validate"
    SOLVE = "solve"
    FOLLOW_UP = "follow_up"
    CLOSING = "closing"

    @property
    def label(self) -> str:
        """The step as people write it."""
        return self.value.replace("_", "-").capitalize()


ORDER = tuple(Step)
FIVE = (Step.LISTEN, Step.ACKNOWLEDGE, Step.VALIDATE, Step.SOLVE, Step.FOLLOW_UP)
"""The steps that make a reply; opening and closing frame them."""


class Manner(StrEnum):
    """How one writes in a channel: in paragraphs, in lines, or short and in public."""

    LETTER = "letter"
    TALK = "talk"
    POST = "post"


class Channel(StrEnum):
    """How a message came and how the reply goes."""

    EMAIL = "email"
    CHAT = "chat"
    SOCIAL = "social"

    @property
    def manner(self) -> Manner:
        """How one writes in it."""
        return _MANNERS[self]


_MANNERS = {Channel.EMAIL: Manner.LETTER, Channel.CHAT: Manner.TALK, Channel.SOCIAL: Manner.POST}


class Tone(StrEnum):
    """How a message sounds."""

    UPSET = "upset"
    WORRIED = "worried"
    CONFUSED = "confused"
    MIXED = "mixed"
    """A kind word meets a bad situation: for a person to judge."""
    THANKFUL = "thankful"
    CALM = "calm"

    @property
    def troubled(self) -> bool:
        """Whether the trouble should be named before anything else."""
        return self in (Tone.UPSET, Tone.WORRIED, Tone.CONFUSED, Tone.MIXED)


class Care(StrEnum):
    """Why a message needs a person and no ready letter."""

    BEREAVEMENT = "bereavement"
    VIOLENCE = "violence"
    HEALTH = "health"
    DANGER = "danger"
    LAW = "law"
    SECURITY = "security"
    MONEY = "money"
    CHILD = "child"


class Outcome(StrEnum):
    """What the reply can say: it is done, it is under way, or it cannot be done."""

    SOLVED = "solved"
    PENDING = "pending"
    REFUSED = "refused"


class Contacts(StrEnum):
    """Whether this customer has written about this topic before."""

    FIRST = "first"
    REPEAT = "repeat"
