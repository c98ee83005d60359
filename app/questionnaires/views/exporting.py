"""A version or draft as a file: for editing elsewhere (YAML, XLSForm, JSON), and blank for paper (PDF, Word)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from babel import Locale
from flask import Blueprint, render_template, request
from flask_babel import force_locale
from werkzeug.wrappers import Response

from app.db import db
from app.domain.canonical import canonical
from app.domain.errors import NotFound, message
from app.domain.in_words import Speaker
from app.domain.policy import Action
from app.domain.questionnaire import Questionnaire
from app.exchange.json_schema import as_text
from app.exchange.xlsform import write_xlsform
from app.exchange.yaml_writer import write_yaml
from app.printing.blank import Blank, Edition, blank_of, write_word
from app.printing.rendering import Limits, render
from app.printing.template import printed_html
from app.questionnaires.models import QuestionnaireVersion, VersionStatus
from app.questionnaires.queries import all_versions
from app.web.access import action
from app.web.downloads import as_download
from app.web.languages import INTERFACE_LANGUAGES, locale_code, translate
from app.web.rendering import text_view

blueprint = Blueprint("exporting", __name__, url_prefix="/questionnaires")
LIMITS = Limits(seconds=60, processor_seconds=50, memory=2 * 2**30)


@dataclass(frozen=True)
class Asked:
    """What is to be exported."""

    version: QuestionnaireVersion
    questionnaire: Questionnaire
    language: str


@dataclass(frozen=True)
class Format:
    """How a file is written, what kind it is, and how its name ends. A `blank` is in one language."""

    write: Callable[[Asked], bytes]
    media_type: str
    ending: str
    blank: bool = False


@blueprint.get("/<key>/export")
@action(Action.EXPORT_QUESTIONNAIRE)
def choose(key: str) -> str:
    versions = _versions(key)
    newest = versions[0]
    questionnaire = Questionnaire.model_validate(newest.document)
    return render_template(
        "questionnaires/export.html",
        key=key,
        title=text_view(questionnaire.title, locale_code()),
        versions=versions,
        languages={code: Locale.parse(code).get_display_name(code) for code in questionnaire.languages},
    )


@blueprint.get("/<key>/export/file")
@action(Action.EXPORT_QUESTIONNAIRE)
def export(key: str) -> Response:
    """The file itself. The same version gives the same bytes, whoever asks and whenever."""
    known = FORMATS.get(request.args.get("format", ""))
    version = next((one for one in _versions(key) if str(one.id) == request.args.get("version")), None)
    if known is None or version is None:
        raise NotFound(message("There is no such file. Choose a version and a format."))
    questionnaire = Questionnaire.model_validate(version.document)
    language = request.args.get("language", "")
    if language not in questionnaire.languages:
        language = questionnaire.languages[0]
    db.session.expunge(version)
    db.session.close()  # nothing is held open while a page is laid out
    content = known.write(Asked(version, questionnaire, language))
    name = f"{key}-{version.label}{f'-{language}' if known.blank else ''}.{known.ending}"
    return as_download(content, known.media_type, name)


def _versions(key: str) -> list[QuestionnaireVersion]:
    """The newest first. Raises NotFound where there is none."""
    found = [version for version in all_versions(db.session) if version.questionnaire.key == key]
    if not found:
        raise NotFound(message("There is no such questionnaire version: %(key)s.", key=key))
    return found


def _blank(asked: Asked) -> Blank:
    version = asked.version
    edition = Edition(
        label=version.label,
        content_hash=version.content_hash,
        dated=(version.published_at or version.created_at).strftime("%Y-%m-%dT%H:%M:%SZ"),
        draft=version.status == VersionStatus.DRAFT,
    )
    own = asked.language if asked.language in INTERFACE_LANGUAGES else "en"
    with force_locale(own):
        return blank_of(asked.questionnaire, Speaker(asked.language, translate), edition, own)


def _pdf(asked: Asked) -> bytes:
    blank = _blank(asked)
    html = printed_html("blank.html", blank=blank)
    made = render(html, identifier=blank.identifier, demonstration=False, style_sheet="blank", limits=LIMITS)
    return made.pdf


def _xlsform(asked: Asked) -> bytes:
    return write_xlsform(asked.questionnaire)


FORMATS: Mapping[str, Format] = {
    "yaml": Format(lambda asked: write_yaml(asked.questionnaire).encode(), "application/yaml", "yaml"),
    "xlsform": Format(_xlsform, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx"),
    "json": Format(lambda asked: canonical(asked.questionnaire.document()), "application/json", "json"),
    "schema": Format(lambda _: as_text().encode(), "application/schema+json", "schema.json"),
    "pdf": Format(_pdf, "application/pdf", "pdf", blank=True),
    "word": Format(
        lambda asked: write_word(_blank(asked)),
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "docx",
        blank=True,
    ),
}
