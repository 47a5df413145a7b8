"""Two people with one desk, of whom one publishes an index and the other takes it."""

from __future__ import annotations

import json
import shutil
import zipfile
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest

from kb.cli.main import run
from kb.desk_files import SETTINGS
from kb.search.shared_index import MANIFEST
from tests.conftest import write_files

ARTICLES = {
    "delivery/my-parcel-is-late.md": "---\ntitle: My parcel is late\nstatus: public\n---\nAsk your neighbours.\n",
    "delivery/track-a-parcel.md": "---\ntitle: Track a parcel\nstatus: public\n---\nThe number is in the mail.\n",
    "team/refunds.md": "---\ntitle: Refund limits\nstatus: internal\n---\nUp to 60 euros.\n",
}


class Team:
    """Two copies of one desk, each with a cache of its own, as two people have them."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.published = folder, folder / "published"
        self.mine, self.theirs = folder / "mine", folder / "theirs"
        write_files(self.mine / "articles", ARTICLES)
        (self.mine / SETTINGS).write_text("organisation: Acme Garden\nsearch: tantivy\n", "utf-8")
        shutil.copytree(self.mine, self.theirs)

    def run(self, desk: Path, *words: str) -> int:
        """One command on a desk, with the cache of its owner."""
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("WARMLINE_CACHE", str(self.cache(desk)))
            return run([*words, "--desk", str(desk)])

    def cache(self, desk: Path) -> Path:
        return self.folder / f"cache of {desk.name}"

    def publish(self) -> None:
        assert self.run(self.mine, "index", "publish", str(self.published)) == 0

    def take(self, place: str = "") -> int:
        return self.run(self.theirs, "index", "take", place or str(self.published))

    def manifest(self, **changes: object) -> None:
        """Change what the publication says of itself."""
        file = self.published / MANIFEST
        file.write_text(json.dumps(json.loads(file.read_text()) | changes))

    @property
    def packed(self) -> Path:
        (found,) = self.published.glob("index-*.zip")
        return found

    def repack(self, change: Callable[[zipfile.ZipFile], None]) -> None:
        """Publish other files, with the size and the checksum that they have."""
        old = self.packed
        made = self.published / "made"
        with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
            change(archive)
        content = made.read_bytes()
        old.unlink()
        name = sha256(content).hexdigest()
        made.rename(self.published / f"index-{name[:16]}.zip")
        self.manifest(size=len(content), sha256=name)
