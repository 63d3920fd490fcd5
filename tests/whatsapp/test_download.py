"""Fetching bytes: from Meta's hosts alone, the token to fewer still, and never more than was asked for."""

import pathlib
from collections.abc import Callable

import httpx
import pytest

from app.whatsapp.client import Line, Patience
from app.whatsapp.download import Download, Downloads, Fetched, Foreign, Gone, TooBig
from app.whatsapp.outcomes import Unknown
from tests.whatsapp.wire import Wire, a_closed_port, serving

TOKEN = "EAA-secret-token"
META = Line("106540352242922", TOKEN, "https://graph.facebook.com")
STAND_IN = Line("106540352242922", TOKEN, "http://127.0.0.1:3002")
LOOKASIDE = "https://lookaside.fbsbx.com/whatsapp_business/attachments/?mid=1"

Answer = Callable[[httpx.Request], httpx.Response]


class Internet(httpx.AsyncBaseTransport):
    """All hosts at once; what was asked of whom, and with which token."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer
        self.asked: list[tuple[str, bool]] = []

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        self.asked.append((str(request.url), TOKEN in request.headers.get("authorization", "")))
        return self.answer(request)


async def fetched(line: Line, url: str, answer: Answer, most: int = 100) -> tuple[Download, bytes, Internet]:
    internet, sink = Internet(answer), bytearray()

    class Sink:
        def write(self, content: bytes, /) -> None:
            sink.extend(content)

    outcome = await Downloads(transport=internet).fetch(line, url, Sink(), most=most)
    return outcome, bytes(sink), internet


def giving(content: bytes = b"bytes", status: int = 200, headers: dict[str, str] | None = None) -> Answer:
    return lambda _request: httpx.Response(status, headers=headers, stream=httpx.ByteStream(content))


@pytest.mark.parametrize(
    ("url", "with_token"),
    [
        (LOOKASIDE, True),
        ("https://graph.facebook.com/v26.0/1", True),
        ("https://scontent.xx.fbcdn.net/v/1.jpg", False),
        ("https://mmg.fbsbx.com/1", False),
    ],
)
async def test_metas_hosts_are_asked_and_few_are_shown_the_token(url: str, with_token: bool) -> None:
    outcome, content, internet = await fetched(META, url, giving())

    assert isinstance(outcome, Fetched)
    assert (outcome.size, content, internet.asked) == (5, b"bytes", [(url, with_token)])


@pytest.mark.parametrize(
    "url",
    [
        "http://lookaside.fbsbx.com/1",
        "https://lookaside.fbsbx.com:8443/1",
        "https://lookaside.fbsbx.com.evil.example/1",
        "https://evil.example/lookaside.fbsbx.com",
        "https://lookaside.fbsbx.com@evil.example/1",
        "https://token:secret@lookaside.fbsbx.com/1",
        "https://evilfbcdn.net/1",
        "http://127.0.0.1:3002/1",
        "http://169.254.169.254/latest/meta-data/",
        "http://[::1]/1",
        "https://localhost/1",
        "file:///etc/passwd",
        "ftp://lookaside.fbsbx.com/1",
        "//lookaside.fbsbx.com/1",
        "",
    ],
)
async def test_nobody_else_is_asked(url: str) -> None:
    outcome, _content, internet = await fetched(META, url, giving())

    assert isinstance(outcome, Foreign | Unknown)
    assert internet.asked == []


async def test_a_stand_in_is_asked_for_its_own_alone() -> None:
    for url in (LOOKASIDE, "http://127.0.0.1:3003/1", "http://localhost:3002/1", "https://127.0.0.1:3002/1"):
        outcome, _content, internet = await fetched(STAND_IN, url, giving())
        assert isinstance(outcome, Foreign), url
        assert internet.asked == []
    outcome, _content, internet = await fetched(STAND_IN, "http://127.0.0.1:3002/whatsapp_business/1", giving())
    assert isinstance(outcome, Fetched)
    assert internet.asked == [("http://127.0.0.1:3002/whatsapp_business/1", True)]


async def test_whoever_sends_us_on_is_looked_at_like_the_first() -> None:
    def sent_on(to: str) -> Answer:
        return lambda request: giving()(request) if "fbcdn" in request.url.host else giving(b"", 302, {"location": to})(request)

    astray, _content, internet = await fetched(META, LOOKASIDE, sent_on("http://127.0.0.1:6379/"))
    assert astray == Foreign("127.0.0.1")
    assert internet.asked == [(LOOKASIDE, True)]

    honest, _content, internet = await fetched(META, LOOKASIDE, sent_on("https://scontent.xx.fbcdn.net/1"))
    assert isinstance(honest, Fetched)
    assert internet.asked[1] == ("https://scontent.xx.fbcdn.net/1", False)

    _endless, _content, internet = await fetched(META, LOOKASIDE, sent_on(LOOKASIDE))
    assert len(internet.asked) == 3


async def test_no_more_is_taken_than_is_allowed() -> None:
    told, content, _internet = await fetched(META, LOOKASIDE, giving(bytes(101), headers={"content-length": "101"}))
    assert (told, content) == (TooBig(), b"")

    untold, _content, _internet = await fetched(META, LOOKASIDE, giving(bytes(101)))
    assert untold == TooBig()

    just, content, _internet = await fetched(META, LOOKASIDE, giving(bytes(100)))
    assert isinstance(just, Fetched)
    assert len(content) == 100


@pytest.mark.parametrize(("status", "claim"), [(404, Gone(404)), (401, Gone(401)), (410, Gone(410)), (500, Unknown("HTTP 500"))])
async def test_a_status_says_whether_a_new_address_may_help(status: int, claim: Download) -> None:
    assert (await fetched(META, LOOKASIDE, giving(b"", status)))[0] == claim


async def test_what_breaks_on_the_wire_is_a_value() -> None:
    async def cut(wire: Wire) -> None:
        await wire.request()
        await wire.say(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf")

    async def stalls(wire: Wire) -> None:
        await wire.request()
        await wire.say(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf")
        await wire.request()

    downloads, sink = Downloads(patience=Patience(connection=0.3, read=0.3, call=1)), pathlib.Path("/dev/null").open("wb")  # noqa: ASYNC230, SIM115
    for script in (cut, stalls):
        async with serving(script) as server:
            outcome = await downloads.fetch(Line("1", TOKEN, server.base_url), f"{server.base_url}/1", sink, most=1000)
        assert isinstance(outcome, Unknown), script
        assert TOKEN not in outcome.reason
    nobody = f"http://127.0.0.1:{a_closed_port()}"
    assert isinstance(await downloads.fetch(Line("1", TOKEN, nobody), f"{nobody}/1", sink, most=1000), Unknown)
    await downloads.aclose()
    sink.close()
