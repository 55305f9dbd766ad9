"""Graph questions about the knowledge: overlap between programmes, smallest sets, gaps, central sources, paths."""

from kompas.networks.covering import Cover, smallest_cover
from kompas.networks.gaps import Gap, gaps
from kompas.networks.overlap import Overlap, overlap
from kompas.networks.paths import Step, paths
from kompas.networks.sources import Standing, standings

__all__ = [
    "Cover",
    "Gap",
    "Overlap",
    "Standing",
    "Step",
    "gaps",
    "overlap",
    "paths",
    "smallest_cover",
    "standings",
]
