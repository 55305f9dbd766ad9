"""What a change does: which cases come out otherwise, in which direction, and because of which changed statement."""

from kompas.impact.differences import Difference
from kompas.impact.measuring import Impact, measure
from kompas.impact.outcomes import Decider, Outcome

__all__ = ["Decider", "Difference", "Impact", "Outcome", "measure"]
