"""A look at the files of a commit: no trailing space, nothing large, nothing that looks like a secret."""

import re
import sys
from pathlib import Path

LARGE = 600_000
TRAILING = re.compile(rb"[ \t]+$", re.MULTILINE)
SECRET = re.compile(
    rb"-----BEGIN [A-Z ]*PRIVATE KEY-----"
    rb"|\bEAA[A-Za-z0-9]{80,}"  # an access token of Meta's
    rb"|\bAKIA[0-9A-Z]{16}\b"
    rb"|\bgh[pousr]_[A-Za-z0-9]{36}\b"
    rb"|\bxox[abpr]-[A-Za-z0-9-]{20,}"
)


def flaws(path: Path) -> list[str]:
    content = path.read_bytes()
    found = [] if len(content) <= LARGE else [f"{len(content)} bytes is large for a source tree"]
    if SECRET.search(content):
        found.append("looks like it holds a secret")
    if b"\0" not in content and TRAILING.search(content) and "vendor" not in path.parts:
        found.append("trailing space")
    return found


def main() -> int:
    told = [f"{name}: {flaw}" for name in sys.argv[1:] if Path(name).is_file() for flaw in flaws(Path(name))]
    sys.stderr.writelines(f"{line}\n" for line in told)
    return bool(told)


if __name__ == "__main__":
    sys.exit(main())
