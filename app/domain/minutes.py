"""How long a questionnaire takes to complete."""

from math import ceil

from app.domain.questionnaire import Questionnaire


def minutes_to_complete(questionnaire: Questionnaire) -> int:
    """Minutes for one person who answers everything, rounded up.

    A section takes the minutes that the definition gives it, else the sum over its questions; a question takes its
    own minutes, else what its type usually does: half a minute to choose, one to look up a number, one for 40 words.
    """
    return ceil(
        sum(
            sum(question.time_needed() for question in section.questions)
            if section.minutes is None
            else section.minutes
            for section in questionnaire.sections
        )
    )
