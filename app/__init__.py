"""The application: wiring only."""

import hashlib
import inspect
import logging
import secrets
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from flask import Flask
from flask_alembic import Alembic
from flask_mailman import Mail
from whitenoise import WhiteNoise

import config
from app.accounts import cli as accounts_cli
from app.accounts import security as accounts_security
from app.accounts import views as accounts_views
from app.audit import cli as audit_cli
from app.cycles import views as cycles_views
from app.db import Base, db, engine_options, prepare_engine
from app.demonstration import cli as demonstration_cli
from app.questionnaires import cli as questionnaires_cli
from app.questionnaires import views as questionnaires_views
from app.questionnaires.queries import Definitions
from app.reports import cli as reports_cli
from app.reports import jobs as reports_jobs
from app.reports import views as reports_views
from app.review import views as review_views
from app.submissions import views as submissions_views
from app.web import access, errors, languages, rendering, security

FEATURES = (
    accounts_views,
    submissions_views,
    cycles_views,
    review_views,
    reports_views,
    questionnaires_views,
)
COMMANDS = (
    *demonstration_cli.COMMANDS,
    *accounts_cli.COMMANDS,
    *audit_cli.COMMANDS,
    *questionnaires_cli.COMMANDS,
    *reports_cli.COMMANDS,
)

migrations = Alembic(metadatas=Base.metadata, run_mkdir=False)


def create_app(overrides: Mapping[str, Any] | None = None) -> Flask:
    """The application, from the environment and `overrides`. Raises InvalidSetUp when it must not start."""
    app = Flask("app", root_path=str(config.ROOT / "app"), template_folder=str(config.ROOT / "templates"))
    app.config.update(config.settings())
    app.config.update(overrides or {})
    _choose_keys(app)
    _connect(app)
    app.extensions["definitions"] = Definitions()
    security.install(app)
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
    static = Path(app.root_path) / "static"
    app.wsgi_app = WhiteNoise(  # type: ignore[method-assign]
        app.wsgi_app,
        root=static,
        prefix="static/",
        max_age=3600,
        add_headers_function=security.protect_static_file,
    )
    return app


def _choose_keys(app: Flask) -> None:
    """A demonstration makes its own secret key and keeps it; a real instance must bring a strong one."""
    data_dir: Path = app.config["DATA_DIR"]
    data_dir.mkdir(parents=True, exist_ok=True)
    if app.config["INSTANCE"] == "demonstration" and not app.config["SECRET_KEY"]:
        kept = data_dir / "secret-key"
        if not kept.exists():
            kept.write_text(secrets.token_hex(32))
            kept.chmod(0o600)
        app.config["SECRET_KEY"] = kept.read_text()
    security.check_secret_key(app.config["INSTANCE"], app.config["SECRET_KEY"])
    audit_key = app.config["AUDIT_KEY"] or f"audit:{app.config['SECRET_KEY']}"
    app.config["AUDIT_KEY"] = hashlib.sha256(audit_key.encode()).digest()


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
