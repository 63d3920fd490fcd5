"""The Graph client: what is known after each way a call can end, and nothing said twice."""

import asyncio
import gzip
import json
import logging
import socket
from collections.abc import AsyncIterator, Awaitable, Callable

import httpx
import pytest

from app.whatsapp.client import GraphClient, Line, Patience
from app.whatsapp.numbers import PhoneNumber
from app.whatsapp.outcomes import Done, Refused, Sent, Unknown
from app.whatsapp.refusal_table import EDGE_BUSY, NOT_GRAPH, UNREACHABLE
from tests.whatsapp.wire import ACCEPTED, Server, Wire, a_closed_port, a_port_that_never_accepts, serving

TOKEN = "EAA-secret-token"
PAYLOAD = {"messaging_product": "whatsapp", "to": "+1650", "type": "text", "text": {"body": "Oi"}}
IMPATIENT = Patience(connection=0.3, read=0.3, call=1)


@pytest.fixture
async def graph() -> AsyncIterator[GraphClient]:
    client = GraphClient(patience=IMPATIENT)
    yield client
    await client.aclose()


def line_to(base_url: str) -> Line:
    return Line("106540352242922", TOKEN, base_url)


async def sending(graph: GraphClient, script: Callable[[Wire], Awaitable[None]]) -> tuple[object, list[bytes]]:
    async with serving(script) as server:
        return await graph.send(line_to(server.base_url), PAYLOAD), server.requests


def answering(content: bytes, status: str = "200 OK", *headers: str) -> Callable[[Wire], Awaitable[None]]:
    async def script(wire: Wire) -> None:
        while True:
            await wire.request()
            await wire.answer(content, status, *headers)

    return script


def graph_error(code: int, **members: object) -> bytes:
    return json.dumps({"error": {"message": f"(#{code}) Said", "type": "OAuthException", "code": code, **members}}).encode()


async def test_a_message_that_meta_accepts_is_sent(graph: GraphClient) -> None:
    outcome, requests = await sending(graph, answering(ACCEPTED))

    assert outcome == Sent("wamid.OUT", wa_id="1650")
    (request,) = requests
    head, body = request.split(b"\r\n\r\n")
    assert head.startswith(b"POST /v26.0/106540352242922/messages HTTP/1.1\r\n")
    assert f"authorization: bearer {TOKEN}".lower().encode() in head.lower()
    assert b"application/json" in head
    assert json.loads(body) == PAYLOAD


async def test_another_transport_can_stand_in_for_the_wire() -> None:
    graph = GraphClient("v99.0", transport=httpx.MockTransport(lambda _: httpx.Response(200, content=ACCEPTED)))

    assert await graph.send(line_to("http://meta"), PAYLOAD) == Sent("wamid.OUT", wa_id="1650")
    await graph.aclose()


async def test_bytes_go_out_as_they_are(graph: GraphClient) -> None:
    async with serving(answering(ACCEPTED)) as server:
        await graph.send(line_to(server.base_url), b'{"a" :1}')

    assert server.requests[0].endswith(b'\r\n\r\n{"a" :1}')


async def test_a_user_without_a_phone_is_known_by_the_answer(graph: GraphClient) -> None:
    answer = b'{"contacts":[{"input":"US.1","user_id":"US.1"}],"messages":[{"id":"w","message_status":"held_for_quality_assessment"}]}'

    outcome, _ = await sending(graph, answering(answer))

    assert outcome == Sent("w", user_id="US.1", held=True)


@pytest.mark.parametrize("status", ["206 X", "400 X", "500 X"])
async def test_a_wamid_is_proof_whatever_stands_beside_it(graph: GraphClient, status: str) -> None:
    answer = b'{"messages":[{"id":"wamid.OUT"}],"error":{"code":131201,"message":"(#131201) Partial success"}}'

    outcome, _ = await sending(graph, answering(answer, status))

    assert outcome == Sent("wamid.OUT")


async def test_a_compressed_answer_is_read(graph: GraphClient) -> None:
    outcome, _ = await sending(graph, answering(gzip.compress(ACCEPTED), "200 OK", "Content-Encoding: gzip"))

    assert outcome == Sent("wamid.OUT", wa_id="1650")


@pytest.mark.parametrize("status", ["400 Bad Request", "401 X", "200 OK", "500 X", "503 X", "429 X"])
async def test_metas_refusal_is_known_by_its_code_whatever_the_http_status(graph: GraphClient, status: str) -> None:
    details = {"messaging_product": "whatsapp", "details": "24 hours have passed"}
    outcome, _ = await sending(graph, answering(graph_error(131047, error_data=details, fbtrace_id="Az8"), status))

    assert outcome == Refused(131047, title="Said", details="24 hours have passed", trace="Az8", http_status=int(status[:3]))


