"""`run` on machines that are not ready: what it says, and that it stops before it changes anything."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.house.sources import ROOT

NEEDED = ("dirname", "mkdir", "cat", "flock", "sh")


def test_it_is_posix_shell() -> None:
    done = subprocess.run(["dash", "-n", ROOT / "run"], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_without_a_command_it_lists_the_commands() -> None:
    done = subprocess.run([ROOT / "run"], capture_output=True, text=True, check=True)
    assert [line.split()[1] for line in done.stdout.splitlines()] == [
        "serve",
        "test",
        "test",
        "check",
        "bench",
        "flask",
        "catalogues",
        "lock",
    ]


def test_an_unknown_command_is_refused_with_the_list() -> None:
    done = subprocess.run([ROOT / "run", "sevre"], capture_output=True, text=True, check=False)
    assert (done.returncode, "./run serve" in done.stderr) == (2, True)


@pytest.fixture
def bare_machine(tmp_path: Path) -> Path:
    """A copy of `run` on a machine with no package installed, for a user who is neither root nor in sudo's list."""
    shutil.copy(ROOT / "run", tmp_path / "run")
    programs = tmp_path / "bin"
    programs.mkdir()
    for name in NEEDED:
        (programs / name).symlink_to(f"/usr/bin/{name}")
    for name, script in {"id": "echo 1000", "sudo": "exit 1", "dpkg-query": "exit 1"}.items():
        (programs / name).write_text(f"#!/bin/sh\n{script}\n")
        (programs / name).chmod(0o755)
    return tmp_path


@pytest.mark.parametrize(("command", "package"), [("serve", "python3-venv"), ("test", "postgresql")])
def test_without_root_it_names_the_missing_packages_in_one_line(
    bare_machine: Path, command: str, package: str
) -> None:
    done = start(bare_machine, command)
    assert done.returncode == 1
    assert done.stdout == ""
    (line,) = done.stderr.splitlines()
    assert "apt-get install ca-certificates python3 " in line
    assert package in line.split()
    assert not (bare_machine / ".venv").exists()


def test_it_starts_from_any_folder(bare_machine: Path) -> None:
    assert start(bare_machine, "serve", folder=Path("/")).returncode == 1


def start(machine: Path, command: str, folder: Path | None = None) -> subprocess.CompletedProcess[str]:
    environment = {"PATH": str(machine / "bin"), "HOME": os.environ.get("HOME", "/")}
    return subprocess.run(
        ["/bin/sh", machine / "run", command],
        cwd=folder or machine,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
