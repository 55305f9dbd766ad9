"""The pages for people: a whole consultation, step by step, without scripts and without anything being kept."""
