"""Telling a number's screens that it can send no more, or again."""

from typing import Final

from app.channels.models import Channel
from app.channels.schemas import NumberState
from app.core.work import Event, TenantWork

UPDATED: Final = "number:updated"


def changed(work: TenantWork, channel: Channel) -> None:
    """To everybody who sees the number. It has no conversation, so the number stands for that too."""
    work.announce(Event(UPDATED, channel.id, channel.id, channel.id, NumberState.of(channel)))
