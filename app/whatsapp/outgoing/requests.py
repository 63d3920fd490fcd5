"""Messages that ask the guest for something: a place, a number, an address, a form, a call."""

from collections.abc import Iterator
from typing import Annotated, Any, Final, Literal

from msgspec import Meta, Struct

from app.core.checks import Flaw
from app.whatsapp.outgoing.frames import AnyHeaded, Body, Footer, TextHeaded
from app.whatsapp.outgoing.taps import Label

LONGEST_CALL_TO_FLOW: Final = 30
LONGEST_TOKEN: Final = 512
MOST_CALL_MINUTES: Final = 43_200
Token = Annotated[str, Meta(min_length=1, max_length=LONGEST_TOKEN)]
FlowRef = Annotated[str, Meta(min_length=1, max_length=200, examples=["1234567890123456"])]


class SendLocation(Struct, frozen=True, kw_only=True):
    """Needs nothing."""

    name: Literal["send_location"] = "send_location"


class LocationRequest(Struct, frozen=True, kw_only=True, tag_field="type", tag="location_request_message"):
    """Asks where the guest is."""

    body: Body
    action: SendLocation = SendLocation()


class ShareContact(Struct, frozen=True, kw_only=True):
    """Needs nothing."""

    name: Literal["request_contact_info"] = "request_contact_info"


class ContactRequest(Struct, frozen=True, kw_only=True, tag_field="type", tag="request_contact_info"):
    """Asks a guest who has a username for the phone number."""

    body: Body
    action: ShareContact = ShareContact()


class AddressParameters(Struct, frozen=True, kw_only=True):
    """`values` are filled in already, `saved_addresses` can be chosen, `validation_errors` say what was wrong."""

    country: Literal["IN", "SG"]
    values: dict[str, Any] | None = None
    saved_addresses: list[Any] | None = None
    validation_errors: dict[str, Any] | None = None


class AddressAction(Struct, frozen=True, kw_only=True):
    """A form for an address."""

    parameters: AddressParameters
    name: Literal["address_message"] = "address_message"


class AddressMessage(TextHeaded, frozen=True, kw_only=True, tag_field="type", tag="address_message"):
    """Asks for an address; WhatsApp has it in India and Singapore alone."""

    body: Body
    action: AddressAction


class FlowScreen(Struct, frozen=True, kw_only=True):
    """The screen that opens first, and what it is given."""

    screen: Annotated[str, Meta(min_length=1, max_length=200, examples=["CHECK_IN"])]
    data: dict[str, Any] | None = None


class FlowParameters(Struct, frozen=True, kw_only=True):
    """The form by `flow_id` or `flow_name`; `flow_cta` is what its button says."""

    flow_cta: Annotated[str, Meta(min_length=1, max_length=LONGEST_CALL_TO_FLOW, examples=["Fazer check-in"])]
    flow_id: FlowRef | None = None
    flow_name: FlowRef | None = None
    flow_token: Token | None = None
    mode: Literal["published", "draft"] | None = None
    flow_action: Literal["navigate", "data_exchange"] | None = None
    flow_action_payload: FlowScreen | None = None
    flow_message_version: Literal["3"] = "3"

    def flaws(self) -> Iterator[Flaw]:
        if not self.flow_id and not self.flow_name:
            yield Flaw("flow_id", "missing", "detail-flow-named")
        elif self.flow_id and self.flow_name:
            yield Flaw("flow_name", "value", "detail-flow-named")
        if self.flow_action == "data_exchange" and self.flow_action_payload:
            yield Flaw("flow_action_payload", "value", "detail-flow-payload")


class FlowAction(Struct, frozen=True, kw_only=True):
    """A button that opens a form."""

    parameters: FlowParameters
    name: Literal["flow"] = "flow"


class FlowMessage(AnyHeaded, frozen=True, kw_only=True, tag_field="type", tag="flow"):
    """A form (a Flow of Meta's)."""

    body: Body
    action: FlowAction


class PermissionAction(Struct, frozen=True, kw_only=True):
    """Needs nothing."""

    name: Literal["call_permission_request"] = "call_permission_request"


class CallPermission(Struct, frozen=True, kw_only=True, tag_field="type", tag="call_permission_request"):
    """Asks whether the hotel may call."""

    body: Body | None = None
    action: PermissionAction = PermissionAction()


class CallParameters(Struct, frozen=True, kw_only=True):
    """What the button says, how long it works, and what comes back with the call."""

    display_text: Label | None = None
    ttl_minutes: Annotated[int, Meta(ge=1, le=MOST_CALL_MINUTES)] | None = None
    payload: Token | None = None


class CallAction(Struct, frozen=True, kw_only=True):
    """A button that calls the hotel."""

    parameters: CallParameters | None = None
    name: Literal["voice_call"] = "voice_call"


class CallMessage(Struct, frozen=True, kw_only=True, tag_field="type", tag="voice_call"):
    """Lets the guest call the hotel."""

    body: Body
    footer: Footer | None = None
    action: CallAction = CallAction()
