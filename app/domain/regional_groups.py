"""The five regional groups of Member States, by the code that a respondent carries."""

from app.domain.voice import Voice


def group_names(voice: Voice) -> dict[str, str]:
    """The name of each group by its code, in the order of the United Nations."""
    return {
        "AFRICAN": voice.word("African States"),
        "ASIA_PACIFIC": voice.word("Asia-Pacific States"),
        "EASTERN_EUROPEAN": voice.word("Eastern European States"),
        "LATIN_AMERICAN_CARIBBEAN": voice.word("Latin American and Caribbean States"),
        "WESTERN_EUROPEAN_OTHER": voice.word("Western European and other States"),
    }
