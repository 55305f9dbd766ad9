"""What the people at the table decide and why, as a part of the report: it goes into the file and is kept nowhere."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final

from kompas.recommendation import Recommendation
from kompas.rendering.document import Block, Document, Facts, Line, Paragraph, Section
from kompas_api.negotiation import Language
from kompas_api.web.answers import Answers
from kompas_api.web.draft import Fault
from kompas_api.web.languages import N_, translations

CHOICES: Final = ("ordinary-parenting", "kernel-elements", "full-intervention", "clarify-first")
OTHERWISE: Final = {
    "wishes": N_("It fits better with what the child and the parents want"),
    "not-available": N_("What is proposed is not available here, or not in time"),
    "more-known": N_("We know something that Kompas does not know"),
    "done-before": N_("It has been tried before in another way"),
    "other-guideline": N_("A guideline or agreement asks for something else"),
    "safety": N_("Safety asks for something else"),
    "too-much": N_("It is too much for this family now"),
    "other": N_("Another reason, see what is written"),
}
"""The reasons for choosing otherwise than is proposed, by code."""


@dataclass(frozen=True, slots=True)
class Decision:
    """What was chosen, with the reasons; all of it may be left open."""

    choice: str
    otherwise: tuple[str, ...]
    reason: str
    family_view: str
    review: str

    @classmethod
    def of(cls, answers: Answers) -> Decision:
        """The decision that was filled in."""
        return cls(
            answers.one("choice") if answers.one("choice") in CHOICES else "",
            tuple(code for code in answers.all("otherwise") if code in OTHERWISE),
            answers.typed("reason").strip(),
            answers.typed("family-view").strip(),
            answers.one("review"),
        )

    @property
    def said(self) -> bool:
        """Whether anything was filled in."""
        return bool(self.choice or self.otherwise or self.reason or self.family_view or self.review)

    def faults(self, proposed: str) -> tuple[Fault, ...]:
        """What is missing: every choice has a reason, and one that differs from the proposal a coded one."""
        if not self.choice:
            return (Fault("choice", N_("Choose what you will do first.")),) if self.said else ()
        found = []
        if self.choice != proposed and not self.otherwise:
            found.append(Fault("otherwise", N_("You choose otherwise than is proposed. Tick why.")))
        if not self.reason:
            found.append(Fault("reason", N_("Write down why, also when you follow the proposal.")))
        return tuple(found)


def with_decision(document: Document, decision: Decision, recommendation: Recommendation, spoken: Language) -> Document:
    """The report with the decision where the empty lines for it stood; without a decision it stays as it is."""
    if not decision.said:
        return document
    sections = tuple(_filled(section, decision, recommendation, spoken) for section in document.sections)
    return replace(document, sections=sections)


def _filled(section: Section, decision: Decision, recommendation: Recommendation, spoken: Language) -> Section:
    return (
        replace(section, blocks=tuple(_blocks(decision, recommendation, spoken)))
        if section.id == "own-reasoning"
        else section
    )


def _blocks(decision: Decision, recommendation: Recommendation, spoken: Language) -> Iterable[Block]:
    from kompas.rendering.wording import WORDINGS

    _, words = translations(spoken).gettext, WORDINGS[spoken]
    pairs = [(_("What Kompas proposes"), recommendation.route_label)]
    if decision.choice:
        follows = _("as proposed") if decision.choice == recommendation.route else _("otherwise than proposed")
        pairs.append((_("What we choose"), f"{words['routes'][decision.choice]} ({follows})"))
    why_otherwise = _("Why otherwise")
    pairs += [(f"{why_otherwise} [{code}]", _(OTHERWISE[code])) for code in decision.otherwise]
    pairs += [
        (_("Why we choose this"), decision.reason),
        (_("What the child and the parents think of it"), decision.family_view),
        (_("When we look back, and with whom"), decision.review),
    ]
    yield Facts(tuple((name, Line(text)) for name, text in pairs if text))
    yield Paragraph(Line(_("Written by the professional; Kompas did not weigh this.")))
