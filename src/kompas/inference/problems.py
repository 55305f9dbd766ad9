"""What can be wrong with rules, next to `kompas.errors.UnsupportedRule`."""

from __future__ import annotations

from kompas.errors import KompasError


class MalformedRule(KompasError):
    """A rule or its shape breaks a syntax rule of SHACL or SPARQL; says which rule, what is wrong and where to read."""

    title = "Malformed rule"
    code = "malformed-rule"

    def __init__(self, rule: str, reason: str, reference: str = "") -> None:
        see = f" See {reference}." if reference else ""
        super().__init__(f"Rule {rule} is not well-formed: {reason}{'' if reason.endswith('.') else '.'}{see}")
        self.rule = rule
        self.reason = reason
        self.reference = reference
