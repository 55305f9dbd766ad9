"""Names of things, for other programs: by address, while someone types, and with what is above and below."""
