"""A questionnaire made here, edit by edit, is the one that its file defines."""

from sqlalchemy.orm import Session

from app.domain.canonical import canonical, sha256_of
from app.exchange.yaml_format import read_questionnaire
from app.questionnaires.queries import find_version
from tests.conftest import ROOT
from tests.rebuilt import edits_to
from tests.services.drafts import new_desk


def test_the_paragraph_2_questionnaire_is_made_by_edits(session: Session) -> None:
    target = read_questionnaire(ROOT / "questionnaires" / "cnd-60-6-p2.yaml").document()
    # Its own key belongs to the one that came from the file, so it is made under another.
    desk = new_desk(session, "made-here")
    target["key"] = "made-here"
    edits = list(edits_to(target))
    revision = 1
    for edit in edits:
        revision = desk.edit(edit, expected=revision).revision
    assert len(edits) > 300
    version = desk.version()
    assert canonical(version.document) == canonical(target)
    assert version.content_hash == sha256_of(canonical(target))
    as_in_the_file = version.document | {"key": "cnd-60-6-p2"}
    assert sha256_of(canonical(as_in_the_file)) == find_version(session, "cnd-60-6-p2").content_hash
