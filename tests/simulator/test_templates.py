"""Templates at the stand-in for Meta: made, reviewed, judged, and each send held against what was approved."""

from typing import Any

import httpx
import pytest

from simulator.meta import Meta
from tests.simulator.hotel import ANA, TOKEN, Callback, a_number, guest_writes, send

AUTH = {"Authorization": f"Bearer {TOKEN}"}
EDGE = "/v26.0/9001001/message_templates"
BODY = {"type": "BODY", "text": "Olá {{1}}, até {{2}} então!", "example": {"body_text": [["Ana", "23/11"]]}}
NAMED = {
    "type": "body",
    "text": "Olá {{guest}}, até breve!",
    "example": {"body_text_named_params": [{"param_name": "guest", "example": "Ana"}]},
}


def a_template(*components: dict[str, Any], **told: object) -> dict[str, Any]:
    return {"name": "check_in", "language": "pt_BR", "category": "UTILITY", "components": list(components or [BODY])} | told


async def create(client: httpx.AsyncClient, *components: dict[str, Any], **told: object) -> httpx.Response:
    return await client.post(EDGE, json=a_template(*components, **told), headers=AUTH)


async def approved(client: httpx.AsyncClient, *components: dict[str, Any], **told: object) -> str:
    answer = await client.post("/_sim/templates", json=a_template(*components, **{"business_account_id": "9001001", **told}))
    assert answer.status_code == 201, answer.text
    template_id: str = answer.json()["id"]
    return template_id


def a_send(*components: dict[str, Any], name: str = "check_in", language: str = "pt_BR", **told: object) -> dict[str, Any]:
    template = {"name": name, "language": {"code": language}, "components": list(components)}
    return {"messaging_product": "whatsapp", "to": f"+{ANA}", "type": "template", "template": template} | told


def body(*values: str) -> dict[str, Any]:
    return {"type": "body", "parameters": [{"type": "text", "text": value} for value in values]}


def button(kind: str, index: int, **parameter: object) -> dict[str, Any]:
    return {"type": "button", "sub_type": kind, "index": index, "parameters": [parameter]}


def news(callback: Callback, field: str) -> list[dict[str, Any]]:
    changes = [change for push in callback.pushes for entry in push.payload["entry"] for change in entry["changes"]]
    return [change["value"] for change in changes if change["field"] == field]


async def test_a_template_waits_for_its_review_and_is_told_of_it(client: httpx.AsyncClient, callback: Callback) -> None:
    await client.put("/_sim/switches", json={"review_ms": 30})

    made = (await create(client)).json()
    waiting = await send(client, a_send(body("Ana", "23/11")))
    await callback.until(lambda: news(callback, "message_template_status_update"))
    listed = (await client.get(EDGE, headers=AUTH)).json()
    sent = await send(client, a_send(body("Ana", "23/11")))

    assert (made["status"], made["category"], made["id"].isdigit()) == ("PENDING", "UTILITY", True)
    assert (waiting.status_code, waiting.json()["error"]["code"]) == (404, 132001)
    assert waiting.json()["error"]["error_data"]["details"] == "template name (check_in) does not exist in pt_BR"
    [told] = news(callback, "message_template_status_update")
    assert (told["event"], told["message_template_id"], told["reason"]) == ("APPROVED", int(made["id"]), "NONE")
    assert [(one["id"], one["status"], one["components"]) for one in listed["data"]] == [(made["id"], "APPROVED", [BODY])]
    assert sent.json()["messages"][0]["message_status"] == "accepted"


async def test_a_review_may_say_no(client: httpx.AsyncClient, callback: Callback) -> None:
    await client.put("/_sim/switches", json={"review_ms": 0, "review": "reject"})

    made = (await create(client)).json()
    await callback.until(lambda: news(callback, "message_template_status_update"))
    shown = (await client.get(f"/v26.0/{made['id']}", params={"fields": "status,rejected_reason"}, headers=AUTH)).json()

    [told] = news(callback, "message_template_status_update")
    assert (told["event"], told["reason"], set(told["rejection_info"])) == ("REJECTED", "INVALID_FORMAT", {"reason", "recommendation"})
    assert shown == {"status": "REJECTED", "rejected_reason": "INVALID_FORMAT", "id": made["id"]}


