"""Kompas: proportionate help for children, young people and families, as a recommendation with its reasons.

A case goes in, a reasoned recommendation comes out: which route is fitting (ordinary parenting, kernel elements, a
full intervention, or first clarifying), what speaks for and against it, and on which sources that stands.
"""

__version__ = "0.1.0"