@pytest.mark.parametrize(
    ("code", "members", "passing"),
    [
        (130429, {}, True),
        (131056, {}, True),
        (2, {}, True),
        (190, {"error_subcode": 463}, False),
        (100, {"error_subcode": 33}, False),
        (100, {"error_data": "a string"}, False),
        (999999, {}, False),
        (999999, {"is_transient": True}, True),
    ],
)
async def test_only_metas_own_passing_codes_pass(graph: GraphClient, code: int, members: dict[str, object], passing: bool) -> None:
    outcome, _ = await sending(graph, answering(graph_error(code, **members), "400 Bad Request"))

    assert isinstance(outcome, Refused)
    assert (outcome.code, outcome.passing) == (code, passing)
    assert outcome.refusal.passing == passing


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        ("Retry-After: 7", 7),
        ("Retry-After: soon", None),
        ("Retry-After: Thu, 01 Jan 2015 00:00:00 GMT", None),
        ("Retry-After: 99999999", 86_400),
        ('X-Business-Use-Case-Usage: {"1":[{"type":"messages","estimated_time_to_regain_access":3}]}', 180),
        ("X-Business-Use-Case-Usage: nonsense", None),
        ("X-Other: 1", None),
    ],
)
async def test_metas_wish_to_be_left_alone_is_heard(graph: GraphClient, header: str, seconds: float | None) -> None:
    outcome, _ = await sending(graph, answering(graph_error(80007), "400 Bad Request", header))

    assert isinstance(outcome, Refused)
    assert outcome.retry_after == seconds


@pytest.mark.parametrize(
    ("status", "code"),
    [("302 Found", NOT_GRAPH), ("307 X", NOT_GRAPH), ("403 X", NOT_GRAPH), ("404 X", NOT_GRAPH), ("429 X", EDGE_BUSY)],
)
async def test_a_door_that_is_not_metas_refuses(graph: GraphClient, status: str, code: int) -> None:
    outcome, requests = await sending(graph, answering(b"<html>", status, "Location: /elsewhere"))

    assert isinstance(outcome, Refused)
    assert (outcome.code, outcome.passing) == (code, code == EDGE_BUSY)
    assert len(requests) == 1


@pytest.mark.parametrize(
    ("content", "status"),
    [
        (b"<html>", "500 X"),
        (b"", "502 X"),
        (b'{"error":"overloaded"}', "503 X"),
        (b"<html>", "504 X"),
        (b"", "408 X"),
        (b"", "200 OK"),
        (b"not JSON", "200 OK"),
        (b"{}", "200 OK"),
        (b'{"messages":[]}', "200 OK"),
        (b'{"messages":[{"id":""}]}', "200 OK"),
        (b'{"messages":[{}]}', "200 OK"),
        (b"[1]", "204 X"),
    ],
)
async def test_an_answer_that_says_nothing_leaves_it_unknown(graph: GraphClient, content: bytes, status: str) -> None:
    outcome, _ = await sending(graph, answering(content, status))

    assert isinstance(outcome, Unknown)


async def cut_after_request(wire: Wire) -> None:
    await wire.request()


async def reset_after_request(wire: Wire) -> None:
    await wire.request()
    wire.reset()


async def cut_in_the_headers(wire: Wire) -> None:
    await wire.request()
    await wire.say(b"HTTP/1.1 200 OK\r\nContent-Le")


async def cut_in_the_body(wire: Wire) -> None:
    await wire.request()
    await wire.say(b"HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n" + ACCEPTED[:20])


async def silence(wire: Wire) -> None:
    await wire.request()
    await asyncio.sleep(5)


async def silence_in_the_body(wire: Wire) -> None:
    await wire.request()
    await wire.say(b"HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n" + ACCEPTED[:20])
    await asyncio.sleep(5)


async def a_trickle(wire: Wire) -> None:
    await wire.request()
    await wire.say(b"HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n")
    for _ in range(40):
        await wire.say(b" ")
        await asyncio.sleep(0.1)


async def gibberish(wire: Wire) -> None:
    await wire.request()
    await wire.say(b"HELLO\r\n\r\n")


async def a_lie_about_compression(wire: Wire) -> None:
    await wire.request()
    await wire.answer(b"plain", "200 OK", "Content-Encoding: gzip")


