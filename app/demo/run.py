"""The demo from its first line to its last: parts, database, processes, hotels, and then watching over them."""

import asyncio
import hashlib
import os
import signal
import sys
import time
from collections.abc import Awaitable, Callable, Mapping
from pathlib import Path

import msgspec

from app.demo import board, database, hotels
from app.demo.board import WORKERS, Addresses
from app.demo.children import FolderLock, Service
from app.demo.database import Logins, Mark
from app.demo.errors import DemoError
from app.demo.home import Home
from app.demo.postgres import Postgres
from app.demo.program import Order, Program, run_once
from app.demo.supervisor import Supervisor
from app.demo.terminal import Terminal
from app.demo.valkey import Valkey
from app.demo.web import status_of

READY_PATIENCE = 60.0
QUIET_PATIENCE = 15.0
MIGRATIONS = Path(__file__).parents[2] / "migrations"


def run_demo(env: Mapping[str, str]) -> int:
    """Runs until Ctrl-C, SIGTERM or a closed terminal, and gives the exit status."""
    terminal = Terminal(colour=sys.stdout.isatty() and not env.get("NO_COLOR"))
    try:
        home = Home.of(env)
        lock = FolderLock.take(home.folder)
        home.check_ports()
        return asyncio.run(_Demo(home, lock, terminal).run())
    except KeyboardInterrupt:
        return 130
    except DemoError as error:
        return _told(terminal, error)


def _told(terminal: Terminal, error: DemoError) -> int:
    terminal.say(f"recado demo: {error}")
    return 1


