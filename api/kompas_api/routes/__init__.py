"""One router for each kind of thing that Kompas answers."""
