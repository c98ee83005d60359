"""The texts of the counted snapshots with their States, and the entries of lists: read from what was frozen."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.accounts.models import Respondent
from app.domain.answers import Items, NonAnswer
from app.domain.own_words import TextPlace, texts_at
from app.domain.passages import Checked, PassageKey, as_checked
from app.domain.practice_areas import area_of
from app.domain.question_types import Question, Repeat
from app.domain.questionnaire import Questionnaire
from app.domain.quoting import (
    LANGUAGE_QUESTION,
    Listed,
    Listing,
    Quotation,
    Said,
    State,
    language_of,
    may_be_listed,
    quotations_in,
)
from app.reports.queries.counting import Counted
from app.reports.queries.passages import outcomes
from app.reports.quoted import quoted_places
from app.submissions.frozen import Frozen
from app.submissions.models import Observation, Snapshot


def texts(session: Session, counted: Counted, places: Sequence[TextPlace]) -> Mapping[str, tuple[Said, ...]]:
    """Every text that the counted snapshots hold at the places, as its State has checked it. Two statements."""
    return texts_as(outcomes(session, counted), session, counted, places) if places else {}


def texts_as(
    checked: Mapping[PassageKey, Checked] | None,
    session: Session,
    counted: Counted,
    places: Sequence[TextPlace],
) -> Mapping[str, tuple[Said, ...]]:
    """The texts by place, in the order of the States' codes, as they are `checked` where a check was opened.

    Among them those that may be used in aggregated form only: `Said.may_be_quoted` says which. One statement.
    """
    found: dict[str, list[Said]] = {place.name: [] for place in places}
    keys = {place.question.key for place in places}
    for row in _answering(session, counted, {place.name for place in places}):
        frozen = Frozen(row.canonical)
        answers = frozen.answers({*keys, LANGUAGE_QUESTION})
        state, language = _state(row), language_of(answers)
        for place in places:
            value = answers.get(place.question.key, NonAnswer.NOT_ANSWERED)
            for item, text in texts_at(place, value):
                consent = frozen.consent(place.question.key, item)
                said = Said(row.id, place.name, item, text, state, consent, language)
                found[place.name].append(as_checked(said, checked))
    return {name: tuple(said) for name, said in found.items()}


def quotations_of(
    session: Session, counted: Counted, questionnaire: Questionnaire
) -> Mapping[str, tuple[Quotation, ...]]:
    """What the documents of a questionnaire quote, by place, in the order asked. Two statements.

    A paper quotes all of it, a report a few of each section.
    """
    said = texts(session, counted, quoted_places(questionnaire))
    return {name: tuple(quotations_in(found)) for name, found in said.items()}


def listings(
    session: Session, counted: Counted, questions: Sequence[Question], language: str
) -> Mapping[str, Listing]:
    """What the list questions among `questions` list, by question, in the order of the States' codes. One statement.

    An entry is listed where it may be published; its title is its first answer, `language` that of its options.
    """
    repeats = [one for one in questions if isinstance(one, Repeat)]
    entries = dict.fromkeys((one.key for one in repeats), 0)
    listed: dict[str, list[Listed]] = {one.key: [] for one in repeats}
    for row in _answering(session, counted, set(entries)):
        frozen, state = Frozen(row.canonical), _state(row)
        answers = frozen.answers(set(entries))
        for question in repeats:
            value = answers.get(question.key)
            for item, parts in value.items if isinstance(value, Items) else ():
                entries[question.key] += 1
                if may_be_listed(frozen.consent(question.key, item)):
                    title = question.title_of(parts, language)
                    area = area_of(question, parts)
                    listed[question.key].append(Listed(row.id, item, title, state, area))
    return {key: Listing(entries[key], tuple(listed[key])) for key in entries}


def _answering(session: Session, counted: Counted, names: set[str]) -> Iterator[Any]:
    """The counted snapshots in which something stands at one of `names`, with their States."""
    if not names:
        return iter(())
    saying = sa.select(Observation.snapshot_id).where(
        Observation.snapshot_id.in_(counted.snapshot_ids),
        Observation.question_key.in_(names),
        Observation.kind.in_(("text", "number")),
    )
    return iter(
        session.execute(
            sa.select(
                Snapshot.id,
                Snapshot.canonical,
                Respondent.code,
                Respondent.names,
                Respondent.name_in_text,
                Respondent.regional_group,
            )
            .join(Respondent, Respondent.id == Snapshot.respondent_id)
            .where(Snapshot.id.in_(saying))
            .order_by(Respondent.code, Snapshot.id)
        )
    )


def _state(row: Any) -> State:
    return State(row.code, row.names, row.name_in_text, row.regional_group or "")
