"""The sections of the report: what is said, in which order, in any format."""
