"""Counts become findings: the base, the shares, what a statement counts, and what is too small to show."""

from collections import Counter
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.answers import (
    NOT_ASKED,
    Choice,
    Choices,
    NonAnswer,
    Tabulated,
    Value,
    WholeNumber,
    WrittenText,
)
from app.domain.findings import Count, Finding, NumberCount, find, per_cent, summarize
from app.domain.question_types import Question
from app.domain.questionnaire import Questionnaire
from tests import sample_of_types as every_type
from tests.sample_report import MEETINGS, NUMBERS, counts, findings, questionnaire

Snapshot = tuple[str, dict[str, tuple[Tabulated, ...]]]


def _of_groups(**bases: int) -> Finding:
    """The finding of P2-B01 where each group has so many replies, all of them yes."""
    rows = [Count("P2-B01", "", True, "choice", "yes", None, group, base) for group, base in bases.items()]
    return find(questionnaire(), rows, {})["P2-B01"]


def _of(**answers: int) -> Finding:
    """The finding of P2-B01 from so many replies of each kind; names of non-answers start with `no_` or `not_`."""
    renamed = {f"-{what}" if "_" in what else what: number for what, number in answers.items()}
    return find(questionnaire(), counts({"P2-B01": renamed}, sum(answers.values())), {})["P2-B01"]


def test_no_information_stays_in_the_base() -> None:
    assert _of(yes=9, no_information=1).base == 10


@pytest.mark.parametrize("missing", ["not_applicable", "not_answered", "not_asked"])
def test_what_was_not_asked_or_not_answered_or_did_not_apply_leaves_the_base(missing: str) -> None:
    finding = _of(yes=9, **{missing: 4})

    assert (finding.base, finding.replies) == (9, 13)


def test_a_question_that_was_not_asked_is_not_among_those_asked() -> None:
    assert _of(yes=9, not_answered=2, not_applicable=3, not_asked=4).asked == 14


def test_planned_never_counts_as_yes() -> None:
    assert _of(yes=29, planned=3, no=2, no_information=1).reported == 29


@pytest.mark.parametrize(
    ("key", "reported", "base", "share"),
    [("P2-B01", 29, 35, 83), ("P2-B06", 24, 35, 69), ("P2-E02", 20, 34, 59), ("P2-F05", 14, 35, 40)],
)
def test_the_control_questions_have_their_known_shares(
    key: str, reported: int, base: int, share: int
) -> None:
    finding = findings()[key]

    assert (finding.reported, finding.base, finding.share(reported)) == (reported, base, share)


@pytest.mark.parametrize(
    ("count", "base", "expected"), [(1, 200, 1), (1, 201, 0), (5, 8, 63), (0, 7, 0), (7, 7, 100)]
)
def test_shares_are_whole_and_halves_go_up(count: int, base: int, expected: int) -> None:
    assert per_cent(count, base) == expected


def test_options_carry_shares_from_twenty_answers_on() -> None:
    assert [option.share for option in _of(yes=15, no=4).options] == [None, None, None]
    assert [option.share for option in _of(yes=15, no=5).options] == [75, 0, 25]


def test_a_statement_on_several_options_of_one_choice_counts_their_sum() -> None:
    assert findings()["P2-B06"].reported == 19 + 5


def test_a_statement_on_several_ticks_cannot_be_counted_because_they_may_overlap() -> None:
    definition = questionnaire().model_dump(by_alias=True)
    definition["sections"][1]["questions"][1]["report"]["counts"] = ("sentencing", "police")
    changed = Questionnaire.model_validate(definition)

    assert find(changed, counts(), NUMBERS)["P2-E02"].reported is None


def test_a_question_without_counted_options_reports_nothing() -> None:
    assert findings()["P2-B03"].reported is None


