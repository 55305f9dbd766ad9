"""Questions that are written already: each with its SPARQL, to be read, changed, or called at an address of its own."""