class _Demo:
    def __init__(self, home: Home, lock: FolderLock, terminal: Terminal) -> None:
        self.home = home
        self.terminal = terminal
        self.supervisor = Supervisor(self._changed)
        self._lock = lock
        self._servers: list[Postgres | Valkey] = []
        self._programs: dict[str, Service] = {}
        self._is_ready = False
        # A worker has no door to knock at; it says that it came, unless LOG_LEVEL keeps it from saying so.
        self._came: set[str] = set()
        self._taken_for_granted_at = time.monotonic() + QUIET_PATIENCE
        self._watching: asyncio.Task[None] | None = None
        self._addresses = Addresses("", "", "")
        self._cast = hotels.cast_of(home.folder / "hotels.json")

    async def run(self) -> int:
        # What an earlier run wrote is about processes that are gone.
        self.home.board.unlink(missing_ok=True)
        story = asyncio.create_task(self._story())
        self._listen_to_signals(story)
        try:
            await story
        except asyncio.CancelledError:
            return 0
        except DemoError as error:
            return _told(self.terminal, error)
        finally:
            await self._leave()
        return 0

    async def _story(self) -> None:
        logins, redis_url = await self._start_parts()
        self._addresses = Addresses(logins.app, logins.owner, redis_url)
        env = self.home.environment(database_url=logins.app, redis_url=redis_url)
        mark = await self._lay_foundation(logins, env)
        self._watching = asyncio.create_task(self.supervisor.watch())
        await self._start_programs(env)
        if mark.hotels != "ready":
            with self.terminal.step("Dois hotéis, sua gente e as primeiras conversas"):
                await self._once("seed", Order([sys.executable, "-m", "app.demo.seed"], env))
            await database.note(logins.admin, mark._replace(hotels="ready"))
        self._cast = hotels.cast_of(self.home.folder / "hotels.json")
        self._write_board()
        self._is_ready = True
        board.tell(self.terminal, self.home, self._cast)
        await self._watching

    async def _start_parts(self) -> tuple[Logins, str]:
        given = database.logins_given(self.home)
        if not given:
            with self.terminal.step("PostgreSQL"):
                postgres = Postgres(self.home.folder / "postgres")
                self._servers.append(postgres)
                postgres.make_cluster()
                postgres.launch()
                postgres.wait_until_ready()
                self.supervisor.keep(postgres, running=True)
                await database.make(postgres)
            given = database.logins_on(postgres, self.home)
        if redis_url := self.home.env.get("REDIS_URL", "").strip():
            return given, redis_url
        with self.terminal.step("Valkey (Redis)"):
            valkey = Valkey.start(self.home.folder / "redis")
            self._servers.append(valkey)
            self.supervisor.keep(valkey, running=True)
        return given, valkey.url()

    async def _lay_foundation(self, logins: Logins, env: Mapping[str, str]) -> Mark:
        mark = await database.claim(logins.admin, self.home)
        fingerprint = _fingerprint_of(MIGRATIONS)
        if mark.migrations != fingerprint:
            with self.terminal.step("Banco de dados: papéis e migrações"):
                order = Order([sys.executable, "-m", "app.demo.foundation"], env, feed=msgspec.json.encode(logins))
                await self._once("migrate", order)
            mark = mark._replace(migrations=fingerprint)
            await database.note(logins.admin, mark)
        return mark

    async def _start_programs(self, env: Mapping[str, str]) -> None:
        with self.terminal.step("API, quatro trabalhadores e o simulador"):
            lines = {"api": ["-m", "app.cli", "api"], "simulator": ["-m", "simulator"]}
            lines |= {name: ["-m", "app.cli", "worker", name] for name in WORKERS}
            for name, arguments in lines.items():
                program = Program(name, Order([sys.executable, *arguments], env), self._lock, self._hear)
                self._programs[name] = program
                self.supervisor.keep(program)
            await self._until(self._all_answer)

    async def _all_answer(self) -> bool:
        self.supervisor.refuse_hopeless()
        api, simulator = await asyncio.gather(
            status_of(f"{self.home.api_url}/health/ready"), status_of(f"{self.home.simulator_url}/_sim/health")
        )
        return api == 200 and simulator == 200 and (self._came.issuperset(WORKERS) or time.monotonic() > self._taken_for_granted_at)

    async def _until(self, done: Callable[[], Awaitable[bool]]) -> None:
        until = time.monotonic() + READY_PATIENCE
        while not await done():
            if time.monotonic() > until:
                raise DemoError(f"not everything answered within {READY_PATIENCE:.0f} s (see above)")
            await asyncio.sleep(0.05)

    async def _once(self, name: str, order: Order) -> None:
        await run_once(Program(name, order, self._lock, self.terminal.log))

    def _hear(self, name: str, line: str) -> None:
        if '"worker.came"' in line:
            self._came.add(name)
        self.terminal.log(name, line)

    def _changed(self, service: Service, happened: str) -> None:
        if happened == "died":
            self.terminal.log(service.name, f"morreu (código {service.child.returncode}); volta já")
            return
        self.terminal.log(service.name, f"está de volta (processo {service.child.pid})")
        if self._is_ready:
            self._write_board()

    def _write_board(self) -> None:
        servers = {server.name: server.child.pid for server in self._servers}
        pids: dict[str, int | None] = {"postgres": None, "redis": None, "supervisor": os.getpid()}
        pids |= servers | {name: program.child.pid for name, program in self._programs.items()}
        board.write(self.home, self._addresses, self._cast, pids)

    def _listen_to_signals(self, story: asyncio.Task[None]) -> None:
        loop = asyncio.get_running_loop()

        def leave() -> None:
            if story.cancelling():
                self.supervisor.hurry()
            story.cancel()

        for wish in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            # Under `nohup` a closed terminal is no reason to stop.
            if signal.getsignal(wish) != signal.SIG_IGN:
                loop.add_signal_handler(wish, leave)

    async def _leave(self) -> None:
        if self._watching:
            self._watching.cancel()
        self.home.board.unlink(missing_ok=True)
        if not self._servers and not self._programs:
            return
        self.terminal.say()
        with self.terminal.step("Encerrando tudo"):
            await self.supervisor.dismiss(WORKERS, ["api"], ["simulator"], ["redis"], ["postgres"])
            for server in self._servers:
                server.stop()


def _fingerprint_of(folder: Path) -> str:
    """Changes when any migration does, so that a start with nothing new need not load the machinery to find that out."""
    sums = [hashlib.sha256(path.read_bytes()).digest() for path in sorted(folder.rglob("*.py"))]
    return hashlib.sha256(b"".join(sums)).hexdigest()[:16]
