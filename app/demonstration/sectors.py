"""What sectors of some demo States answer themselves: mostly what is settled, now and then otherwise in one place."""

from collections.abc import Mapping

from app.demonstration.control import chance_of
from app.demonstration.inventing import Author
from app.domain.own_answers import for_sector, own_name
from app.domain.question_types import AnyQuestion, Grid
from app.domain.questionnaire import Questionnaire
from app.domain.typed import Typed

ONE_STATE_IN = 4
OTHERWISE = 0.4


def sector_answers(questionnaire: Questionnaire, place: int, typed: Mapping[str, Typed]) -> dict[str, Typed]:
    """What is typed for the sectors of the State at `place`, by answer; `typed` is what the State has settled."""
    if place % ONE_STATE_IN:
        return {}
    chance = chance_of(f"sectors-{questionnaire.key}-{place}")
    author = Author(chance, "english", 2020)
    return {
        own_name(question.key, sector): _answer(author, for_sector(question, sector), typed[question.key])
        for question in questionnaire.questions_asked()
        for sector in question.own_answers
        if question.key in typed and chance.random() < 0.8
    }


def _answer(author: Author, question: AnyQuestion, settled: Typed) -> Typed:
    """The settled answer as far as the sector is asked, perhaps with one field of its own."""
    codes = {row.code for row in question.rows} if isinstance(question, Grid) else None
    same = {
        name: texts for name, texts in settled.items() if codes is None or name.partition(".")[0] in codes
    }
    invented = author.typed(question) if author.chance.random() < OTHERWISE else {}
    if not invented:
        return same
    field = author.chance.choice(sorted(invented))
    return {**same, field: invented[field]} if field else invented
