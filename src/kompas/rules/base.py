"""Reading the rule files once, for the engines and for those who explain."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path

from pyoxigraph import NamedNode, RdfFormat, Triple, parse

from kompas import resources
from kompas.errors import MalformedInput, ResourceMissing
from kompas.inference import RuleSet
from kompas.rules.description import RuleDescription, describe


@dataclass(frozen=True)
class RuleBase:
    """The rules of Kompas: as triples (for any SHACL engine), as a rule set (for ours), and described."""

    triples: frozenset[Triple]
    rule_set: RuleSet
    descriptions: Mapping[NamedNode, RuleDescription]
    version: str
    """Digest over the rule files: the same files give the same version."""

    def description(self, rule: NamedNode) -> RuleDescription:
        """What a rule says of itself."""
        return self.descriptions[rule]


@cache
def rule_base() -> RuleBase:
    """The rules that come with Kompas, read once.

    Raises:
        ResourceMissing: when there are no rule files.
        MalformedInput: when a rule file is not Turtle; the message names the file.
        UnsupportedRule: when a rule uses what the engines do not both support.
    """
    return read_rules(resources.rules())


def read_rules(folder: Path) -> RuleBase:
    """Read every rule file under a folder.

    Raises:
        ResourceMissing, MalformedInput, UnsupportedRule: as `rule_base`.
    """
    files = sorted(folder.rglob("*.ttl"))
    if not files:
        raise ResourceMissing("rules", [folder], "The folder holds no Turtle files: reinstall Kompas.")
    digest = sha256()
    triples: set[Triple] = set()
    for file in files:
        content = file.read_bytes()
        digest.update(file.relative_to(folder).as_posix().encode() + b"\0" + content)
        try:
            triples.update(quad.triple for quad in parse(content, format=RdfFormat.TURTLE, rename_blank_nodes=True))
        except SyntaxError as error:
            raise MalformedInput("Turtle", str(error), source=str(file)) from error
    return RuleBase(
        triples=frozenset(triples),
        rule_set=RuleSet.from_triples(triples),
        descriptions=describe(triples),
        version=digest.hexdigest()[:12],
    )
