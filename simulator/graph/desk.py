"""Which endpoint a call is for: a token, a number, a file, an account, a template or an upload, each only to its own token."""

from typing import TYPE_CHECKING

from simulator.graph import callbacks, media, messages, nodes, refusals, sessions, templates, uploads
from simulator.graph.calls import Answer, Call
from simulator.numbers import Number
from simulator.templates.stock import Template

if TYPE_CHECKING:
    from simulator.meta import Meta


class Desk:
    def __init__(self, meta: "Meta") -> None:
        self._meta = meta

    async def answer(self, call: Call) -> Answer:
        meta = self._meta
        if not call.token:
            raise refusals.no_token()
        if call.node == "debug_token" and call.method == "get" and not call.edge:
            self._check_token(call)
            return nodes.debug_token(meta, call)
        self._check_token(call)
        number = meta.numbers.find(call.node)
        if number is not None and number.access_token == call.token:
            return await self._for_number(number, call)
        return self._for_file(call) or self._for_upload(call) or await self._for_template(call) or await self._for_waba(call)

    async def _for_number(self, number: Number, call: Call) -> Answer:
        match call.method, call.edge:
            case "post", "messages" | "marketing_messages" as edge:
                send = messages.post if edge == "messages" else messages.post_marketing
                return await send(self._meta, number, call)
            case "post", "media":
                return uploads.post(self._meta, number, call)
            case "get", "":
                return nodes.number(self._meta, number, call)
            case "post", "":
                return await callbacks.configure(self._meta, number, call)
            case _:
                raise refusals.unknown_path(f"/{call.edge}")

    def _for_file(self, call: Call) -> Answer | None:
        file = None if call.edge else self._meta.files.find(call.node)
        return media.node(self._meta, file, call) if file else None

    def _for_upload(self, call: Call) -> Answer | None:
        if call.node.startswith("upload:"):
            return sessions.piece(self._meta, call)
        is_app = call.edge == "uploads" and any(call.node in {one.app_id, "app"} for one in self._meta.numbers.of_token(call.token))
        return sessions.begin(self._meta, call) if is_app and call.method == "post" else None

    async def _for_template(self, call: Call) -> Answer | None:
        template = self._meta.templates.get(call.node)
        return await templates.node(self._meta, template, call) if template and self._is_theirs(template, call) else None

    def _is_theirs(self, template: Template, call: Call) -> bool:
        return any(one.access_token == call.token for one in self._meta.numbers.of_waba(template.business_account_id))

    async def _for_waba(self, call: Call) -> Answer:
        numbers = [number for number in self._meta.numbers.of_waba(call.node) if number.access_token == call.token]
        if not numbers:
            raise refusals.unknown_object(call.node, call.method)
        most = self._meta.switches.management_calls_an_hour
        if not self._meta.usage.let_pass(call.node, most):
            raise refusals.coded(80007)
        answer = await self._of_waba(numbers, call)
        answer.headers = [(b"x-business-use-case-usage", self._meta.usage.header(call.node, most))]
        return answer

    async def _of_waba(self, numbers: list[Number], call: Call) -> Answer:
        match call.method, call.edge:
            case "get", "" | "phone_numbers" as edge:
                return nodes.phone_numbers(self._meta, numbers, call) if edge else nodes.waba(numbers, call)
            case _, "subscribed_apps":
                return await nodes.subscribed_apps(self._meta, numbers, call)
            case _, "message_templates":
                return await templates.edge(self._meta, call.node, call)
            case "post", "message_templates/archive" | "message_templates/unarchive":
                return await templates.archive(self._meta, call.node, call)
            case _:
                raise refusals.unknown_path(f"/{call.edge}")

    def _check_token(self, call: Call) -> None:
        if self._meta.numbers.knows_token(call.token):
            return
        # An app speaks for itself with "id|secret"; it may only ask about tokens.
        is_app = call.node == "debug_token" and any(f"{one.app_id}|{one.app_secret}" == call.token for one in self._meta.numbers)
        if not is_app:
            raise refusals.bad_token()
