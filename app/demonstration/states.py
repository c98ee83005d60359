"""The 60 States of the demonstration, and the others that report: neutral, unmistakable, with codes of nobody."""

from dataclasses import dataclass

from app.domain.policy import RegionalGroup, RespondentKind

GROUPS = (
    ("A", RegionalGroup.AFRICAN, 17),
    ("B", RegionalGroup.ASIA_PACIFIC, 17),
    ("C", RegionalGroup.EASTERN_EUROPEAN, 7),
    ("D", RegionalGroup.LATIN_AMERICAN_CARIBBEAN, 10),
    ("E", RegionalGroup.WESTERN_EUROPEAN_OTHER, 9),
)
# Three names exist to test the layout: wrapping, accents and quotation marks, sorting.
LONG_NAMES = {
    "A-17": "Demo State A-17 (United Demonstration Republic of the Northern and Southern Example Territories)",
    "C-07": "Demo State C-07 (Démonstration « Été » d'Ýxempla)",
    "D-10": "Demo State D-10 (short)",
}


@dataclass(frozen=True)
class DemoState:
    """`label` is "A-01"; `code` is a user-assigned ISO 3166 alpha-3 code, `m49` a number no country has."""

    label: str
    code: str
    m49: str
    name: str
    regional_group: RegionalGroup


def demo_states() -> tuple[DemoState, ...]:
    """All 60, by group and number."""
    labels = [(letter, number, group) for letter, group, size in GROUPS for number in range(1, size + 1)]
    return tuple(
        DemoState(
            label=f"{letter}-{number:02}",
            code=f"X{letter}{chr(ord('A') + number - 1)}",
            m49=str(900 + place),
            name=LONG_NAMES.get(f"{letter}-{number:02}", f"Demo State {letter}-{number:02}"),
            regional_group=group,
        )
        for place, (letter, number, group) in enumerate(labels)
    )


@dataclass(frozen=True)
class OtherRespondent:
    """A demo respondent that is no State, and the questionnaires that it is sent."""

    label: str
    code: str
    name: str
    kind: RespondentKind
    questionnaires: tuple[str, ...]


_ENTITY = ("cnd-60-6-un-entities", "cnd-60-6-best-practices")
OTHER_RESPONDENTS = (
    OtherRespondent("U-01", "XUA", "Demo United Nations entity U-01", RespondentKind.UN_ENTITY, _ENTITY),
    OtherRespondent("U-02", "XUB", "Demo United Nations entity U-02", RespondentKind.UN_ENTITY, _ENTITY),
    OtherRespondent("V-01", "XVA", "Demo regional organization V-01", RespondentKind.ORGANIZATION, _ENTITY),
    OtherRespondent("W-01", "XWA", "Demo donor W-01", RespondentKind.DONOR, ("cnd-60-6-resources",)),
    OtherRespondent("W-02", "XWB", "Demo donor W-02", RespondentKind.DONOR, ("cnd-60-6-resources",)),
)