HEADER = {"type": "HEADER", "format": "TEXT", "text": "Oi {{1}}", "example": {"header_text": ["Ana"]}}
REPLY = {"type": "QUICK_REPLY", "text": "Sim"}
URL = {"type": "URL", "text": "Ver", "url": "https://hotel.example/{{1}}", "example": ["https://hotel.example/7"]}


@pytest.mark.parametrize(
    ("told", "subcode"),
    [
        ({"components": [{"type": "FOOTER", "text": "x"}]}, 2388043),
        ({"components": [BODY | {"text": "x" * 1025}]}, 2388040),
        ({"components": [BODY | {"text": "{{1}}, olá, até {{2}}!"}]}, 2388299),
        ({"components": [BODY | {"text": "Olá {{1}}, até {{3}}!"}]}, 2388072),
        ({"components": [{"type": "BODY", "text": "Olá {{1}}!"}]}, 2388043),
        ({"components": [BODY | {"text": "Olá {{1}}{{2}}, bem-vindo!"}]}, 2388072),
        ({"components": [BODY, {"type": "FOOTER", "text": "x" * 61}]}, 2388040),
        ({"components": [BODY, {"type": "FOOTER", "text": "Até {{1}}"}]}, 2388073),
        ({"components": [BODY, {"type": "HEADER", "format": "IMAGE"}]}, 2388043),
        ({"components": [BODY, {"type": "HEADER", "format": "IMAGE", "example": {"header_handle": ["4:nobody"]}}]}, 2494102),
        ({"components": [BODY, {"type": "BUTTONS", "buttons": [REPLY] * 11}]}, 2388039),
        ({"components": [BODY, {"type": "BUTTONS", "buttons": [URL] * 3}]}, 2388039),
        ({"components": [BODY, {"type": "BUTTONS", "buttons": [REPLY, URL, REPLY]}]}, 2388039),
        ({"components": [BODY, {"type": "BUTTONS", "buttons": [REPLY | {"text": "x" * 26}]}]}, 2388040),
        ({"components": [BODY, {"type": "BUTTONS", "buttons": [URL | {"example": None}]}]}, 2388043),
    ],
)
async def test_what_meta_does_not_review_is_refused_with_words_for_people(
    client: httpx.AsyncClient, told: dict[str, Any], subcode: int
) -> None:
    error = (await client.post(EDGE, json=a_template() | told, headers=AUTH)).json()["error"]

    assert (error["code"], error["error_subcode"], error["message"]) == (100, subcode, "Invalid parameter")
    assert error["error_user_title"]
    assert error["error_user_msg"].endswith(".")


async def test_the_same_name_and_language_twice_is_refused_and_a_deleted_name_rests(client: httpx.AsyncClient) -> None:
    await client.put("/_sim/switches", json={"review_ms": 0})
    await create(client)
    await client.get("/_sim/pushes", params={"wait_s": 5})

    twice = (await create(client)).json()["error"]
    in_spanish = await create(client, language="es")
    deleted = await client.delete(EDGE, params={"name": "check_in"}, headers=AUTH)
    again = (await create(client)).json()["error"]
    gone = (await client.delete(EDGE, params={"name": "check_in"}, headers=AUTH)).json()["error"]

    assert (twice["error_subcode"], twice["error_user_title"]) == (2388024, "Content in This Language Already Exists")
    assert (in_spanish.status_code, deleted.json()) == (200, {"success": True})
    assert (again["error_subcode"], gone["error_subcode"]) == (2388023, 2593002)


async def test_an_account_makes_so_many_templates_an_hour_and_has_so_many(client: httpx.AsyncClient) -> None:
    await client.put("/_sim/switches", json={"templates_an_hour": 1})
    await create(client)

    too_fast = (await create(client, name="two")).json()["error"]
    await client.put("/_sim/switches", json={"templates_an_hour": 100, "templates_an_account": 1})
    too_many = (await create(client, name="two")).json()["error"]

    assert (too_fast["code"], too_many["error_subcode"]) == (80007, 2388019)


