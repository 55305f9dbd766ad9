"""How each concern was weighed: its phase, its severity criteria, and the route it leads to."""

from __future__ import annotations

from collections.abc import Mapping

from pyoxigraph import NamedNode

from kompas.case import Case, Concern
from kompas.conclusions import Conclusions
from kompas.justification import Justification
from kompas.knowledge import Knowledge
from kompas.namespaces import CASE, kompas, thing
from kompas.recommendation import ConcernAppraisal, CriterionAppraisal, Language
from kompas.sentences import enumerate_words, lowered, number_in_words

CRITERIA = ("Duration", "FrequencyCriterion", "SettingsCriterion", "Types", "OtherProblems", "ConsequencesCriterion")
UNKNOWN: Mapping[Language, str] = {"nl": "niet bekend", "en": "not known"}
MONTHS: Mapping[Language, tuple[str, str]] = {"nl": ("maand", "maanden"), "en": ("month", "months")}
WORRIES: Mapping[Language, tuple[str, str]] = {
    "nl": ("zorg van deze soort", "zorgen van deze soort"),
    "en": ("worry of this kind", "worries of this kind"),
}
RISKS: Mapping[Language, tuple[str, str]] = {
    "nl": ("risico in het gezin", "risico's in het gezin"),
    "en": ("risk in the family", "risks in the family"),
}
OTHER: Mapping[Language, str] = {"nl": "ook een zorg van een andere soort", "en": "a worry of another kind as well"}


def appraise(
    concern: Concern, case: Case, conclusions: Conclusions, justification: Justification, knowledge: Knowledge
) -> ConcernAppraisal:
    """How one concern was weighed, read from what the rules derived."""
    node = NamedNode(f"{CASE}#concern/{concern.problem}")
    case_node = NamedNode(CASE)
    told = conclusions.decided
    lowest, highest = (justification.code(told(node, name)) for name in ("lowestSeverity", "highestSeverity"))
    lightest, heaviest = (justification.code(told(node, name)) for name in ("lowestRoute", "highestRoute"))
    return ConcernAppraisal(
        problem=justification.concept(thing("problem", concern.problem)),
        age_phase=justification.concept(told(case_node, "inPhase")),
        normal_for_age=justification.code(told(node, "normality")),
        severity=lowest if lowest == highest else "unknown",
        severity_range=(lowest, highest),
        severity_criteria=_criteria(concern, node, case, conclusions, justification, knowledge),
        route=justification.code(told(node, "route")),
        route_range=(lightest, heaviest),
        arguments=_arguments(node, conclusions),
    )


def _arguments(concern: NamedNode, conclusions: Conclusions) -> tuple[str, ...]:
    """The ids of the arguments about routes that stand on this concern."""
    readings = [conclusions.thing(concern, name) for name in ("lowestReading", "highestReading")]
    made = {
        argument for reading in readings if reading is not None for argument in conclusions.those("inReading", reading)
    }
    about = {argument for argument in conclusions.those("premise", concern) if _on_route(argument, conclusions)}
    return tuple(sorted(argument.value.partition("#")[2] for argument in made | about))


def _on_route(argument: NamedNode, conclusions: Conclusions) -> bool:
    targets = conclusions.things(argument, "supports") + conclusions.things(argument, "attacks")
    return any("#option/" in target.value for target in targets)


def _criteria(
    concern: Concern,
    node: NamedNode,
    case: Case,
    conclusions: Conclusions,
    justification: Justification,
    knowledge: Knowledge,
) -> tuple[CriterionAppraisal, ...]:
    raised = set(conclusions.things(node, "raises"))
    left_open = set(conclusions.things(node, "leavesOpen"))
    made = []
    for name in CRITERIA:
        criterion = kompas(name)
        raises = None if criterion in left_open else criterion in raised
        source = justification.source_of(criterion)
        assert source is not None, f"{name} has no source"
        made.append(
            CriterionAppraisal(
                criterion=justification.code(criterion),
                label=knowledge.label(criterion, case.language),
                value=_value(name, concern, node, case, conclusions, knowledge),
                raises=raises,
                source=source,
            )
        )
    return tuple(made)


def _value(
    name: str, concern: Concern, node: NamedNode, case: Case, conclusions: Conclusions, knowledge: Knowledge
) -> str:
    """What is known for a criterion, in words."""
    language = case.language

    def label(term: NamedNode | None) -> str:
        return lowered(knowledge.label(term, language)) if term is not None else UNKNOWN[language]

    if name == "Duration":
        return (
            UNKNOWN[language] if concern.duration_months is None else _count(concern.duration_months, MONTHS, language)
        )
    if name == "FrequencyCriterion":
        return label(conclusions.thing(node, "frequency"))
    if name == "SettingsCriterion":
        places = [label(place) for place in conclusions.things(node, "inSetting")]
        return enumerate_words(places, language) or UNKNOWN[language]
    if name == "ConsequencesCriterion":
        return label(conclusions.thing(node, "consequences"))
    groups = [_group(other.problem, knowledge) for other in case.concerns]
    own = _group(concern.problem, knowledge)
    if name == "Types":
        return _count(groups.count(own), WORRIES, language)
    told = [OTHER[language]] if any(group != own for group in groups) else []
    if case.family.risk_factors is not None:
        told.append(_count(len(case.family.risk_factors), RISKS, language))
    return enumerate_words(told, language) or UNKNOWN[language]


def _group(problem: str, knowledge: Knowledge) -> str:
    group = knowledge.value(thing("problem", problem), kompas("inGroup"))
    return group.value if isinstance(group, NamedNode) else problem


def _count(number: float, words: Mapping[Language, tuple[str, str]], language: Language) -> str:
    one, many = words[language]
    return f"{number_in_words(str(number), language)} {one if number == 1 else many}"
