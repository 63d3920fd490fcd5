"""The demo's folder: its ports, its secrets, and the environment that its processes get."""

import base64
import secrets
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NamedTuple

from app.demo.children import port_is_free
from app.demo.errors import DemoError
from app.demo.private import kept


class Home(NamedTuple):
    folder: Path
    port: int
    simulator_port: int
    env: Mapping[str, str]

    @classmethod
    def of(cls, env: Mapping[str, str]) -> "Home":
        """Raises DemoError for what a demo must not touch, before anything is started."""
        if env.get("ENVIRONMENT", "").strip() == "production":
            raise DemoError("ENVIRONMENT is production: the demo makes up hotels and people, and does not start there")
        folder = Path(env.get("RECADO_HOME", "").strip() or ".recado").expanduser().absolute()
        return cls(folder, _port(env, "PORT", 3001), _port(env, "SIMULATOR_PORT", 3002), env)

    @property
    def api_url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def simulator_url(self) -> str:
        return f"http://127.0.0.1:{self.simulator_port}"

    @property
    def board(self) -> Path:
        return self.folder / "demo.json"

    @property
    def simulator_config(self) -> Path:
        return self.folder / "simulator.json"

    @property
    def name(self) -> str:
        """Tells this folder's demo from another's on a shared server."""
        return kept(self.folder / "name", _short)

    def secret(self, name: str, make: Callable[[], str] = secrets.token_urlsafe) -> str:
        return kept(self.folder / "secrets" / name, make)

    def check_ports(self) -> None:
        if self.port == self.simulator_port:
            raise DemoError(f"PORT and SIMULATOR_PORT are both {self.port}; give them two different ones")
        for name, port in (("PORT", self.port), ("SIMULATOR_PORT", self.simulator_port)):
            if not port_is_free(port):
                raise DemoError(f"port {port} is taken by another program; stop it, or set {name} to a free port ({name}=4001 make demo)")

    def environment(self, *, database_url: str, redis_url: str) -> dict[str, str]:
        """What API, workers and simulator are told; the owner's login is not among it."""
        ours = {
            "ENVIRONMENT": "demo",
            "RECADO_HOME": str(self.folder),
            # `_sim` and the people of a demo answer on this machine only. (Some shells set HOST to the machine's name.)
            "HOST": "127.0.0.1",
            "PORT": str(self.port),
            "SIMULATOR_PORT": str(self.simulator_port),
            "SIMULATOR_URL": self.simulator_url,
            "SIMULATOR_CONFIG": str(self.simulator_config),
            "FRONTEND_URL": self.api_url,
            "DATABASE_URL": database_url,
            "REDIS_URL": redis_url,
            "JWT_SECRET": self.secret("jwt"),
            "ENCRYPTION_KEYS": self.secret("encryption", _fernet_key),
            "WHATSAPP_APP_SECRET": self.secret("platform-app", _like_metas),
            "WHATSAPP_WEBHOOK_VERIFY_TOKEN": self.secret("platform-verify"),
            "PYTHONUNBUFFERED": "1",
            # Some shells and images forbid it, and then seven processes compile the same modules at every start: 7 s instead of 3.
            "PYTHONDONTWRITEBYTECODE": "",
            # The checkout, not whatever happens to be installed.
            "PYTHONPATH": str(Path(__file__).parents[2]),
        }
        return {**self.env, **ours, "DATABASE_OWNER_URL": "", "DATABASE_ADMIN_URL": ""}


def _port(env: Mapping[str, str], name: str, default: int) -> int:
    raw = env.get(name, "").strip() or str(default)
    if not (raw.isdecimal() and 0 < int(raw) < 65536):
        raise DemoError(f"{name} must be a port number, not {raw!r}")
    return int(raw)


def _short() -> str:
    return secrets.token_hex(4)


def _like_metas() -> str:
    return secrets.token_hex(16)


def _fernet_key() -> str:
    # What Fernet.generate_key does, without importing a cipher for it.
    return base64.urlsafe_b64encode(secrets.token_bytes(32)).decode()
