"""The code books of the demonstration: what its invented texts speak of, as its staff would have read them."""

from collections.abc import Mapping, Sequence

from sqlalchemy.orm import Session

from app.demonstration.filling import Round
from app.domain.own_words import TextPlace, text_places
from app.domain.questionnaire import Questionnaire
from app.reports.models import TextCode
from app.reports.queries.counting import counted_snapshots
from app.reports.queries.quoting import texts
from app.reports.services.agreeing import Agreement, agree
from app.reports.services.coding import Editor, add_code, rename_code
from app.reports.services.ticking import Tick, code_texts

PLACES = ("P2-G05", "P2-I01_lesson")

# What a code is called by language, and the words by which a text gets it; “None.” gets none.
TOPICS: tuple[tuple[Mapping[str, str], tuple[str, ...]], ...] = (
    (
        {
            "en": "Regular meetings",
            "ar": "اجتماعات منتظمة",
            "es": "Reuniones periódicas",
            "fr": "Réunions régulières",
            "ru": "Регулярные заседания",
            "zh": "定期会议",
        },
        ("council", "comité", "заседает", "اللجنة", "委员会"),
    ),
    (
        {
            "en": "Inclusion of other sectors",
            "ar": "إشراك قطاعات أخرى",
            "es": "Inclusión de otros sectores",
            "fr": "Participation d’autres secteurs",
            "ru": "Привлечение других секторов",
            "zh": "其他部门的参与",
        },
        ("ministry of education",),
    ),
    (
        {
            "en": "Written protocols",
            "ar": "بروتوكولات مكتوبة",
            "es": "Protocolos escritos",
            "fr": "Protocoles écrits",
            "ru": "Письменные протоколы",
            "zh": "书面议定书",
        },
        ("protocol",),
    ),
    (
        {
            "en": "Data protection",
            "ar": "حماية البيانات",
            "es": "Protección de datos",
            "fr": "Protection des données",
            "ru": "Защита данных",
            "zh": "数据保护",
        },
        ("data protection",),
    ),
)


def code_round(session: Session, editor: Editor, second: Editor, one: Round) -> None:
    """Give the counted texts of a round the codes of what they speak of, at two of its places; a `second` agrees."""
    questionnaire = Questionnaire.model_validate(one.version.document)
    places = [
        place
        for question in questionnaire.questions_asked()
        for place in text_places(question)
        if place.name in PLACES
    ]
    said = texts(session, counted_snapshots(session, one.cycle, one.version.id), places)
    for place in places:
        codes = _book(session, editor, questionnaire.key, place)
        ticks = [
            Tick(text.snapshot_id, text.item, code.id, wanted=True)
            for text in said[place.name]
            for code, (_, words) in zip(codes, TOPICS, strict=True)
            if any(word in text.text for word in words)
        ]
        about = {"questionnaire": questionnaire.key, "place": place.name}
        code_texts(session, editor, **about, ticks=ticks)
        agree(session, second, **about, agreements=_read_again(ticks))


def _read_again(ticks: Sequence[Tick]) -> list[Agreement]:
    codes: dict[tuple[int, str], set[int]] = {}
    for one in ticks:
        codes.setdefault((one.snapshot_id, one.item), set()).add(one.code_id)
    return [Agreement(*text, frozenset(having)) for text, having in codes.items()]


def _book(session: Session, editor: Editor, questionnaire: str, place: TextPlace) -> list[TextCode]:
    codes = []
    for number, (labels, _) in enumerate(TOPICS):
        code = add_code(
            session,
            editor,
            questionnaire=questionnaire,
            place=place.name,
            language="en",
            label=labels["en"],
            key=f"seed-{place.name}-{number}",
        )
        for language in sorted(labels.keys() - {"en"}):
            rename_code(
                session,
                editor,
                code_id=code.id,
                language=language,
                label=labels[language],
                expected=code.revision,
            )
        codes.append(code)
    return codes
