"""Every setting of the house, read once at start from the environment and checked."""

import os
from collections.abc import Mapping
from contextlib import suppress
from enum import StrEnum
from pathlib import Path
from typing import Final
from urllib.parse import quote, urlsplit

import msgspec
from cryptography.fernet import Fernet

PLATFORM_SECRET_MIN, JWT_SECRET_MIN = 16, 32
LOG_LEVELS: Final = ("DEBUG", "INFO", "WARNING", "ERROR")


class Environment(StrEnum):
    """Where this process runs; only production insists on the strictest values."""

    PRODUCTION = "production"
    DEVELOPMENT = "development"
    DEMO = "demo"
    TEST = "test"


class SettingsError(Exception):
    """One or more settings are missing or weak; the message is a list of clear sentences."""

    def __init__(self, flaws: list[str]) -> None:
        super().__init__("\n".join(f"- {flaw}" for flaw in flaws))
        self.flaws = flaws


class Bucket(msgspec.Struct, frozen=True):
    """Where files lie on S3. Without keys the machine's own role is asked; without an endpoint it is Amazon's."""

    name: str
    region: str
    endpoint_url: str | None
    keys: tuple[str, str] | None


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """What the operator decided. Durations are in the unit of their name."""

    environment: Environment
    database_url: str
    redis_url: str
    jwt_secret: str
    encryption_keys: tuple[str, ...]
    platform_app_secrets: tuple[str, ...]
    platform_verify_token: str
    frontend_url: str
    base_domain: str | None
    trusted_proxies: tuple[str, ...]
    graph_url: str
    simulator_url: str | None
    whatsapp_api_version: str
    port: int
    host: str
    log_level: str
    home: Path
    media_bucket: Bucket | None
    database_pool_size: int
    database_pooler: bool
    access_token_minutes: int
    mobile_access_token_minutes: int
    refresh_token_days: int
    heartbeat_file: Path | None
    inbox_keep_days: int
    inbox_unclaimed_days: int
    call_log_days: int

    @property
    def is_production(self) -> bool:
        return self.environment is Environment.PRODUCTION

    def __repr__(self) -> str:
        # A settings object in a traceback or a log line must not carry its secrets.
        return f"Settings(environment={self.environment.value!r})"


def environment() -> Mapping[str, str]:
    """What this process was started with."""
    return os.environ


def load(env: Mapping[str, str]) -> Settings:
    """Reads and checks the environment; raises `SettingsError` naming every flaw at once."""
    reader = _Reader(env)
    settings = Settings(
        environment=reader.environment,
        database_url=reader.required("DATABASE_URL", "the app's login, postgresql://user:password@host/database"),
        redis_url=reader.redis_url(),
        jwt_secret=reader.secret("JWT_SECRET", JWT_SECRET_MIN),
        encryption_keys=reader.encryption_keys(),
        platform_app_secrets=reader.platform_secrets(),
        platform_verify_token=reader.secret("WHATSAPP_WEBHOOK_VERIFY_TOKEN", PLATFORM_SECRET_MIN),
        frontend_url=reader.frontend_url(),
        base_domain=reader.optional("BASE_DOMAIN"),
        trusted_proxies=reader.several("TRUSTED_PROXIES"),
        graph_url=reader.url("GRAPH_URL", "https://graph.facebook.com"),
        simulator_url=reader.simulator_url(),
        whatsapp_api_version=reader.api_version(),
        port=reader.number("PORT", 3001, least=0, most=65535),
        host=reader.optional("HOST") or "127.0.0.1",
        log_level=reader.log_level(),
        home=Path(reader.optional("RECADO_HOME") or ".recado"),
        media_bucket=reader.bucket(),
        database_pool_size=reader.number("DATABASE_POOL_SIZE", 10, least=2, most=200),
        database_pooler=reader.optional("DATABASE_POOLER") == "transaction",
        access_token_minutes=reader.number("ACCESS_TOKEN_MINUTES", 15, least=1, most=1440),
        mobile_access_token_minutes=reader.number("MOBILE_ACCESS_TOKEN_MINUTES", 1440, least=1, most=10080),
        refresh_token_days=reader.number("REFRESH_TOKEN_DAYS", 7, least=1, most=90),
        heartbeat_file=Path(beat) if (beat := reader.optional("HEARTBEAT_FILE")) else None,
        # Meta repeats for seven days, and what came before is known by these rows.
        inbox_keep_days=reader.number("INBOX_KEEP_DAYS", 9, least=9, most=3650),
        inbox_unclaimed_days=reader.number("INBOX_UNCLAIMED_DAYS", 30, least=9, most=365),
        call_log_days=reader.number("CALL_LOG_DAYS", 30, least=1, most=365),
    )
    if reader.flaws:
        raise SettingsError(reader.flaws)
    return settings


def owner_url(env: Mapping[str, str]) -> str:
    """The migrations' login; kept out of `Settings` so that no serving process ever holds it."""
    url = env.get("DATABASE_OWNER_URL", "").strip()
    if not url:
        raise SettingsError(["DATABASE_OWNER_URL is missing: the owner's login, only used for migrations"])
    return url


