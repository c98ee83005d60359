"""What a document needs of the database: counted here, so that none is needed afterwards."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from app.domain.carrying import carrying_options, gates
from app.domain.coding import CodedTexts, Given, coded_texts
from app.domain.counted import Together, counted_together, counted_variables
from app.domain.findings import Finding, find
from app.domain.over_cycles import Before
from app.domain.own_answers import SectorsApart
from app.domain.questionnaire import Questionnaire
from app.questionnaires.queries import Definitions
from app.reports.content import Basis
from app.reports.facts import Compared
from app.reports.queries import Tallied, carried, sectors_apart, tallied, together
from app.reports.queries.coding import given_texts
from app.reports.queries.quoting import listings, texts_as
from app.reports.quoted import Quotable, listed_questions, quoted_places
from app.reports.trends import before_of, compared_links


@dataclass(frozen=True)
class Tabulated:
    """Everything that a document needs of the database; `before` is what the earlier cycle says.

    `given` are the texts of the places where any has a code.
    """

    questionnaire: Questionnaire
    basis: Basis
    tallied: Tallied
    together: Mapping[str, Together]
    carried: Mapping[str, int]
    apart: Mapping[str, SectorsApart]
    quotable: Quotable
    before: Before | None
    given: Mapping[str, Sequence[Given]]

    def findings(self) -> dict[str, Finding]:
        """The findings of what was counted."""
        return dict(
            find(
                self.questionnaire,
                self.tallied.counts,
                self.tallied.numbers,
                self.together,
                self.carried,
                self.tallied.states,
            )
        )

    def coded(self) -> Mapping[str, CodedTexts]:
        """What the codes of texts count, by the name of the place."""
        return {one.place: coded_texts(one, self.given[one.place]) for one in self.basis.codes.places}

    def compared(self, findings: Mapping[str, Finding]) -> Compared:
        """The `findings` beside those of the earlier cycle."""
        if self.before is None:
            return Compared(self.basis.content.earlier)
        variables = counted_variables(self.questionnaire)
        over = {one.name: one for one in self.before.beside(findings, variables)}
        return Compared(self.basis.content.earlier, over)


def tabulate(session: Session, definitions: Definitions, basis: Basis) -> Tabulated:
    """Counts what the basis names; afterwards no database is needed any more."""
    questionnaire, counted = definitions.of_version(session, basis.version_id), basis.counted
    options = {one.key: carrying_options(one) for one, _ in gates(questionnaire)}
    return Tabulated(
        questionnaire=questionnaire,
        basis=basis,
        tallied=tallied(session, counted),
        together=together(session, counted, counted_together(questionnaire)),
        carried=carried(session, counted, options),
        apart=sectors_apart(session, counted),
        quotable=Quotable(
            texts_as(basis.checked, session, counted, quoted_places(questionnaire)),
            listings(session, counted, listed_questions(questionnaire), questionnaire.languages[0]),
        ).as_named(basis.content.response.states),
        before=_before(session, definitions, basis),
        given=given_texts(session, counted, [one.place for one in basis.codes.places]),
    )


def _before(session: Session, definitions: Definitions, basis: Basis) -> Before | None:
    if basis.earlier is None:
        return None
    earlier, now = (
        (definitions.of_version(session, one.version_id), one.counted) for one in (basis.earlier, basis)
    )
    links = compared_links(session, definitions, basis.earlier.version_id, basis.version_id)
    return before_of(session, basis.earlier.key, earlier, now, links)