def test_a_part_and_a_row_have_findings_of_their_own_with_the_statement_of_the_part_or_column() -> None:
    found = every_type.findings(every_type.replies())

    assert [name for name in found if name.startswith(("P2-D01", "P2-D02"))] == [
        "P2-D01_held",
        "P2-D01_participants",
        "P2-D01_need",
        "P2-D01_sectors",
        "P2-D01_comment",
        "P2-D02/health_justice",
        "P2-D02/education_justice",
        "P2-D02/health_education",
    ]
    assert found["P2-D01_held"].reported == _count(found["P2-D01_held"], "yes")
    at_least_quarterly = ("weekly", "monthly", "quarterly")
    assert found["P2-D02/health_education"].reported == sum(
        _count(found["P2-D02/health_education"], code) for code in at_least_quarterly
    )


def _count(finding: Finding, code: str) -> int:
    return next(option.count for option in finding.options if option.code == code)


def test_what_was_asked_of_each_entry_of_a_list_is_counted_in_entries() -> None:
    found = every_type.findings(every_type.replies())
    entries = found["P2-E01"].numbers

    assert entries is not None
    assert found["P2-E01"].replies == every_type.STATES
    assert {finding.replies for name, finding in found.items() if name.startswith("P2-E01_")} == {
        entries.total
    }


def test_an_option_is_counted_among_those_named_and_apart_where_it_is_named_first() -> None:
    rows = [
        Count("P2-B02", "", True, "choice", "health", None, "AFRICAN", 4),
        Count("P2-B02", "", False, "choice", "education", None, "AFRICAN", 4),
        Count("P2-B02", "", True, "choice", "education", None, "AFRICAN", 2),
    ]
    health, education, *_ = find(every_type.questionnaire(), rows, {})["P2-B02"].options

    assert (health.count, health.first, education.count, education.first) == (4, 4, 6, 2)


def test_what_names_a_person_has_no_finding() -> None:
    found = every_type.findings(every_type.replies())

    assert not {"P2-C05", "P2-C06", "P2-E01_person"} & set(found)
    assert not any(name.startswith("P2-D03_who") for name in found)


def test_texts_and_numbers_report_how_many_gave_one() -> None:
    assert (findings()["P2-E08"].reported, findings()["P2-D02_political"].reported) == (18, 24)


def test_every_question_has_a_finding_and_notes_have_none() -> None:
    expected = [question.key for question in questionnaire().questions_asked()]

    assert list(find(questionnaire(), [], {})) == expected


def test_the_meetings_of_the_control_set_have_their_known_summary() -> None:
    summary = findings()["P2-D02_political"].numbers

    assert summary is not None
    quartiles = [summary.median, summary.lower_quartile, summary.upper_quartile]
    assert quartiles == [Fraction(3), Fraction(2), Fraction(4)]
    assert (summary.minimum, summary.maximum) == (Fraction(0), Fraction(52))
    assert (summary.total, summary.count) == (Fraction(sum(MEETINGS)), len(MEETINGS))


def test_an_odd_number_of_values_leaves_the_middle_one_out_of_both_halves() -> None:
    summary = summarize(_given(1, 2, 3, 4, 10))

    assert summary is not None
    quartiles = [summary.lower_quartile, summary.median, summary.upper_quartile]
    assert quartiles == [Fraction(3, 2), Fraction(3), Fraction(7)]


def test_fewer_than_five_numbers_are_not_summarized() -> None:
    assert summarize(_given(1, 2, 3, 4)) is None


def _given(*numbers: int) -> list[NumberCount]:
    return [NumberCount(Fraction(number)) for number in numbers]


def test_equal_numbers_may_be_given_one_by_one_or_counted() -> None:
    counted = [NumberCount(Fraction(1), 4), NumberCount(Fraction(3), 2), NumberCount(Fraction(8), 3)]

    assert summarize(counted) == summarize(_given(1, 1, 1, 1, 3, 3, 8, 8, 8))


def test_the_range_is_left_out_where_an_end_of_it_is_of_a_reply_for_totals_only() -> None:
    summary = summarize([*_given(1, 2, 3, 4), NumberCount(Fraction(52), 1, aggregate_only=1)])

    assert summary is not None
    assert (summary.minimum, summary.maximum, summary.median) == (None, None, Fraction(3))