class _Reader:
    """Reads one variable at a time and collects what is wrong with them."""

    def __init__(self, env: Mapping[str, str]) -> None:
        self._env = env
        self.flaws: list[str] = []
        self.environment = self._read_environment()

    def optional(self, name: str) -> str | None:
        return self._env.get(name, "").strip() or None

    def required(self, name: str, meaning: str) -> str:
        value = self.optional(name)
        if value is None:
            self.flaws.append(f"{name} is missing: {meaning}")
        return value or ""

    def secret(self, name: str, least: int) -> str:
        value = self.required(name, f"a random secret of at least {least} characters")
        if value and (len(value) < least or len(set(value)) < least // 4):
            self.flaws.append(f"{name} is weak: at least {least} random characters (try `openssl rand -hex 32`)")
        return value

    def several(self, name: str) -> tuple[str, ...]:
        return tuple(part.strip() for part in (self.optional(name) or "").split(",") if part.strip())

    def number(self, name: str, default: int, *, least: int, most: int) -> int:
        raw = self.optional(name)
        if raw is None:
            return default
        if not raw.isdecimal() or not least <= int(raw) <= most:
            self.flaws.append(f"{name} must be a whole number from {least} to {most}, not {raw!r}")
            return default
        return int(raw)

    def url(self, name: str, default: str | None) -> str:
        value = self.optional(name) or default or ""
        if value and urlsplit(value).scheme not in {"http", "https"}:
            self.flaws.append(f"{name} must be an http or https URL")
        return value.rstrip("/")

    def _read_environment(self) -> Environment:
        raw = self.optional("ENVIRONMENT") or "production"
        if raw in set(Environment):
            return Environment(raw)
        self.flaws.append(f"ENVIRONMENT must be one of {', '.join(Environment)}, not {raw!r}")
        return Environment.PRODUCTION

    def log_level(self) -> str:
        level = (self.optional("LOG_LEVEL") or "INFO").upper()
        if level not in LOG_LEVELS:
            self.flaws.append(f"LOG_LEVEL must be one of {', '.join(LOG_LEVELS)}, not {level!r}")
        return level

    def redis_url(self) -> str:
        """`REDIS_URL`, or one made of `REDIS_HOST`, `REDIS_PORT` and `REDIS_PASSWORD`."""
        if url := self.optional("REDIS_URL"):
            return url
        host = self.optional("REDIS_HOST")
        if host is None:
            self.flaws.append("REDIS_URL is missing: redis://:password@host:6379/0 (or REDIS_HOST, REDIS_PORT, REDIS_PASSWORD)")
            return ""
        password, port = quote(self.optional("REDIS_PASSWORD") or "", safe=""), self.number("REDIS_PORT", 6379, least=1, most=65535)
        return f"redis://:{password}@{host}:{port}/0"

    def encryption_keys(self) -> tuple[str, ...]:
        keys = self.several("ENCRYPTION_KEYS")
        if not keys:
            self.flaws.append("ENCRYPTION_KEYS is missing: one or more Fernet keys, newest first, joined by commas")
        if not all(_is_fernet_key(key) for key in keys):
            self.flaws.append("ENCRYPTION_KEYS holds a key that is not 32 bytes of URL-safe base64 (`recado keys new` makes one)")
        return keys

    def platform_secrets(self) -> tuple[str, ...]:
        """The platform's own Meta app: up to two live secrets, so that one can be rotated."""
        secrets = self.several("WHATSAPP_APP_SECRET")
        if not secrets:
            self.flaws.append("WHATSAPP_APP_SECRET is missing: the app secret of the platform's Meta app")
        if any(len(secret) < PLATFORM_SECRET_MIN for secret in secrets):
            self.flaws.append(f"WHATSAPP_APP_SECRET is weak: Meta's have 32 characters, {PLATFORM_SECRET_MIN} is the least we take")
        if len(secrets) > 2:
            self.flaws.append("WHATSAPP_APP_SECRET holds more than two secrets: the new one and the one being retired")
        return secrets

    def frontend_url(self) -> str:
        if not (url := self.url("FRONTEND_URL", None)) and self.environment is Environment.PRODUCTION:
            self.flaws.append("FRONTEND_URL is missing: the address that browsers open, https://chat.example.com")
        return url

    def simulator_url(self) -> str | None:
        url = self.url("SIMULATOR_URL", None)
        if url and self.environment is Environment.PRODUCTION:
            self.flaws.append("SIMULATOR_URL is set in production: no hotel's messages may go to a stand-in")
        return url or None

    def bucket(self) -> Bucket | None:
        """`MEDIA_STORE=s3` and the `S3_*` names; the default is a folder on disk."""
        store = self.optional("MEDIA_STORE") or "disk"
        if store != "s3":
            self.flaws += [] if store == "disk" else [f"MEDIA_STORE must be disk or s3, not {store!r}"]
            return None
        name, key = self.required("S3_BUCKET", "the bucket that guests' files are kept in"), self.optional("S3_ACCESS_KEY_ID")
        keys = (key, self.required("S3_SECRET_ACCESS_KEY", "belongs to S3_ACCESS_KEY_ID")) if key else None
        return Bucket(name, self.optional("S3_REGION") or "us-east-1", self.url("S3_ENDPOINT_URL", None) or None, keys)

    def api_version(self) -> str:
        version = self.optional("WHATSAPP_API_VERSION") or "v26.0"
        if not (version.startswith("v") and version[1:].replace(".", "", 1).isdecimal()):
            self.flaws.append(f"WHATSAPP_API_VERSION must look like v26.0, not {version!r}")
        return version


def _is_fernet_key(key: str) -> bool:
    with suppress(ValueError):
        return bool(Fernet(key))
    return False
