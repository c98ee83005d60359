"""What the canonical JSON of a snapshot says, read back."""

from collections.abc import Collection, Mapping

from app.domain.answer_json import value_from_json
from app.domain.answers import Value
from app.domain.canonical import read_json
from app.domain.consent import Consent
from app.domain.own_answers import own_name


def snapshot_answers(canonical: str) -> Mapping[str, Value]:
    """The answers that a snapshot froze, with *not asked* where a question did not apply."""
    return {key: value_from_json(value) for key, value in read_json(canonical)["answers"].items()}


def snapshot_comments(canonical: str) -> Mapping[str, str]:
    """The comments that a snapshot froze with its answers, by the name of the answer; older ones have none."""
    comments: Mapping[str, str] = read_json(canonical).get("comments", {})
    return comments


def snapshot_carried_over(canonical: str) -> Mapping[str, str]:
    """The questions to which a snapshot keeps an earlier answer, with the receipt of the snapshot that holds it."""
    carried: Mapping[str, str] = read_json(canonical).get("carried_over", {})
    return carried


def snapshot_own_answers(canonical: str) -> Mapping[str, Value]:
    """What a snapshot froze of the answers of single sectors, by name."""
    frozen = read_json(canonical).get("own_answers", {})
    return {
        own_name(key, sector): value_from_json(value)
        for key, sectors in frozen.items()
        for sector, value in sectors.items()
    }


class Frozen:
    """A snapshot read once, of which single answers are wanted, with the use that each may be put to."""

    def __init__(self, canonical: str) -> None:
        self._said = read_json(canonical)
        self._consents = {name: Consent(one) for name, one in self._said.get("consents", {}).items()}

    def answers(self, keys: Collection[str]) -> Mapping[str, Value]:
        """The answers to those of `keys` that were asked of anybody."""
        frozen = self._said["answers"]
        return {key: value_from_json(frozen[key]) for key in keys if key in frozen}

    def consent(self, key: str, item: str = "") -> Consent:
        """How an answer, or an item of it, may be used: as said for it, else as for the whole."""
        answer = self._consents.get(key, Consent(self._said["consent"]))
        return self._consents.get(f"{key}/{item}", answer) if item else answer
