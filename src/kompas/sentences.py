"""Sentences made from templates: `{problem:lower}` becomes the label of what a rule's variable was bound to."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from pyoxigraph import BlankNode, Literal, NamedNode

from kompas.knowledge import Knowledge
from kompas.namespaces import RDF, SKOS, XSD, kompas
from kompas.recommendation import Language

PLACE = re.compile(r"\{(?P<name>[a-zA-Z]+)(?::(?P<manner>lower))?\}")
NUMBERS = frozenset(f"{XSD}{name}" for name in ("decimal", "integer", "double", "float"))
TOLD_WHOLE = frozenset(kompas(name) for name in ("EvidenceStatement", "GuidelineAdvice", "Caution"))
"""What is told by its definition rather than by its label: the statement itself is what matters."""
AND: Mapping[Language, str] = {"nl": "en", "en": "and"}
MORE: Mapping[Language, str] = {"nl": "nog {count}", "en": "{count} more"}
AND_MORE: Mapping[Language, str] = {"nl": "En zo nog {count}.", "en": "And {count} more like that."}
ENDS = (".", "!", "?")
NAMED_AT_MOST = 5


def fill(template: str, words: Mapping[str, Sequence[str]], language: Language) -> str:
    """Fill a sentence template with words, and see that it opens with a capital.

    Args:
        template: text with places such as `{problem}` or `{problem:lower}`.
        words: for each place the words that belong there; more than one become an enumeration, or, when they are
            sentences themselves, stand one after another.
        language: decides how an enumeration reads.

    Raises:
        KeyError: a place for which there are no words.
    """

    def put(place: re.Match[str]) -> str:
        given = words[place["name"]]
        if place["manner"] is None and len(set(given)) > 1 and all(word.endswith(ENDS) for word in given):
            return without_end(one_after_another(given, language))
        chosen = [without_end(word) for word in given]
        if place["manner"] == "lower":
            chosen = [lowered(word) for word in chosen]
        return enumerate_words(chosen, language)

    filled = PLACE.sub(put, template)
    # two marks in a row become one; three are an ellipsis, as in the name of a programme
    closed = re.sub(r"(?<=[!?])\.(?!\.)", "", re.sub(r"(?<![.!?])([.!?])\1(?![.!?])", r"\1", filled))
    return closed[:1].upper() + closed[1:] if template[:1].isupper() or template.startswith("{") else closed


def places(template: str) -> frozenset[str]:
    """The names of the places in a template."""
    return frozenset(place["name"] for place in PLACE.finditer(template))


def enumerate_words(words: Sequence[str], language: Language) -> str:
    """Words in a row, sorted: `a, b en c`; a long row only in part, and how many more."""
    return in_a_row(sorted(set(words)), language)


def one_after_another(sentences: Sequence[str], language: Language) -> str:
    """Sentences, sorted, one after another; of many only some, and how many more there are."""
    told = sorted(set(sentences))
    if len(told) > NAMED_AT_MOST + 1:
        told = [*told[:NAMED_AT_MOST], AND_MORE[language].format(count=len(told) - NAMED_AT_MOST)]
    return " ".join(told)


def in_a_row(words: Sequence[str], language: Language) -> str:
    """Words in a row, in the order they have: `c, a en b`; a long row only in part, and how many more."""
    told = list(words)
    if len(told) > NAMED_AT_MOST + 1:
        told = [*told[:NAMED_AT_MOST], MORE[language].format(count=len(told) - NAMED_AT_MOST)]
    if len(told) < 2:
        return "".join(told)
    return f"{', '.join(told[:-1])} {AND[language]} {told[-1]}"


def lowered(label: str) -> str:
    """A label as it reads inside a sentence: first letter small, unless it is a name or abbreviation (`PMTO`)."""
    if label[:3] in ("'s ", "’s "):
        return label[:3] + lowered(label[3:])
    return label if label[1:2].isupper() or label[1:2] == "-" else label[:1].lower() + label[1:]


def without_end(sentence: str) -> str:
    """A statement without its full stop, to stand inside another sentence."""
    return sentence.removesuffix(".")


def number_in_words(value: str, language: Language) -> str:
    """A number as people write it: no trailing zeros, and a comma for decimals in Dutch."""
    plain = value.rstrip("0").rstrip(".") if "." in value else value
    return plain.replace(".", ",") if language == "nl" else plain


def in_words(knowledge: Knowledge, term: NamedNode | BlankNode | Literal, language: Language) -> str:
    """A term in words: the label of a concept, the statement of a finding, a number as people write it."""
    if isinstance(term, Literal):
        return number_in_words(term.value, language) if term.datatype.value in NUMBERS else term.value
    if isinstance(term, BlankNode):
        return ""
    if any(kind in TOLD_WHOLE for kind in knowledge.objects(term, NamedNode(f"{RDF}type"))):
        statement = knowledge.literal(term, NamedNode(f"{SKOS}definition"), language)
        if statement:
            return statement
    return knowledge.label(term, language)
