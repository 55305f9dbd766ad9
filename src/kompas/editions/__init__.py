"""Editions: a whole Kompas at one moment, knowledge and rules together, so that two can be held side by side.

An edition is named by what people have at hand: `current` (what Kompas answers from), the folder of a release, a
checkout or another folder with `ontology`, `rules` and `data/tables`, the version of a kept release, or a revision of
git. Whatever is not a release yet is built once and kept under `build/editions`, by the digest of what it is made from.
"""

from kompas.editions.edition import Edition, read_edition
from kompas.editions.finding import CURRENT, edition, locate

__all__ = ["CURRENT", "Edition", "edition", "locate", "read_edition"]
