"""The recommendation: what a consultation answers, as typed and immutable data.

The field names are the contract's; `Recommendation.to_json` is the wire form. Nothing here decides anything: the
rules decide, `kompas.composition` gathers what they derived into these models, and `kompas.rendering` shows them.
"""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict
from pydantic_core import to_json

RouteCode = Literal["ordinary-parenting", "kernel-elements", "full-intervention", "clarify-first"]
OptionCode = Literal["ordinary-parenting", "kernel-elements", "full-intervention"]
FlagCode = Literal["safety-first", "integral-approach", "build-protection"]
AdviceKind = Literal["do", "avoid", "sign", "turn-to"]
SeverityCode = Literal["ordinary", "light", "moderate", "serious", "unknown"]
Language = Literal["nl", "en"]
RatingState = Literal["current", "older-than-five-years", "under-reassessment", "superseded", "withdrawn"]


class Statement(BaseModel):
    """Base of everything said in a recommendation: frozen, and without room for fields that are not declared."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class ConceptRef(Statement):
    """A concept of the knowledge graph, named so that people and programs both find it."""

    iri: str
    slug: str
    label: str


class SourceRef(Statement):
    """A source as an argument cites it: which document, and where in it."""

    id: str
    citation: str
    locator: str = ""
    url: str | None = None


class RuleRef(Statement):
    """The rule that made an argument."""

    iri: str
    label: str


class Premise(Statement):
    """A fact an argument stands on: of the case, or of the knowledge graph (then with its address)."""

    text: str
    iri: str | None = None


class Argument(Statement):
    """One reason for or against a route, an item, a flag or a suggestion."""

    id: str
    kind: Literal["for", "against"]
    weight: Literal["decisive", "strong", "supporting"]
    theme: Literal["proportionality", "fit", "certainty", "preference", "feasibility", "safety"]
    text: str
    rule: RuleRef
    premises: tuple[Premise, ...]
    sources: tuple[SourceRef, ...]


class CriterionAppraisal(Statement):
    """One of the six severity criteria of the guideline, as read in this case; `raises` is None when not known."""

    criterion: str
    label: str
    value: str
    raises: bool | None
    source: SourceRef


class ConcernAppraisal(Statement):
    """How one concern was weighed."""

    problem: ConceptRef
    age_phase: ConceptRef
    normal_for_age: Literal["yes", "recently", "no"]
    severity: SeverityCode
    severity_range: tuple[SeverityCode, SeverityCode]
    severity_criteria: tuple[CriterionAppraisal, ...]
    route: RouteCode
    route_range: tuple[OptionCode, OptionCode]
    arguments: tuple[str, ...]


class Recognition(Statement):
    """The current judgement of an intervention: level, the date it was given, and how it stands."""

    level: str | None
    label: str
    as_of: str | None
    state: RatingState | None = None
    assessor: str | None = None
    source: SourceRef | None = None


class Evidence(Statement):
    """What a source found about an item in one context; disagreeing findings stand side by side."""

    text: str
    direction: Literal["supports", "mixed", "none", "harmful"]
    context: tuple[str, ...]
    study_design: str | None = None
    effect_size: str | None = None
    verification: str
    source: SourceRef


class Item(Statement):
    """Something that can be done on a route."""

    type: Literal["parenting-task", "parenting-advice", "kernel-element", "intervention", "guideline-treatment"]
    kind: AdviceKind | None = None
    concept: ConceptRef
    status: Literal["recommended", "alternative", "not-available", "excluded"]
    general: bool | None = None
    """True of a kernel element that helps with any worry, and is not for this one in particular."""
    description: str = ""
    recognition: Recognition | None = None
    found_in: tuple[ConceptRef, ...] | None = None
    evidence: tuple[Evidence, ...] = ()
    arguments_for: tuple[Argument, ...]
    arguments_against: tuple[Argument, ...]


class Option(Statement):
    """One of the three routes, with everything that speaks for and against it."""

    route: OptionCode
    label: str
    status: Literal["recommended", "alternative", "not-now", "excluded"]
    arguments_for: tuple[Argument, ...]
    arguments_against: tuple[Argument, ...]
    items: tuple[Item, ...]


class Flag(Statement):
    """A flag that was raised, with its reasons."""

    flag: FlagCode
    label: str
    arguments: tuple[Argument, ...]


class ProtectiveFactorAdvice(Statement):
    """One of the ten protective factors: its state in this case, and what would strengthen it."""

    concept: ConceptRef
    state: Literal["present", "absent", "unknown"]
    suggestion: str
    arguments: tuple[Argument, ...]


class CommonFactorAdvice(Statement):
    """A common factor of good help, and how to bring it about."""

    concept: ConceptRef
    how: str
    source: SourceRef


class MonitoringEntry(Statement):
    """An outcome indicator, a moment to look back, or a question to ask of every figure."""

    concept: ConceptRef
    text: str
    source: SourceRef


class Monitoring(Statement):
    """How to see whether it helps."""

    indicators: tuple[MonitoringEntry, ...]
    moments: tuple[MonitoringEntry, ...]
    questions: tuple[MonitoringEntry, ...]


class ReflectionQuestion(Statement):
    """A question for supervision and peer review."""

    question: str
    why: str
    source: SourceRef


class SharedDecisionQuestion(Statement):
    """A question for deciding together with child and parents."""

    question: str
    source: SourceRef


class OpenQuestion(Statement):
    """A fact that is not known and whose answer could change the route."""

    field: str
    question: str
    could_change_route_to: tuple[RouteCode, ...]


class SafetyConsideration(Statement):
    """One of the five considerations of the reporting code; there is no score."""

    question: str
    answer: Literal["yes", "no", "unknown"]
    follows: str
    source: SourceRef


class Safety(Statement):
    """The considerations of the reporting code, with the signals they rest on."""

    considerations: tuple[SafetyConsideration, ...]
    signals: tuple[ConceptRef, ...] = ()


class Change(Statement):
    """One fact changed; `or_also` names other values of the field that have the same effect."""

    field: str
    from_: Any = None
    to: Any = None
    or_also: tuple[Any, ...] = ()
    text: str = ""


class Counterfactual(Statement):
    """What would be recommended if one fact were otherwise."""

    change: Change
    route: RouteCode
    flags: tuple[FlagCode, ...]


class DisagreementNote(Statement):
    """Sources that disagree on something this recommendation touches, side by side."""

    concept: ConceptRef
    side_a: str
    side_b: str
    source_a: SourceRef
    source_b: SourceRef
    handling: str


class UnfiredRule(Statement):
    """Why not: a rule that made no argument here, and the first premise that failed."""

    rule: RuleRef
    about: str
    failed: str


class Provenance(Statement):
    """Which knowledge, rules, policy and engine gave this answer, and every source it cites."""

    knowledge_version: str
    rules_version: str
    policy: ConceptRef
    engine: str
    sources: tuple[SourceRef, ...]


class Recommendation(Statement):
    """The whole answer to one case."""

    language: Language
    route: RouteCode
    route_label: str
    route_range: tuple[OptionCode, OptionCode]
    flags: tuple[FlagCode, ...]
    flag_reasons: tuple[Flag, ...]
    decisiveness: Literal["clear", "balanced", "undecided-for-lack-of-information"]
    decisiveness_reasons: tuple[Argument, ...]
    summary: str
    concerns: tuple[ConcernAppraisal, ...]
    options: tuple[Option, ...]
    protective_factors: tuple[ProtectiveFactorAdvice, ...]
    common_factors: tuple[CommonFactorAdvice, ...]
    monitoring: Monitoring
    reflection: tuple[ReflectionQuestion, ...]
    shared_decision: tuple[SharedDecisionQuestion, ...]
    open_questions: tuple[OpenQuestion, ...]
    safety: Safety
    what_would_change: tuple[Counterfactual, ...]
    disagreements: tuple[DisagreementNote, ...]
    why_not: tuple[UnfiredRule, ...]
    provenance: Provenance
    case: dict[str, Any]

    def to_json(self) -> str:
        """Return the recommendation as JSON text, two spaces indented, in the order of the contract."""
        return to_json(self.to_dict(), indent=2).decode()

    def to_dict(self) -> dict[str, Any]:
        """Return the recommendation as plain data, keyed as on the wire."""
        data = _wire(self.model_dump(mode="json"))
        assert isinstance(data, dict)
        return data

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Recommendation:
        """Read a recommendation back from its wire form.

        Raises:
            pydantic.ValidationError: when the data are not a recommendation.
        """
        return cls.model_validate(_unwire(data))


def _wire(value: Any) -> Any:
    """Rename what Python reserves (`from_`) and drop fields that say nothing (None)."""
    if isinstance(value, dict):
        return {
            ("from" if key == "from_" else key): _wire(entry)
            for key, entry in value.items()
            if entry is not None or key in ("from_", "raises", "level", "as_of")
        }
    if isinstance(value, list):
        return [_wire(entry) for entry in value]
    return value


def _unwire(value: Any) -> Any:
    if isinstance(value, dict):
        renamed = "from_" if value.keys() >= {"field", "from", "to"} else "from"
        return {(renamed if key == "from" else key): _unwire(entry) for key, entry in value.items()}
    if isinstance(value, list):
        return [_unwire(entry) for entry in value]
    return value
