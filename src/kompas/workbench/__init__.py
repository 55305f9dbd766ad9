"""The researcher's workbench: other doors to the same knowledge than an editor and a text file.

schema → a spreadsheet to fill in (`kompas template`) → the rows of a table (`kompas import`)
a row of the rule templates → a SHACL rule in readable Turtle (`kompas rule-templates`)
the core and some extensions → one whole to build, check and consult (`kompas --extension`)
"""

from __future__ import annotations

from kompas.workbench.drafting import Draft

__all__ = ["Draft"]
