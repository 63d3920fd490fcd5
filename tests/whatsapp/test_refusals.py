"""The table of refusals: each of Meta's codes says what to do, in three languages."""

from datetime import timedelta
from pathlib import Path

import pytest
from fluent.syntax import ast, parse
from hypothesis import given
from hypothesis import strategies as st

import app.whatsapp
from app.core.i18n import LOCALES, text
from app.whatsapp.refusal import Action, Holds, Kind, Refusal, Tell
from app.whatsapp.refusal_table import EDGE_BUSY, NOT_GRAPH, TABLE, UNKNOWN, UNKNOWN_PASSING, UNREACHABLE
from app.whatsapp.refusals import action, of, sentence, wait

REFUSALS = [*TABLE.values(), UNKNOWN, UNKNOWN_PASSING]
# Every code of the table in cloud-api 6.3; ranges by their ends.
DOCUMENTED = """
0 1 2 3 4 10 33 100 190 200 299 368 613 2494100 80007 130403 130429 130472 130497 131000 131005 131008 131009 131014 131016
131020 131021 131026 131030 131031 131037 131041 131042 131044 131045 131047 131048 131049 131050 131051 131052 131053
131055 131056 131057 131058 131059 131062 131063 131064 131201 131202 131204 131207 131208 131209 131210 131211 131212
131213 131214 131215 132000 132001 132005 132007 132008 132012 132015 132016 132018 132068 132069 133000 133004 133005
133006 133008 133009 133010 133015 133016 134011 134100 134101 134102 135000 136024 137000 138000 138001 138002 138003
138004 138005 138006 138007 138009 138012 138018 139000 139006 139100 139101 139102 139103 147001 147005 1752041 2388001
2388012 2388091 2388093 2388103 2388019 2388024 2388039 2388040 2388047 2388072 2388073 2388293 2388299 200005 200006
200007 2494164 2494179 2593079 2593085 2593107 2593108 2593109 2500
"""


def messages(locale: str) -> dict[str, ast.Message]:
    path = Path(app.whatsapp.__file__).parent / "locales" / f"{locale}.ftl"
    entries = parse(path.read_text(encoding="utf-8")).body
    assert not [entry for entry in entries if isinstance(entry, ast.Junk)]
    return {entry.id.name: entry for entry in entries if isinstance(entry, ast.Message)}


@pytest.mark.parametrize("code", [int(code) for code in DOCUMENTED.split()])
def test_every_documented_code_has_a_line(code: int) -> None:
    assert of(code) is not UNKNOWN


@pytest.mark.parametrize("locale", LOCALES)
def test_every_line_has_its_sentence_and_its_button_and_none_is_left_over(locale: str) -> None:
    sentences = {refusal.sentence for refusal in REFUSALS}
    buttons = {f"action-{wanted}" for wanted in Action if wanted is not Action.NONE}

    ours = {key for key in messages(locale) if key.startswith(("meta-", "action-"))}
    assert ours == sentences | buttons


def test_no_sentence_was_left_untranslated() -> None:
    portuguese, english, spanish = (messages(locale) for locale in LOCALES)

    for key in portuguese:
        assert not portuguese[key].equals(english[key])
        assert not spanish[key].equals(english[key])
        assert not portuguese[key].equals(spanish[key]), key


def test_a_sentence_can_be_said() -> None:
    assert sentence("pt-BR", 131047).startswith("Passaram-se mais de 24 horas")
    assert sentence("es", 131047).endswith("retomar la conversación.")
    assert action("en", 131047) == "Send a template"
    assert action("en", 131049) is None


def test_an_unknown_code_is_named_as_it_is() -> None:
    assert "131999" in sentence("en", 131999)


