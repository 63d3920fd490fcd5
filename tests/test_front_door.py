"""nginx with our doors in front of two API processes: sizes, sockets, and what must not go out."""

import asyncio
import os
import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest
import yaml

from app.core.ids import new_id
from app.core.work import Office
from app.demo.children import free_port
from app.media.addresses import Signer, Ticket
from app.media.storage import key_of, open_storage
from app.settings import Settings
from simulator import samples
from tests import builders
from tests.realtime.conftest import Browser, serving

ROOT = Path(__file__).parent.parent
NGINX = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
pytestmark = pytest.mark.skipif(NGINX is None, reason="no nginx on this machine; .ci/run installs one")

CONF = """
{user}
daemon off; pid {folder}/nginx.pid; error_log {folder}/error.log; worker_processes 1;
events {{}}
http {{
    access_log off;
    client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy; fastcgi_temp_path {folder}/f;
    uwsgi_temp_path {folder}/u; scgi_temp_path {folder}/s;
    map $http_upgrade $connection_upgrade {{ default upgrade; '' ''; }}
    include {folder}/recado/upstream.conf;
    server {{ listen 127.0.0.1:{port}; include {folder}/recado/doors.conf; }}
}}
"""


@pytest.fixture
async def front(settings: Settings, tmp_path: Path) -> AsyncIterator[str]:
    """The address of nginx; our own files, with two processes where production names its container."""
    async with serving(settings) as one, serving(settings) as two:
        port = free_port()
        _lay_out(tmp_path, port, [one, two])
        child = await asyncio.create_subprocess_exec(str(NGINX), "-c", tmp_path / "nginx.conf", "-p", tmp_path)
        try:
            await _answers(f"http://127.0.0.1:{port}/health")
            yield f"http://127.0.0.1:{port}"
        finally:
            child.terminate()
            await child.wait()


async def test_webhooks_pass_up_to_metas_size_and_no_further(front: str) -> None:
    async with httpx.AsyncClient(base_url=front) as client:
        of_3_mb = await client.post("/webhooks/whatsapp", content=b"x" * 3_000_000, headers={"X-Hub-Signature-256": "sha256=" + "0" * 64})
        of_5_mb = await client.post("/webhooks/whatsapp", content=b"x" * 5_000_000, headers={"X-Hub-Signature-256": "sha256=" + "0" * 64})

    assert of_3_mb.status_code == 401
    assert of_3_mb.json()["code"] == "INVALID_SIGNATURE"
    assert of_5_mb.status_code == 413


async def test_files_pass_whole_and_in_part(front: str, settings: Settings) -> None:
    content, key = os.urandom(3_000_000), key_of(new_id(), b"k" * 32)
    await open_storage(settings).put(key, content)
    url = Signer(settings.jwt_secret).sign(Ticket(key, len(content), "video/mp4")).url
    async with httpx.AsyncClient(base_url=front) as client:
        whole = await client.get(url, headers={"Accept-Encoding": "gzip"})
        part = await client.get(url, headers={"Range": "bytes=2999990-"})
        head = await client.head(url)

    assert (whole.content, whole.headers["x-content-type-options"]) == (content, "nosniff")
    assert (part.status_code, part.content) == (206, content[-10:])
    assert (head.status_code, head.headers["content-length"]) == (200, str(len(content)))


async def test_what_hotels_send_passes_piece_by_piece_and_too_much_is_told_in_words(front: str, office: Office) -> None:
    hotel = await builders.a_tenant(office)
    async with httpx.AsyncClient(base_url=front, timeout=60) as client:
        headers = await builders.signed_in(client, await builders.a_user(office, hotel))
        picture = await client.post("/api/media", content=samples.of("image").content, headers=headers)
        too_much = await client.post("/api/media", content=bytes(101_000_000), headers=headers)

    assert (picture.status_code, picture.json()["kind"]) == (201, "image")
    assert (too_much.status_code, too_much.json()["code"]) == (413, "PAYLOAD_TOO_LARGE")


async def test_figures_stay_inside(front: str) -> None:
    async with httpx.AsyncClient(base_url=front) as client:
        assert (await client.get("/metrics")).status_code == 404
        assert (await client.get("/health/ready")).status_code == 200


@pytest.mark.parametrize("transport", ["websocket", "polling"])
async def test_sockets_work_by_either_transport_in_front_of_two_processes(front: str, office: Office, transport: str) -> None:
    tenant = await builders.a_tenant(office)
    attendant = await builders.a_user(office, tenant)
    async with httpx.AsyncClient(base_url=front) as client:
        headers = await builders.signed_in(client, attendant)

    for _ in range(3):
        browser = Browser(front)
        await browser.connect(headers["Authorization"].removeprefix("Bearer "), transports=[transport])
        assert (await browser.until("connected"))["tenant_id"] == str(tenant.id)
        await browser.close()


def test_the_compose_file_gives_each_container_a_health_check_and_bounded_logs() -> None:
    composed = yaml.safe_load((ROOT / "docker-compose.production.yml").read_text(encoding="utf-8"))
    services = composed["services"]

    assert all(one["logging"]["options"] == {"max-size": "10m", "max-file": "3"} for one in services.values())
    assert all("healthcheck" in one for name, one in services.items() if name != "migrate")
    assert not any(str(one.get("image", "")).endswith(":latest") for one in services.values())
    assert {f"worker-{name}" for name in ("inbound", "outbound", "media", "housekeeping")} <= services.keys()
    # Who fetches guests' files and who serves them look into the same folder.
    assert services["backend"]["volumes"] == services["worker-media"]["volumes"] == ["files:/var/lib/recado"]


def _lay_out(folder: Path, port: int, apis: list[str]) -> None:
    shutil.copytree(ROOT / "nginx/recado", folder / "recado")
    for file in (folder / "recado").glob("*.conf"):
        file.write_text(file.read_text(encoding="utf-8").replace("/etc/nginx/recado", str(folder / "recado")), encoding="utf-8")
    upstream = folder / "recado/upstream.conf"
    servers = "\n".join(f"    server {api.removeprefix('http://')} max_fails=3 fail_timeout=5s;" for api in apis)
    said = upstream.read_text(encoding="utf-8").replace("    server backend:3001 max_fails=3 fail_timeout=5s;", servers)
    upstream.write_text(said, encoding="utf-8")
    # Its workers would be nobody, whom a test's folder shuts out.
    user = "user root root;" if os.geteuid() == 0 else ""
    (folder / "nginx.conf").write_text(CONF.format(folder=folder, port=port, user=user), encoding="utf-8")


async def _answers(url: str) -> None:
    async with asyncio.timeout(10), httpx.AsyncClient() as client:
        while True:
            try:
                await client.get(url)
            except httpx.TransportError:
                await asyncio.sleep(0.05)
            else:
                return
