"""Who looks at a conversation and who is typing in it: said on the socket, and never written down."""

import math
import time
from typing import Any, Final
from uuid import UUID

from app.conversations import queries
from app.conversations.turns import SHOW_TYPING
from app.core.errors import BusinessRuleError, NotFoundError, RateLimitedError
from app.core.i18n import text
from app.core.queue import Queue
from app.realtime.line import Line, Visitor
from app.realtime.places import Places
from app.realtime.schemas import named_id
from app.realtime.speaker import channel_room, conversation_room

TYPING_MOST: Final = 10
TYPING_SECONDS: Final = 5.0
# More open threads than a person can look at; each costs a room.
MOST_VIEWED: Final = 100
# A number that is connected while somebody is signed in becomes audible after so long.
LOOK_FOR_NUMBERS_SECONDS: Final = 5.0
SHOWN_AGAIN_SECONDS: Final = 5.0
MOST_SHOWN: Final = 1000


def register(line: Line, places: Places) -> None:
    """Join, leave, typing, and what a socket hears of without asking."""
    hall = _Hall(line, places)
    line.greetings.append(hall.greet)
    line.farewells.append(hall.leave_all)
    line.rounds.append((LOOK_FOR_NUMBERS_SECONDS, hall.look_for_numbers))
    line.hear(["join_conversation", "conversation:join"], hall.join)
    line.hear(["leave_conversation", "conversation:leave"], hall.leave)
    line.hear(["typing_start", "typing:start"], hall.start_typing)
    line.hear(["typing_stop", "typing:stop"], hall.stop_typing)


class _Hall:
    """The handlers, with the line that they answer on."""

    def __init__(self, line: Line, places: Places) -> None:
        self._line = line
        self._places = places
        self._shown: dict[UUID, float] = {}

    async def greet(self, visitor: Visitor) -> int:
        """Enters the rooms of the numbers that the visitor may see; the unread messages in them."""
        async with self._line.office.for_tenant(visitor.tenant_id, visitor.actor) as work:
            await self._line.enter(visitor, map(channel_room, await queries.visible_channels(work)))
            return await queries.unread(work)

    async def look_for_numbers(self) -> None:
        """Lets everybody hear numbers that were connected after they came; one query for all hotels."""
        visitors = list(self._line.visitors.values())
        if not visitors:
            return
        async with self._line.office.for_house() as work:
            numbers = await queries.numbers_of(work, {visitor.tenant_id for visitor in visitors})
        for visitor in visitors:
            audible = queries.audible_to(visitor.actor, numbers.get(visitor.tenant_id, []))
            await self._line.enter(visitor, map(channel_room, audible))

    async def join(self, visitor: Visitor, payload: object) -> dict[str, Any]:
        conversation_id = named_id(payload, "conversation_id")
        async with self._line.office.for_tenant(visitor.tenant_id, visitor.actor) as work:
            await queries.channel_of(work, conversation_id)
        if len(visitor.viewing) >= MOST_VIEWED and conversation_id not in visitor.viewing:
            raise BusinessRuleError
        await self._line.enter(visitor, [conversation_room(conversation_id)])
        visitor.viewing.add(conversation_id)
        viewers = await self._places.look_at(visitor, conversation_id)
        if visitor.sid not in self._line.visitors:
            # Gone meanwhile, and already seen off: nobody else would give up the place.
            await self._places.look_away(visitor, conversation_id)
        joined = {"conversation_id": str(conversation_id), "message": text(visitor.locale, "live-joined"), "viewers": viewers}
        await self._line.tell(visitor.sid, "joined_conversation", joined)
        self._show(visitor, conversation_id, viewers)
        return joined

    async def leave(self, visitor: Visitor, payload: object) -> dict[str, Any]:
        """Leaving where one never was is no fault, and says nothing about what exists."""
        conversation_id = named_id(payload, "conversation_id")
        if conversation_id in visitor.viewing:
            visitor.viewing.discard(conversation_id)
            await self._line.leave(visitor, conversation_room(conversation_id))
            self._show(visitor, conversation_id, await self._places.look_away(visitor, conversation_id))
        left = {"conversation_id": str(conversation_id)}
        await self._line.tell(visitor.sid, "left_conversation", left)
        return left

    async def leave_all(self, visitor: Visitor) -> None:
        """The socket is gone: who still looks on should know."""
        for conversation_id in visitor.viewing:
            self._show(visitor, conversation_id, await self._places.look_away(visitor, conversation_id))

    async def start_typing(self, visitor: Visitor, payload: object) -> None:
        self._type(visitor, payload, typing=True)

    async def stop_typing(self, visitor: Visitor, payload: object) -> None:
        self._type(visitor, payload, typing=False)

    def _type(self, visitor: Visitor, payload: object, *, typing: bool) -> None:
        conversation_id = named_id(payload, "conversation_id")
        _slow_down(visitor)
        if conversation_id not in visitor.viewing:
            raise NotFoundError(conversation_id)
        body = {"conversation_id": str(conversation_id), "user_id": str(visitor.actor.user_id), "typing": typing}
        for name in ("user_typing", "user:typing"):
            self._line.hint(name, body, conversation_room(conversation_id), skip_sid=visitor.sid)
        if typing:
            self._show_guest(visitor.tenant_id, conversation_id)

    def _show_guest(self, tenant_id: UUID, conversation_id: UUID) -> None:
        """Rings for whoever speaks to Meta, at most every few seconds; whether the guest is to see it is decided there."""
        moment = time.monotonic()
        if moment - self._shown.get(conversation_id, -math.inf) < SHOWN_AGAIN_SECONDS:
            return
        if len(self._shown) > MOST_SHOWN:
            self._shown = {one: at for one, at in self._shown.items() if moment - at < SHOWN_AGAIN_SECONDS}
        self._shown[conversation_id] = moment
        self._line.office.doorbell.ring(Queue.OUTBOUND, SHOW_TYPING, tenant_id=str(tenant_id), conversation_id=str(conversation_id))

    def _show(self, visitor: Visitor, conversation_id: UUID, viewers: list[str]) -> None:
        body = {"conversation_id": str(conversation_id), "viewers": viewers}
        self._line.hint("presence", body, conversation_room(conversation_id), skip_sid=visitor.sid)


def _slow_down(visitor: Visitor) -> None:
    """Ten words about typing in five seconds are enough for anybody."""
    moment = time.monotonic()
    while visitor.typed_at and moment - visitor.typed_at[0] > TYPING_SECONDS:
        visitor.typed_at.popleft()
    if len(visitor.typed_at) >= TYPING_MOST:
        raise RateLimitedError(1 + int(TYPING_SECONDS - (moment - visitor.typed_at[0])))
    visitor.typed_at.append(moment)
