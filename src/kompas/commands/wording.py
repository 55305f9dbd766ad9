"""The words of the tables that the workbench writes, in Dutch and English."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from kompas.recommendation import Language

WORDS: Final[Mapping[Language, Mapping[str, str]]] = {
    "nl": {
        "shared": "{problem}: gedeelde kernelementen",
        "programme": "programma",
        "communities": "Groepen die meer met elkaar delen dan met de rest",
        "none": "Geen",
        "unknown": "Van {number} erkende programma's is geen element bekend: {names}.",
        "cover": "{problem}: elk van {programmes} erkende programma's heeft minstens één van deze {elements} elementen",
        "cover-rest": (
            "Van {unknown} andere erkende programma's is geen element bekend. {others} andere verzamelingen zijn even "
            "klein. Wat programma's delen is nog niet wat werkt."
        ),
        "gaps": "Wat er is per fase, probleem en route",
        "nothing": "Niets, van {number} combinaties: {counted}.",
        "gaps-head": "fase|probleem",
        "sources-head": "bron|dingen|waarvan alleen hierop|regels|centraliteit|vooral",
        "apart": "{names} hangen niet samen: geen bewering leidt van het een naar het ander.",
        "and": " en ",
        "rules": "{number} regels",
        "fires": "Welke regels spreken in {number} situaties",
        "never": "Nooit: {names}.",
        "always": "In elke situatie: {names}.",
        "fires-head": "laag|regel|situaties|wat zij zegt",
        "conflicts": "Welke regels elkaar tegenspreken in {number} situaties",
        "conflicts-head": "pleit voor|pleit tegen|situaties|over",
        "redundant": "Welke regels niets toevoegen in {number} situaties",
        "redundant-note": (
            "In andere situaties kan dat anders zijn: een regel die zelden spreekt, valt snel samen met een andere."
        ),
        "redundant-head": "regel|doet niet meer dan|situaties|doet",
        "the-same": "hetzelfde",
        "a-part": "een deel",
        "twins": "Woord voor woord hetzelfde",
        "cost": "Wat {number} regels kosten in {cases} situaties",
        "cost-note": (
            "Een voor een gevraagd, of zij kunnen spreken of niet, kosten ze samen {milliseconds} ms per situatie. Een "
            "gesprek laat weg wat niet kan spreken, en kost minder."
        ),
        "cost-head": "regel|ms per situatie|deel|spreekt in",
        "feeds-head": "regel|voedt|waarmee",
    },
    "en": {
        "shared": "{problem}: shared kernel elements",
        "programme": "programme",
        "communities": "Communities",
        "none": "None",
        "unknown": "No element is known of {number} recognised programmes: {names}.",
        "cover": "{problem}: each of {programmes} recognised programmes has at least one of these {elements} elements",
        "cover-rest": (
            "Of {unknown} other recognised programmes no element is known. {others} other sets are as small. What "
            "programmes share is not shown to be what works."
        ),
        "gaps": "What there is per phase, problem and route",
        "nothing": "Nothing, of {number} combinations: {counted}.",
        "gaps-head": "phase|problem",
        "sources-head": "source|things|of which on it alone|rules|centrality|mostly",
        "apart": "{names} do not hang together: no statements lead from one to the other.",
        "and": " and ",
        "rules": "{number} rules",
        "fires": "Which rules fire in {number} cases",
        "never": "Never: {names}.",
        "always": "In every case: {names}.",
        "fires-head": "layer|rule|cases|what it says",
        "conflicts": "Which rules pull opposite ways in {number} cases",
        "conflicts-head": "argues for|argues against|cases|about",
        "redundant": "Which rules add nothing in {number} cases",
        "redundant-note": "On other cases they may part: a rule that seldom fires is easily covered.",
        "redundant-head": "rule|does no more than|cases|does",
        "the-same": "the same",
        "a-part": "a part",
        "twins": "The same, word for word",
        "cost": "What {number} rules cost on {cases} cases",
        "cost-note": (
            "Asked one by one, whether they could fire or not, they take {milliseconds} ms a case together. A "
            "consultation leaves out what cannot fire, and takes less."
        ),
        "cost-head": "rule|ms a case|share|fires in",
        "feeds-head": "rule|feeds|through",
    },
}


def say(language: Language, key: str, **values: object) -> str:
    """A sentence or heading of a table."""
    return WORDS[language][key].format(**values)


def head(language: Language, key: str) -> tuple[str, ...]:
    """The heads of the columns of a table."""
    return tuple(WORDS[language][key].split("|"))


def routes(language: Language) -> Mapping[str, str]:
    """The routes by their code, in words."""
    from kompas.impact.wording import ROUTES

    return ROUTES[language]
