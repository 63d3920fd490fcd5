"""Hotels, people and numbers for tests: plain functions that write rows, each on its own."""

from typing import Any
from uuid import UUID

import httpx
from sqlalchemy import text

from app.channels.models import Channel, ChannelStatus, Graph, MetaApp, WabaClaim
from app.contacts.models import Contact, ContactIdentity
from app.conversations.models import Conversation, ConversationStatus
from app.core.clock import now
from app.core.crypto import Passwords
from app.core.ids import new_id
from app.core.permissions import Role
from app.core.work import Office
from app.media.models import Media, MediaFile
from app.messages.models import Message
from app.tenants.models import Tenant, TenantStatus
from app.users.models import Operator, User
from app.users.service import create_operator

PASSWORD = "mare-alta-42"
LAST_LINE = text(
    "UPDATE conversations SET last_message_id = :message_id, last_activity_at = now(), unread_count = unread_count + 1 WHERE id = :id"
)
_passwords = Passwords(cheap=True)


async def a_tenant(office: Office, slug: str = "hotel-ipanema", **columns: object) -> Tenant:
    """A hotel with its event counter; active unless `columns` say otherwise."""
    moment = now()
    wanted: dict[str, Any] = {
        "id": new_id(),
        "slug": slug,
        "name": slug.replace("-", " ").title(),
        "email": f"recepcao@{slug}.example",
        "status": TenantStatus.ACTIVE.value,
        "trial_ends_at": None,
        "timezone": "America/Sao_Paulo",
        "locale": "pt-BR",
        "settings": {},
        "created_at": moment,
        "updated_at": moment,
    }
    tenant = Tenant(**(wanted | columns))
    async with office.for_house() as work:
        work.session.add(tenant)
        await work.session.flush()
        async with work.as_tenant(tenant.id) as inside:
            await inside.session.execute(text("INSERT INTO event_counters (tenant_id) VALUES (:id)"), {"id": tenant.id})
    return tenant


async def a_user(office: Office, tenant: Tenant, role: Role = Role.ATTENDANT, **columns: object) -> User:
    """Somebody of the hotel who signs in with `PASSWORD`."""
    moment = now()
    wanted: dict[str, Any] = {
        "tenant_id": tenant.id,
        "id": new_id(),
        "name": f"{role.value.title()} Silva",
        "email": f"{role.value.lower()}@{tenant.slug}.example",
        "role": role.value,
        "password_hash": await _passwords.hash(PASSWORD),
        "must_change_password": False,
        "is_active": True,
        "created_at": moment,
        "updated_at": moment,
    }
    user = User(**(wanted | columns))
    async with office.for_tenant(tenant.id) as work:
        work.session.add(user)
    return user


async def an_operator(office: Office, email: str = "operator@recado.example") -> Operator:
    """A super admin who signs in with `PASSWORD`."""
    async with office.for_house() as work:
        return await create_operator(work, email=email, name="Olga Operadora", password=PASSWORD, passwords=_passwords)


async def a_channel(office: Office, tenant: Tenant, phone_number_id: str = "106540352242922", **columns: object) -> Channel:
    """A claimed number. `app_secret` (None: the platform's app), `access_token` and `verify_token` are sealed here."""
    moment = now()
    app_secret = str(columns.pop("app_secret", "hotel-app-secret-0123456789abcdef") or "")
    access_token = str(columns.pop("access_token", "EAAG-token-of-the-hotel"))
    waba_id = str(columns.pop("waba_id", f"9{phone_number_id}"))
    async with office.for_tenant(tenant.id) as work:
        meta_app = (
            _a_meta_app(office, tenant.id, app_secret, str(columns.pop("verify_token", "hotel-verify-token"))) if app_secret else None
        )
        work.session.add(WabaClaim(waba_id=waba_id, tenant_id=tenant.id, claimed_at=moment))
        if meta_app:
            work.session.add(meta_app)
        await work.session.flush()
        wanted: dict[str, Any] = {
            "tenant_id": tenant.id,
            "id": new_id(),
            "phone_number_id": phone_number_id,
            "waba_id": waba_id,
            "meta_app_id": meta_app.id if meta_app else None,
            "graph": Graph.SIMULATOR.value,
            "display_phone_number": "+55 21 3333-0001",
            "verified_name": tenant.name,
            "access_token": office.keyring.seal(access_token, purpose=f"channel:{tenant.id}:access_token"),
            "access_token_last4": access_token[-4:],
            "status": ChannelStatus.CONNECTED.value,
            "messages_per_second": 80,
            "created_at": moment,
            "updated_at": moment,
        }
        channel = Channel(**(wanted | columns))
        work.session.add(channel)
    return channel


