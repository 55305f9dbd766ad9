"""Populations of made-up cases: anonymous, plausible, with known marginals, the same for the same seed.

They are for measuring what a change does, for tests and for benchmarks. They describe nobody, and say nothing of how
often something occurs among the people who ask for help: see `data/populations/marginals.csv` for every share, and
whether it was published or made up.
"""

from kompas.population.generating import Population
from kompas.population.marginals import Marginal, Marginals, read_marginals

__all__ = ["Marginal", "Marginals", "Population", "read_marginals"]
