"""Meta's error codes: HTTP status, title and details, for refusals and for failed statuses alike."""

from typing import NamedTuple

HREF = "https://developers.facebook.com/documentation/business-messaging/whatsapp/support/error-codes"


class Code(NamedTuple):
    status: int
    title: str
    details: str


CODES: dict[int, Code] = {
    0: Code(401, "AuthException", "We were unable to authenticate the app user."),
    1: Code(400, "API Unknown", "Invalid request or possible server error."),
    2: Code(503, "API Service", "Temporary due to downtime or due to being overloaded."),
    3: Code(500, "API Method", "Capability or permissions issue."),
    4: Code(400, "Application request limit reached", "The app has reached its API call rate limit."),
    10: Code(403, "Application does not have permission for this action", "Permission is either not granted or has been removed."),
    33: Code(400, "Parameter value is not valid", "The business phone number has been deleted."),
    100: Code(400, "Invalid parameter", "The request included one or more unsupported or misspelled parameters."),
    190: Code(401, "Invalid OAuth 2.0 Access Token", "Your access token has expired."),
    200: Code(403, "API Permission", "Permission is either not granted or has been removed."),
    368: Code(403, "Temporarily blocked for policies violations", "The WhatsApp Business Account has been restricted."),
    80007: Code(400, "Rate limit issues", "The WhatsApp Business Account has reached its rate limit."),
    130429: Code(400, "Rate limit hit", "Cloud API message throughput has been reached."),
    130472: Code(400, "User's number is part of an experiment", "Message was not sent as part of an experiment."),
    130497: Code(403, "Business account is restricted from messaging users in this country.", "Messages to this country are restricted."),
    131000: Code(500, "Something went wrong", "Message failed to send due to an unknown error."),
    131005: Code(403, "Access denied", "Permission is either not granted or has been removed."),
    131008: Code(400, "Required parameter is missing", "The request is missing a required parameter."),
    131009: Code(400, "Parameter value is not valid", "One or more parameter values are invalid."),
    131016: Code(500, "Service unavailable", "A service is temporarily unavailable."),
    131021: Code(400, "Recipient cannot be sender", "Sender and recipient phone number is the same."),
    131026: Code(400, "Message undeliverable", "Message Undeliverable."),
    131030: Code(400, "Recipient phone number not in allowed list", "Recipient phone number not in allowed list"),
    131031: Code(403, "Account has been locked", "The WhatsApp Business Account has been restricted or disabled."),
    131037: Code(400, "Display name approval needed", "The number needs display name approval before messages can be sent."),
    131041: Code(400, "Group unknown", "The group does not exist, or this number is not in it."),
    131042: Code(
        400, "Business eligibility payment issue", "Message failed because there were one or more errors related to your payment method."
    ),
    131045: Code(500, "Incorrect certificate", "Message failed to send due to a phone number registration error."),
    131047: Code(
        400,
        "Re-engagement message",
        "Message failed to send because more than 24 hours have passed since the customer last replied to this number.",
    ),
    131048: Code(
        400, "Spam rate limit hit", "Message failed because there are restrictions on how many messages can be sent from this number."
    ),
    131049: Code(400, "Meta chose not to deliver", "This message was not delivered to maintain healthy ecosystem engagement."),
    131050: Code(400, "User has stopped marketing messages", "The user has opted out of marketing messages from this business."),
    131051: Code(400, "Unsupported message type", "Message type is not currently supported."),
    131052: Code(400, "Media download error", "Unable to download the media sent by the user."),
    131053: Code(400, "Media upload error", "Unable to upload the media used in the message."),
    131056: Code(
        400,
        "(Business Account, Consumer Account) pair rate limit hit",
        "Message failed to send because there were too many messages sent from this phone number to the same phone number.",
    ),
    131057: Code(500, "Account in maintenance mode", "The business account is in maintenance mode."),
    132000: Code(400, "Number of parameters does not match the expected number of params", "The number of parameters does not match."),
    132001: Code(404, "Template name does not exist in the translation", "The template does not exist or has not been approved."),
    131055: Code(400, "Method not allowed", "Only marketing templates can be sent with this endpoint."),
    131062: Code(
        400, "Business-scoped user ID recipients are not supported for this message", "Authentication templates need a phone number."
    ),
    132005: Code(400, "Translated text too long", "The translated text is too long."),
    132008: Code(400, "Parameter value is not valid", "A value may not stand in the template."),
    132012: Code(400, "Parameter format does not match format in the created template", "The format of a parameter does not match."),
    132018: Code(400, "There's an issue with the parameters in your template", "A component or parameter is not one of the template's."),
    132015: Code(400, "Template is paused", "The template is paused because of its low quality."),
    132016: Code(400, "Template is disabled", "The template is disabled because of its low quality."),
    133004: Code(503, "Server Temporarily Unavailable", "The server is temporarily unavailable."),
    133010: Code(400, "Account not registered", "The phone number is not registered on the WhatsApp Business Platform."),
    135000: Code(400, "Generic user error", "Message failed to send because of an unknown error with the request parameters."),
    137000: Code(400, "Identity key hash mismatch", "The recipient's identity key hash does not match."),
}
_UNLISTED = Code(400, "Something went wrong", "An error that this simulator has no words for.")


def of(code: int) -> Code:
    return CODES.get(code, _UNLISTED)


def webhook_error(code: int) -> dict[str, object]:
    """As in `errors[]` of a failed status: no trace id, and the title twice."""
    said = of(code)
    return {
        "code": code,
        "title": said.title,
        "message": said.title,
        "error_data": {"details": said.details},
        "href": HREF,
    }