@pytest.mark.parametrize(
    "script",
    [
        cut_after_request,
        reset_after_request,
        cut_in_the_headers,
        cut_in_the_body,
        silence,
        silence_in_the_body,
        a_trickle,
        gibberish,
        a_lie_about_compression,
    ],
)
async def test_whatever_breaks_after_the_bytes_left_is_unknown_and_said_once(
    graph: GraphClient, script: Callable[[Wire], Awaitable[None]]
) -> None:
    async with asyncio.timeout(2):
        outcome, requests = await sending(graph, script)

    assert isinstance(outcome, Unknown)
    assert outcome.reason
    assert len(requests) == 1


async def test_a_kept_connection_that_closes_does_not_make_the_transport_post_again(graph: GraphClient) -> None:
    connections = 0

    async def answer_once_then_cut(wire: Wire) -> None:
        nonlocal connections
        connections += 1
        await wire.request()
        await wire.answer(ACCEPTED)
        await wire.request()

    async with serving(answer_once_then_cut) as server:
        line = line_to(server.base_url)
        first = await graph.send(line, b"1")
        second = await graph.send(line, b"2")

    assert isinstance(first, Sent)
    assert isinstance(second, Unknown)
    assert [request[-1:] for request in server.requests] == [b"1", b"2"]
    assert connections == 1


async def test_a_refused_connection_is_a_refusal_that_passes(graph: GraphClient) -> None:
    outcome = await graph.send(line_to(f"http://127.0.0.1:{a_closed_port()}"), PAYLOAD)

    assert isinstance(outcome, Refused)
    assert (outcome.code, outcome.passing) == (UNREACHABLE, True)


@pytest.mark.parametrize("base_url", ["http://127.0.0.1:99999", "gopher://meta", "nowhere", ""])
async def test_an_address_that_is_none_is_never_reached(graph: GraphClient, base_url: str) -> None:
    outcome = await graph.send(line_to(base_url), PAYLOAD)

    assert isinstance(outcome, Refused)
    assert outcome.code == UNREACHABLE


async def test_a_name_that_nobody_knows_is_never_reached(graph: GraphClient, monkeypatch: pytest.MonkeyPatch) -> None:
    def nobody_knows(*_: object, **__: object) -> None:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", nobody_knows)

    outcome = await graph.send(line_to("http://no-such-host.invalid"), PAYLOAD)

    assert isinstance(outcome, Refused)
    assert (outcome.code, outcome.passing) == (UNREACHABLE, True)


async def test_connecting_for_too_long_is_a_refusal_that_passes(graph: GraphClient) -> None:
    async with a_port_that_never_accepts() as port:
        outcome = await graph.send(line_to(f"http://127.0.0.1:{port}"), PAYLOAD)

    assert isinstance(outcome, Refused)
    assert (outcome.code, outcome.passing) == (UNREACHABLE, True)


async def test_waiting_in_vain_for_a_place_in_the_pool_sends_nothing() -> None:
    graph = GraphClient(connections=1, patience=Patience(connection=0.2, read=2, call=3))
    async with serving(silence) as server:
        busy = asyncio.create_task(graph.send(line_to(server.base_url), b"first"))
        await asyncio.sleep(0.05)
        outcome = await graph.send(line_to(server.base_url), b"second")
        busy.cancel()

    assert isinstance(outcome, Refused)
    assert outcome.code == UNREACHABLE
    assert len(server.requests) == 1
    await graph.aclose()


@pytest.mark.parametrize("token", ["", "two words", "line\r\nX-Evil: 1", "é", "\x00"])
async def test_what_cannot_be_a_token_is_never_put_into_a_header(graph: GraphClient, token: str) -> None:
    outcome = await graph.send(Line("1", token, "http://127.0.0.1:9"), PAYLOAD)

    assert isinstance(outcome, Refused)
    assert outcome.code == 190
    assert token == "" or token not in repr(outcome)


@pytest.mark.parametrize("identifier", ["", "../me", "1/2", "1?x=1", "1#", "%2e", "١"])
async def test_what_is_no_id_never_becomes_a_path(graph: GraphClient, identifier: str) -> None:
    with pytest.raises(ValueError, match="not an id"):
        await graph.send(Line(identifier, TOKEN, "http://127.0.0.1:9"), PAYLOAD)
    with pytest.raises(ValueError, match="not an id"):
        await graph.waba_owns(identifier, line_to("http://127.0.0.1:9"))


