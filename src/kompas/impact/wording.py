"""The words of the reports on a change, in Dutch and English."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from kompas.changes import Kind
from kompas.impact.differences import FROM_CLARIFY, HEAVIER, LEADING, LIGHTER, TO_CLARIFY, WIDER
from kompas.recommendation import Language

KINDS: Final[Mapping[Language, Mapping[Kind, str]]] = {
    "en": {kind: kind.value for kind in Kind},
    "nl": {
        Kind.ADDED: "toegevoegd",
        Kind.RETIRED: "vervallen, met vervanger",
        Kind.REMOVED: "weggehaald",
        Kind.RELABELLED: "andere naam",
        Kind.RATING: "ander oordeel",
        Kind.CUTOFF: "andere grenswaarde",
        Kind.RULE_ADDED: "regel toegevoegd",
        Kind.RULE_REMOVED: "regel weggehaald",
        Kind.RULE_CHANGED: "regel veranderd",
        Kind.STATEMENT: "andere bewering",
        Kind.REWORDED: "anders verwoord",
        Kind.SOURCED: "andere bron of controle",
        Kind.ONTOLOGY: "ontologie veranderd",
    },
}
ROUTES: Final[Mapping[Language, Mapping[str, str]]] = {
    "nl": {
        "ordinary-parenting": "gewoon opvoeden",
        "kernel-elements": "kernelementen",
        "full-intervention": "volledige interventie",
        "clarify-first": "eerst verhelderen",
    },
    "en": {
        "ordinary-parenting": "ordinary parenting",
        "kernel-elements": "kernel elements",
        "full-intervention": "full intervention",
        "clarify-first": "clarify first",
    },
}
_FLAGS: Final[Mapping[str, str]] = {
    "safety-first": "veiligheid eerst",
    "integral-approach": "één plan",
    "build-protection": "bouw aan bescherming",
}
_DIRECTIONS: Final[Mapping[str, str]] = {
    LIGHTER: "lichtere route",
    HEAVIER: "zwaardere route",
    TO_CLARIFY: "nu eerst te verhelderen",
    FROM_CLARIFY: "niet meer eerst te verhelderen",
    WIDER: "andere mogelijke routes",
    LEADING: "iets anders voorop",
    "now clear": "nu duidelijk",
    "now balanced": "nu in evenwicht",
    "now undecided-for-lack-of-information": "nu onbeslist, want er is te weinig bekend",
    **{f"{flag} raised": f"erbij: {dutch}" for flag, dutch in _FLAGS.items()},
    **{f"{flag} dropped": f"eraf: {dutch}" for flag, dutch in _FLAGS.items()},
}
WORDS: Final[Mapping[Language, Mapping[str, str]]] = {
    "nl": {
        "title": "Wat er verandert van {old} naar {new}",
        "what": "Wat er anders is",
        "cases": "Wat dat verandert voor situaties",
        "routes": "De route voor en na",
        "because": "Door welke verandering",
        "examples": "De voorbeelden",
        "before-after": "Voor en na",
        "method": "Hoe dit gemeten is",
        "changes": "{number} veranderingen: {kinds}.",
        "change": "1 verandering: {kinds}.",
        "differ": (
            "{examples} van {named} voorbeelden en {changed} van {size} verzonnen situaties komen anders uit{share}."
        ),
        "share": " ({share}; {routes} krijgen een andere route)",
        "unreadable": "Niet vergeleken, omdat een van beide een begrip mist: {names}.",
        "none": "niets",
        "Nothing": "Niets.",
        "more": "… en nog {number}",
        "direction": "wat er anders is",
        "example-column": "voorbeelden",
        "generated": "verzonnen situaties",
        "part": "deel",
        "from-to": "voor ↓ na →",
        "change-column": "verandering",
        "root": "ligt ten grondslag aan",
        "undone": "alleen deze teruggedraaid, keert het terug bij",
        "of": "{part} van {whole}",
        "not-tried": "niet geprobeerd",
        "example": "voorbeeld",
        "route-before": "route voor",
        "route-after": "route na",
        "generated-case": "verzonnen situatie {case}",
        "before": "Voor",
        "after": "Na",
        "flags": "Aandachtspunten: {flags}",
        "no-flags": "geen",
        "first": "Voorop: {leading}",
        "only-here": "Alleen hier: {reason}",
        "months": "{number} maanden",
        "years": "{age} jaar: {concerns}",
        "how": (
            "Beide uitgaven beslisten over de voorbeelden en over {size} situaties, verzonnen met begingetal "
            "{seed}, met alle regels die ertoe doen voor route, aandachtspunten, zekerheid en volgorde. De verdelingen "
            "waaruit de situaties getrokken zijn staan in `data/populations/marginals.csv`. Een verandering ligt "
            "aan een verschil ten grondslag als iets wat maar één uitgave besluit door een veranderde regel komt, "
            "over iets veranderds gaat, of het noemt. Daarna is zij alleen teruggedraaid in de nieuwe uitgave: "
            "“keert terug” telt de situaties die dan dichter bij de oude uitkomst komen."
        ),
        "hangs": "Hoeveel er hangt aan elke grenswaarde van {title}",
        "hangs-note": (
            "Elke waarde is los geprobeerd op {cases} verzonnen situaties (begingetal {seed}); de getallen zijn "
            "situaties. Lees ze als welke keuzes ertoe doen, niet als hoe vaak."
        ),
        "hangs-head": "grenswaarde|staat op|geprobeerd|anders|routes|lichter|zwaarder|aandachtspunten|voorop",
    },
    "en": {
        "title": "What changes from {old} to {new}",
        "what": "What changed",
        "cases": "What that changes for cases",
        "routes": "Routes before and after",
        "because": "Because of which change",
        "examples": "The examples",
        "before-after": "Before and after",
        "method": "How this was measured",
        "changes": "{number} changes: {kinds}.",
        "change": "1 change: {kinds}.",
        "differ": "{examples} of {named} examples and {changed} of {size} generated cases come out otherwise{share}.",
        "share": " ({share}; {routes} get another route)",
        "unreadable": "Not compared, because one of the two lacks a term: {names}.",
        "none": "nothing",
        "Nothing": "Nothing.",
        "more": "… and {number} more",
        "direction": "direction",
        "example-column": "examples",
        "generated": "generated cases",
        "part": "share",
        "from-to": "before ↓ after →",
        "change-column": "change",
        "root": "at the root of",
        "undone": "undone alone, it turns back",
        "of": "{part} of {whole}",
        "not-tried": "not tried",
        "example": "example",
        "route-before": "route before",
        "route-after": "route after",
        "generated-case": "generated case {case}",
        "before": "Before",
        "after": "After",
        "flags": "Flags: {flags}",
        "no-flags": "none",
        "first": "First: {leading}",
        "only-here": "Only here: {reason}",
        "months": "{number} months",
        "years": "{age} years: {concerns}",
        "how": (
            "Both editions decided on the examples and on {size} cases generated with seed {seed}, with all rules "
            "that bear on route, flags, decisiveness and order. The generated cases are made up; the shares they "
            "are drawn by stand in `data/populations/marginals.csv`. A change stands at the root of a difference "
            "when a firing that only one edition has is by a rule that changed, is bound to a thing that changed, "
            "or names it. It was then undone alone in the new edition: “turns back” counts the cases that come "
            "nearer to the old outcome."
        ),
        "hangs": "How much hangs on each cut-off of {title}",
        "hangs-note": (
            "Every value was tried alone on {cases} generated cases (seed {seed}); the numbers are cases. The cases "
            "are made up: read them as which choices matter, not as how often."
        ),
        "hangs-head": "cut-off|stands at|tried|changed|routes|lighter|heavier|flags|leading",
    },
}


def direction(name: str, language: Language) -> str:
    """In which way an outcome is otherwise, in words."""
    return _DIRECTIONS[name] if language == "nl" else name
