"""What can be done on a route: its items with status, recognition, findings and reasons, best first."""

from __future__ import annotations

from pyoxigraph import Literal, NamedNode

from kompas.conclusions import Conclusions
from kompas.justification import Justification
from kompas.knowledge import Knowledge
from kompas.namespaces import RDF, SKOS, kompas
from kompas.recommendation import ConceptRef, Evidence, Item, Recognition
from kompas.standing import state_of

TYPES = {
    "ParentingTask": "parenting-task",
    "ParentingAdvice": "parenting-advice",
    "KernelElement": "kernel-element",
    "Intervention": "intervention",
    "Treatment": "guideline-treatment",
}
STATUSES = ("recommended", "alternative", "not-available", "excluded")
KINDS = ("do", "avoid", "sign", "turn-to", None)
"""The kinds of parenting advice in the order in which they are given; tasks and everything else have none."""
IS_A = NamedNode(f"{RDF}type")
DEFINITION = NamedNode(f"{SKOS}definition")
NOT_CHECKED = {"nl": "erkenning niet nagegaan", "en": "recognition not verified"}


def items_of(
    option: NamedNode, conclusions: Conclusions, justification: Justification, knowledge: Knowledge
) -> tuple[Item, ...]:
    """The items of an option: recommended ones first, then by the order the rules argued, ties by Dutch label.

    Parenting advice comes by kind: what to do, what to avoid, how to tell that it helps, to whom to turn; the tasks
    follow. The order is the same in every language.
    """
    placed = []
    for node in conclusions.those("ofOption", option):
        item = _item(node, conclusions, justification, knowledge)
        key = conclusions.number(node, "orderKey")
        place = STATUSES.index(item.status), KINDS.index(item.kind), -key
        placed.append(((*place, *_alphabetical(item.concept, knowledge)), item))
    return tuple(item for _, item in sorted(placed, key=lambda entry: entry[0]))


def _item(node: NamedNode, conclusions: Conclusions, justification: Justification, knowledge: Knowledge) -> Item:
    concept, status = conclusions.decided(node, "concept"), conclusions.decided(node, "status")
    classes = {kind.value for kind in knowledge.objects(concept, IS_A) if isinstance(kind, NamedNode)}
    kind = next(code for name, code in TYPES.items() if kompas(name).value in classes)
    advice = knowledge.value(concept, kompas("adviceKind"))
    return Item(
        type=kind,
        kind=justification.code(advice) if isinstance(advice, NamedNode) else None,
        concept=justification.concept(concept),
        status=justification.code(status),
        general=(kompas("GeneralElement").value in classes) or None,
        description=knowledge.literal(concept, DEFINITION, justification.language) or "",
        recognition=_recognition(concept, justification, knowledge) if kind == "intervention" else None,
        found_in=_found_in(concept, justification, knowledge) if kind == "kernel-element" else None,
        evidence=_evidence(node, concept, conclusions, justification, knowledge),
        arguments_for=justification.supporting(node),
        arguments_against=justification.attacking(node),
    )


def _recognition(concept: NamedNode, justification: Justification, knowledge: Knowledge) -> Recognition:
    """The current, verified judgement on the Dutch ladder; without one it is said that it was not verified."""
    ratings = [
        rating
        for rating in knowledge.objects(concept, kompas("hasRating"))
        if isinstance(rating, NamedNode)
        and _text(knowledge, rating, "current") == "true"
        and knowledge.value(rating, kompas("verification")) == kompas("Verified")
    ]
    levels = [(rating, knowledge.value(rating, kompas("level"))) for rating in ratings]
    ladder = kompas("RecognitionLevel")
    rated = [
        (rating, level)
        for rating, level in levels
        if isinstance(level, NamedNode) and ladder in knowledge.objects(level, IS_A)
    ]
    if not rated:
        return Recognition(level=None, label=NOT_CHECKED[justification.language], as_of=None)
    rating, level = max(rated, key=lambda pair: (_rank(knowledge, pair[1]), pair[0].value))
    return Recognition(
        level=justification.code(level),
        label=knowledge.label(level, justification.language),
        as_of=_text(knowledge, rating, "ratedOn"),
        state=state_of(rating, knowledge),
        assessor=_assessor(knowledge, rating, justification),
        source=justification.source_of(rating),
    )


def _rank(knowledge: Knowledge, level: NamedNode) -> int:
    rank = knowledge.value(level, kompas("rank"))
    return int(rank.value) if isinstance(rank, Literal) else 0


def _text(knowledge: Knowledge, node: NamedNode, name: str) -> str | None:
    value = knowledge.value(node, kompas(name))
    return value.value if isinstance(value, Literal) else None


def _assessor(knowledge: Knowledge, rating: NamedNode, justification: Justification) -> str | None:
    assessor = knowledge.value(rating, kompas("assessor"))
    if isinstance(assessor, NamedNode):
        return knowledge.label(assessor, justification.language)
    return knowledge.literal(rating, kompas("assessor"), justification.language)


def _found_in(concept: NamedNode, justification: Justification, knowledge: Knowledge) -> tuple[ConceptRef, ...]:
    """The recognised interventions that contain an element, by Dutch label."""
    recognised = kompas("RecognisedIntervention")
    programmes = {
        programme
        for programme in knowledge.objects(concept, kompas("partOf"))
        if isinstance(programme, NamedNode) and recognised in knowledge.objects(programme, IS_A)
    }
    found = [justification.concept(programme) for programme in programmes]
    return tuple(sorted(found, key=lambda reference: _alphabetical(reference, knowledge)))


def _alphabetical(reference: ConceptRef, knowledge: Knowledge) -> tuple[str, str]:
    """Where a concept comes among its equals: by Dutch label, whatever the language of the answer."""
    return knowledge.label(NamedNode(reference.iri), "nl"), reference.iri


def _evidence(
    node: NamedNode, concept: NamedNode, conclusions: Conclusions, justification: Justification, knowledge: Knowledge
) -> tuple[Evidence, ...]:
    """All findings about an item for the problem at hand, in every context: disagreeing ones side by side."""
    problems = {
        problem
        for concern in conclusions.things(node, "forConcern")
        for problem in conclusions.things(concern, "fallsUnder")
    }
    found = []
    for finding in knowledge.subjects(kompas("about"), concept):
        if problems.isdisjoint(knowledge.objects(finding, kompas("forProblem"))):
            continue
        direction, verification = (knowledge.value(finding, kompas(name)) for name in ("direction", "verification"))
        source = justification.source_of(finding)
        if isinstance(direction, NamedNode) and isinstance(verification, NamedNode) and source is not None:
            contexts = knowledge.objects(finding, kompas("inContext"))
            found.append(
                Evidence(
                    text=knowledge.literal(finding, DEFINITION, justification.language) or "",
                    direction=justification.code(direction),
                    context=tuple(sorted(justification.code(c) for c in contexts if isinstance(c, NamedNode))),
                    study_design=knowledge.literal(finding, kompas("studyDesign"), justification.language),
                    effect_size=knowledge.literal(finding, kompas("effectSize"), justification.language),
                    verification=justification.code(verification),
                    source=source,
                )
            )
    return tuple(sorted(found, key=lambda evidence: evidence.source.id))
