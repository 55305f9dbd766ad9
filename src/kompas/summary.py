"""The answer in two to four plain sentences."""

from __future__ import annotations

from collections.abc import Mapping

from kompas.recommendation import Language, Option, Recommendation
from kompas.sentences import enumerate_words, in_a_row, lowered

ROUTES: Mapping[str, Mapping[Language, str]] = {
    "ordinary-parenting": {
        "nl": "Gewoon opvoeden, goed ondersteund, past hier het best.",
        "en": "Ordinary parenting, well supported, fits best here.",
    },
    "kernel-elements": {
        "nl": "Enkele kernelementen, samen met wat elke goede hulp nodig heeft, passen hier het best.",
        "en": "A few kernel elements, together with what every good help needs, fit best here.",
    },
    "full-intervention": {
        "nl": "Een volledige interventie past hier het best.",
        "en": "A full intervention fits best here.",
    },
    "clarify-first": {
        "nl": "Nog niet te zeggen: het kan van {lowest} tot {highest} gaan. Vraag eerst na wat nog niet bekend is.",
        "en": "Too early to say: it may range from {lowest} to {highest}. First ask what is not known yet.",
    },
}
SAFETY: Mapping[Language, str] = {"nl": "Kijk eerst naar de veiligheid.", "en": "Look at safety first."}
CODE: Mapping[Language, str] = {
    "nl": "Kijk eerst naar de veiligheid, volgens de meldcode.",
    "en": "Look at safety first, following the reporting code.",
}
START: Mapping[Language, str] = {"nl": "Begin met: {items}.", "en": "Start with: {items}."}
ANYTHING: Mapping[Language, str] = {
    "nl": "Begin met wat bij elke zorg helpt: {items}; bekijk samen wat er juist hiervoor is.",
    "en": "Start with what helps with any worry: {items}; look together at what there is for this in particular.",
}
NOTHING: Mapping[Language, str] = {
    "nl": "Er is nu niets met voldoende zekerheid aan te bevelen: bekijk samen de alternatieven.",
    "en": "Nothing can be recommended with enough certainty now: look at the alternatives together.",
}
UNKNOWN: Mapping[Language, str] = {
    "nl": "Kompas kent hiervoor nog niets dat past: overleg met iemand die deze zorg goed kent.",
    "en": "Kompas knows nothing yet that fits this: consult someone who knows this worry well.",
}
AROUND: Mapping[str, Mapping[Language, str]] = {
    "integral-approach": {
        "nl": "maak met het gezin één plan, met één coördinator",
        "en": "make one plan with the family, with one coordinator",
    },
    "build-protection": {"nl": "bouw aan wat beschermt", "en": "build what protects"},
}
NAMED = 3


def summary(recommendation: Recommendation) -> str:
    """Sum a recommendation up in its own language: safety first, the route, where to start, what goes along."""
    language = recommendation.language
    labels = {option.route: lowered(option.label) for option in recommendation.options}
    lowest, highest = (labels[route] for route in recommendation.route_range)
    sentences = [ROUTES[recommendation.route][language].format(lowest=lowest, highest=highest)]
    chosen = next((option for option in recommendation.options if option.status == "recommended"), None)
    if chosen is not None:
        sentences.append(_start(chosen, language))
    around = [AROUND[flag][language] for flag in recommendation.flags if flag in AROUND]
    if around:
        told = enumerate_words(around, language)
        sentences.append(f"{told[:1].upper()}{told[1:]}.")
    if "safety-first" in recommendation.flags:
        suspected = any(consideration.answer == "yes" for consideration in recommendation.safety.considerations)
        sentences.insert(0, (CODE if suspected else SAFETY)[language])
    return " ".join(sentences)


def _start(option: Option, language: Language) -> str:
    chosen = [item for item in option.items if item.status == "recommended"][:NAMED]
    # a programme goes by its own name, which keeps its capital
    labels = [item.concept.label if item.type == "intervention" else lowered(item.concept.label) for item in chosen]
    if not labels:
        return (NOTHING if any(item.status == "alternative" for item in option.items) else UNKNOWN)[language]
    start = ANYTHING if all(item.general for item in chosen) else START
    return start[language].format(items=in_a_row(labels, language))