async def a_conversation(office: Office, channel: Channel, wa_id: str = "5521988887777", **columns: object) -> Conversation:
    """An open conversation with a guest of its own; `contact` columns by `name` and `phone`."""
    moment = now()
    name, phone = str(columns.pop("name", "Ana Souza")), columns.pop("phone", f"+{wa_id}")
    contact = Contact(
        tenant_id=channel.tenant_id,
        id=new_id(),
        name=None,
        profile_name=name,
        username=None,
        phone=phone,
        created_at=moment,
        updated_at=moment,
    )
    identity = ContactIdentity(tenant_id=channel.tenant_id, kind="wa_id", value=wa_id, contact_id=contact.id, created_at=moment)
    wanted: dict[str, Any] = {
        "tenant_id": channel.tenant_id,
        "id": new_id(),
        "channel_id": channel.id,
        "contact_id": contact.id,
        "status": ConversationStatus.OPEN.value,
        "assigned_to": None,
        "priority": None,
        "labels": [],
        "archived": False,
        "snoozed_until": None,
        "unread_count": 0,
        "last_message_id": None,
        "last_activity_at": moment,
        "last_inbound_at": moment,
        "created_at": moment,
        "updated_at": moment,
    }
    conversation = Conversation(**(wanted | columns))
    async with office.for_tenant(channel.tenant_id) as work:
        work.session.add(contact)
        await work.session.flush()
        work.session.add_all([identity, conversation])
    return conversation


async def another_conversation(office: Office, earlier: Conversation) -> Conversation:
    """An open one of the same guest and number."""
    moment = now()
    same = {name: getattr(earlier, name) for name in ("tenant_id", "channel_id", "contact_id")}
    times = dict.fromkeys(("last_activity_at", "created_at", "updated_at"), moment)
    later = Conversation(**same, **times, id=new_id(), status="open", labels=[], archived=False, unread_count=0)
    async with office.for_tenant(earlier.tenant_id) as work:
        work.session.add(later)
    return later


def a_message(conversation: Conversation, said: str = "Olá", **columns: object) -> Message:
    """What the guest wrote just now; not stored: `work.session.add` it."""
    moment = now()
    wanted: dict[str, Any] = {
        "tenant_id": conversation.tenant_id,
        "id": new_id(),
        "conversation_id": conversation.id,
        "channel_id": conversation.channel_id,
        "direction": "inbound",
        "sender_type": "contact",
        "sender_id": conversation.contact_id,
        "message_type": "text",
        "content": {"text": said},
        "status": "received",
        "wamid": f"wamid.{new_id().hex}",
        "said_at": moment,
    }
    return Message(**(wanted | columns))


async def a_file(office: Office, message: Message, **columns: object) -> Media:
    """A picture that has come; nothing lies in the store. `columns` are the attachment's."""
    moment, content = now(), new_id().bytes * 2
    same = {"tenant_id": message.tenant_id, "created_at": moment}
    file = MediaFile(**same, id=new_id(), sha256=content, size=1042, content_type="image/jpeg", thumbnail_size=42)
    wanted: dict[str, Any] = {
        "id": new_id(),
        "message_id": message.id,
        "channel_id": message.channel_id,
        "kind": "image",
        "meta_media_id": "1003383421387256",
        "mime_type": "image/jpeg",
        "state": "ready",
        "due_at": moment,
        "gives_up_at": moment,
        "file_id": file.id,
    }
    media = Media(**(same | wanted | columns))
    async with office.for_tenant(message.tenant_id) as work:
        work.session.add(file)
        await work.session.flush()
        work.session.add(media)
    return media


async def signed_in(client: httpx.AsyncClient, person: User | Operator, *, password: str = PASSWORD) -> dict[str, str]:
    """The headers of somebody who has just signed in."""
    hotel = {"X-Tenant-Slug": str(person.tenant_id)} if isinstance(person, User) else {}
    answered = await client.post("/auth/login", json={"email": person.email, "password": password}, headers=hotel)
    assert answered.status_code == 200, answered.text
    return {"Authorization": f"Bearer {answered.json()['access_token']}"}


def _a_meta_app(office: Office, tenant_id: UUID, app_secret: str, verify_token: str) -> MetaApp:
    return MetaApp(
        tenant_id=tenant_id,
        id=new_id(),
        app_secret=office.keyring.seal(app_secret, purpose=f"meta_app:{tenant_id}:app_secret"),
        app_secret_last4=app_secret[-4:],
        previous_app_secret=None,
        verify_token=office.keyring.seal(verify_token, purpose=f"meta_app:{tenant_id}:verify_token"),
        verify_token_last4=verify_token[-4:],
        created_at=now(),
        updated_at=now(),
    )
