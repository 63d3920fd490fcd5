"""All tables at once: metadata knows only what was imported, so every process imports this."""

from app.audit.models import AuditEntry
from app.channels.models import Channel, MetaApp, WabaClaim
from app.contacts.models import Contact, ContactIdentity
from app.conversations.models import Conversation, ReadMark
from app.core.counting import WorkerCount
from app.core.database import Base
from app.inbox.models import KindReader, Letter
from app.media.models import FileAtMeta, Media, MediaFile, MediaUpload
from app.messages.models import HandSend, HistoryImport, IdempotencyKey, Message, MessageEdit, MessageTap
from app.notices.models import HouseNotice, Notice
from app.outbox.models import Dispatch, GraphCall, GuestPace, Portfolio, PortfolioGuest
from app.realtime.models import EventCounter, LoggedEvent
from app.sessions.models import SignInAttempt, SignInSession
from app.templates.models import Template, TemplateSync
from app.tenants.models import Tenant
from app.users.models import Operator, User

metadata = Base.metadata

HOUSE_TABLES = frozenset(
    table.__tablename__
    for table in (
        HouseNotice,
        KindReader,
        Letter,
        Operator,
        Portfolio,
        PortfolioGuest,
        SignInAttempt,
        SignInSession,
        Tenant,
        WorkerCount,
    )
)
TENANT_TABLES = frozenset(
    table.__tablename__
    for table in (
        AuditEntry,
        Channel,
        Contact,
        ContactIdentity,
        Conversation,
        Dispatch,
        EventCounter,
        FileAtMeta,
        GraphCall,
        GuestPace,
        HandSend,
        HistoryImport,
        IdempotencyKey,
        LoggedEvent,
        Media,
        MediaFile,
        MediaUpload,
        Message,
        MessageEdit,
        MessageTap,
        MetaApp,
        Notice,
        ReadMark,
        Template,
        TemplateSync,
        User,
        WabaClaim,
    )
)
