"""SHACL rules (SHACL-AF) as a library: two engines, one protocol, the same files.

`infer` gives the derived triples for any data and rules as rdflib graphs. `FastEngine` runs the rules on an Oxigraph
store and `ReferenceEngine` with pySHACL on plain rdflib; both keep, for every derived triple, the rule and the bindings
that made it. `why_not` tells what kept a rule from applying. Supported is what the note says of SPARQL rules and triple
rules (https://www.w3.org/TR/shacl-af/#rules) with the targets of SHACL Core; everything else is refused by name.
"""

from kompas.errors import MalformedRule, UnsupportedRule
from kompas.inference.derivation import Application, Derivation, Engine
from kompas.inference.fast import FastEngine
from kompas.inference.library import infer
from kompas.inference.reference import ReferenceEngine
from kompas.inference.ruleset import Rule, RuleSet
from kompas.inference.whynot import Failure, Obstacle, why_not

__all__ = [
    "Application",
    "Derivation",
    "Engine",
    "Failure",
    "FastEngine",
    "MalformedRule",
    "Obstacle",
    "ReferenceEngine",
    "Rule",
    "RuleSet",
    "UnsupportedRule",
    "infer",
    "why_not",
]
