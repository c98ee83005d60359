"""Who reported something, by the quantifier scale and the number rules of the report style.

A share is worded from its rounded percentage; "all", "half" and "none" need an exact share, and a share that rounds
to 0 without being 0 is "a few". With fewer than 20 replies in the base there are numbers only.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from app.domain.figures import Numeral, Text, figure_id
from app.domain.findings import SMALLEST_BASE_OF_A_SHARE, Finding, per_cent
from app.domain.voice import Value, Voice, template


@dataclass(frozen=True)
class Share:
    """How many of those that answered reported something. `share_id` is the identifier of the percentage."""

    reported: Numeral
    base: Numeral
    share_id: str

    @property
    def has_percentage(self) -> bool:
        return self.base.number >= SMALLEST_BASE_OF_A_SHARE

    @property
    def per_cent(self) -> Numeral:
        """In whole per cent. Raises ZeroDivisionError without a base."""
        return Numeral(self.share_id, per_cent(self.reported.number, self.base.number))


def share_of(name: str, reported: int, base: int, *, group: str = "") -> Share:
    """The share of a finding called `name`, or of one of its regional groups."""
    return Share(
        Numeral(figure_id(name, "reported", group=group), reported),
        Numeral(figure_id(name, "base", group=group), base),
        figure_id(name, "share", group=group),
    )


def share_together(finding: Finding) -> Share | None:
    """The share of national reports that options make true together."""
    if finding.together is None:
        return None
    return Share(
        Numeral(figure_id(finding.name, "together_reported"), finding.together.reported),
        Numeral(figure_id(finding.name, "together_base"), finding.together.base),
        figure_id(finding.name, "together_share"),
    )


def in_brackets(voice: Voice, share: Share) -> Text:
    """ "(83 per cent, or 29 of 35)"."""
    return voice.sentences(
        "(%(share)s{:digits} per cent, or %(reported)s{:digits} of %(base)s{:digits})",
        "(%(share)s{:digits} per cent, or %(reported)s{:digits} of %(base)s{:digits})",
        share.per_cent.number,
        share=share.per_cent,
        reported=share.reported,
        base=share.base,
    )


def with_regard_to(voice: Voice, row: str) -> Text:
    """The row of a grid that a sentence is about, as the sentences hold it; nothing without one."""
    return voice.sentence(" with regard to “%(row)s”", row=row) if row else ()


def reported_that(voice: Voice, share: Share, statement: str, row: str = "") -> Text:
    """ "A large majority (83 per cent, or 29 of 35) of responding States reported that …"."""
    if not share.base.number:
        return _nobody(voice, share.base, row)
    values: dict[str, Value] = {
        "reported": share.reported,
        "base": share.base,
        "statement": statement,
        "row": with_regard_to(voice, row),
    }
    if not share.has_percentage:
        return _counted(voice, share, values)
    if share.reported.number in (0, 1, share.base.number):
        return _extreme(voice, share, values)
    values["figures"] = in_brackets(voice, share)
    return voice.sentence(_quantified(share), **values)


def _nobody(voice: Voice, base: Numeral, row: str) -> Text:
    if row:
        about = with_regard_to(voice, row)
        return voice.sentence("%(base)s{No} State answered%(row)s.", base=base, row=about)
    return voice.sentence("%(base)s{No} State answered the question.", base=base)


def _counted(voice: Voice, share: Share, values: Mapping[str, Value]) -> Text:
    """In numbers alone, of a base that carries no share."""
    reported, base = share.reported.number, share.base.number
    if reported == base:
        return _all_counted(voice, base, values)
    if reported:
        return voice.sentences(
            "%(reported)s{One} of the %(base)s States that answered reported%(row)s that %(statement)s.",
            "%(reported)s{:start} of the %(base)s States that answered reported%(row)s that %(statement)s.",
            reported,
            **values,
        )
    if base == 1:
        return voice.sentence(
            "%(reported)s{No} State that answered reported%(row)s that %(statement)s.", **values
        )
    return voice.sentence(
        "%(reported)s{None} of the %(base)s States that answered reported%(row)s that %(statement)s.",
        **values,
    )


def _all_counted(voice: Voice, base: int, values: Mapping[str, Value]) -> Text:
    if base == 1:
        return voice.sentence(
            "The %(base)s{one} State that answered reported%(row)s that %(statement)s.", **values
        )
    if base == 2:
        return voice.sentence(
            "%(base)s{Both} States that answered reported%(row)s that %(statement)s.", **values
        )
    return voice.sentences(
        "All %(base)s States that answered reported%(row)s that %(statement)s.",
        "All %(base)s States that answered reported%(row)s that %(statement)s.",
        base,
        **values,
    )


def _extreme(voice: Voice, share: Share, values: Mapping[str, Value]) -> Text:
    """Everybody, nobody or one State, of a base that carries a share."""
    if share.reported.number == share.base.number:
        return voice.sentence(
            "All responding States (%(reported)s{:digits} of %(base)s{:digits}) reported%(row)s that %(statement)s.",
            **values,
        )
    if share.reported.number:
        return voice.sentence(
            "%(reported)s{One} of the %(base)s{:digits} responding States reported%(row)s that %(statement)s.",
            **values,
        )
    return voice.sentence(
        "%(reported)s{None} of the %(base)s{:digits} responding States reported%(row)s that %(statement)s.",
        **values,
    )


def _quantified(share: Share) -> str:
    """The sentence on what is between none and all of a base that carries a share."""
    if 2 * share.reported.number == share.base.number:
        return _HALF
    percentage = share.per_cent.number
    if percentage == 100:  # it would say "100" of what is not all
        return _NEARLY_ALL
    return next((sentence for least, sentence in _SCALE if percentage >= least), _A_FEW)


_HALF = template("Half %(figures)s of responding States reported%(row)s that %(statement)s.")
_NEARLY_ALL = template(
    "Almost all responding States (%(reported)s{:digits} of %(base)s{:digits}) reported%(row)s that %(statement)s."
)
_A_FEW = template(
    "A few responding States (%(reported)s{:digits} of %(base)s{:digits}) reported%(row)s that %(statement)s."
)
_SCALE = (
    (90, template("Almost all responding States %(figures)s reported%(row)s that %(statement)s.")),
    (75, template("A large majority %(figures)s of responding States reported%(row)s that %(statement)s.")),
    (51, template("The majority %(figures)s of responding States reported%(row)s that %(statement)s.")),
    (50, template("About half %(figures)s of responding States reported%(row)s that %(statement)s.")),
    (40, template("Fewer than half %(figures)s of responding States reported%(row)s that %(statement)s.")),
    (30, template("About one third %(figures)s of responding States reported%(row)s that %(statement)s.")),
    (20, template("About one quarter %(figures)s of responding States reported%(row)s that %(statement)s.")),
    (10, template("A small number %(figures)s of responding States reported%(row)s that %(statement)s.")),
)
"""From which percentage on each is said."""
