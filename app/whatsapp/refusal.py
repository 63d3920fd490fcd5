"""What there is to say and do about one refusal of Meta's."""

import random
from collections.abc import Callable
from datetime import timedelta
from enum import StrEnum

import msgspec

_chance = random.SystemRandom().random


class Kind(StrEnum):
    """Why Meta refuses: too fast (for the number, or for this guest), trouble that passes, something
    the hotel must put right, this one message, or a request of ours that is wrong."""

    THROTTLE = "throttle"
    PAIR = "pair"
    TRANSIENT = "transient"
    ACCOUNT = "account"
    MESSAGE = "message"
    REQUEST = "request"
    IGNORE = "ignore"


class Holds(StrEnum):
    """What waits besides the message itself, until the wait is over or somebody has acted."""

    NOTHING = "nothing"
    GUEST = "guest"
    NUMBER = "number"
    WABA = "waba"
    CAMPAIGNS = "campaigns"
    TEMPLATE = "template"
    PAYMENT = "payment"


class Tell(StrEnum):
    NOBODY = "nobody"
    ATTENDANT = "attendant"
    ADMIN = "admin"
    ENGINEERS = "engineers"


class Action(StrEnum):
    """What the button beside the sentence offers; its label is the Fluent message `action-<value>`."""

    NONE = "none"
    RETRY = "retry"
    EDIT_MESSAGE = "edit-message"
    SEND_TEMPLATE = "send-template"
    SYNC_TEMPLATES = "sync-templates"
    ATTACH_AGAIN = "attach-again"
    ASK_ANOTHER_NUMBER = "ask-another-number"
    RECONNECT = "reconnect"
    FIX_PAYMENT = "fix-payment"
    OPEN_MANAGER = "open-manager"
    REGISTER_NUMBER = "register-number"
    CONTACT_SUPPORT = "contact-support"


class Refusal(msgspec.Struct, frozen=True, kw_only=True):
    """One line of the table. `tries` is how often it is tried again by itself, `first` and `cap` seconds.

    `rest`: seconds for which what it `holds` waits when it does not pass by itself. Not `may_be_repeated`: a person cannot
    send the same once more either, because the guest or WhatsApp would mind.
    """

    kind: Kind
    sentence: str
    tell: Tell = Tell.ATTENDANT
    action: Action = Action.NONE
    holds: Holds = Holds.NOTHING
    tries: int = 0
    first: float = 1
    factor: float = 2
    cap: float = 60
    rest: float = 0
    may_be_repeated: bool = True

    @property
    def passing(self) -> bool:
        return self.tries > 0

    @property
    def passes_later(self) -> bool:
        """Also when Meta took the message and then gave it up: it says that it was not delivered, and that trying again is right."""
        return self.passing and self.kind in {Kind.THROTTLE, Kind.PAIR, Kind.TRANSIENT}

    @property
    def stops_number(self) -> bool:
        """Nothing of the number will be taken until a person has acted; so nothing of it is lost by waiting."""
        by_a_person = {Action.RECONNECT, Action.REGISTER_NUMBER, Action.OPEN_MANAGER}
        return self.kind is Kind.ACCOUNT and self.holds in {Holds.NUMBER, Holds.WABA} and self.action in by_a_person

    def wait(self, attempt: int, retry_after: float | None = None, chance: Callable[[], float] = _chance) -> timedelta | None:
        """How long after failed attempt number `attempt` (from 0) to try again; None: give up.

        Never shorter than Meta asks for, and up to a quarter longer than the table says, so that
        what failed together does not come back together.
        """
        if attempt >= self.tries:
            return None
        # Beyond the exponent of 64 every wait is the cap; the power itself would overflow.
        seconds = min(self.cap, self.first * self.factor ** min(attempt, 64))
        return timedelta(seconds=max(seconds * (1 + chance() / 4), retry_after or 0))
