"""What Pydantic found in a definition, in words for the person who wrote it."""

from collections.abc import Mapping
from typing import Any

_FIXED = {
    "missing": "This key is missing. Add it.",
    "extra_forbidden": "There is no such key here. Check its spelling.",
    "union_tag_not_found": "This question has no type:. Add it.",
    "string_type": "Write a text here, in quotation marks if it looks like a number or a date.",
    "string_pattern_mismatch": "Write it without spaces or special signs, at most 40 characters"
    " (option codes, concepts and sectors: small letters, digits and _).",
    "dict_type": "Write the text with its language, as in {en: Yes}.",
    "model_type": "Write keys and values here, as in key: value.",
    "model_attributes_type": "Write keys and values here, as in key: value.",
    "tuple_type": "Write a list here, as in [a, b].",
    "int_type": "Write a whole number here.",
    "int_parsing": "Write a whole number here.",
    "int_from_float": "Write a whole number here.",
    "int_parsing_size": "Write a smaller number here.",
    "finite_number": "Write a whole number here.",
    "bool_type": "Write true or false here.",
    "bool_parsing": "Write true or false here.",
}
_WITH_LIMIT = {
    "literal_error": "Write one of these: {expected}.",
    "greater_than_equal": "Write a number of at least {ge}.",
    "less_than_equal": "Write a number of at most {le}.",
    "string_too_short": "This text is empty. Write it, or take the key out.",
    "string_too_long": "Shorten this to {max_length} characters.",
    "too_short": "List at least {min_length} here.",
    "too_long": "List at most {max_length} here.",
    "union_tag_invalid": "“{tag}” is not a question type. Types: {expected_tags}.",
}


def in_words(kind: str, limits: Mapping[str, Any], text: str) -> str:
    """One sentence that says what to do. An error of a `kind` without words of its own keeps Pydantic's `text`."""
    if kind == "too_short" and limits["field_type"] == "Dictionary":
        return "Write the text in one language at least, as in {en: Yes}."
    if kind in _FIXED:
        return _FIXED[kind]
    if kind in _WITH_LIMIT:
        return _WITH_LIMIT[kind].format_map(limits).replace("'", "")
    return text.removeprefix("Value error, ").rstrip(".") + "."