@pytest.mark.parametrize(("category", "seconds", "status"), [("UTILITY", 43_201, 400), ("UTILITY", -1, 200), ("MARKETING", 43_200, 200)])
async def test_how_long_meta_tries_depends_on_the_category(client: httpx.AsyncClient, category: str, seconds: int, status: int) -> None:
    assert (await create(client, category=category, message_send_ttl_seconds=seconds)).status_code == status


async def test_templates_are_listed_by_pages_and_filters_and_only_to_their_own(client: httpx.AsyncClient, meta: Meta) -> None:
    meta.put_number(a_number("1055003", business_account_id="9001003", access_token="neighbour"))
    for place in range(5):
        await approved(client, name=f"t{place}", category="MARKETING" if place % 2 else "UTILITY")
    foreign = await approved(client, name="other", business_account_id="9001003")

    first = (await client.get(EDGE, params={"limit": 3, "fields": "name,status", "summary": "total_count"}, headers=AUTH)).json()
    rest = (await client.get(EDGE, params={"limit": 3, "after": first["paging"]["cursors"]["after"]}, headers=AUTH)).json()
    marketing = (await client.get(EDGE, params={"category": "marketing"}, headers=AUTH)).json()

    assert [one["name"] for one in first["data"] + rest["data"]] == ["t4", "t3", "t2", "t1", "t0"]
    assert set(first["data"][0]) == {"name", "status", "id"}
    assert ("next" in first["paging"], "next" in rest["paging"], first["summary"]["total_count"]) == (True, False, 5)
    assert [one["name"] for one in marketing["data"]] == ["t3", "t1"]
    assert (await client.get(f"/v26.0/{foreign}", headers=AUTH)).json()["error"]["error_subcode"] == 33


async def test_an_edit_is_reviewed_anew_and_an_approved_one_rests_a_day(client: httpx.AsyncClient, callback: Callback) -> None:
    await client.put("/_sim/switches", json={"review_ms": 0})
    template_id = await approved(client)

    edited = await client.post(f"/v26.0/{template_id}", json={"components": [BODY | {"text": "Oi {{1}}, até {{2}} então!"}]}, headers=AUTH)
    await callback.until(lambda: news(callback, "message_template_status_update"))
    again = await client.post(f"/v26.0/{template_id}", json={"components": [BODY]}, headers=AUTH)
    category = await client.post(f"/v26.0/{template_id}", json={"category": "MARKETING"}, headers=AUTH)

    assert edited.json() == {"success": True}
    assert news(callback, "message_template_components_update")[0]["message_template_element"] == "Oi {{1}}, até {{2}} então!"
    assert again.json()["error"]["error_user_title"] == "Edit limit reached"
    assert category.json()["error"]["error_user_title"] == "Category can't be edited"


async def test_a_bad_quality_pauses_a_template_and_the_third_time_disables_it(client: httpx.AsyncClient, callback: Callback) -> None:
    await client.put("/_sim/switches", json={"pause_first_s": 60})
    template_id = await approved(client)

    codes = []
    for _ in range(3):
        await client.put(f"/_sim/templates/{template_id}", json={"quality": "RED"})
        codes.append((await send(client, a_send(body("Ana", "23/11")))).json()["error"]["code"])
        if len(codes) < 3:
            await client.post(f"/v26.0/{template_id}/unpause", headers=AUTH)
    await client.get("/_sim/pushes", params={"wait_s": 5})

    assert codes == [132015, 132015, 132016]
    assert sorted(one["event"] for one in news(callback, "message_template_status_update")) == [
        *("APPROVED", "APPROVED", "DISABLED", "PAUSED", "PAUSED")
    ]
    assert news(callback, "message_template_quality_update")[0]["new_quality_score"] == "RED"
    refused = (await client.delete(EDGE, params={"name": "check_in"}, headers=AUTH)).json()
    assert refused["error"]["error_user_msg"] == "A disabled template can't be deleted."


async def test_a_pause_ends_by_itself(client: httpx.AsyncClient, callback: Callback) -> None:
    await client.put("/_sim/switches", json={"pause_first_s": 0.03})
    template_id = await approved(client)

    await client.put(f"/_sim/templates/{template_id}", json={"status": "PAUSED"})

    await callback.until(lambda: len(news(callback, "message_template_status_update")) == 2)
    assert (await send(client, a_send(body("Ana", "23/11")))).status_code == 200


