"""The session that the demonstration's documents go to: invented, and said in the forms that the Commission's use.

Place, month and "Item __ of the provisional agenda" are worded as in mastheads of the Commission; no session of it has
the name. All but the English are drafts that no native reader has seen.
"""

from app.domain.document_head import DocumentHead

_SESSION = {
    "ar": "دورة إيضاحية",
    "zh": "演示届会",
    "en": "Demonstration session",
    "fr": "Session de démonstration",
    "ru": "Демонстрационная сессия",
    "es": "Período de sesiones de demostración",
}
_IN_MARCH = {
    "ar": "فيينا، آذار/مارس {year}",
    "zh": "{year}年3月，维也纳",
    "en": "Vienna, March {year}",
    "fr": "Vienne, mars {year}",
    "ru": "Вена, март {year} года",
    "es": "Viena, marzo de {year}",
}
_AGENDA_ITEM = {
    "ar": "البند __ من جدول الأعمال المؤقت",
    "zh": "临时议程项目__",
    "en": "Item __ of the provisional agenda",
    "fr": "Point __ de l’ordre du jour provisoire",
    "ru": "Пункт __ предварительной повестки дня",
    "es": "Tema __ del programa provisional",
}


def head_of_session(year: int) -> DocumentHead:
    """What the documents of a cycle say whose session is in March of `year`."""
    return DocumentHead.model_validate(
        {
            "session": _SESSION,
            "place_and_dates": {language: text.format(year=year) for language, text in _IN_MARCH.items()},
            "agenda_item": _AGENDA_ITEM,
        }
    )
