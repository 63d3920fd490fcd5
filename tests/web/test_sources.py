"""Rules of the web chat's own files that no linter of Python can see."""

import re
import shutil
import subprocess
from pathlib import Path
from typing import Final

import pytest

from tests.web.sources import OURS, STATIC, STYLES, name_of

NODE: Final = shutil.which("node")
# Each would let a guest's words become markup or code, or break the page's own security policy.
FORBIDDEN: Final = ("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "new Function", "dangerouslySetInnerHTML")


@pytest.mark.parametrize("path", OURS, ids=name_of)
def test_words_never_become_markup(path: Path) -> None:
    source = path.read_text()

    assert [word for word in FORBIDDEN if word in source] == []


@pytest.mark.parametrize("path", [*OURS, *STYLES], ids=name_of)
def test_each_file_opens_with_what_it_is_for(path: Path) -> None:
    opening = re.match(r"/\*\*?\s*(?:\n \* )?([A-Z].+)", path.read_text())

    assert opening, "a file begins with one sentence"


@pytest.mark.parametrize("path", OURS, ids=name_of)
def test_files_stay_small(path: Path) -> None:
    assert len(path.read_text().splitlines()) <= 200


@pytest.mark.parametrize("path", OURS, ids=name_of)
def test_modules_import_files_that_exist(path: Path) -> None:
    source = path.read_text()

    for named in re.findall(r"^(?:import|export)(?:\s[^;=(]*\sfrom)?\s[\"']([^\"']+)[\"'];", source, re.MULTILINE):
        assert named.startswith("."), f"{named} is no path"
        assert path.parent.joinpath(named).is_file(), f"{named} does not exist"


def test_tokens_are_kept_in_memory_only() -> None:
    for path in OURS:
        for line in path.read_text().splitlines():
            if "localStorage.setItem" in line or "sessionStorage" in line:
                assert not re.search(r"token|password", line, re.IGNORECASE), f"{name_of(path)}: {line.strip()}"


def test_styles_load_nothing_from_elsewhere() -> None:
    for path in STYLES:
        for named in re.findall(r"url\(\"?([^\")]+)", path.read_text()):
            assert path.parent.joinpath(named).resolve().is_relative_to(STATIC.resolve()), named


@pytest.mark.skipif(NODE is None, reason="the logic of the web chat is tested by node where there is one")
def test_the_logic_passes_its_own_tests() -> None:
    files = sorted(str(path) for path in Path(__file__).parent.glob("*.test.mjs"))
    assert files

    run = subprocess.run([NODE or "node", "--test", *files], capture_output=True, text=True, timeout=60, check=False)

    assert run.returncode == 0, run.stdout[-4000:] + run.stderr[-2000:]
