"""A finding over cycles: what it continues, where it breaks, and the States that replied both times."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from app.domain.comparing import ChangeClass, compare
from app.domain.continuing import Break, Continued, continued
from app.domain.counted import counted_variables
from app.domain.findings import Count, find
from app.domain.over_cycles import Before, OverCycles, Panel, over_cycles
from app.domain.pairs import Pair
from app.domain.questionnaire import Questionnaire
from tests.factories import TWO_OPTIONS, TWO_ROWS, part, question, questionnaire, section

YES: dict[str, Any] = {"report": {"counts": ["yes"]}}
THREE = [*TWO_OPTIONS, {"code": "c", "text": {"en": "Option C"}}]
THREE_ROWS = [*TWO_ROWS, {"code": "police", "text": {"en": "Police"}}]


def asked(*questions: dict[str, Any], **more: Any) -> Questionnaire:
    return questionnaire(section("A", *questions), **more)


def links(before: Questionnaire, now: Questionnaire, **classes: ChangeClass) -> dict[str, Continued]:
    """What the findings continue, one version after the other; `classes` of changes by their question."""
    changes = compare(before, now)
    said = {(one.place, one.kind.value): classes.get(one.where.question, one.suggested) for one in changes}
    return dict(continued(before, now, [(changes, said)]))


def test_what_did_not_change_goes_on() -> None:
    same = asked(question("q1"), question("q2", "grid"))
    assert links(same, same)["q2_status/health"] == Continued("q2_status/health")


def test_what_was_not_asked_is_new() -> None:
    assert links(asked(question("q1")), asked(question("q1"), question("q2")))["q2"] == Continued(
        None, Break.NEW
    )


def test_the_author_says_whether_other_words_mean_something_else() -> None:
    before, now = asked(question("q1")), asked(question("q1") | {"text": {"en": "Something else entirely?"}})
    assert links(before, now, q1=ChangeClass.REWORDED)["q1"] == Continued("q1")
    assert links(before, now, q1=ChangeClass.MEANING_CHANGED)["q1"] == Continued("q1", Break.MEANING)


def test_another_type_has_another_meaning() -> None:
    assert links(asked(question("q1")), asked(question("q1", "text")))["q1"].broken is Break.MEANING


def test_a_section_that_is_asked_of_others_changes_the_meaning_of_all_in_it() -> None:
    shown = {"shown_when": {"question": "q0", "is": "yes"}}
    before = questionnaire(section("A", question("q0")), section("B", question("q1")))
    now = questionnaire(section("A", question("q0")), section("B", question("q1"), **shown))
    found = links(before, now)
    assert (found["q0"].broken, found["q1"].broken) == (None, Break.MEANING)


def test_other_options_or_another_count_of_them_are_breaks() -> None:
    two, three = (asked(question("q1", "single_choice", options=options)) for options in (TWO_OPTIONS, THREE))
    assert links(two, three)["q1"].broken is Break.OPTIONS
    plain, counting = asked(question("q1")), asked(question("q1", **YES))
    assert links(plain, counting)["q1"].broken is Break.STATEMENT


def test_a_new_part_or_row_breaks_nothing_beside_it() -> None:
    two, three = (asked(question("q1", "grid", rows=rows)) for rows in (TWO_ROWS, THREE_ROWS))
    found = links(two, three)
    assert found["q1_status/school"] == Continued("q1_status/school")
    assert found["q1_status/police"].broken is Break.NEW
    one, more = (
        asked(question("q1", "compound", parts=parts)) for parts in ([part("a")], [part("a"), part("b")])
    )
    assert links(one, more)["q1_a"] == Continued("q1_a")


def test_a_part_whose_meaning_changed_breaks_alone() -> None:
    before, now = (
        asked(question("q1", "compound", parts=[part("a"), part("b", "whole_number", **more)]))
        for more in ({}, {"minimum": 5})
    )
    found = links(before, now, q1=ChangeClass.MEANING_CHANGED)
    assert (found["q1_a"].broken, found["q1_b"].broken) == (None, Break.MEANING)


def test_a_concept_is_followed_to_another_key_and_to_another_questionnaire() -> None:
    before, now = (
        asked(question("old", concept="bodies")),
        asked(question("new", concept="bodies", text={"en": "Question old?"})),
    )
    assert links(before, now)["new"] == Continued("old")
    assert continued(before, now, None)["new"] == Continued("old")


def test_between_questionnaires_the_key_alone_says_nothing() -> None:
    same = asked(question("q1"))
    assert continued(same, same, None)["q1"].broken is Break.NEW


def test_the_concept_of_a_part_is_followed_out_of_its_question() -> None:
    before = asked(question("q1", "compound", parts=[part("a", concept="bodies"), part("b")]))
    now = asked(question("q2", concept="bodies", text={"en": "Question a?"}))
    assert continued(before, now, None)["q2"] == Continued("q1_a")


def test_a_concept_of_two_things_is_no_identity() -> None:
    before = asked(question("q1", concept="bodies"), question("q2", concept="bodies"))
    assert continued(before, asked(question("q3", concept="bodies")), None)["q3"].broken is Break.NEW


ASKED = asked(question("q1", **YES), question("q2", "text"), question("q3"), question("q4", "repeat"))
VARIABLES = {name: variable for name, (_, variable) in counted_variables(ASKED).items()}
Replies = Sequence[tuple[str | None, str | None]]


def beside(name: str, replies: Replies, kept: int = 0) -> OverCycles:
    """What each State says then and now; None for one that did not reply. `kept`: how many now are for totals only."""
    then, now = (
        find(
            ASKED,
            [
                Count(name, "", True, "choice" if said else "value", said or None, None, "AFRICAN", times)
                for said, times in Counter(reply[place] for reply in replies).items()
                if said is not None
            ],
            {},
        )[name]
        for place in (0, 1)
    )
    both = Counter(reply for reply in replies if None not in reply)
    pairs = [Pair(one, True, two, True, times, 0, min(kept, times)) for (one, two), times in both.items()]
    return over_cycles("c1", Continued(name), then, now, VARIABLES[name], pairs)


def test_the_states_that_replied_both_times_are_counted_apart() -> None:
    both: Replies = [("yes", "yes")] * 9 + [("no", "yes")] * 5 + [("no", "no")] * 6
    found = beside("q1", [*both, *[(None, "yes")] * 3, *[(None, "no")] * 2])
    assert found.panel is not None
    assert (found.panel.base, found.panel.before, found.panel.after) == (20, 9, 14)
    assert found.before is not None
    assert found.before.base == 20
    assert found.alike


def test_a_trend_is_claimed_of_twenty_states_at_least() -> None:
    found = beside("q1", [("yes", "yes")] * 9 + [("no", "yes")] * 4 + [("no", "no")] * 6)
    assert found.panel is not None
    assert not found.alike


def test_few_who_replied_once_only_are_not_told_by_subtraction() -> None:
    found = beside("q1", [*[("yes", "yes")] * 20, *[("no", "no")] * 6, (None, "yes")])
    assert (found.panel, found.alike) == (None, False)
    assert found.before is not None


def test_a_panel_of_few_is_not_told() -> None:
    both: Replies = [("yes", "yes")] * 2 + [("no", "no")] * 2
    assert beside("q1", [*both, *[("yes", None)] * 6, *[(None, "no")] * 6]).panel is None


def test_a_panel_that_tells_what_was_given_for_totals_only_is_not_told() -> None:
    replies = [("yes", "no")] * 4 + [("no", "no")] * 4
    assert beside("q1", replies).panel is not None
    assert beside("q1", replies, kept=1).panel is None


def test_those_with_an_answer_are_compared_where_there_are_no_options() -> None:
    found = beside("q2", [("", "")] * 8)
    assert found.panel is not None
    assert (found.panel.before, found.panel.after) == (8, 8)


def test_without_a_statement_there_is_no_panel() -> None:
    assert beside("q3", [("yes", "yes")] * 8).panel is None


def test_entries_of_lists_have_no_panel() -> None:
    entries = find(ASKED, [], {})["q4_status"]
    assert (
        over_cycles("c1", Continued("q4_status"), entries, entries, VARIABLES["q4_status"], []).panel is None
    )


def test_a_break_shows_its_reason_and_nothing_beside_it() -> None:
    now = find(ASKED, [], {})["q1"]
    found = over_cycles("c1", Continued("q1", Break.MEANING), now, now, VARIABLES["q1"], [])
    assert (found.broken, found.before, found.panel) == (Break.MEANING, None, None)
    assert over_cycles("c1", Continued(None, Break.NEW), None, now, VARIABLES["q1"], []).broken is Break.NEW


def test_figures_name_the_earlier_cycle() -> None:
    assert beside("q1", [("yes", "no")] * 8).figure("panel_before") == "q1~c1:panel_before"


def test_only_what_is_wanted_is_compared() -> None:
    same = asked(question("q1"), question("q2"))
    assert dict(continued(same, same, [], ["q2"])) == {"q2": Continued("q2")}


def test_a_panel_has_shares_from_twenty_states_on() -> None:
    assert (Panel(20, 9, 14).before_share, Panel(20, 9, 14).after_share) == (45, 70)
    assert (Panel(19, 9, 14).before_share, Panel(19, 9, 14).after_share) == (None, None)


def test_each_finding_stands_beside_the_one_that_it_continues() -> None:
    now = find(ASKED, [], {})
    links = {"q1": Continued("q3"), "q2": Continued(None, Break.NEW)}
    found = [*Before("c1", links, now, {}).beside(now, counted_variables(ASKED))]
    assert [(one.name, one.before and one.before.name) for one in found] == [("q1", "q3"), ("q2", None)]
