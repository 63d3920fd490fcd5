"""The house style, where a machine can hold it: sentences, sizes, thin workers, published errors."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from app.core.errors import published
from app.core.i18n import LOCALES, text

HOUSE = Path(__file__).parents[2]
CODE = [path for room in ("app", "workers", "simulator") for path in sorted((HOUSE / room).rglob("*.py"))]
EVERYTHING = [*CODE, *sorted((HOUSE / "tests").rglob("*.py")), *sorted((HOUSE / "migrations").rglob("*.py"))]
LONGEST_FUNCTION, LONGEST_FILE, LONGEST_JOB = 40, 250, 8
FORBIDDEN_NAMES = ("utils", "helper", "helpers", "manager", "base", "common", "misc")
# What is one table, which would only be harder to read in pieces.
LONG_TABLES = {"app/whatsapp/refusal_table.py"}

Function = ast.FunctionDef | ast.AsyncFunctionDef


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def name(path: Path) -> str:
    return path.relative_to(HOUSE).as_posix()


def functions(path: Path) -> Iterator[Function]:
    return (node for node in ast.walk(tree(path)) if isinstance(node, Function))


def lines(function: Function) -> int:
    return (function.end_lineno or 0) - function.lineno + 1


def test_there_is_something_to_look_at() -> None:
    assert len(CODE) > 100


def test_every_file_opens_with_a_sentence() -> None:
    opening = {name(path): (ast.get_docstring(tree(path)) or "").partition("\n")[0] for path in EVERYTHING}

    assert [path for path, sentence in opening.items() if not sentence.endswith((".", "!", "?", "`")) or " " not in sentence] == []


def test_files_are_short() -> None:
    size = {name(path): path.read_text(encoding="utf-8").count("\n") for path in CODE}

    assert {path: many for path, many in size.items() if many > LONGEST_FILE and path not in LONG_TABLES} == {}


def test_functions_are_short() -> None:
    long = {f"{name(path)}:{one.name}": lines(one) for path in CODE for one in functions(path) if lines(one) > LONGEST_FUNCTION}

    assert long == {}


def test_worker_jobs_are_thin() -> None:
    jobs = {
        f"{path.name}:{one.name}": lines(one)
        for path in sorted((HOUSE / "workers").glob("*.py"))
        for one in functions(path)
        if isinstance(one, ast.AsyncFunctionDef) and not one.name.startswith("_") and not one.decorator_list
    }

    assert {job: many for job, many in jobs.items() if many > LONGEST_JOB} == {}


def test_no_file_is_called_by_what_it_is_not() -> None:
    assert [name(path) for path in CODE if path.stem in FORBIDDEN_NAMES] == []


def test_every_published_code_is_in_the_readers_table() -> None:
    rows = [line for line in (HOUSE / "docs" / "errors.md").read_text(encoding="utf-8").splitlines() if line.startswith("| `")]
    told = {cells[0].strip("` "): (int(cells[1]), cells[2].strip()) for row in rows if (cells := row.strip("|").split("|"))}

    assert told == {code: (error.status, error.title) for code, error in published().items()}


@pytest.mark.parametrize("locale", LOCALES)
def test_every_published_code_has_words_in_every_language(locale: str) -> None:
    keys = {code: f"error-{code.lower().replace('_', '-')}" for code in published()}
    said = {code: text(locale, key, retry_after=1) for code, key in keys.items()}

    assert [code for code in said if said[code] == keys[code]] == []
    if locale != "pt-BR":
        borrowed = [code for code, key in keys.items() if said[code] == text("pt-BR", key, retry_after=1)]
        assert borrowed == []