@pytest.mark.parametrize(("count", "aggregate_only"), [(1, 0), (2, 1), (5, 5)])
def test_the_range_is_told_where_its_ends_may_be_named_or_are_of_many(
    count: int, aggregate_only: int
) -> None:
    summary = summarize([*_given(1, 2, 3, 4), NumberCount(Fraction(52), count, aggregate_only)])

    assert summary is not None
    assert (summary.minimum, summary.maximum) == (Fraction(1), Fraction(52))


def test_a_group_with_fewer_than_five_replies_is_not_broken_down_and_the_next_smallest_shields_it() -> None:
    groups = _of_groups(AFRICAN=7, ASIA_PACIFIC=8, EASTERN_EUROPEAN=4, WESTERN_EUROPEAN_OTHER=9).groups

    assert {group.group for group in groups if group.options is None} == {"EASTERN_EUROPEAN", "AFRICAN"}
    assert [group.base for group in groups] == [7, 8, 4, 9]


def test_two_hidden_groups_shield_each_other() -> None:
    groups = _of_groups(AFRICAN=7, ASIA_PACIFIC=4, EASTERN_EUROPEAN=3).groups

    assert {group.group for group in groups if group.options is None} == {"ASIA_PACIFIC", "EASTERN_EUROPEAN"}


def test_a_group_of_five_is_broken_down() -> None:
    (group,) = _of_groups(AFRICAN=5).groups

    assert group.options is not None
    assert [option.count for option in group.options] == [5, 0, 0]


def test_one_small_group_alone_has_nothing_to_shield_it() -> None:
    assert _of_groups(AFRICAN=3).groups[0].options is None


def test_a_group_that_would_tell_what_was_given_for_totals_only_is_shielded() -> None:
    rows = [
        Count("P2-B01", "", True, "choice", "yes", None, "AFRICAN", 6, aggregate_only=1),
        *(Count("P2-B01", "", True, "choice", code, None, "ASIA_PACIFIC", 4) for code in ("yes", "no")),
        *(Count("P2-B01", "", True, "choice", code, None, "LATIN", 5) for code in ("yes", "no")),
    ]
    groups = find(questionnaire(), rows, {})["P2-B01"].groups

    assert {group.group for group in groups if group.options is None} == {"AFRICAN", "ASIA_PACIFIC"}


def test_entries_of_too_few_states_are_not_broken_down_however_many_they_are() -> None:
    rows = [
        Count("P2-E01_basis", "", True, "choice", code, None, group, 6)
        for code in ("full", "planned")
        for group in ("AFRICAN", "ASIA_PACIFIC")
    ]
    states = {"P2-E01_basis": {"AFRICAN": 5, "ASIA_PACIFIC": 6}}
    definition = every_type.questionnaire()

    told = find(definition, rows, {}, states=states)["P2-E01_basis"].groups
    kept = find(definition, rows, {}, states={"P2-E01_basis": {"AFRICAN": 4, "ASIA_PACIFIC": 6}})

    assert all(group.options for group in told)
    assert not any(group.options for group in kept["P2-E01_basis"].groups)


def test_counts_of_another_version_are_refused() -> None:
    with pytest.raises(ValueError, match="not asked: P2-Z99"):
        find(questionnaire(), [Count("P2-Z99", "", True, "choice", "yes", None, "AFRICAN", 1)], {})
    with pytest.raises(ValueError, match="not asked: P2-B01/row"):
        find(questionnaire(), [Count("P2-B01", "row", True, "choice", "yes", None, "AFRICAN", 1)], {})
    with pytest.raises(ValueError, match="not offered: perhaps of P2-B01"):
        find(questionnaire(), [Count("P2-B01", "", True, "choice", "perhaps", None, "AFRICAN", 1)], {})