@pytest.mark.parametrize(
    ("code", "subcode", "kind", "holds", "tell"),
    [
        (190, 463, Kind.ACCOUNT, Holds.NUMBER, Tell.ADMIN),
        (250, None, Kind.ACCOUNT, Holds.NUMBER, Tell.ADMIN),
        (100, None, Kind.REQUEST, Holds.NOTHING, Tell.ENGINEERS),
        (100, 33, Kind.ACCOUNT, Holds.NUMBER, Tell.ADMIN),
        (131056, None, Kind.PAIR, Holds.GUEST, Tell.ATTENDANT),
        (130429, 2494055, Kind.THROTTLE, Holds.NUMBER, Tell.ATTENDANT),
        (131048, None, Kind.ACCOUNT, Holds.CAMPAIGNS, Tell.ADMIN),
        (131047, None, Kind.MESSAGE, Holds.NOTHING, Tell.ATTENDANT),
        (132015, None, Kind.MESSAGE, Holds.TEMPLATE, Tell.ADMIN),
        (NOT_GRAPH, None, Kind.REQUEST, Holds.NOTHING, Tell.ENGINEERS),
    ],
)
def test_a_code_says_who_acts_and_what_waits(code: int, subcode: int | None, kind: Kind, holds: Holds, tell: Tell) -> None:
    refusal = of(code, subcode)

    assert (refusal.kind, refusal.holds, refusal.tell) == (kind, holds, tell)


@pytest.mark.parametrize(
    "code", [0, 100, 190, 368, 131026, 131031, 131042, 131047, 131048, 131049, 131050, 132001, 137000, 999999, NOT_GRAPH]
)
def test_what_does_not_pass_is_never_tried_again(code: int) -> None:
    assert not of(code).passing
    assert wait(code, 0) is None


@pytest.mark.parametrize("code", [2, 4, 80007, 130429, 131016, 131056, 131057, 133004, UNREACHABLE, EDGE_BUSY])
def test_what_passes_is_tried_again_and_not_for_ever(code: int) -> None:
    refusal = of(code)

    assert wait(code, 0) is not None
    assert wait(code, refusal.tries) is None


@pytest.mark.parametrize(
    ("code", "seconds"),
    [
        (130429, [1, 2, 4, 8, 16, 30, 30]),
        (131056, [1, 4, 16, 64, 256, 1024, 3600]),
        (131057, [10, 20, 40]),
        (131016, [1, 2, 4, 8, 16, 32]),
        (80007, [60, 120, 240, 480, 960, 1920, 3600, 3600]),
    ],
)
def test_waits_grow_as_meta_says(code: int, seconds: list[int]) -> None:
    waits = [of(code).wait(attempt, chance=lambda: 0.0) for attempt in range(len(seconds))]

    assert waits == [timedelta(seconds=one) for one in seconds]


@given(st.sampled_from(sorted(TABLE)), st.integers(0, 12) | st.just(5000), st.none() | st.floats(0, 86_400))
def test_a_wait_is_bounded_and_never_shorter_than_meta_asks(code: int, attempt: int, retry_after: float | None) -> None:
    refusal = of(code)
    shortest = refusal.wait(attempt, retry_after, chance=lambda: 0.0)
    longest = refusal.wait(attempt, retry_after, chance=lambda: 1.0)

    assert (shortest is None) == (longest is None) == (attempt >= refusal.tries)
    if shortest is not None and longest is not None:
        asked = timedelta(seconds=retry_after or 0)
        assert asked <= shortest <= longest <= max(asked, timedelta(seconds=refusal.cap * 1.25))


def page() -> list[str]:
    """The table of `docs/refusals.md`, as it should stand there: a line for each way to refuse, with all its codes."""
    lines: dict[Refusal, list[int]] = {}
    for code, refusal in TABLE.items():
        lines.setdefault(refusal, []).append(code)
    return [row(refusal, codes) for refusal, codes in sorted(lines.items(), key=lambda one: min(map(abs, one[1])))]


def row(refusal: Refusal, codes: list[int]) -> str:
    tries = f"{refusal.tries}×, from {refusal.first:g} s to {refusal.cap:g} s" if refusal.passing else "no"
    waits = "–" if refusal.holds is Holds.NOTHING else refusal.holds.value
    waits += f" {refusal.rest / 3600:g} h" if refusal.rest else ""
    button = "–" if refusal.action is Action.NONE else refusal.action.value
    by_hand = "yes" if refusal.may_be_repeated else "no"
    said = text("en", refusal.sentence, code="…")
    return f"| {', '.join(map(str, sorted(codes)))} | {refusal.kind} | {tries} | {waits} | {refusal.tell} | {button} | {by_hand} | {said} |"


def test_the_page_for_readers_is_the_table() -> None:
    written = (Path(app.whatsapp.__file__).parents[2] / "docs" / "refusals.md").read_text(encoding="utf-8")

    assert [line for line in written.splitlines() if line.startswith("| ") and line[2] in "-0123456789"] == page()
