"""Migrations and models say the same, and every migration goes down and up again with rows in place."""

from pathlib import Path

from flask import Flask

from app import create_app, migrations
from app.db import db
from app.demonstration.cli import prepare_instance


def test_migrations_equal_models(demonstration: Flask) -> None:
    with demonstration.app_context():
        assert migrations.compare_metadata() == []


def test_a_filled_database_goes_down_and_up_again(site_database: str, tmp_path: Path) -> None:
    app = create_app(
        {
            "INSTANCE": "demonstration",
            "SECRET_KEY": "s" * 40,
            "DATABASE_URL": site_database,
            "DATA_DIR": tmp_path,
            "TESTING": True,
        }
    )
    with app.app_context():
        prepare_instance(app)
        db.session.close()
        migrations.downgrade("0004")
        migrations.upgrade()
        migrations.downgrade("base")
        migrations.upgrade()
        assert migrations.compare_metadata() == []
        db.engine.dispose()
