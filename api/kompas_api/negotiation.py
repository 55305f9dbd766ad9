"""Which form of an answer suits the one who asks: media type and language, by quality (RFC 9110, section 12)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final, Literal

from kompas_api.problems import Refusal

Language = Literal["nl", "en"]
LANGUAGES: Final[tuple[Language, ...]] = ("nl", "en")


def media_type(accept: str, offered: Sequence[str]) -> str:
    """The offered media type that the `Accept` header wants most; the first one offered when it says nothing.

    Raises:
        Refusal: (406) none of what is offered is acceptable.
    """
    best = preferred(accept, offered)
    if best is None:
        raise Refusal(
            406,
            "Not acceptable",
            f"This address answers with {', '.join(offered)}; none of these is in the Accept header.",
        )
    return best


def preferred(accept: str, offered: Sequence[str]) -> str | None:
    """As `media_type`, but None when nothing fits.

    >>> preferred("text/html;q=0.5, application/*", ["text/html", "application/json"])
    'application/json'
    """
    if not accept.strip():
        return offered[0]
    wanted = list(_weighted(accept))
    ranked = [(_quality(kind, wanted), -place, kind) for place, kind in enumerate(offered)]
    quality, _, kind = max(ranked)
    return kind if quality > 0 else None


def language(accept_language: str, asked: str | None = None) -> Language:
    """The language of labels: the one asked for, else what `Accept-Language` wants most, else Dutch."""
    for known in LANGUAGES:
        if asked == known:
            return known
    ranges = sorted(_weighted(accept_language), key=lambda entry: -entry[1])
    for tag, quality in ranges:
        for known in LANGUAGES:
            if quality > 0 and tag.split("-")[0] == known:
                return known
    return "nl"


def _quality(kind: str, wanted: Iterable[tuple[str, float]]) -> float:
    """The quality given to this media type by the most specific range that covers it."""
    covering = [
        (specific, quality)
        for pattern, quality in wanted
        for specific, covers in ((2, kind), (1, kind.split("/", maxsplit=1)[0] + "/*"), (0, "*/*"))
        if pattern == covers
    ]
    return max(covering)[1] if covering else 0.0


def _weighted(header: str) -> Iterable[tuple[str, float]]:
    for part in header.split(","):
        name, *parameters = (piece.strip().lower() for piece in part.split(";"))
        if name:
            yield name, next((_number(p[2:]) for p in parameters if p.startswith("q=")), 1.0)


def _number(text: str) -> float:
    try:
        return min(max(float(text), 0.0), 1.0)
    except ValueError:
        return 0.0
