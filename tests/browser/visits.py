"""Pages in a real browser, each as another person's, and whatever went wrong on them."""

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from playwright.async_api import Browser, ConsoleMessage, Page, ViewportSize


class Troubles:
    """Each console error, breach of a page's policy and uncaught exception of the present test that it did not forgive."""

    def __init__(self) -> None:
        self._seen: list[str] = []
        self._forgiven: list[str] = []

    def watch(self, page: Page) -> None:
        page.on("console", self._note)
        page.on("pageerror", lambda trouble: self._seen.append(str(trouble)))

    def forgive(self, *patterns: str) -> None:
        """What the browser itself says when a test takes something away from it."""
        self._forgiven += patterns

    def begin_anew(self) -> None:
        self._seen.clear()
        self._forgiven.clear()

    @property
    def left(self) -> list[str]:
        return [seen for seen in self._seen if not any(re.search(pattern, seen) for pattern in self._forgiven)]

    def _note(self, line: ConsoleMessage) -> None:
        # A policy that is only reported comes as a warning; one that is enforced is an error.
        if line.type == "error" or "Content Security Policy" in line.text:
            self._seen.append(f"{line.text} ({line.location.get('url')})")


@asynccontextmanager
async def a_page(browser: Browser, troubles: Troubles, *, width: int = 1280, height: int = 800, hand: bool = False) -> AsyncIterator[Page]:
    """A page with cookies of its own, of somebody in Brazil; with `hand` it is a phone's, and is touched."""
    context = await browser.new_context(
        viewport=ViewportSize(width=width, height=height),
        locale="pt-BR",
        timezone_id="America/Sao_Paulo",
        has_touch=hand,
        is_mobile=hand,
        reduced_motion="reduce",
    )
    page = await context.new_page()
    troubles.watch(page)
    yield page
    await context.close()
