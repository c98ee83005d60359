"""The secrets of an instance: strong or refused, kept, and independent of one another."""

from pathlib import Path

import pytest
from click.testing import CliRunner
from flask.cli import cli

from app.domain.errors import InvalidSetUp
from app.web.keys import check_key
from tests.web.test_security import STRONG, another_app

NAMES = ("SECRET_KEY", "AUDIT_KEY")


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("key", [None, "", "short", "x" * 64, "change-me-" + STRONG, "demonstration" * 4])
def test_a_real_instance_needs_strong_keys(name: str, key: str | None) -> None:
    said = rf"{name} is missing .* python3 -c 'import secrets; print\(secrets.token_hex\(32\)\)'"
    with pytest.raises(InvalidSetUp, match=said):
        check_key("real", name, key)


def test_a_strong_key_is_taken() -> None:
    check_key("real", "SECRET_KEY", STRONG)
    check_key("demonstration", "SECRET_KEY", None)


@pytest.mark.parametrize("name", NAMES)
def test_a_real_instance_without_one_of_them_does_not_start(tmp_path: Path, name: str) -> None:
    with pytest.raises(InvalidSetUp, match=name):
        another_app(tmp_path, **{name: None})


def test_on_the_command_line_the_refusal_is_one_sentence(tmp_path: Path) -> None:
    environment = {"INSTANCE": "real", "SECRET_KEY": STRONG, "AUDIT_KEY": "", "DATA_DIR": str(tmp_path)}
    done = CliRunner().invoke(cli, ["--app", "app", "prepare"], env=environment)
    assert done.exit_code == 1
    (line,) = done.output.splitlines()
    assert line.startswith("Error: AUDIT_KEY is missing or weak.")


def test_a_new_secret_key_leaves_the_audit_key_as_it_was(tmp_path: Path) -> None:
    for kind in ("real", "demonstration"):
        audit_key = STRONG[::-1] if kind == "real" else None
        keys = {
            another_app(tmp_path, INSTANCE=kind, SECRET_KEY=key, AUDIT_KEY=audit_key).config["AUDIT_KEY"]
            for key in (STRONG, STRONG.upper())
        }
        assert len(keys) == 1


def test_a_demonstration_keeps_its_keys_where_only_its_owner_reads(tmp_path: Path) -> None:
    first, second = (
        another_app(tmp_path, INSTANCE="demonstration", SECRET_KEY=None, AUDIT_KEY=None) for _ in range(2)
    )
    assert [first.config[name] for name in NAMES] == [second.config[name] for name in NAMES]
    assert first.config["SECRET_KEY"] != first.config["AUDIT_KEY"]
    assert {file.stat().st_mode & 0o777 for file in tmp_path.glob("*-key")} == {0o600}