RICH = (
    HEADER,
    BODY,
    {"type": "FOOTER", "text": "Hotel Ipanema"},
    {"type": "BUTTONS", "buttons": [REPLY, URL, {"type": "COPY_CODE", "example": "VERAO"}]},
)
FILLED = (
    {"type": "HEADER", "parameters": [{"type": "text", "text": "Ana"}]},
    body("Ana", "23/11"),
    button("URL", 1, type="text", text="R7"),
    {"type": "button", "sub_type": "copy_code", "index": "2", "parameters": [{"type": "coupon_code", "coupon_code": "SOL10"}]},
)


async def test_a_template_is_shown_to_the_guest_with_its_places_filled(client: httpx.AsyncClient, callback: Callback) -> None:
    await approved(client, *RICH)

    answer = await send(client, a_send(*FILLED))

    assert answer.status_code == 200, answer.text
    [letter] = (await client.get(f"/_sim/threads/1055001/{ANA}")).json()["letters"]
    assert letter["shown"] == {
        "header": {"type": "text", "text": "Oi Ana"},
        "body": "Olá Ana, até 23/11 então!",
        "footer": "Hotel Ipanema",
        "buttons": [
            {"type": "QUICK_REPLY", "text": "Sim", "payload": "Sim"},
            {"type": "URL", "text": "Ver", "url": "https://hotel.example/R7"},
            {"type": "COPY_CODE", "text": "Copy code", "code": "SOL10"},
        ],
    }
    await callback.until(lambda: callback.statuses)
    assert callback.statuses[0]["pricing"]["category"] == "utility"


COUNT = "body: number of localizable_params (1) does not match the expected number of params (2)"


@pytest.mark.parametrize(
    ("components", "code", "said"),
    [
        ([], 132000, "header: number of localizable_params (0) does not match the expected number of params (1)"),
        ([FILLED[0], body("Ana"), *FILLED[2:]], 132000, COUNT),
        ([FILLED[0], body("Ana", "a\nb"), *FILLED[2:]], 132008, "Param text cannot have new-line/tab characters"),
        ([FILLED[0], body("Ana", "a     b"), *FILLED[2:]], 132008, "more than 4 consecutive spaces"),
        ([FILLED[0], body("Ana", "x" * 1020), *FILLED[2:]], 132005, "too long"),
        ([FILLED[0], body("Ana", "x"), FILLED[3]], 131008, "buttons: Button at index 1 of type Url requires a parameter"),
        ([*FILLED, button("URL", 0, type="text", text="x")], 132018, "Button at index 0 is of type QUICK_REPLY, received URL"),
        ([*FILLED, button("URL", 7, type="text", text="x")], 132018, "there is no button at index 7"),
        (
            [{"type": "header", "parameters": [{"type": "image", "image": {"link": "https://a.b/c"}}]}, *FILLED[1:]],
            132012,
            "header: Format mismatch, expected TEXT, received IMAGE",
        ),
    ],
)
async def test_a_send_must_bring_what_the_template_asks_for(
    client: httpx.AsyncClient, components: list[dict[str, Any]], code: int, said: str
) -> None:
    await approved(client, *RICH)

    error = (await send(client, a_send(*components))).json()["error"]

    assert (error["code"], said in error["error_data"]["details"]) == (code, True), error


async def test_named_places_are_filled_by_name(client: httpx.AsyncClient) -> None:
    await approved(client, NAMED, parameter_format="named")
    parameter = {"type": "text", "text": "Ana"}

    answers = [
        await send(client, a_send({"type": "body", "parameters": [parameter | told]}))
        for told in ({"parameter_name": "guest"}, {}, {"parameter_name": "room"})
    ]

    assert answers[0].status_code == 200
    assert [answer.json()["error"]["code"] for answer in answers[1:]] == [100, 132012]
    assert answers[1].json()["error"]["error_data"]["details"] == "Parameter name is missing or empty"


