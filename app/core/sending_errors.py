"""What can go wrong with messages, files and templates on their way out; the same table as `errors`."""

from app.core.errors import AppError, BusinessRuleError, ConflictError


class TemplateRefusedError(BusinessRuleError):
    """Meta does not take the template, or the change to it; `sentence` says why."""

    code = "TEMPLATE_REFUSED"

    @property
    def message_key(self) -> str:
        return str(self.extra.get("sentence") or super().message_key)


class WindowClosedError(ConflictError):
    """More than 24 hours since the guest wrote: only templates go. `window_expires_at`: when it closed; `templates`: those that fit."""

    code = "WINDOW_CLOSED"


class MediaNotReadyError(ConflictError):
    """The file is still on its way, or never came; `content.media` of its message says which."""

    code = "MEDIA_NOT_READY"


class TooLateError(ConflictError):
    """It is on its way, or has gone: it cannot be taken back any more."""

    code = "TOO_LATE"


class TooEarlyError(ConflictError):
    """WhatsApp may still say what became of it; `retry_after` is in whole seconds."""

    code = "TOO_EARLY"


class AlreadySettledError(ConflictError):
    """Something else came of it meanwhile: read it anew."""

    code = "ALREADY_SETTLED"


class NotRepeatableError(ConflictError):
    """It has not failed, or for a reason that sending it again would make worse; `error` of the message says which."""

    code = "NOT_REPEATABLE"


class UploadTooSlowError(AppError):
    """The body came too slowly, or stopped coming."""

    code, status, title = "UPLOAD_TOO_SLOW", 408, "Request Timeout"
