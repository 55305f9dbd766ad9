"""The quality of the knowledge: what must hold, what is getting old, what is not there yet, and how tables are written.

tables, ontology, rules → checking → findings → reports          (`kompas check`)
released knowledge → freshness, coverage → findings, a page of the documentation
tables → canonical form                                          (`kompas format`)
"""

from __future__ import annotations
