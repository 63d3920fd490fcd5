"""Hotels that have written much: guests, conversations, messages and their letters, put into the tables in bulk."""

from collections.abc import Sequence
from typing import Final

import asyncpg
import httpx
import msgspec

from bench.house import Number

EMPTY: Final = "TRUNCATE outbox, messages, idempotency_keys, conversations, contact_identities, contacts, events, outbox_guests CASCADE"
TOKEN: Final = "bench-access-token"  # noqa: S105 - of nobody
TEMPLATE: Final = "oferta_de_inverno"
# Its components are Meta's, ready for sending, as a message keeps them.
_CAMPAIGN: Final = f"""
jsonb_build_object('text', 'Inverno no Rio: diárias a partir de R$ 390', 'template', jsonb_build_object(
    'id', null, 'name', '{TEMPLATE}', 'language', 'pt_BR', 'category', 'MARKETING', 'components', '[]'::jsonb))
"""
_UNLIMITED: Final = {"window": "off", "pair_rate": False, "portfolio_limit": "off", "template_sends": "any"}
_WORDS: Final = "jsonb_build_object('text', '{words} ' || place || ' ' || turn)"


class Order(msgspec.Struct, frozen=True):
    """`each` messages to each of `guests` guests of every number. `first` is the first guest's place in the telephone book."""

    guests: int
    each: int = 1
    first: int = 1
    words: str = "Bom dia! O café é até as dez."
    is_campaign: bool = False


async def fill(url: str, numbers: Sequence[Number], order: Order) -> None:
    """All in one commit, so that nothing of it goes before everything is there. `url` may be of the walled login."""
    # Keys are checked with plans that are made while the tables are empty; without this they would read all of them each time.
    connection = await asyncpg.connect(url, server_settings={"enable_seqscan": "off"})
    async with connection.transaction():
        for number in numbers:
            await connection.execute("SELECT set_config('app.tenant_id', $1, true)", number.tenant_id)
            content = _CAMPAIGN if order.is_campaign else _WORDS.format(words=order.words)
            kind, lane, template = ("template", 2, f"'{TEMPLATE}/pt_BR'") if order.is_campaign else ("text", 0, "NULL")
            facts = {"tenant": number.tenant_id, "channel": number.channel_id, "content": content, "kind": kind, "lane": lane}
            for statement in _STATEMENTS:
                told = facts | {"template": template, "first": order.first, "last": order.first + order.guests - 1, "each": order.each}
                await connection.execute(statement.format(**told))
        await connection.execute("ANALYZE contacts, contact_identities, conversations, messages, outbox")
    await connection.close()


def tell_meta(graph: str, numbers: Sequence[Number], *, rate: int = 1000, token: str = TOKEN, callback: str | None = None) -> None:
    """The simulator knows these numbers, takes what they say without windows and limits, and the template of campaigns."""
    with httpx.Client(base_url=graph, timeout=30) as client:
        client.put("/_sim/switches", json=_UNLIMITED).raise_for_status()
        for number in numbers:
            known = {"business_account_id": number.waba_id, "access_token": token, "app_secret": number.secret}
            told = known | {"display_phone_number": f"+{number.phone_number_id}", "rate": rate, "callback_url": callback}
            client.put(f"/_sim/numbers/{number.phone_number_id}", json=told).raise_for_status()


_STATEMENTS: Final = (
    """CREATE TEMP TABLE IF NOT EXISTS guests (contact uuid, conversation uuid, place int)""",
    """CREATE TEMP TABLE IF NOT EXISTS said (conversation uuid, message uuid, place int, turn int)""",
    """TRUNCATE guests, said""",
    """INSERT INTO guests SELECT gen_random_uuid(), gen_random_uuid(), place FROM generate_series({first}, {last}) AS place""",
    """INSERT INTO said SELECT conversation, uuidv7(), place, turn FROM generate_series(1, {each}) AS turn, guests""",
    """INSERT INTO contacts (tenant_id, id, name, phone, created_at, updated_at)
       SELECT '{tenant}', contact, 'Hóspede', '+55219' || lpad(place::text, 8, '0'), now(), now() FROM guests""",
    """INSERT INTO contact_identities (tenant_id, kind, value, contact_id, created_at)
       SELECT '{tenant}', 'wa_id', '55219' || lpad(place::text, 8, '0'), contact, now() FROM guests""",
    """INSERT INTO conversations
              (tenant_id, id, channel_id, contact_id, status, last_message_id, last_activity_at, last_inbound_at, created_at, updated_at)
       SELECT '{tenant}', guests.conversation, '{channel}', contact, 'open', message, now(), now(), now(), now()
         FROM guests JOIN said ON said.conversation = guests.conversation AND turn = {each}""",
    """INSERT INTO messages (tenant_id, id, conversation_id, channel_id, direction, sender_type, message_type, content, status, said_at)
       SELECT '{tenant}', message, conversation, '{channel}', 'outbound', 'agent', '{kind}', {content}, 'pending', now() FROM said""",
    """INSERT INTO outbox (tenant_id, id, channel_id, conversation_id, lane, template, due_at, created_at)
       SELECT '{tenant}', message, '{channel}', conversation, {lane}, {template}, now(), now() FROM said""",
)
