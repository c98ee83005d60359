"""Whatever is asked and whatever is replied: every reply is counted once, and nothing else is."""

from collections import Counter
from collections.abc import Mapping, Sequence
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.answers import NOT_ASKED, Items, Ranked, Tabulated, Value
from app.domain.counted import counted_variables
from app.domain.findings import Count, Finding, NumberCount, find
from app.domain.question_types import Question, Repeat
from app.domain.question_types.choices import Ranking
from app.domain.questionnaire import Questionnaire
from app.domain.typed import Typed
from tests.domain.strategies import RICH, sensible
from tests.factories import EXAMPLES, question, questionnaire, section

Reply = dict[str, Value]
KINDS = sorted(EXAMPLES)


@st.composite
def _definitions(draw: st.DrawFn) -> Questionnaire:
    kinds = draw(st.lists(st.sampled_from(KINDS), min_size=1, max_size=6))
    asked = (question(f"q{at}", kind, number=f"{at}", **RICH[kind]) for at, kind in enumerate(kinds))
    return questionnaire(section("A", *asked))


def _values(asked: Question) -> st.SearchStrategy[Value]:
    filled = _lists(asked) if isinstance(asked, Repeat) else sensible(asked).map(asked.parse)
    return filled | st.just(NOT_ASKED) | st.just(asked.parse({}))


def _lists(asked: Repeat) -> st.SearchStrategy[Value]:
    entry = st.fixed_dictionaries({one.key: sensible(one) for one in asked.questions}).map(_joined)
    parsed = st.lists(entry.map(asked.parse_item), max_size=3)
    return parsed.map(lambda held: Items(tuple((f"i{place}", one) for place, one in enumerate(held))))


def _joined(fields: Mapping[str, Typed]) -> Typed:
    """What the page of an entry posts."""
    return {
        f"{key}.{name}" if name else key: texts
        for key, typed in fields.items()
        for name, texts in typed.items()
    }


@st.composite
def _rounds(draw: st.DrawFn) -> tuple[Questionnaire, list[Reply]]:
    asked = draw(_definitions())
    reply = st.fixed_dictionaries({one.key: _values(one) for one in asked.questions_asked()})
    different = draw(st.lists(reply, min_size=1, max_size=4))
    return asked, [one for one in different for _ in range(draw(st.integers(1, 8)))]


def _observed(asked: Questionnaire, replies: Sequence[Reply]) -> list[tuple[str, Tabulated]]:
    return [
        (f"{one.key}_{seen.part}" if seen.part else one.key, seen)
        for reply in replies
        for one in asked.questions_asked()
        if one.counted
        for seen in one.tabulate(reply[one.key])
    ]


def _findings(asked: Questionnaire, replies: Sequence[Reply]) -> dict[str, Finding]:
    observed = _observed(asked, replies)
    alike = Counter(
        (key, seen.row, seen.position == 0, seen.kind, seen.choice, seen.non_answer) for key, seen in observed
    )
    numbers: dict[str, list[NumberCount]] = {}
    for key, seen in sorted(observed, key=lambda one: one[1].number or 0):
        if seen.number is not None:
            name = f"{key}/{seen.row}" if seen.row else key
            numbers.setdefault(name, []).append(NumberCount(Fraction(seen.number)))
    return dict(find(asked, [Count(*one, "AFRICAN", times) for one, times in alike.items()], numbers))


@settings(max_examples=40)
@given(_rounds())
def test_answers_and_every_reason_for_none_sum_to_the_replies_or_to_the_entries(
    drawn: tuple[Questionnaire, list[Reply]],
) -> None:
    asked, replies = drawn
    found = _findings(asked, replies)
    for name, (one, variable) in counted_variables(asked).items():
        held = [reply[one.key] for reply in replies]
        entries = sum(len(value.items) for value in held if isinstance(value, Items))
        assert found[name].replies == (entries if variable.per == "item" else len(replies))


@settings(max_examples=40)
@given(_rounds())
def test_the_options_of_a_single_choice_sum_to_the_answers_and_no_option_exceeds_them(
    drawn: tuple[Questionnaire, list[Reply]],
) -> None:
    found = _findings(*drawn)
    for name, (_, variable) in counted_variables(drawn[0]).items():
        finding = found[name]
        if variable.options and not variable.several:
            assert sum(option.count for option in finding.options) == finding.answered
        assert all(option.first <= option.count <= finding.answered for option in finding.options)


@settings(max_examples=40)
@given(_rounds())
def test_a_list_has_as_many_entries_as_were_written_and_a_ranking_one_first_place_a_reply(
    drawn: tuple[Questionnaire, list[Reply]],
) -> None:
    asked, replies = drawn
    found = _findings(asked, replies)
    for one in asked.questions_asked():
        held = [reply[one.key] for reply in replies]
        if isinstance(one, Repeat):
            lists = [len(value.items) for value in held if isinstance(value, Items)]
            summary = found[one.key].numbers
            assert found[one.key].answered == len(lists)
            assert summary is None or summary.total == sum(lists)
        if isinstance(one, Ranking):
            assert sum(option.first for option in found[one.key].options) == sum(
                isinstance(value, Ranked) for value in held
            )
