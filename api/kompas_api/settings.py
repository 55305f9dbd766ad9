"""What the one who hosts Kompas can set, from environment variables that start with `KOMPAS_`."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from kompas_api.sparql.limits import Limits

API_VERSION: Final = "1.0.0"
"""The version of the HTTP interface, in every response; its major number is in the path."""


@dataclass(frozen=True)
class Settings:
    """Where this Kompas is reached, who answers for it, and how much it accepts at once."""

    public_url: str = ""
    """The address people reach it at, without a slash at the end; empty: addresses are relative to the host."""
    max_body_bytes: int = 1_000_000
    """The largest request body that is read, in bytes."""
    contact_name: str = "Kompas maintainers"
    contact_email: str = "kompas@example.org"
    contact_url: str = "https://w3id.org/kompas"
    sparql: Limits = field(default_factory=Limits)
    """What a query of a stranger may take."""

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> Settings:
        """Read the settings; what is not set keeps its default.

        Raises:
            ValueError: a number is not a number.
        """
        return cls(
            public_url=environment.get("KOMPAS_PUBLIC_URL", cls.public_url).rstrip("/"),
            max_body_bytes=int(environment.get("KOMPAS_MAX_BODY_BYTES", cls.max_body_bytes)),
            contact_name=environment.get("KOMPAS_CONTACT_NAME", cls.contact_name),
            contact_email=environment.get("KOMPAS_CONTACT_EMAIL", cls.contact_email),
            contact_url=environment.get("KOMPAS_CONTACT_URL", cls.contact_url),
            sparql=Limits.from_environment(environment),
        )