async def test_a_token_shows_nowhere(graph: GraphClient, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    refused, _ = await sending(graph, answering(graph_error(190), "401 X"))
    unknown, _ = await sending(graph, cut_after_request)
    unreachable = await graph.send(line_to(f"http://127.0.0.1:{a_closed_port()}"), PAYLOAD)

    said = f"{line_to('x')!r} {refused!r} {unknown!r} {unreachable!r} {caplog.text}"
    assert TOKEN not in said
    assert "Oi" not in said


async def test_one_hotels_cookies_are_not_shown_to_another(graph: GraphClient) -> None:
    async with serving(answering(ACCEPTED, "200 OK", "Set-Cookie: who=ipanema")) as server:
        # A jar takes cookies of names only, not of bare addresses.
        named = line_to(server.base_url.replace("127.0.0.1", "localhost"))
        outcomes = [await graph.send(named, PAYLOAD) for _ in range(2)]

    assert all(isinstance(outcome, Sent) for outcome in outcomes)
    assert not any(b"cookie" in request.lower() for request in server.requests)


async def test_a_number_tells_its_name_and_quality(graph: GraphClient) -> None:
    answer = b'{"id":"106540352242922","display_phone_number":"+1 555","verified_name":"Hotel","quality_rating":"GREEN"}'
    async with serving(answering(answer)) as server:
        number = await graph.phone_number(line_to(server.base_url))

    assert number == PhoneNumber("106540352242922", "+1 555", "Hotel", "GREEN")
    assert server.requests[0].startswith(b"GET /v26.0/106540352242922?fields=id,display_phone_number,verified_name")


async def test_a_foreign_number_is_refused(graph: GraphClient) -> None:
    async with serving(answering(graph_error(100, error_subcode=33), "400 X")) as server:
        outcome = await graph.phone_number(line_to(server.base_url))

    assert isinstance(outcome, Refused)
    assert (outcome.code, outcome.subcode) == (100, 33)


@pytest.mark.parametrize(("number", "owned"), [("1", True), ("2", True), ("3", False)])
async def test_a_waba_owns_the_numbers_on_all_its_pages_and_no_other(graph: GraphClient, number: str, owned: bool) -> None:
    pages = [
        b'{"data":[{"id":"1"}],"paging":{"cursors":{"before":"a","after":"b"},"next":"http://elsewhere/steal"}}',
        b'{"data":[{"id":"2"}],"paging":{"cursors":{"before":"b","after":"c"}}}',
    ]

    async def turning_pages(wire: Wire) -> None:
        for page in pages:
            await wire.request()
            await wire.answer(page)

    async with serving(turning_pages) as server:
        answer = await graph.waba_owns("777", Line(number, TOKEN, server.base_url))

    assert answer is owned
    assert all(request.startswith(b"GET /v26.0/777/phone_numbers?fields=id&limit=100") for request in server.requests)
    if number != "1":
        assert b"after=b" in server.requests[1]


async def test_a_waba_that_turns_pages_for_ever_is_left(graph: GraphClient) -> None:
    page = b'{"data":[],"paging":{"cursors":{"after":"again"},"next":"x"}}'
    async with serving(answering(page)) as server:
        assert isinstance(await graph.waba_owns("777", line_to(server.base_url)), Unknown)


async def test_a_waba_that_this_token_may_not_see_is_refused(graph: GraphClient) -> None:
    async with serving(answering(graph_error(200), "403 X")) as server:
        assert isinstance(await graph.waba_owns("777", line_to(server.base_url)), Refused)


@pytest.mark.parametrize("typing", [False, True])
async def test_marking_as_read_can_say_that_somebody_is_typing(graph: GraphClient, typing: bool) -> None:
    async with serving(answering(b'{"success":true}')) as server:
        assert await graph.mark_read(line_to(server.base_url), "wamid.IN", typing=typing) == Done()

    said = json.loads(server.requests[0].split(b"\r\n\r\n")[1])
    assert (said["status"], said["message_id"]) == ("read", "wamid.IN")
    assert said.get("typing_indicator") == ({"type": "text"} if typing else None)


async def test_connections_are_kept_and_many_calls_run_at_once(graph: GraphClient) -> None:
    connections = 0

    async def counted(wire: Wire) -> None:
        nonlocal connections
        connections += 1
        while True:
            await wire.request()
            await asyncio.sleep(0.01)
            await wire.answer(ACCEPTED)

    async def many(server: Server) -> list[object]:
        return await asyncio.gather(*[graph.send(line_to(server.base_url), PAYLOAD) for _ in range(20)])

    async with serving(counted) as server:
        outcomes = await many(server) + await many(server)

    assert all(isinstance(outcome, Sent) for outcome in outcomes)
    assert len(server.requests) == 40
    assert connections <= 20
