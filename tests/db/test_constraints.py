"""Every invariant is a named constraint, and each refuses what breaks it."""

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

BREAKS = {
    "ck_passage_check_in_order": (
        "INSERT INTO passage_check (cycle_id, questionnaire_id, version_id, opened_at, deadline_at, revision,"
        " idempotency_key) VALUES (1, 1, 1, '2026-01-02', '2026-01-02', 1, 'k')"
    ),
    "ck_passage_check_revision": (
        "INSERT INTO passage_check (cycle_id, questionnaire_id, version_id, opened_at, deadline_at, revision,"
        " idempotency_key) VALUES (1, 1, 1, '2026-01-01', '2026-01-02', 0, 'k')"
    ),
    "ck_passage_status": (
        "INSERT INTO passage (check_id, respondent_id, snapshot_id, position, place, item, text, language, consent,"
        " status, revision, answered_at) VALUES (1, 1, 1, 1, 'x', '', 'x', 'en', 'publish', 'lost', 1, '2026-01-01')"
    ),
    "ck_passage_consent": (
        "INSERT INTO passage (check_id, respondent_id, snapshot_id, position, place, item, text, language, consent,"
        " status, revision) VALUES (1, 1, 1, 1, 'x', '', 'x', 'en', 'aggregate', 'asked', 1)"
    ),
    "ck_passage_correction": (
        "INSERT INTO passage (check_id, respondent_id, snapshot_id, position, place, item, text, language, consent,"
        " status, revision, answered_at)"
        " VALUES (1, 1, 1, 1, 'x', '', 'x', 'en', 'publish', 'corrected', 1, '2026-01-01')"
    ),
    "ck_passage_answered": (
        "INSERT INTO passage (check_id, respondent_id, snapshot_id, position, place, item, text, language, consent,"
        " status, revision) VALUES (1, 1, 1, 1, 'x', '', 'x', 'en', 'publish', 'confirmed', 1)"
    ),
    "ck_passage_revision": (
        "INSERT INTO passage (check_id, respondent_id, snapshot_id, position, place, item, text, language, consent,"
        " status, revision) VALUES (1, 1, 1, 1, 'x', '', 'x', 'en', 'publish', 'asked', 0)"
    ),
    "ck_text_code_revision": (
        "INSERT INTO text_code (questionnaire_id, place, code, labels, position, revision, idempotency_key)"
        " VALUES (1, 'x', 'x', '{}', 1, 0, 'k')"
    ),
    "ck_text_code_merged": (
        "INSERT INTO text_code (id, questionnaire_id, place, code, labels, position, revision, merged_into_id,"
        " idempotency_key) VALUES (1, 1, 'x', 'x', '{}', 1, 1, 1, 'k')"
    ),
    "ck_submission_status": "UPDATE submission SET status = 'lost'",
    "ck_past_membership_role": (
        "INSERT INTO past_membership (respondent_id, account_id, role, since, until)"
        " VALUES (1, 1, 'king', '2026-01-01', '2026-01-02')"
    ),
    "ck_past_membership_in_order": (
        "INSERT INTO past_membership (respondent_id, account_id, role, since, until)"
        " VALUES (1, 1, 'observer', '2026-01-02', '2026-01-01')"
    ),
    "ck_setting_name": (
        "INSERT INTO setting (name, value, revision, changed_at) VALUES ('mood', '1', 1, '2026-01-01')"
    ),
    "ck_setting_revision": (
        "INSERT INTO setting (name, value, revision, changed_at) VALUES ('name', '{}', 0, '2026-01-01')"
    ),
    "ck_membership_role": "UPDATE membership SET role = 'king'",
    "ck_respondent_kind": "UPDATE respondent SET kind = 'planet'",
    "ck_answer_revision": "UPDATE answer SET revision = 0",
    "ck_export_register_standard": (
        "INSERT INTO export_register (sha256, findings_hash, data_set_hash, snapshot_ids, response, cycle_id,"
        " version_id, language, standard, made_at)"
        " SELECT 'a', 'b', 'c', '[]', '{}', min(cycle_id), min(version_id), 'en', 'x', '2026-01-01' FROM submission"
    ),
    "ck_reporting_cycle_dates_in_order": "UPDATE reporting_cycle SET deadline_at = opens_at",
    "ck_reporting_cycle_head_revision": "UPDATE reporting_cycle SET head_revision = 0",
    "ck_report_export_standard": (
        "INSERT INTO report_export (cycle_id, version_id, language, status, requested_at, idempotency_key, attempt,"
        " units_done, units_total, beat_at, standard) SELECT min(cycle_id), min(version_id), 'en', 'queued',"
        " '2026-01-01', 'k', 1, 0, 0, '2026-01-01', 'x-4' FROM submission"
    ),
    "ck_instance_single": "INSERT INTO instance (id, kind, set_up_at) VALUES (2, 'real', '2026-01-01')",
    "ck_instance_kind": "INSERT INTO instance (id, kind, set_up_at) VALUES (1, 'x', '2026-01-01')",
    "ck_questionnaire_version_status": (
        "INSERT INTO questionnaire_version (questionnaire_id, number, patch, status, document, content_hash,"
        " created_at, published_at) VALUES (1, 9, 0, 'x', '{}', 'x', '2026-01-01', '2026-01-01')"
    ),
    "ck_questionnaire_version_published_at": (
        "INSERT INTO questionnaire_version (questionnaire_id, number, patch, status, document, content_hash,"
        " created_at) VALUES (1, 9, 0, 'published', '{}', 'x', '2026-01-01')"
    ),
    "ck_questionnaire_version_retired_at": (
        "INSERT INTO questionnaire_version (questionnaire_id, number, patch, status, document, content_hash,"
        " created_at, published_at) VALUES (1, 9, 0, 'retired', '{}', 'x', '2026-01-01', '2026-01-01')"
    ),
    "ck_version_change_class": (
        "INSERT INTO version_change (version_id, place, kind, class, note) VALUES (1, 'x', 'added', 'x', '')"
    ),
    "ck_version_change_kind": (
        "INSERT INTO version_change (version_id, place, kind, class, note) VALUES (1, 'x', 'x', 'typo', '')"
    ),
    "ck_observation_one_value": (
        "INSERT INTO observation (snapshot_id, question_key, item, row, position, kind, consent)"
        " VALUES (1, 'x', '', '', 0, 'choice', 'aggregate')"
    ),
    "ck_observation_consent": (
        "INSERT INTO observation (snapshot_id, question_key, item, row, position, kind, consent)"
        " VALUES (1, 'x', '', '', 0, 'text', 'x')"
    ),
    "ck_alike_one_value": (
        "INSERT INTO alike (question_key, row, first, choice, non_answer, consent)"
        " VALUES ('x', '', true, 'yes', 'not_asked', 'aggregate')"
    ),
    "ck_alike_non_answer": (
        "INSERT INTO alike (question_key, row, first, choice, non_answer, consent)"
        " VALUES ('x', '', true, '', 'x', 'aggregate')"
    ),
    "ck_alike_consent": (
        "INSERT INTO alike (question_key, row, first, choice, non_answer, consent)"
        " VALUES ('x', '', true, '', '', 'x')"
    ),
    "ck_answer_consent": "UPDATE answer SET consent = 'x'",
    "ck_answer_revision_consent": (
        "INSERT INTO answer_revision (submission_id, question_key, item, sector, revision, value, saved_at,"
        " idempotency_key, consent) VALUES (1, 'x', '', '', 1, '{}', '2026-01-01', 'k', 'x')"
    ),
    "ck_answer_item_or_sector": "UPDATE answer SET item = 'a', sector = 'health'",
    "ck_answer_revision_item_or_sector": (
        "INSERT INTO answer_revision (submission_id, question_key, item, sector, revision, value, saved_at,"
        " idempotency_key) VALUES (1, 'x', 'a', 'health', 1, '{}', '2026-01-01', 'k')"
    ),
    "ck_sector_observation_consent": (
        "INSERT INTO sector_observation (snapshot_id, question_key, sector, differs, consent)"
        " VALUES (1, 'x', 'health', true, 'x')"
    ),
    "ck_submission_event_event": (
        "INSERT INTO submission_event (submission_id, seq, event, at, facts) VALUES (1, 99, 'x', '2026-01-01', '{}')"
    ),
}


@pytest.mark.parametrize("name", BREAKS)
def test_the_constraint_refuses(session: Session, name: str) -> None:
    with pytest.raises(IntegrityError, match=name):
        session.execute(sa.text(BREAKS[name].replace(" row,", ' "row",')))
