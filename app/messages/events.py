"""Telling clients what was said and how far it got; one call for a whole set."""

from collections.abc import Sequence
from typing import Final

from app.core.work import Event, TenantWork
from app.messages.models import Message
from app.messages.schemas import MessageView, StatusView, Step

NEW: Final = "message:new"
CHANGED: Final = "message:updated"
STATUS: Final = "message:status"
SCHEDULED: Final = "scheduled:updated"


def said(work: TenantWork, messages: Sequence[Message | MessageView]) -> None:
    """Announces new messages, in the order given, which should be the order in which they were said."""
    for message in messages:
        view = message if isinstance(message, MessageView) else MessageView.of(message)
        work.announce(Event(NEW, view.id, view.conversation_id, view.channel_id, view))


def changed(work: TenantWork, views: Sequence[MessageView]) -> None:
    """Announces messages that look different now, each whole: edited, withdrawn, reacted to, its file there."""
    for view in views:
        work.announce(Event(CHANGED, view.id, view.conversation_id, view.channel_id, view))


def moved(work: TenantWork, changes: Sequence[Step]) -> None:
    """Announces steps on the ladder, in the order given."""
    for step in changes:
        work.announce(Event(STATUS, step.message_id, step.conversation_id, step.channel_id, StatusView.of(step)))


def scheduled(work: TenantWork, messages: Sequence[Message]) -> None:
    """Announces what is to be said later, or no longer is: its status tells which."""
    for message in messages:
        work.announce(Event(SCHEDULED, message.id, message.conversation_id, message.channel_id, MessageView.of(message)))
