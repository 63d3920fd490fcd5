"""Other people's work in the web chat is what its list says, and nothing else."""

import re
import tomllib
from hashlib import sha256
from typing import Any

from tests.web.sources import VENDOR

LISTED: list[dict[str, Any]] = tomllib.loads((VENDOR / "VENDOR.toml").read_text())["package"]
FILES: dict[str, str] = {file["path"]: file["sha256"] for package in LISTED for file in package["file"]}


def test_each_vendored_file_hashes_to_what_the_list_says() -> None:
    assert len(FILES) > 10
    for path, expected in FILES.items():
        assert sha256((VENDOR / path).read_bytes()).hexdigest() == expected, path


def test_no_vendored_file_is_missing_from_the_list() -> None:
    kept = {path.relative_to(VENDOR).as_posix() for path in VENDOR.rglob("*") if path.is_file()}

    assert kept - set(FILES) == {"VENDOR.toml", "LICENSES.txt"}


def test_each_package_says_its_version_and_licence() -> None:
    licences = (VENDOR / "LICENSES.txt").read_text()

    for package in LISTED:
        assert re.fullmatch(r"\d+\.\d+\.\d+", package["version"])
        assert package["licence"] in {"MIT", "Apache-2.0", "OFL-1.1"}
        assert f"{package['name']} {package['version']}" in licences


def test_vendored_modules_import_by_path_and_name_no_source_maps() -> None:
    for path in FILES:
        if path.endswith(".woff2"):
            continue
        source = (VENDOR / path).read_text()
        assert "sourceMappingURL" not in source, path
        for named in re.findall(r"(?:\bfrom|\bimport)\s*[\"']([^\"']+)[\"']", source):
            assert named.startswith("./"), f"{path} imports {named}"
            assert (VENDOR / path).parent.joinpath(named).is_file(), f"{path} imports {named}"
