"""Drawing cases from the marginals and the vocabulary of a release."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from random import Random
from typing import Any, Final

from pyoxigraph import NamedNode

from kompas.knowledge import Knowledge
from kompas.namespaces import DCTERMS, ID, SKOS, kompas
from kompas.population.marginals import Marginals, read_marginals

Plain = dict[str, Any]
OLDEST: Final = 23.0
_PLACES: Final[Mapping[str, tuple[float, float]]] = {
    "home": (-1, 24),
    "childcare": (0, 4),
    "school": (4, 20),
    "peer-group": (4, 24),
    "neighbourhood": (5, 24),
    "club": (6, 24),
    "online": (8, 24),
    "work": (15, 24),
}
"""From and until which age a setting can be one where a concern shows."""
_ANY_AGE: Final = (3.0, 19.0)
"""The ages of a problem of which the knowledge says nothing."""
_OFFER: Final = 8
_MONTHS: Final = 12


class Population:
    """A population of cases: case number n is the same for the same seed, marginals and vocabulary, whatever the size.

    Args:
        knowledge: the release whose terms the cases use.
        seed: another seed, another population.
        also: another release; only terms that both have are used.
        marginals: how often what is drawn.
    """

    def __init__(
        self, knowledge: Knowledge, seed: int = 1, also: Knowledge | None = None, marginals: Marginals | None = None
    ) -> None:
        self.seed = seed
        self.marginals = marginals or read_marginals()
        self._knowledge = knowledge
        self._also = also
        names = ("RiskFactor", "ProtectiveFactor", "LifeDomain", "Service", "SafetySignal", "Intervention")
        self._terms = {name: self._members(name) for name in names}
        self._offered = [p for p in self._terms["Intervention"] if not self._is_family(_node("intervention", p))]
        self._problems: dict[str, list[str]] = {}
        self._ages: dict[str, tuple[float, float]] = {}
        self._domain_of = {
            risk: [_slug(node) for node in knowledge.objects(_node("risk-factor", risk), kompas("inLifeDomain"))]
            for risk in self._terms["RiskFactor"]
        }
        for problem in self._members("Problem"):
            node = _node("problem", problem)
            self._ages[problem] = self._ages_of(node)
            for group in knowledge.objects(node, kompas("inGroup")):
                self._problems.setdefault(_slug(group), []).append(problem)

    def cases(self, count: int, start: int = 0) -> Iterator[Plain]:
        """So many cases as plain data, in the form of the contract, from number `start` on."""
        return (self.case(number) for number in range(start, start + count))

    def case(self, number: int) -> Plain:
        """The case of this number."""
        chance = Random(f"{self.seed}/{number}")  # noqa: S311 - made-up cases, not secrets
        age = self._age(chance)
        plain: Plain = {"age": age, "concerns": self._concerns(age, chance)}
        if family := self._family(chance):
            plain["family"] = family
        if self._known("safety_signals", chance):
            drawn = self.marginals.happens("safety_signal", "any", chance)
            plain["safety_signals"] = [chance.choice(self._terms["SafetySignal"])] if drawn else []
        if self._known("goals", chance):
            plain["goals_stated"] = True
        if self._known("formats", chance):
            plain["preferences"] = {"formats": [self.marginals.drawn("formats", chance)]}
        if practice := self._practice(age, chance):
            plain["practice"] = practice
        return plain

    def _age(self, chance: Random) -> float:
        low, _, high = self.marginals.drawn("age", chance).rpartition("-")
        return round(min(chance.uniform(float(low), float(high)), OLDEST), 1)

    def _concerns(self, age: float, chance: Random) -> list[Plain]:
        wanted = int(self.marginals.drawn("concerns", chance))
        chosen: list[str] = []
        for _ in range(20 * wanted):
            group = self.marginals.drawn("group", chance)
            fitting = [p for p in self._problems.get(group, ()) if self._ages[p][0] <= age < self._ages[p][1]]
            problem = chance.choice(fitting) if fitting else None
            if problem is not None and problem not in chosen:
                chosen.append(problem)
            if len(chosen) == wanted:
                break
        if not chosen:
            chosen = [min(self._ages, key=lambda problem: (max(0.0, self._ages[problem][0] - age), problem))]
        return [self._concern(problem, age, chance) for problem in chosen]

    def _concern(self, problem: str, age: float, chance: Random) -> Plain:
        concern: Plain = {"problem": problem}
        if self._known("duration_months", chance):
            lived = max(0.0, (age + 0.75) * _MONTHS)
            concern["duration_months"] = min(float(self.marginals.drawn("duration_months", chance)), round(lived, 1))
        if self._known("frequency", chance):
            concern["frequency"] = self.marginals.drawn("frequency", chance)
        if self._known("settings", chance):
            number = int(self.marginals.drawn("settings", chance))
            concern["settings"] = _some([p for p, (low, up) in _PLACES.items() if low <= age < up], number, chance)
        for field in ("consequences", "danger"):
            if self._known(field, chance):
                concern[field] = self.marginals.drawn(field, chance)
        if self._known("tried", chance):
            what = self.marginals.drawn("tried", chance)
            outcome = self.marginals.drawn("outcome", chance)
            concern["tried"] = [] if what == "none" else [{"what": what, "outcome": outcome}]
        return concern

    def _family(self, chance: Random) -> Plain:
        family: Plain = {}
        risks = self._risks(chance)
        if self._known("risk_factors", chance):
            family["risk_factors"] = risks
        if self._known("protective_factors", chance):
            family["protective_factors"] = self._protection(chance)
        if self._known("life_domains", chance):
            drawn = {domain for risk in family.get("risk_factors", ()) for domain in self._domain_of[risk]}
            drawn |= {d for d in self._terms["LifeDomain"] if self.marginals.happens("life_domain", d, chance)}
            family["life_domains"] = [d for d in self._terms["LifeDomain"] if d in drawn]
        if self._known("services_involved", chance):
            services = self._terms["Service"]
            family["services_involved"] = [s for s in services if self.marginals.happens("service", s, chance)]
        return family

    def _risks(self, chance: Random) -> list[str]:
        """The risk factors of a family: they come together, and each still as often as its marginal says."""
        (text, heavy), *_ = self.marginals.fields["burden"].items()
        times = float(text)
        rest = (1 - heavy * times) / (1 - heavy)
        factor = times if chance.random() < heavy else rest
        drawn, named = set(), set()
        for value in self.marginals.fields["risk_factor"]:
            members = value.split("+")
            named.update(members)
            known = [risk for risk in members if risk in self._terms["RiskFactor"]]
            if known and value != "*" and self.marginals.happens("risk_factor", value, chance, factor):
                drawn.add(chance.choice(known))
        for risk in self._terms["RiskFactor"]:
            if risk not in named and self.marginals.happens("risk_factor", risk, chance, factor):
                drawn.add(risk)
        return [risk for risk in self._terms["RiskFactor"] if risk in drawn]

    def _protection(self, chance: Random) -> dict[str, str]:
        said = {}
        for factor in self._terms["ProtectiveFactor"]:
            present = self.marginals.share("protective_present", factor)
            drawn = chance.random()
            if drawn < present:
                said[factor] = "present"
            elif drawn < present + self.marginals.share("protective_absent", factor):
                said[factor] = "absent"
        return said

    def _practice(self, age: float, chance: Random) -> Plain:
        practice: Plain = {}
        if self._known("setting", chance):
            practice["setting"] = chance.choice([p for p, (low, up) in _PLACES.items() if low <= age < up])
        if self._known("qualification", chance):
            practice["qualification"] = self.marginals.drawn("qualification", chance)
        if self._known("available", chance):
            practice["available"] = sorted(_some(self._offered, chance.randint(0, _OFFER), chance))
        return practice

    def _known(self, field: str, chance: Random) -> bool:
        return chance.random() < self.marginals.share("known", field)

    def _is_family(self, programme: NamedNode) -> bool:
        """Whether a programme stands for a family of them: naming one of those would be the same as naming all."""
        return bool(self._knowledge.subjects(_BROADER, programme))

    def _members(self, class_name: str) -> list[str]:
        """The slugs of a class, those only that the other release has as well; what was retired is not drawn."""
        also = set(self._also.members(class_name)) if self._also is not None else None
        return sorted(
            _slug(node)
            for node in self._knowledge.members(class_name)
            if node.value.startswith(ID)
            and (also is None or node in also)
            and not self._knowledge.objects(node, _REPLACED_BY)
        )

    def _ages_of(self, problem: NamedNode) -> tuple[float, float]:
        """From and until when a problem occurs: where it is normal, and for whom help for it is meant."""
        lows, highs = [], []
        for phase in self._knowledge.objects(problem, kompas("normalIn")):
            if isinstance(phase, NamedNode):
                lows += self._knowledge.numbers(phase, "fromAge")
                highs += self._knowledge.numbers(phase, "untilAge")
        for property in ("addresses", "forProblem"):
            for help in self._knowledge.subjects(kompas(property), problem):
                lows += self._knowledge.numbers(help, "minAge")
                highs += [age + 1 for age in self._knowledge.numbers(help, "maxAge")]
        return (min(lows), max(highs)) if lows and highs else _ANY_AGE


_BROADER: Final = NamedNode(f"{SKOS}broader")
_REPLACED_BY: Final = NamedNode(f"{DCTERMS}isReplacedBy")


def _some(values: Sequence[str], number: int, chance: Random) -> list[str]:
    return chance.sample(list(values), min(number, len(values)))


def _slug(node: object) -> str:
    return node.value.rsplit("/", 1)[-1] if isinstance(node, NamedNode) else ""


def _node(type: str, slug: str) -> NamedNode:
    return NamedNode(f"{ID}{type}/{slug}")
