"""What the demo tells: a file for programs, lines for people."""

import json
import stat
from pathlib import Path

import pytest

from app.demo import board, hotels
from app.demo.board import Addresses
from app.demo.home import Home
from app.demo.terminal import Terminal

PIDS: dict[str, int | None] = {
    "supervisor": 1, "api": 2, "inbound": 3, "outbound": 4, "media": 5, "housekeeping": 6, "postgres": 7, "redis": None, "simulator": 9,
}  # fmt: skip


def test_programs_find_everything_in_one_private_file(tmp_path: Path) -> None:
    home = Home.of({"RECADO_HOME": str(tmp_path), "PORT": "4001"})
    cast = hotels.cast_of(tmp_path / "hotels.json")

    board.write(home, Addresses("postgresql://a", "postgresql://o", "redis://r"), cast, PIDS)

    told = json.loads(home.board.read_text())
    assert stat.S_IMODE(home.board.stat().st_mode) == 0o600
    assert (told["api_url"], told["simulator_url"]) == ("http://127.0.0.1:4001", "http://127.0.0.1:3002")
    assert (told["database_url"], told["database_owner_url"], told["redis_url"]) == ("postgresql://a", "postgresql://o", "redis://r")
    assert told["processes"] == {
        "supervisor": 1,
        "api": [2],
        "workers": {"inbound": [3], "outbound": [4], "media": [5], "housekeeping": [6]},
        "postgres": 7,
        "redis": None,
        "simulator": 9,
    }
    assert set(told["super_admin"]) == {"email", "password"}
    ipanema, serena = told["tenants"]
    assert [(one["slug"], one["name"]) for one in (ipanema, serena)] == [
        ("hotel-ipanema", "Hotel Ipanema"),
        ("pousada-serena", "Pousada Serena"),
    ]
    assert ipanema["whatsapp"]["app_secret"] != serena["whatsapp"]["app_secret"]
    for tenant in (ipanema, serena):
        assert set(tenant) == {"id", "slug", "name", "admin", "manager", "attendants", "agent", "whatsapp"}
        assert len(tenant["attendants"]) >= 1
        assert set(tenant["whatsapp"]) == {
            "phone_number_id",
            "business_account_id",
            "display_phone_number",
            "app_secret",
            "verify_token",
            "access_token",
        }


def test_the_people_of_a_home_are_the_same_at_every_start_and_others_elsewhere(tmp_path: Path) -> None:
    first, again, other = (hotels.cast_of(tmp_path / name) for name in ("a", "a", "b"))

    assert first == again
    assert first.super_admin.password != other.super_admin.password
    assert {person.role for hotel in first.hotels for person in hotel.people} == {"TENANT_ADMIN", "MANAGER", "ATTENDANT", "AGENT"}


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        (
            '{"timestamp":"2026-01-21T10:30:00Z","level":"info","event":"inbox.stored","rows":3}',
            "inbound      10:30:00 inbox.stored rows=3\n",
        ),
        ('{"level":"error","event":"job.failed","exception":"Traceback\\n  boom"}', "inbound      job.failed\nTraceback\n  boom\n"),
        (
            '{"event":"request","level":"info","method":"GET","path":"/health","status":200,"ms":1.5,"request_id":"x"}',
            "inbound      GET /health 200 ms=1.5\n",
        ),
        ("not json", "inbound      not json\n"),
        ("\x1b[2J\x07 no json", "inbound      \ufffd[2J\ufffd no json\n"),
        (
            '{"event":"request","method":"GET","path":"/\\u001b[31m","status":404,"user":"\\u0000"}',
            "inbound      GET /\ufffd[31m 404 user=\ufffd\n",
        ),
        ('["json", "but no line of ours"]', 'inbound      ["json", "but no line of ours"]\n'),
    ],
)
def test_a_log_line_is_made_readable_and_never_lost(line: str, shown: str, capsys: pytest.CaptureFixture[str]) -> None:
    Terminal(colour=False).log("inbound", line)

    assert capsys.readouterr().out == shown


def test_while_a_step_is_under_way_only_trouble_is_shown(capsys: pytest.CaptureFixture[str]) -> None:
    terminal = Terminal(colour=False)

    with terminal.step("Banco de dados"):
        terminal.log("api", '{"level":"info","event":"request"}')
        terminal.log("api", '{"level":"error","event":"job.failed"}')
    terminal.log("api", '{"level":"info","event":"inbox.stored"}')

    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[:2] for line in lines] == [["api", "job.failed"], ["✓", "Banco"], ["api", "inbox.stored"]]
