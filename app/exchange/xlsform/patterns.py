"""Regular expressions that stand for a question type in a constraint, both ways."""

PATTERNS = {
    "period": r"^[0-9]{4}(-(H[12]|Q[1-4]|0[1-9]|1[0-2]))?$",
    "email": r"^[^@ ]+@[^@ .]+(\.[^@ .]+)+$",
    "web_address": r"^https?://[^ ]+$",
}
TYPE_BY_PATTERN = {pattern: kind for kind, pattern in PATTERNS.items()}
