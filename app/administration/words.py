"""The audit trail in plain words: what was done, and what it was done to."""

from collections.abc import Mapping

from app.domain.errors import Message, message

# One for every action that any service records; a test reads the code and names those that are missing.
ACTIONS: Mapping[str, Message] = {
    "accepted": message("National report accepted"),
    "added": message("Respondent added"),
    "allowed_again": message("Sign-in allowed again"),
    "answers_saved": message("Answers saved"),
    "cancelled": message("Export cancelled"),
    "code_added": message("Code for texts added"),
    "code_moved": message("Code for texts moved"),
    "code_removed": message("Code for texts removed"),
    "code_renamed": message("Code for texts renamed"),
    "codes_agreed": message("Codes of texts agreed with"),
    "codes_merged": message("Codes for texts merged"),
    "consultation_comment": message("Comment from a consultation"),
    "consultation_comment_dealt_with": message("Comment dealt with"),
    "consultation_comment_opened_again": message("Comment opened again"),
    "consultation_link_made": message("Link for a consultation made"),
    "consultation_link_revoked": message("Link for a consultation closed"),
    "created": message("Account made"),
    "draft_edit": message("Draft edited"),
    "draft_redo": message("Edit of a draft done again"),
    "draft_saved": message("Draft saved"),
    "draft_started": message("Draft begun"),
    "draft_undo": message("Edit of a draft undone"),
    "export_registered": message("Export entered in the register"),
    "file_added": message("Document added"),
    "file_removed": message("Document removed"),
    "head_changed": message("Head of the document changed"),
    "invited": message("Questionnaire sent to respondents"),
    "invited_again": message("Invited again"),
    "item_moved": message("Entry of a list moved"),
    "item_removed": message("Entry of a list removed"),
    "member_added": message("Member added"),
    "member_ended": message("Membership ended"),
    "opened": message("Cycle opened"),
    "passage_check_extended": message("Passage check extended"),
    "passage_check_opened": message("Passage check opened"),
    "passage_confirmed": message("Passage confirmed"),
    "passage_corrected": message("Passage corrected"),
    "passage_withdrawn": message("Passage withdrawn"),
    "password_chosen": message("Password chosen"),
    "patch_taken_over": message("Corrected wording taken over"),
    "published": message("Questionnaire published"),
    "renamed": message("Respondent renamed"),
    "report_comment_opened_again": message("Comment on a report opened again"),
    "report_comment_resolved": message("Comment on a report dealt with"),
    "report_commented": message("Comment on a report"),
    "report_edited": message("Report edited"),
    "report_frozen": message("Version of a report frozen"),
    "requested": message("Export requested"),
    "respondent_retired": message("Respondent retired"),
    "respondent_returned": message("Respondent taken up again"),
    "retired": message("Questionnaire version retired"),
    "retried": message("Export tried again"),
    "review_started": message("Review started"),
    "roles_changed": message("Roles changed"),
    "sessions_ended": message("Sessions ended"),
    "setting_changed": message("Setting changed"),
    "signed_in": message("Signed in"),
    "signed_out": message("Signed out"),
    "submitted": message("Submitted officially"),
    "suspended": message("Suspended"),
    "texts_coded": message("Texts coded"),
    "verified": message("Audit trail verified"),
}
STREAMS: Mapping[str, Message] = {
    "submission": message("National report"),
    "account": message("Account"),
    "questionnaire": message("Questionnaire"),
    "respondent": message("Respondent"),
    "cycle": message("Cycle"),
    "report": message("Report"),
    "report_export": message("Export of a report"),
    "coding": message("Coding of free text"),
    "passages": message("Passage check"),
    "settings": message("Settings"),
    "trail": message("Audit trail"),
}


def action_words(action: str) -> Message:
    """What was done; a name that nobody has put into words is shown as it is, since a trail hides nothing."""
    return ACTIONS.get(action) or Message(action.replace("_", " "))


def stream_words(kind: str) -> Message:
    """What kind of thing it was done to."""
    return STREAMS.get(kind) or Message(kind.replace("_", " "))
