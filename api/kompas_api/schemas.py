"""The shapes of what the API answers besides recommendations, for the OpenAPI description."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, ConfigDict, Field


class Shape(BaseModel):
    """Base of the shapes: closed, so that the description promises neither more nor less than there is."""

    model_config = ConfigDict(extra="forbid")


class Concept(Shape):
    """A concept that a value refers to."""

    iri: str
    slug: str
    label: str


class ConceptSummary(Shape):
    """A concept as a list shows it, in the language that was asked for."""

    iri: str
    slug: str
    label: str
    synonyms: list[str] = Field(description="Andere woorden ervoor. / Other words for it.")
    codes: list[str]
    definition: str | None = None
    min_age: float | None = None
    max_age: float | None = None
    facets: dict[str, list[Concept]] = Field(default_factory=dict)
    links: dict[str, str]


class Statement(Shape):
    """A value of a property: a text, a number or a thing."""

    text: str
    language: str | None = None
    iri: str | None = None
    parts: dict[str, Any] | None = None


class ConceptDetail(ConceptSummary):
    """A concept with everything that is said about it, by property."""

    properties: dict[str, list[Statement]]


class FacetCount(Shape):
    """How many of what was found have this value."""

    value: str
    label: str
    count: int


class ConceptPage(Shape):
    """One page of a list of the vocabulary."""

    items: list[ConceptSummary]
    page: int
    page_size: int
    total: int
    facets: dict[str, list[FacetCount]]
    links: dict[str, str]


class Root(Shape):
    """Where everything is."""

    title: str
    api_version: str
    knowledge_version: str
    rules_version: str
    links: dict[str, str]


class Health(Shape):
    """Whether the service is alive, and for readiness what was tried and how long it took."""

    status: str
    knowledge_version: str | None = None
    checks: dict[str, float] | None = Field(default=None, description="Milliseconds that each check took.")


class ProblemError(Shape):
    """One thing that is wrong, at one place."""

    pointer: str = Field(description="JSON Pointer (RFC 6901); /query/… for a part of the query.")
    detail: str
    code: str
    nearest: list[str] | None = None


class Problem(Shape):
    """An error (RFC 9457); everything that is wrong stands in `errors`."""

    type: str
    title: str
    status: int
    detail: str
    errors: list[ProblemError] | None = None
