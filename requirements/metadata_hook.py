"""The package's run-time dependencies are the lines of base.in: one list, not two."""

from pathlib import Path

from hatchling.metadata.plugin.interface import MetadataHookInterface


class DependenciesFromBase(MetadataHookInterface):
    def update(self, metadata: dict[str, object]) -> None:
        """Read base.in, without its comments."""
        lines = (
            (Path(self.root) / "requirements" / "base.in").read_text(encoding="utf-8").splitlines()
        )
        metadata["dependencies"] = [
            line.strip() for line in lines if line.strip() and not line.startswith(("#", "-r"))
        ]
