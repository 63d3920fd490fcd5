"""The web chat says everything in each of its languages, and nothing that it does not know how to say."""

import re
from typing import Final

import pytest
from fluent.syntax import FluentParser, ast
from fluent.syntax.visitor import Visitor

from tests.web.sources import LOCALES, OURS

HOME: Final = "pt-BR"
# Sentences named by a part that is only known when drawing: `t(`status-${status}`)`.
FAMILIES: Final = (
    "status-",
    "kind-",
    "role-",
    "filter-",
    "room-",
    "list-empty-",
    "templates-",
    "callback-",
    "severity-",
    "notice-state-",
    "numbers-set-up-",
    "letter-",
    "lot-",
    "lane-",
    "outbox-",
    "trace-part-",
    "meta-",
    "named-",
    "hotel-",
    "address-",
    "attach-",
    "button-",
    "emoji-",
    "file-",
    "schedule-",
    "template-file-",
    "wish-",
)


class Variables(Visitor):
    """Collects what a sentence asks for."""

    def __init__(self) -> None:
        self.names: set[str] = set()

    def visit_VariableReference(self, node: ast.VariableReference) -> None:  # noqa: N802 - the library's name
        self.names.add(node.id.name)


def read(tag: str) -> dict[str, set[str]]:
    source = next(path for path in LOCALES if path.stem == tag).read_text()
    sentences = {}
    for entry in FluentParser().parse(source).body:
        assert not isinstance(entry, ast.Junk), entry.content
        if isinstance(entry, ast.Message):
            found = Variables()
            found.visit(entry)
            sentences[entry.id.name] = found.names
    return sentences


def test_portuguese_english_and_spanish_are_there() -> None:
    assert {path.stem for path in LOCALES} == {HOME, "en", "es"}


@pytest.mark.parametrize("tag", ["en", "es"])
def test_each_language_has_the_same_sentences_with_the_same_gaps(tag: str) -> None:
    assert read(tag) == read(HOME)


def test_every_sentence_that_the_screen_asks_for_exists() -> None:
    literal = {name for path in OURS for name in re.findall(r"\bt\(\s*\"([a-z0-9-]+)\"", path.read_text())}

    assert len(literal) > 50
    assert literal - set(read(HOME)) == set()


def test_no_sentence_is_left_that_nobody_asks_for() -> None:
    source = "\n".join(path.read_text() for path in OURS)

    unused = {name for name in read(HOME) if f'"{name}"' not in source and not name.startswith(FAMILIES)}

    assert unused == set()
