"""Which lists the vocabulary has, and by what each can be narrowed down."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Facet:
    """A way to narrow a list down: the query key, the class of its values, and the path from an entry to them."""

    key: str
    class_name: str
    path: tuple[str, ...]
    nl: str
    en: str


@dataclass(frozen=True, slots=True)
class Collection:
    """A list of the vocabulary: its path segment, the type and class of its entries, and its facets."""

    name: str
    type: str
    class_name: str
    nl: str
    en: str
    facets: tuple[Facet, ...] = ()
    ages: tuple[str, str] | None = None
    """The properties with the lowest and highest age that an entry is for: the list can be narrowed down by age."""


def _problem(*path: str) -> Facet:
    return Facet("problem", "Problem", path, "het probleem, ook als groep", "the problem, or a group of them")


def _phase(*path: str) -> Facet:
    return Facet("agePhase", "AgePhase", path, "de leeftijdsfase", "the age phase")


def _milieu(*path: str) -> Facet:
    return Facet("milieu", "Milieu", path, "waar het gebeurt", "where it takes place")


def _audience(*path: str) -> Facet:
    return Facet("audience", "Audience", path, "voor wie het is", "whom it is for")


_AGES: Final = ("minAge", "maxAge")
_DOMAIN: Final = Facet("lifeDomain", "LifeDomain", ("inLifeDomain",), "het levensgebied", "the life domain")
_ROUTE: Final = Facet("route", "Route", ("requiredWith",), "de route waar het bij hoort", "the route it goes with")
_QUALIFICATION: Final = Facet(
    "qualification", "Qualification", ("requiresQualification",), "de vereiste opleiding", "the training it requires"
)
_LEVEL: Final = Facet(
    "recognitionLevel",
    "RecognitionLevel",
    ("hasRating", "level"),
    "het huidige niveau van erkenning",
    "the current level of recognition",
)

COLLECTIONS: Final = (
    Collection("age-phases", "age-phase", "AgePhase", "Leeftijdsfasen", "Age phases"),
    Collection(
        "problems", "problem", "Problem", "Problemen en gedrag", "Problems and behaviour",
        (Facet("normalIn", "AgePhase", ("normalIn",), "gewoon in deze leeftijdsfase", "normal in this age phase"),
         Facet("group", "Problem", ("inGroup",), "de groep", "the group")),
    ),
    Collection("milieus", "milieu", "Milieu", "Plekken waar kinderen opgroeien", "Places where children grow up"),
    Collection("parenting-tasks", "parenting-task", "ParentingTask", "Opvoedingsopgaven", "Parenting tasks",
               (_phase("forPhase"),)),
    Collection(
        "parenting-advice", "parenting-advice", "ParentingAdvice", "Opvoedadviezen", "Parenting advice",
        (_problem("answersTo"), _milieu("inMilieu"), _phase("forPhase"),
         Facet("kind", "AdviceKind", ("adviceKind",), "doen, laten, merken of vragen", "do, avoid, sign or turn to")),
    ),
    Collection("protective-factors", "protective-factor", "ProtectiveFactor", "Beschermende factoren",
               "Protective factors"),
    Collection(
        "protective-activities", "protective-activity", "ProtectiveActivity", "Wat bescherming versterkt",
        "What strengthens protection",
        (Facet("protectiveFactor", "ProtectiveFactor", ("strengthens",), "de beschermende factor",
               "the protective factor"), _milieu("inMilieu")),
        _AGES,
    ),
    Collection("risk-factors", "risk-factor", "RiskFactor", "Risicofactoren", "Risk factors", (_DOMAIN,)),
    Collection("life-domains", "life-domain", "LifeDomain", "Levensgebieden", "Life domains"),
    Collection("services", "service", "Service", "Voorzieningen", "Services", (_DOMAIN,)),
    Collection("safety-signals", "safety-signal", "SafetySignal", "Signalen van onveiligheid", "Safety signals"),
    Collection("considerations", "consideration", "SafetyConsideration", "Afwegingen van de meldcode",
               "Considerations of the reporting code"),
    Collection(
        "interventions", "intervention", "Intervention", "Interventies", "Interventions",
        (_problem("addresses"), _LEVEL, _audience("forAudience"),
         Facet("format", "Format", ("format",), "de vorm", "the format"),
         Facet("preventionLevel", "PreventionLevel", ("preventionLevel",), "preventie of behandeling",
               "prevention or treatment"),
         Facet("sector", "Sector", ("inSector",), "basisvoorziening, basiszorg of specialistisch",
               "universal, primary or specialised care"),
         _milieu("inMilieu"),
         Facet("kernelElement", "KernelElement", ("hasKernelElement",), "een kernelement erin",
               "a kernel element in it")),
        _AGES,
    ),
    Collection("treatments", "treatment", "Treatment", "Behandelingen uit richtlijnen", "Treatments from guidelines"),
    Collection("ratings", "rating", "Rating", "Beoordelingen", "Ratings",
               (Facet("intervention", "Intervention", ("ratingOf",), "de interventie", "the intervention"),
                Facet("level", "RecognitionLevel", ("level",), "het niveau", "the level"))),
    Collection(
        "kernel-elements", "kernel-element", "KernelElement", "Kernelementen", "Kernel elements",
        (_problem("forProblem"), _audience("forAudience"), _QUALIFICATION,
         Facet("intervention", "Intervention", ("partOf",), "een interventie die het bevat",
               "an intervention that has it")),
        _AGES,
    ),
    Collection("delivery-features", "delivery-feature", "DeliveryFeature", "Kenmerken van de uitvoering",
               "Features of delivery"),
    Collection(
        "evidence", "evidence", "EvidenceStatement", "Wat onderzoek vond", "What research found",
        (_problem("forProblem"), Facet("context", "EvidenceContext", ("inContext",), "preventie of behandeling",
                                       "prevention or treatment"),
         Facet("direction", "Direction", ("direction",), "wat het uitwees", "what it showed"),
         Facet("kernelElement", "KernelElement", ("about",), "het kernelement", "the kernel element"),
         Facet("intervention", "Intervention", ("about",), "de interventie", "the intervention")),
        _AGES,
    ),
    Collection("common-factors", "common-factor", "CommonFactor", "Wat goede hulp altijd nodig heeft",
               "What good help always needs", (_ROUTE,)),
    Collection("cautions", "caution", "Caution", "Waarschuwingen en tegenindicaties", "Cautions and contraindications"),
    Collection("disagreements", "disagreement", "Disagreement", "Waar bronnen het niet eens zijn",
               "Where sources disagree"),
    Collection("guidelines", "guideline", "Guideline", "Richtlijnen", "Guidelines"),
    Collection(
        "guideline-advice", "guideline-advice", "GuidelineAdvice", "Adviezen uit richtlijnen",
        "Advice from guidelines",
        (_problem("forProblem"), Facet("guideline", "Guideline", ("ofGuideline",), "de richtlijn", "the guideline"),
         Facet("severity", "Severity", ("forSeverity",), "de ernst", "the severity")),
        _AGES,
    ),
    Collection("indicators", "indicator", "OutcomeIndicator", "Wat je bijhoudt", "What to keep track of", (_ROUTE,)),
    Collection("moments", "moment", "MonitoringMoment", "Wanneer je terugkijkt", "When to look back", (_ROUTE,)),
    Collection("questions", "question", "Question", "Vragen", "Questions"),
    Collection("routes", "route", "Route", "Routes", "Routes"),
    Collection("policies", "policy", "Cutoff", "Grenswaarden", "Cut-offs"),
    Collection("rules", "rule", "Rule", "Regels", "Rules",
               (Facet("theme", "Theme", ("theme",), "het thema", "the theme"),)),
    Collection("rule-cases", "rule-case", "RuleCase", "Voorbeelden bij regels", "Examples of rules",
               (Facet("rule", "Rule", ("caseOfRule",), "de regel", "the rule"),)),
    Collection("sources", "source", "Source", "Bronnen", "Sources"),
)  # fmt: skip
"""Every list, in the order in which the documentation names them."""

BY_NAME: Final = {collection.name: collection for collection in COLLECTIONS}
BY_TYPE: Final = {collection.type: collection for collection in COLLECTIONS}
