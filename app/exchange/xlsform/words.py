"""The words that a form needs and a questionnaire does not hold: what the system itself says on its pages.

In the six official languages (drafts: no native reader has seen them).
"""

from collections.abc import Mapping, Sequence

from app.domain.text import Language

_LANGUAGES: tuple[Language, ...] = ("en", "ar", "fr", "es", "ru", "zh")
WORDS: Mapping[str, Sequence[str]] = {
    "other": ("Other", "أخرى", "Autre", "Otro", "Другое", "其他"),
    "_specified": (
        "Please specify",
        "يرجى التحديد",
        "Veuillez préciser",
        "Sírvase especificar",
        "Просьба уточнить",
        "请具体说明",
    ),
    "_non_answer": (
        "If there is no answer: why?",
        "إذا لم تكن هناك إجابة: لماذا؟",
        "S’il n’y a pas de réponse : pourquoi ?",
        "Si no hay respuesta: ¿por qué?",
        "Если ответа нет: почему?",
        "如无答复：原因为何？",
    ),
    "no_information": (
        "No information available",
        "لا تتوفر معلومات",
        "Aucune information disponible",
        "No se dispone de información",
        "Информация отсутствует",
        "无可用信息",
    ),
    "not_applicable": ("Not applicable", "لا ينطبق", "Sans objet", "No procede", "Не применимо", "不适用"),
    "_amount": ("Amount", "المبلغ", "Montant", "Importe", "Сумма", "金额"),
    "_currency": ("Currency", "العملة", "Monnaie", "Moneda", "Валюта", "货币"),
    "_from": ("First day", "اليوم الأول", "Premier jour", "Primer día", "Первый день", "第一天"),
    "_to": ("Last day", "اليوم الأخير", "Dernier jour", "Último día", "Последний день", "最后一天"),
    "_declared": ("I declare this", "أقر بذلك", "Je le déclare", "Lo declaro", "Подтверждаю", "本人声明"),
    "_name": ("Name", "الاسم", "Nom", "Nombre", "Имя и фамилия", "姓名"),
    "_function": ("Function", "الوظيفة", "Fonction", "Cargo", "Должность", "职务"),
    "_institution": ("Institution", "المؤسسة", "Institution", "Institución", "Учреждение", "机构"),
    "_email": (
        "E-mail address",
        "عنوان البريد الإلكتروني",
        "Adresse électronique",
        "Correo electrónico",
        "Адрес электронной почты",
        "电子邮件地址",
    ),
    "_telephone": ("Telephone", "الهاتف", "Téléphone", "Teléfono", "Телефон", "电话"),
    "_fact.kind": (
        "Kind of respondent",
        "نوع الجهة المجيبة",
        "Type de répondant",
        "Tipo de declarante",
        "Вид респондента",
        "答复者类型",
    ),
    "_fact.regional_group": (
        "Regional group",
        "المجموعة الإقليمية",
        "Groupe régional",
        "Grupo regional",
        "Региональная группа",
        "区域组",
    ),
    "_fact.respondent": (
        "Code of the respondent",
        "رمز الجهة المجيبة",
        "Code du répondant",
        "Código del declarante",
        "Код респондента",
        "答复者代码",
    ),
}


def words(name: str, languages: Sequence[str]) -> dict[str, str]:
    """What the system says for `name` in those of the six languages that are wanted; if nothing, the name itself."""
    said = WORDS.get(name, [name.removeprefix("_")] * len(_LANGUAGES))
    found = dict(zip(_LANGUAGES, said, strict=True))
    return {language: found[language] for language in _LANGUAGES if language in languages}