@st.composite
def _snapshots(draw: st.DrawFn) -> list[Snapshot]:
    """Replies of up to five groups, tabulated as a submission is."""
    return draw(st.lists(st.tuples(st.sampled_from("ABCDE"), _reply()), max_size=60))


@st.composite
def _reply(draw: st.DrawFn) -> dict[str, tuple[Tabulated, ...]]:
    reply = {}
    for question in questionnaire().questions_asked():
        value = draw(st.none() | st.sampled_from(NonAnswer) | _value(question))
        reply[question.key] = question.tabulate(NOT_ASKED if value is None else value)
    return reply


def _value(question: Question) -> st.SearchStrategy[Value]:
    codes = st.sampled_from([option.code for option in question.response_options()] or ["-"])
    match question.type:
        case "multiple_choice":
            return st.lists(codes, min_size=1, unique=True).map(tuple).map(Choices)
        case "whole_number":
            return st.integers(0, 60).map(WholeNumber)
        case "text":
            return st.just(WrittenText("Demonstration text."))
    return codes.map(Choice)


def _grouped(snapshots: list[Snapshot]) -> list[Count]:
    """What the database's `GROUP BY` returns."""
    rows = Counter(
        (key, seen.position == 0, seen.kind, seen.choice, seen.non_answer, group)
        for group, reply in snapshots
        for key, observations in reply.items()
        for seen in observations
    )
    return [
        Count(key, "", first, kind, choice, non_answer, group, count)
        for (key, first, kind, choice, non_answer, group), count in rows.items()
    ]


@given(_snapshots())
def test_answers_non_answers_and_not_asked_always_sum_to_the_replies_counted(
    snapshots: list[Snapshot],
) -> None:
    for key, finding in find(questionnaire(), _grouped(snapshots), {}).items():
        reasons = Counter(reply[key][0].non_answer for _, reply in snapshots)

        assert finding.replies == len(snapshots)
        assert finding.answered == reasons[None]
        assert finding.base == reasons[None] + reasons["no_information"]
        assert sum(group.base for group in finding.groups) == finding.base


@given(_snapshots())
def test_each_option_counts_the_replies_that_chose_it_in_all_and_in_each_group(
    snapshots: list[Snapshot],
) -> None:
    for key, finding in find(questionnaire(), _grouped(snapshots), {}).items():
        chosen = Counter(seen.choice for _, reply in snapshots for seen in reply[key])

        assert all(option.count == chosen[option.code] for option in finding.options)
        for group in finding.groups:
            of_group = Counter(
                seen.choice for name, reply in snapshots if name == group.group for seen in reply[key]
            )
            assert all(option.count == of_group[option.code] for option in group.options or ())


@given(_snapshots())
def test_no_group_below_five_is_ever_broken_down_nor_left_to_be_found_by_subtraction(
    snapshots: list[Snapshot],
) -> None:
    for finding in find(questionnaire(), _grouped(snapshots), {}).values():
        hidden = [group for group in finding.groups if group.options is None]

        assert all(group.base >= 5 for group in finding.groups if group.options is not None)
        if any(0 < group.base < 5 for group in hidden) and len(finding.groups) > 1:
            assert (
                sum(1 for group in hidden if group.base) > 1 or sum(1 for g in finding.groups if g.base) == 1
            )


@given(st.lists(st.fractions(0, 365), min_size=5, max_size=193).map(sorted))
def test_half_of_the_values_lie_on_either_side_of_the_median_and_quartiles_between_the_ends(
    values: list[Fraction],
) -> None:
    summary = summarize([NumberCount(value) for value in values])

    assert summary is not None
    assert summary.minimum is not None
    assert summary.maximum is not None
    assert (
        summary.minimum
        <= summary.lower_quartile
        <= summary.median
        <= summary.upper_quartile
        <= summary.maximum
    )
    assert 2 * sum(1 for value in values if value < summary.median) <= len(values)
    assert 2 * sum(1 for value in values if value > summary.median) <= len(values)
