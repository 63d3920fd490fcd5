"""Files put up for templates and profiles (the resumable upload): sessions, and the handles that they end in."""

import secrets
from base64 import urlsafe_b64encode

import msgspec

MOST_HANDLES = 2_000


class Session(msgspec.Struct, kw_only=True):
    """`received` grows with each piece; what is put up is not needed again, so its size is all that is kept."""

    session_id: str
    app_id: str
    file_type: str
    length: int
    received: int = 0


class Handles:
    """Handles look like Meta's, `4::aW…`. They survive a reset, like the templates that were made with them."""

    def __init__(self) -> None:
        self._sessions: dict[str, Session] = {}
        self._handles: dict[str, str] = {}

    def begin(self, app_id: str, file_type: str, length: int) -> Session:
        name = "upload:" + urlsafe_b64encode(secrets.token_bytes(24)).decode().rstrip("=")
        session = self._sessions[name] = Session(session_id=name, app_id=app_id, file_type=file_type, length=length)
        return session

    def find(self, session_id: str) -> Session | None:
        return self._sessions.get(session_id)

    def end(self, session: Session) -> str:
        handle = "4::" + urlsafe_b64encode(f"{session.file_type}:{secrets.token_hex(24)}".encode()).decode()
        self._handles[handle] = session.file_type
        if len(self._handles) > MOST_HANDLES:
            del self._handles[next(iter(self._handles))]
        del self._sessions[session.session_id]
        return handle

    def knows(self, handle: str) -> bool:
        return handle in self._handles
