"""How much a stranger's query may take: time, rows, memory, and how many run at once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """What one query and all of them together may take; each is told in the service description."""

    seconds: float = 10.0
    """After this a query is ended with its process."""
    rows: int = 100_000
    """The most solutions or statements of an answer; a larger one is refused, never cut off."""
    megabytes: int = 512
    """The memory that one query may use, besides the knowledge itself."""
    processes: int = 4
    """How many queries run at once in their first second."""
    long_queries: int = 2
    """How many run at once beyond their first second."""
    waiting: int = 64
    """How many wait for their turn; who comes after is asked to come back."""
    per_minute: int = 0
    """Requests a minute of one client; 0: as many as they like."""
    services: tuple[str, ...] = ()
    """The only endpoints that SERVICE may ask."""

    @classmethod
    def from_environment(cls, environment: Mapping[str, str]) -> Limits:
        """Read the limits from variables that start with `KOMPAS_SPARQL_`; what is not set keeps its default.

        Raises:
            ValueError: a number is not a number, or is not positive.
        """

        def number(name: str, default: float, least: float = 1) -> float:
            value = float(environment.get(f"KOMPAS_SPARQL_{name}", default))
            if not least <= value < float("inf"):
                raise ValueError(f"KOMPAS_SPARQL_{name} must be a number from {least:g}.")
            return value

        default = cls()
        return cls(
            seconds=number("SECONDS", default.seconds, 0.1),
            rows=int(number("ROWS", default.rows)),
            megabytes=int(number("MEGABYTES", default.megabytes)),
            processes=int(number("PROCESSES", default.processes)),
            long_queries=int(number("LONG_QUERIES", default.long_queries)),
            waiting=int(number("WAITING", default.waiting)),
            per_minute=int(number("PER_MINUTE", default.per_minute, 0)),
            services=tuple(environment.get("KOMPAS_SPARQL_SERVICES", "").replace(",", " ").split()),
        )
