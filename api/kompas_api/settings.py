"""What the one who hosts Kompas can set, from environment variables that start with `KOMPAS_`."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from kompas_api.sparql.limits import Limits
from kompas_api.sparql.remote import RemoteStore

API_VERSION: Final = "1.0.0"
"""The version of the HTTP interface, in every response; its major number is in the path."""


@dataclass(frozen=True)
class Settings:
    """Where this Kompas is reached, who answers for it, and how much it accepts at once."""

    public_url: str = ""
    """The address people reach it at, without a slash at the end; empty: addresses are relative to the host."""
    max_body_bytes: int = 1_000_000
    """The largest request body that is read, in bytes."""
    body_seconds: float = 30.0
    """How long a body may take to come."""
    contact_name: str = "Kompas maintainers"
    contact_email: str = "kompas@example.org"
    contact_url: str = "https://w3id.org/kompas"
    publisher_name: str = "Kompas maintainers"
    publisher_url: str = "https://w3id.org/kompas"
    """Who publishes the knowledge here, in the catalogue: an address that stands for the organisation."""
    sparql_store: RemoteStore | None = None
    """An existing SPARQL store to ask instead of processes of our own."""
    archive: str = ""
    """The folder with earlier releases; empty: only the current one is published."""
    sparql: Limits = field(default_factory=Limits)
    """What a query of a stranger may take."""

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> Settings:
        """Read the settings; what is not set keeps its default.

        Raises:
            ValueError: a number is not a number, an address is not a web address, or a mailbox is none.
        """
        return cls(
            public_url=environment.get("KOMPAS_PUBLIC_URL", cls.public_url).rstrip("/"),
            max_body_bytes=int(environment.get("KOMPAS_MAX_BODY_BYTES", cls.max_body_bytes)),
            contact_name=environment.get("KOMPAS_CONTACT_NAME", cls.contact_name),
            contact_email=_mailbox(environment, cls.contact_email),
            contact_url=_address(environment, "CONTACT_URL", cls.contact_url),
            publisher_name=environment.get("KOMPAS_PUBLISHER_NAME", cls.publisher_name),
            publisher_url=_address(environment, "PUBLISHER_URL", cls.publisher_url),
            archive=environment.get("KOMPAS_ARCHIVE", cls.archive),
            sparql_store=_store(environment),
            sparql=Limits.from_environment(environment),
        )


def _address(environment: Mapping[str, str], name: str, default: str) -> str:
    value = environment.get(f"KOMPAS_{name}", default)
    if not re.fullmatch(r"https?://[^\s<>\"{}|\\^`]+", value):
        raise ValueError(f"KOMPAS_{name} must be a web address; it is “{value}”.")
    return value


def _store(environment: Mapping[str, str]) -> RemoteStore | None:
    if not environment.get("KOMPAS_SPARQL_STORE"):
        return None
    address = _address(environment, "SPARQL_STORE", "")
    return RemoteStore(address, environment.get("KOMPAS_STORE_USER", ""), environment.get("KOMPAS_STORE_PASSWORD", ""))


def _mailbox(environment: Mapping[str, str], default: str) -> str:
    value = environment.get("KOMPAS_CONTACT_EMAIL", default)
    if not re.fullmatch(r"[^\s@<>\"]+@[^\s@<>\"]+\.[^\s@<>\"]+", value):
        raise ValueError(f"KOMPAS_CONTACT_EMAIL must be an e-mail address; it is “{value}”.")
    return value
