"""What changed between two editions, in the terms of the domain."""

from kompas.changes.comparing import changes
from kompas.changes.kinds import Change, Kind

__all__ = ["Change", "Kind", "changes"]
