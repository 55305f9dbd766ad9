"""Examples that the API documentation shows; tests send them."""

from __future__ import annotations

from typing import Any, Final

CASE: Final[dict[str, Any]] = {
    "age": 5,
    "concerns": [
        {
            "problem": "driftbuien",
            "duration_months": 4,
            "frequency": "daily",
            "settings": ["home", "school"],
            "consequences": "some",
        }
    ],
    "family": {"risk_factors": [], "protective_factors": {"steun van belangrijke volwassenen": "present"}},
    "language": "nl",
}
CASE_YAML: Final = """\
age: 5
concerns:
  - problem: driftbuien
    duration_months: 4
    frequency: daily
    settings: [home, school]
    consequences: some
"""
SEVERAL_PROBLEMS: Final[dict[str, Any]] = {
    "type": "/v1/docs#several-errors",
    "title": "The input cannot be used",
    "status": 400,
    "detail": "2 things are wrong; each is listed under errors.",
    "errors": [
        {
            "pointer": "/concerns/0/problem",
            "detail": "“driftbuij” is not a known problem. Nearest: “driftbui (driftbuien)”.",
            "code": "unknown-term",
            "nearest": ["driftbui (driftbuien)"],
        },
        {"pointer": "/age", "detail": "The age is in years, from -0.75 to 23.", "code": "invalid-value"},
    ],
}