@pytest.mark.parametrize(("told", "received"), [([], "UNKNOWN"), ([{"type": "video", "video": {"link": "https://a.b/c"}}], "VIDEO")])
async def test_a_header_of_a_file_needs_one_of_its_sort(client: httpx.AsyncClient, told: list[dict[str, Any]], received: str) -> None:
    await approved(client, {"type": "HEADER", "format": "IMAGE"}, BODY)

    error = (await send(client, a_send({"type": "header", "parameters": told}, body("Ana", "x")))).json()["error"]

    assert error["message"] == "(#132012) Parameter format does not match format in the created template"
    assert error["error_data"]["details"] == f"header: Format mismatch, expected IMAGE, received {received}"


async def test_each_card_of_a_carousel_is_looked_at(client: httpx.AsyncClient) -> None:
    card = {"components": [{"type": "HEADER", "format": "IMAGE"}, {"type": "BUTTONS", "buttons": [URL]}]}
    await approved(client, BODY, {"type": "CAROUSEL", "cards": [card, card]})
    picture = {"type": "header", "parameters": [{"type": "image", "image": {"link": "https://a.b/c"}}]}
    full = [{"card_index": place, "components": [picture, button("url", 0, type="text", text="x")]} for place in (1, 0)]

    whole = await send(client, a_send(body("Ana", "x"), {"type": "carousel", "cards": full}))
    short = await send(client, a_send(body("Ana", "x"), {"type": "carousel", "cards": full[:1]}))
    bare = await send(
        client, a_send(body("Ana", "x"), {"type": "carousel", "cards": [full[0], {"card_index": 0, "components": [picture]}]})
    )

    assert whole.status_code == 200, whole.text
    assert short.json()["error"]["code"] == 132012
    assert bare.json()["error"]["error_data"]["details"] == "card 0: buttons: Button at index 0 of type Url requires a parameter"


async def test_a_code_goes_to_a_phone_number_and_is_the_same_twice(client: httpx.AsyncClient) -> None:
    otp = {"type": "BUTTONS", "buttons": [{"type": "OTP", "otp_type": "COPY_CODE", "text": "Copiar"}]}
    await approved(client, {"type": "BODY", "text": "{{1}} é o seu código."}, otp, category="AUTHENTICATION")
    written = await guest_writes(client, guest="5585900000006")
    code = (body("123456"), button("url", 0, type="text", text="123456"))

    right = await send(client, a_send(*code))
    wrong = await send(client, a_send(code[0], button("url", 0, type="text", text="654321")))
    nobody = a_send(*code, recipient=written["user_id"])
    del nobody["to"]
    by_user_id = await send(client, nobody)

    assert [right.status_code, wrong.json()["error"]["code"], by_user_id.json()["error"]["code"]] == [200, 132012, 131062]


async def test_who_stopped_marketing_gets_none(client: httpx.AsyncClient, callback: Callback) -> None:
    await approved(client, category="MARKETING")
    await client.post("/_sim/webhooks", json={"phone_number_id": "1055001", "example": "user_preferences", "guest": ANA})

    await send(client, a_send(body("Ana", "x")))

    await callback.until(lambda: callback.statuses)
    assert callback.statuses[0]["errors"][0]["code"] == 131050


async def test_what_was_held_falls_with_its_template(client: httpx.AsyncClient, callback: Callback) -> None:
    await client.put("/_sim/switches", json={"held_ms": 60})
    await client.put("/_sim/faults", json={"held_for_quality": 1})
    template_id = await approved(client)

    answer = await send(client, a_send(body("Ana", "x")))
    await client.put(f"/_sim/templates/{template_id}", json={"status": "PAUSED"})
    await callback.until(lambda: callback.statuses)

    assert answer.json()["messages"][0]["message_status"] == "held_for_quality_assessment"
    assert [(one["status"], one["errors"][0]["code"]) for one in callback.statuses] == [("failed", 132015)]


async def test_marketing_messages_take_marketing_templates_alone(client: httpx.AsyncClient) -> None:
    await approved(client)
    await approved(client, name="summer", category="MARKETING")
    path = "/v26.0/1055001/marketing_messages"

    right = await send(client, a_send(body("Ana", "x"), name="summer", product_policy="STRICT"), path=path)
    wrong = await send(client, a_send(body("Ana", "x")), path=path)
    text = await send(client, {"messaging_product": "whatsapp", "to": ANA, "type": "text", "text": {"body": "Oi"}}, path=path)

    assert [right.status_code, wrong.json()["error"]["code"], text.json()["error"]["code"]] == [200, 131055, 100]


