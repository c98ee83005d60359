"""How the application is put together: `create_app`, and the features and commands that it has."""

import inspect
import logging
from collections.abc import Mapping
from typing import Any

import click
from flask import Flask
from flask_alembic import Alembic
from flask_mailman import Mail

import config
from app.accounts import cli as accounts_cli
from app.accounts import security as accounts_security
from app.accounts import views as accounts_views
from app.administration import views as administration_views
from app.audit import cli as audit_cli
from app.cycles import views as cycles_views
from app.db import Base, db, engine_options, prepare_engine
from app.demonstration import cli as demonstration_cli
from app.domain.errors import InvalidSetUp
from app.publishing import cli as publishing_cli
from app.publishing import views as publishing_views
from app.publishing.views import opening as opening_views
from app.questionnaires import views as questionnaires_views
from app.questionnaires.drafts import Drafts
from app.questionnaires.queries import Definitions
from app.questionnaires.views import exporting as exporting_views
from app.questionnaires.views import importing as importing_views
from app.reports import cli as reports_cli
from app.reports import jobs as reports_jobs
from app.reports import views as reports_views
from app.reports.kept_documents import KeptDocuments
from app.review import views as review_views
from app.submissions import views as submissions_views
from app.submissions.files import Store
from app.submissions.keeping import KeptAnswers
from app.web import access, errors, instance, keys, languages, rendering, security

FEATURES = (
    accounts_views,
    submissions_views,
    cycles_views,
    review_views,
    reports_views,
    questionnaires_views,
    administration_views,
    publishing_views,
    opening_views,
    importing_views,
    exporting_views,
)
COMMANDS = (
    *demonstration_cli.COMMANDS,
    *accounts_cli.COMMANDS,
    *audit_cli.COMMANDS,
    *publishing_cli.COMMANDS,
    *reports_cli.COMMANDS,
)

migrations = Alembic(metadatas=Base.metadata, run_mkdir=False)


def create_app(overrides: Mapping[str, Any] | None = None) -> Flask:
    """The application, from the environment and `overrides`. Raises InvalidSetUp when it must not start."""
    try:
        return _wired(overrides or {})
    except InvalidSetUp as refusal:
        if click.get_current_context(silent=True) is None:
            raise
        # On the command line the sentence is all that helps.
        raise click.ClickException(str(refusal)) from None


def _wired(overrides: Mapping[str, Any]) -> Flask:
    app = Flask("app", root_path=str(config.ROOT / "app"), template_folder=str(config.ROOT / "templates"))
    app.config.update(config.settings())
    app.config.update(overrides)
    app.config["DATA_DIR"].mkdir(parents=True, exist_ok=True)
    keys.install(app)
    _connect(app)
    app.extensions["definitions"] = Definitions()
    app.extensions["drafts"] = Drafts()
    app.extensions["kept_answers"] = KeptAnswers()
    app.extensions["kept_documents"] = KeptDocuments()
    app.extensions["files"] = Store(app.config["FILES_URL"] or f"file://{app.config['DATA_DIR']}/files")
    security.install(app)
    instance.install(app)
    languages.install(app)
    Mail(app)
    accounts_security.install(app)
    rendering.install(app)
    errors.install(app)
    reports_jobs.install(app)
    for feature in FEATURES:
        app.register_blueprint(feature.blueprint)
    for command in COMMANDS:
        app.cli.add_command(command)
    access.guard(app)
    app.wsgi_app = security.in_front_of(app)  # type: ignore[method-assign]
    return app


def _connect(app: Flask) -> None:
    logging.getLogger("alembic").setLevel(logging.WARNING)
    app.config["SQLALCHEMY_ENGINES"] = {"default": engine_options(app.config["DATABASE_URL"])}
    app.config["ALEMBIC"] = {
        "script_location": str(config.ROOT / "migrations"),
        "version_locations": [str(config.ROOT / "migrations" / "versions")],
    }
    db.init_app(app)
    # There are no asynchronous sessions to close, and closing none would start an event loop at every request's end.
    app.teardown_appcontext_funcs = [
        close for close in app.teardown_appcontext_funcs if not inspect.iscoroutinefunction(close)
    ]
    with app.app_context():
        prepare_engine(db.engine)
    migrations.init_app(app)
