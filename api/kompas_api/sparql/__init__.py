"""SPARQL over HTTP: questions of strangers, answered by processes that hold the release, no case, and can be ended."""
