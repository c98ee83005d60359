"""The reusable option lists of the content, in the six official languages (drafts: no native reader has seen them)."""

from collections.abc import Mapping

from app.domain.question_types.base import ResponseOption
from app.domain.text import Language, LocalizedText

_LANGUAGES: tuple[Language, ...] = ("en", "ar", "fr", "es", "ru", "zh")


def _options(**texts: tuple[str, ...]) -> tuple[ResponseOption, ...]:
    return tuple(
        ResponseOption(code=code, text=LocalizedText(dict(zip(_LANGUAGES, words, strict=True))))
        for code, words in texts.items()
    )


YES_PLANNED_NO = _options(
    yes=("Yes", "نعم", "Oui", "Sí", "Да", "是"),
    planned=(
        "No, but planned",
        "لا، ولكن ذلك مخطط له",
        "Non, mais prévu",
        "No, pero está previsto",
        "Нет, но планируется",
        "否，但已有计划",
    ),
    no=("No", "لا", "Non", "No", "Нет", "否"),
)

FREQUENCY = _options(
    weekly=(
        "At least weekly",
        "مرة في الأسبوع على الأقل",
        "Au moins une fois par semaine",
        "Al menos una vez por semana",
        "Не реже раза в неделю",
        "至少每周一次",
    ),
    monthly=("Monthly", "شهريا", "Chaque mois", "Cada mes", "Ежемесячно", "每月一次"),
    quarterly=(
        "Quarterly",
        "كل ثلاثة أشهر",
        "Chaque trimestre",
        "Cada trimestre",
        "Ежеквартально",
        "每季度一次",
    ),
    halfyear=(
        "Twice a year",
        "مرتين في السنة",
        "Deux fois par an",
        "Dos veces al año",
        "Два раза в год",
        "每年两次",
    ),
    year=("Once a year", "مرة في السنة", "Une fois par an", "Una vez al año", "Раз в год", "每年一次"),
    rare=(
        "Less often or only when needed",
        "أقل من ذلك أو عند الحاجة فقط",
        "Moins souvent ou seulement en cas de besoin",
        "Con menos frecuencia o solo cuando es necesario",
        "Реже или только при необходимости",
        "更少或仅在需要时",
    ),
    never=("Never", "أبدا", "Jamais", "Nunca", "Никогда", "从不"),
)

EXTENT = _options(
    large=(
        "To a large extent",
        "إلى حد كبير",
        "Dans une large mesure",
        "En gran medida",
        "В значительной степени",
        "很大程度上",
    ),
    moderate=(
        "To a moderate extent",
        "إلى حد متوسط",
        "Dans une mesure moyenne",
        "En medida moderada",
        "В умеренной степени",
        "中等程度上",
    ),
    small=(
        "To a small extent",
        "إلى حد قليل",
        "Dans une faible mesure",
        "En pequeña medida",
        "В незначительной степени",
        "较小程度上",
    ),
    none=("Not at all", "لا على الإطلاق", "Pas du tout", "En absoluto", "Совсем нет", "完全没有"),
)

CHANGE = _options(
    much_better=("Much better", "أفضل بكثير", "Beaucoup mieux", "Mucho mejor", "Намного лучше", "好得多"),
    better=("Better", "أفضل", "Mieux", "Mejor", "Лучше", "较好"),
    same=("No change", "لا تغيير", "Pas de changement", "Sin cambios", "Без изменений", "没有变化"),
    worse=("Worse", "أسوأ", "Moins bien", "Peor", "Хуже", "较差"),
    much_worse=("Much worse", "أسوأ بكثير", "Beaucoup moins bien", "Mucho peor", "Намного хуже", "差得多"),
)

SEVERITY = _options(
    major=("Major", "كبير", "Majeur", "Grave", "Серьезная", "重大"),
    moderate=("Moderate", "متوسط", "Modéré", "Moderado", "Умеренная", "中等"),
    minor=("Minor", "بسيط", "Mineur", "Leve", "Незначительная", "轻微"),
    none=(
        "Not a challenge",
        "لا يمثل تحديا",
        "Pas une difficulté",
        "No es un problema",
        "Не является проблемой",
        "不构成挑战",
    ),
)

IMPLEMENTATION = _options(
    full=(
        "In place nationwide",
        "معمول به على الصعيد الوطني",
        "En place dans tout le pays",
        "En todo el país",
        "Осуществлено по всей стране",
        "全国落实",
    ),
    part=(
        "In place in part of the territory or for part of the population",
        "معمول به في جزء من الإقليم أو لجزء من السكان",
        "En place dans une partie du territoire ou pour une partie de la population",
        "En parte del territorio o para parte de la población",
        "Осуществлено на части территории или для части населения",
        "在部分领土或针对部分人口落实",
    ),
    dev=(
        "Being developed",
        "قيد الإعداد",
        "En cours d’élaboration",
        "En preparación",
        "Разрабатывается",
        "正在制定",
    ),
    planned=("Planned", "مخطط له", "Prévu", "Previsto", "Планируется", "已有计划"),
    none=(
        "Not in place and not planned",
        "غير معمول به وغير مخطط له",
        "Ni en place ni prévu",
        "No existe ni está previsto",
        "Не осуществлено и не планируется",
        "未落实，也无计划",
    ),
)

AGREEMENT = _options(
    strongly_agree=(
        "Strongly agree",
        "أوافق بشدة",
        "Tout à fait d’accord",
        "Muy de acuerdo",
        "Полностью согласен",
        "非常同意",
    ),
    agree=("Agree", "أوافق", "D’accord", "De acuerdo", "Согласен", "同意"),
    neither=(
        "Neither agree nor disagree",
        "لا أوافق ولا أعارض",
        "Ni d’accord ni en désaccord",
        "Ni de acuerdo ni en desacuerdo",
        "Ни согласен, ни не согласен",
        "既不同意也不反对",
    ),
    disagree=("Disagree", "لا أوافق", "Pas d’accord", "En desacuerdo", "Не согласен", "不同意"),
    strongly_disagree=(
        "Strongly disagree",
        "لا أوافق بشدة",
        "Pas du tout d’accord",
        "Muy en desacuerdo",
        "Совершенно не согласен",
        "非常不同意",
    ),
)

EFFECTIVENESS = _options(
    very_effective=(
        "Very effective",
        "فعال جدا",
        "Très efficace",
        "Muy eficaz",
        "Очень эффективно",
        "非常有效",
    ),
    effective=("Effective", "فعال", "Efficace", "Eficaz", "Эффективно", "有效"),
    partly_effective=(
        "Partly effective",
        "فعال جزئيا",
        "Partiellement efficace",
        "Parcialmente eficaz",
        "Частично эффективно",
        "部分有效",
    ),
    hardly_effective=(
        "Hardly effective",
        "قليل الفعالية",
        "Peu efficace",
        "Poco eficaz",
        "Малоэффективно",
        "效果甚微",
    ),
    not_effective=("Not effective", "غير فعال", "Inefficace", "Ineficaz", "Неэффективно", "无效"),
)

SCALES: Mapping[str, tuple[ResponseOption, ...]] = {
    "frequency": FREQUENCY,
    "extent": EXTENT,
    "change": CHANGE,
    "severity": SEVERITY,
    "implementation": IMPLEMENTATION,
    "agreement": AGREEMENT,
    "effectiveness": EFFECTIVENESS,
}
