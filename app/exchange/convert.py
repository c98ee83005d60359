"""Definition files from one format into another, without Flask and without a database."""

from pathlib import Path

from app.domain.diagnostics import analyse
from app.domain.errors import InvalidDefinition
from app.domain.questionnaire import Questionnaire
from app.exchange.check import CheckOutcome
from app.exchange.mistakes import InvalidFile, Mistake
from app.exchange.xlsform import read_xlsform, write_xlsform
from app.exchange.yaml_format import read_questionnaire
from app.exchange.yaml_writer import write_yaml


def form_to_yaml(form: Path, output: Path) -> CheckOutcome:
    """Writes the definition that an XLSForm holds; the lines say what was not mapped, and what is to be set right."""
    try:
        found = read_xlsform(form)
    except InvalidFile as invalid:
        return CheckOutcome(tuple(str(mistake) for mistake in invalid.mistakes), ok=False)
    questionnaire = found.questionnaire
    refused = _write(output, write_yaml(questionnaire).encode())
    if refused:
        return CheckOutcome((refused,), ok=False)
    lines = [f"{form}: sheet {one.sheet}, row {one.row}: {one.what}: {one.why}" for one in found.not_mapped]
    lines.extend(
        f"{output}: {'.'.join(str(step) for step in one.place)}: {one.text} ({one.severity})"
        for one in analyse(questionnaire)
    )
    asked = sum(1 for _ in questionnaire.questions_asked())
    lines.append(f"{output}: {asked} questions, {len(found.not_mapped)} things not mapped")
    return CheckOutcome(tuple(lines), ok=True)


def yaml_to_form(definition: Path, output: Path) -> CheckOutcome:
    """Writes the definition in a YAML file as an XLSForm."""
    try:
        questionnaire = read_questionnaire(definition)
    except InvalidFile as invalid:
        return CheckOutcome(tuple(str(mistake) for mistake in invalid.mistakes), ok=False)
    return to_form(questionnaire, output)


def to_form(questionnaire: Questionnaire, output: Path) -> CheckOutcome:
    """Writes a definition as an XLSForm."""
    try:
        content = write_xlsform(questionnaire)
    except InvalidDefinition as failed:
        return CheckOutcome((f"{output}: {failed}",), ok=False)
    refused = _write(output, content)
    if refused:
        return CheckOutcome((refused,), ok=False)
    asked = sum(1 for _ in questionnaire.questions_asked())
    return CheckOutcome((f"{output}: {asked} questions",), ok=True)


def _write(output: Path, content: bytes) -> str:
    """Why the file cannot be written, if it cannot."""
    try:
        output.write_bytes(content)
    except OSError:
        return str(Mistake(str(output), 1, "", "This file cannot be written."))
    return ""