async def test_a_picture_for_a_header_is_put_up_in_pieces(client: httpx.AsyncClient) -> None:
    await client.put("/_sim/switches", json={"review_ms": 0})
    asked = {"file_length": "6", "file_type": "image/jpeg", "file_name": "a.jpg"}
    name = (await client.post("/v26.0/7001/uploads", params=asked, headers=AUTH)).json()["id"]

    await client.post(f"/v26.0/{name}", content=b"abc", headers={"Authorization": f"OAuth {TOKEN}", "file_offset": "0"})
    so_far = (await client.get(f"/v26.0/{name}", headers=AUTH)).json()
    told = await client.post(f"/v26.0/{name}", content=b"def", headers={"Authorization": f"OAuth {TOKEN}", "file_offset": "3"})
    picture = {"type": "HEADER", "format": "IMAGE", "example": {"header_handle": [told.json()["h"]]}}
    made = await create(client, picture, BODY)

    assert so_far == {"id": name, "file_offset": 3}
    assert made.status_code == 200, made.text
    assert (await client.post("/v26.0/7001/uploads", params=asked | {"file_type": "text/html"}, headers=AUTH)).status_code == 400


async def test_a_portfolio_writes_first_to_so_many_guests_a_day(client: httpx.AsyncClient, meta: Meta, callback: Callback) -> None:
    meta.put_number(a_number("1055002", display_phone_number="+55 21 3333-0002"))
    await approved(client)
    await client.put("/_sim/portfolios/9001001", json={"tier": "TIER_250"})
    for place in range(249):
        meta.portfolios.let_pass(a_number(), f"5511{place:09d}")
    template = a_send(body("Ana", "x"))

    last = await send(client, template)
    same = await send(client, template, path="/v26.0/1055002/messages")
    one_more = await send(client, template | {"to": "+5521900000002"}, path="/v26.0/1055002/messages")
    await guest_writes(client, guest="5521900000002")
    inside = await send(client, template | {"to": "+5521900000002"})
    shown = await client.get("/v26.0/1055001", params={"fields": "whatsapp_business_manager_messaging_limit"}, headers=AUTH)

    assert [last.status_code, same.status_code, one_more.json()["error"]["code"], inside.status_code] == [200, 200, 131048, 200]
    assert shown.json()["whatsapp_business_manager_messaging_limit"] == "TIER_250"
    await callback.until(lambda: news(callback, "business_capability_update"))
    assert news(callback, "business_capability_update")[0]["max_daily_conversations_per_business"] == 250


async def test_management_calls_are_counted_and_bounded(client: httpx.AsyncClient) -> None:
    await client.put("/_sim/switches", json={"management_calls_an_hour": 2})

    answers = [await client.get(EDGE, headers=AUTH) for _ in range(3)]

    assert [answer.status_code for answer in answers] == [200, 200, 400]
    assert '"9001001":[{"type":"whatsapp_business_management","call_count":100' in answers[1].headers["x-business-use-case-usage"]
    assert answers[2].json()["error"]["code"] == 80007


async def test_the_category_may_change_with_notice(client: httpx.AsyncClient, callback: Callback) -> None:
    template_id = await approved(client)

    await client.put(f"/_sim/templates/{template_id}", json={"category": "MARKETING", "in_s": 0.05})
    await callback.until(lambda: len(news(callback, "template_category_update")) == 2)

    ahead, done = sorted(news(callback, "template_category_update"), key=len, reverse=True)
    assert (ahead["new_category"], ahead["correct_category"], "category_update_timestamp" in ahead) == ("UTILITY", "MARKETING", True)
    assert (done["previous_category"], done["new_category"]) == ("UTILITY", "MARKETING")


async def test_a_meta_that_takes_any_template_shows_its_name_alone(client: httpx.AsyncClient) -> None:
    await client.put("/_sim/switches", json={"template_sends": "any"})

    assert (await send(client, a_send(body("Ana"), name="nobody_made_it"))).status_code == 200
