"""What a region offers, held against what is known: where recognised help is missing (`kompas coverage --offer`).

a file with what is offered → reading → comparing → a page for whoever contracts and whoever provides

A gap is something to talk about, not a verdict. Whether help is available never lowers what fits a child.
"""

from kompas.offer.comparing import Comparison, Filling, Standing
from kompas.offer.reading import Offer, Offered, read_offer

__all__ = ["Comparison", "Filling", "Offer", "Offered", "Standing", "read_offer"]
