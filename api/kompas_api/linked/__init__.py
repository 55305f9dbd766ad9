"""What Kompas publishes as linked data besides things themselves: descriptions, catalogue, ontology, dumps, changes."""
