"""What people may post, for property tests: sensible, nearly sensible and nonsense."""

from collections.abc import Mapping
from typing import Any

from hypothesis import strategies as st

from app.domain.question_types import QUESTION_TYPES
from app.domain.question_types.base import QuestionBase
from app.domain.typed import Typed
from tests.factories import EXAMPLES, TWO_OPTIONS, part

OTHER = {"code": "other", "text": {"en": "Other"}, "specify": True}
NONE = {"code": "none", "text": {"en": "None"}, "exclusive": True}
NI = {"non_answers": ["no_information"]}
CHOICES = {"options": [*TWO_OPTIONS, OTHER, NONE]}
SIMPLE = tuple(kind for kind in EXAMPLES if QUESTION_TYPES[kind].stands == "anywhere")
RICH: Mapping[str, dict[str, Any]] = {kind: {} for kind in EXAMPLES} | {
    "single_choice": CHOICES | NI,
    "multiple_choice": CHOICES | NI,
    "ranking": CHOICES | NI,
    "text": NI,
    "whole_number": NI,
    "decimal": NI,
    "compound": {"parts": [part(f"p_{kind}", kind) for kind in SIMPLE]} | NI,
    "grid": {"columns": [part(f"p_{kind}", kind) for kind in SIMPLE]} | NI,
    "repeat": {"questions": [part(f"p_{kind}", kind) for kind in (*SIMPLE, "compound", "grid")]} | NI,
}
_FIELD_NAMES = """specified 1 2 01 year month day from to from.year amount currency name email declared status comment
    health.status school.number . health health."""
_WORDS = """a b other none yes no_information not_applicable weekly 4 ٤ -4 2.5
    2,5 1e5 NaN 2025 2025-H1 2025-13 2025-07-01 USD
    x@example.org https://example.org http://[ ²"""
_ODD = ["", " ", "no_information ", "9" * 30, "one\r\ntwo", "\x00"]
FIELDS = st.sampled_from(["", *_FIELD_NAMES.split()]) | st.text(max_size=4)
TEXTS = st.sampled_from([*_ODD, *_WORDS.split()]) | st.text(max_size=6)
NONSENSE: st.SearchStrategy[Typed] = st.dictionaries(
    FIELDS, st.lists(TEXTS, max_size=3).map(tuple), max_size=5
)
_DAYS = st.dates().map(
    lambda day: {"year": (str(day.year),), "month": (str(day.month),), "day": (str(day.day),)}
)
_SENSIBLE: Mapping[str, st.SearchStrategy[Typed]] = {
    "ranking": st.permutations(["a", "b"]).map(lambda codes: {"1": (codes[0],), "2": (codes[1],)}),
    "whole_number": st.integers(-9, 999).map(lambda number: {"": (str(number),)}),
    "decimal": st.decimals(-9, 999, places=2).map(lambda number: {"": (str(number),)}),
    "percentage": st.decimals(0, 100, places=1).map(lambda number: {"": (str(number),)}),
    "year": st.integers(1900, 2100).map(lambda number: {"": (str(number),)}),
    "amount": st.decimals(0, 999, places=2).map(
        lambda number: {"amount": (str(number),), "currency": ("usd",)}
    ),
    "date": _DAYS,
    "date_range": st.tuples(_DAYS, _DAYS).map(
        lambda days: (
            {f"from.{name}": text for name, text in days[0].items()}
            | {f"to.{name}": text for name, text in days[1].items()}
        )
    ),
    "period": st.sampled_from(["2025", "2025-H2", "2025-q3", "2025-07"]).map(lambda code: {"": (code,)}),
    "contact": st.just({"name": ("A. Person",), "email": ("a@example.org",)}),
    "declaration": st.just({"declared": ("yes",), "name": ("A. Person",), "function": ("Director",)}),
}


def posted(question: QuestionBase[Any]) -> st.SearchStrategy[Typed]:
    """What a form might post for `question`: as a respondent fills it in, or anything at all."""
    return sensible(question) | NONSENSE


def sensible(question: QuestionBase[Any]) -> st.SearchStrategy[Typed]:
    kind = str(getattr(question, "type", ""))
    inside = question.children(question.parse({}))
    if inside:
        return st.lists(st.sampled_from(inside), max_size=8).flatmap(
            lambda children: st.tuples(
                *(_within(child.name, sensible(child.question)) for child in children)
            ).map(lambda posts: {name: texts for post in posts for name, texts in post.items()})
        )
    codes = [option.code for option in question.response_options()]
    if kind in _SENSIBLE:
        return _SENSIBLE[kind]
    if codes:
        most = 3 if kind == "multiple_choice" else 1
        chosen = st.lists(st.sampled_from(codes), max_size=most, unique=True)
        return chosen.map(lambda found: {"": tuple(found)} if found else {})
    return st.text(min_size=1, max_size=9).map(lambda text: {"": (text,)})


def _within(name: str, typed: st.SearchStrategy[Typed]) -> st.SearchStrategy[Typed]:
    return typed.map(
        lambda post: {f"{name}.{field}" if field else name: texts for field, texts in post.items()}
    )
