"""The life of a template: reviewed after a while, judged by its quality, paused, disabled; each step is told by a webhook."""

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING

from simulator import clock
from simulator.templates.stock import Template
from simulator.webhooks.updates import Update

if TYPE_CHECKING:
    from simulator.meta import Meta

PAUSES = ("FIRST_PAUSE", "SECOND_PAUSE")
REJECTED_FOR = "INVALID_FORMAT"
TAKES_EDITS = ("APPROVED", "REJECTED", "PAUSED")


class Reviews:
    """Every wait is a timer; `due` counts the reviews that are still to come."""

    def __init__(self, meta: "Meta") -> None:
        self._meta = meta
        self._timers: set[asyncio.TimerHandle] = set()
        self.due = 0

    def stop(self) -> None:
        for timer in self._timers:
            timer.cancel()
        self._timers.clear()
        self.due = 0

    def submit(self, template: Template) -> None:
        """It waits for its review, for ever where nobody reviews."""
        template.status = "PENDING"
        self._meta.templates.changes += 1
        if self._meta.switches.review == "never":
            return
        self.due += 1

        def decide() -> None:
            self.due -= 1
            self._decide(template)

        self._later(self._meta.switches.review_ms / 1000, decide)

    def go_on(self, template: Template) -> None:
        """After a restart: a review goes on, a pause ends."""
        if template.status == "PENDING":
            self.submit(template)
        elif template.status == "PAUSED" and template.paused_until is not None:
            self._later(template.paused_until - clock.now(), lambda: self.unpause(template))

    def become(self, template: Template, status: str, **more: object) -> None:
        """`more` is what Meta adds to the news: a reason, what to know about a pause."""
        template.status = status
        self._meta.templates.changes += 1
        reason = more.pop("reason", None if status in ("PAUSED", "DISABLED", "DELETED") else "NONE")
        value = {"event": status, **_named(template), "reason": reason, "message_template_category": template.category, **more}
        self.tell(template, "message_template_status_update", value)

    def judge(self, template: Template, quality: str) -> None:
        """Its guests' opinion; a bad one pauses it, the third time for good."""
        previous, template.quality = template.quality, quality
        self._meta.templates.changes += 1
        told = {"previous_quality_score": previous, "new_quality_score": quality}
        self.tell(template, "message_template_quality_update", told | _named(template))
        if quality == "RED" and template.status == "APPROVED":
            self.pause(template)

    def pause(self, template: Template) -> None:
        template.pauses += 1
        if template.pauses > len(PAUSES):
            self.become(template, "DISABLED", disable_info={"disable_date": int(clock.now())})
            return
        pause_s = self._meta.switches.pause_first_s * template.pauses
        template.paused_until = clock.now() + pause_s
        words = (
            f"Your WhatsApp message template has been paused until {clock.iso(template.paused_until)} because it continued to have issues."
        )
        self.become(template, "PAUSED", other_info={"title": PAUSES[template.pauses - 1], "description": words})
        self._later(pause_s, lambda: self.unpause(template))

    def unpause(self, template: Template) -> None:
        if template.status == "PAUSED":
            template.paused_until = None
            self.become(template, "APPROVED")

    def recategorise(self, template: Template, category: str, *, in_s: float = 0) -> None:
        """At once, or with notice: then Meta tells what it will be, and when."""
        if in_s > 0:
            told: dict[str, object] = {"new_category": template.category, "correct_category": category}
            self.tell(
                template, "template_category_update", _named(template) | told | {"category_update_timestamp": int(clock.now() + in_s)}
            )
            self._later(in_s, lambda: self.recategorise(template, category))
            return
        template.previous_category, template.category = template.category, category
        self._meta.templates.changes += 1
        told = {"previous_category": template.previous_category, "new_category": category}
        self.tell(template, "template_category_update", _named(template) | told)

    def tell_wording(self, template: Template) -> None:
        asks = template.asks
        told: dict[str, object] = {"message_template_element": asks.body.text}
        if asks.title.text:
            told["message_template_title"] = asks.title.text
        if asks.footer:
            told["message_template_footer"] = asks.footer
        told["message_template_buttons"] = [
            {"message_template_button_type": button.type, "message_template_button_text": button.text}
            | ({"message_template_button_url": button.url} if button.url else {})
            | ({"message_template_button_phone_number": button.phone_number} if button.phone_number else {})
            for button in asks.buttons
        ]
        self.tell(template, "message_template_components_update", _named(template) | told)

    def tell(self, template: Template, field: str, value: dict[str, object]) -> None:
        number = self._meta.numbers.spokesman(template.business_account_id)
        if number is not None:
            self._meta.post_office.hand_in(Update(number=number, field=field, value=value, time=int(clock.now())))

    def _decide(self, template: Template) -> None:
        if template.status != "PENDING" or self._meta.templates.get(template.template_id) is not template:
            return
        if self._meta.switches.review == "reject" or self._meta.dice.says(self._meta.faults.template_rejected):
            template.reason = REJECTED_FOR
            info = {"reason": "The template does not follow the guidelines", "recommendation": "Word it differently and submit it again"}
            self.become(template, "REJECTED", reason=REJECTED_FOR, rejection_info=info)
            return
        template.reason = "NONE"
        self.become(template, "APPROVED")

    def _later(self, after_s: float, then: Callable[[], None]) -> None:
        def run() -> None:
            self._timers.discard(timer)
            then()

        timer = asyncio.get_running_loop().call_later(max(0.0, after_s), run)
        self._timers.add(timer)


def _named(template: Template) -> dict[str, object]:
    return {
        "message_template_id": int(template.template_id),
        "message_template_name": template.name,
        "message_template_language": template.language,
    }
