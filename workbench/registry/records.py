"""What a registry keeps of one prompt, for somebody who looks at it."""

from __future__ import annotations

from pathlib import Path

from workbench.domain.errors import RegistryError
from workbench.registry.git import Git


class GitRecords:
    def head(self, folder: Path) -> str:
        if not folder.is_dir():
            return ""
        git = Git(folder, limit=10)
        try:
            return " ".join(
                git.maybe("rev-parse", "--verify", "--quiet", name)
                for name in ("HEAD", "MERGE_HEAD")
            )
        except RegistryError:
            return ""
