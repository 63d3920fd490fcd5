"""Who runs which test: one browser and one demo serve a whole folder, so that folder stays with one worker."""

from typing import Final

from xdist.scheduler import LoadScopeScheduling  # type: ignore[import-untyped] # it publishes no types

TOGETHER: Final = ("tests/browser/",)


class FoldersTogether(LoadScopeScheduling):  # type: ignore[misc] # as above
    """Test by test to whoever is free, except for these folders, which begin first.

    `--dist loadgroup` is made for this, and does nothing with pytest 9.2: https://github.com/pytest-dev/pytest-xdist/issues/1386
    """

    def _split_scope(self, nodeid: str) -> str:
        return next((folder for folder in TOGETHER if nodeid.startswith(folder)), nodeid)
