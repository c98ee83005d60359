"""What was reported in the regional groups, as far as their replies may be told apart."""

from app.domain.figures import Text
from app.domain.findings import SMALLEST_GROUP, Finding, GroupCount
from app.domain.prose.shares import Share, share_of
from app.domain.question_types import AnyQuestion
from app.domain.regional_groups import group_names
from app.domain.voice import Voice


def by_regional_group(voice: Voice, question: AnyQuestion, finding: Finding) -> tuple[Text, ...]:
    """How many in each group reported what the statement says, where the definition asks for it.

    Only options are counted by group: of texts and numbers nothing is said. Groups that are not broken down are left
    out. That something holds in all groups is said only where every group with enough replies could be looked at.
    """
    by_group = question.report.by == "regional_group" and not question.variables()[0].several
    wanted = by_group and bool(finding.options)
    shares = _shares(question, finding) if wanted else {}
    names = group_names(voice)
    if len(shares) < 2 or finding.reported is None:
        return ()
    listed = voice.listed(
        [
            voice.sentence(
                "%(group)s (%(reported)s{:digits} of %(base)s{:digits})",
                group=name,
                reported=shares[code].reported,
                base=shares[code].base,
            )
            for code, name in names.items()
            if code in shares
        ]
    )
    told = voice.sentence("By regional group, the numbers that reported so were: %(groups)s.", groups=listed)
    everywhere = _everywhere(voice, finding, list(shares.values()))
    return (everywhere, told) if everywhere else (told,)


def _shares(question: AnyQuestion, finding: Finding) -> dict[str, Share]:
    return {
        group.group: share_of(finding.name, _reported(question, group), group.base, group=group.group)
        for group in finding.groups
        if group.options is not None
    }


def _reported(question: AnyQuestion, group: GroupCount) -> int:
    return sum(option.count for option in group.options or () if option.code in question.report.counts)


def _everywhere(voice: Voice, finding: Finding, shares: list[Share]) -> Text:
    """What is true of every group with at least five replies; nothing where one of them is not broken down."""
    if any(group.options is None and group.base >= SMALLEST_GROUP for group in finding.groups):
        return ()
    if all(2 * share.reported.number > share.base.number for share in shares):
        return voice.sentence(
            "In all regional groups with at least five replies, more than half of responding States reported so."
        )
    if all(2 * share.reported.number < share.base.number for share in shares):
        return voice.sentence(
            "In all regional groups with at least five replies, fewer than half of responding States reported so."
        )
    return ()
