"""The rule base: the SHACL rules of Kompas, and what each rule says of itself.

`rule_base()` reads `rules/**/*.ttl` once. The rules proper go to an inference engine as a `RuleSet`; the descriptions
(label, sources, weight, theme, sentence templates) go to whoever explains what a rule concluded.
"""

from kompas.rules.base import RuleBase, rule_base
from kompas.rules.description import Basis, PremiseTemplate, RuleDescription

__all__ = ["Basis", "PremiseTemplate", "RuleBase", "RuleDescription", "rule_base"]
