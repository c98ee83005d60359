"""The same tests on SQLite or on PostgreSQL: `pytest --database sqlite|postgresql`.

A run on PostgreSQL starts a server of its own: private folder, Unix socket, no TCP, removed at the end. Each
xdist worker has a database of its own. (pytest-postgresql would start a server per worker, and not as root.)
"""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, ExitStack, contextmanager
from pathlib import Path
from types import MappingProxyType

import psycopg
import pytest
from psycopg import sql
from sqlalchemy import make_url
from xdist.workermanage import WorkerController

Command = tuple[str | Path, ...]

SETTINGS = {
    "listen_addresses": "",
    # Nothing here outlives the run, so nothing needs to reach the disk.
    "fsync": "off",
    "full_page_writes": "off",
    "synchronous_commit": "off",
    "max_connections": "100",
    "timezone": "UTC",
}
DATABASES = {"database_url", "site_database"}
SERVER = pytest.StashKey[str]()
RESOURCES = pytest.StashKey[ExitStack]()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--database", choices=("sqlite", "postgresql"), default="sqlite", help="tests run on it")


def pytest_configure(config: pytest.Config) -> None:
    """One server for the run, started by the process that hands out the tests."""
    config.stash[RESOURCES] = ExitStack()
    if config.getoption("database") != "postgresql" or config.getoption("collectonly"):
        return
    handed_over = getattr(config, "workerinput", {}).get("postgresql")
    config.stash[SERVER] = handed_over or config.stash[RESOURCES].enter_context(private_server())


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: WorkerController) -> None:
    node.workerinput["postgresql"] = node.config.stash.get(SERVER, None)


def pytest_unconfigure(config: pytest.Config) -> None:
    config.stash[RESOURCES].close()


def pytest_report_header(config: pytest.Config) -> str:
    return f"database: {config.getoption('database')}"


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """What asks for no database is pure."""
    for item in items:
        if isinstance(item, pytest.Function) and not DATABASES & set(item.fixturenames):
            item.add_marker(pytest.mark.pure)


@pytest.fixture(scope="session")
def database_url(
    pytestconfig: pytest.Config, tmp_path_factory: pytest.TempPathFactory, worker_id: str
) -> Iterator[str]:
    """An SQLAlchemy address of an empty database that only this worker uses."""
    server = pytestconfig.stash.get(SERVER, None)
    if server is None:
        yield f"sqlite:///{tmp_path_factory.mktemp('database')}/questionnaires.db"
    else:
        with fresh_database(server, f"questionnaires_{worker_id}") as name:
            yield f"postgresql+psycopg://postgres@/{name}?host={server}"


@pytest.fixture(scope="module")
def site_database(
    pytestconfig: pytest.Config, tmp_path_factory: pytest.TempPathFactory, worker_id: str
) -> Iterator[str]:
    """A database of its own for what commits: a running site, migrations."""
    server = pytestconfig.stash.get(SERVER, None)
    if server is None:
        yield f"sqlite:///{tmp_path_factory.mktemp('site')}/questionnaires.db"
    else:
        with fresh_database(server, f"site_{worker_id}") as name:
            yield f"postgresql+psycopg://postgres@/{name}?host={server}"


@pytest.fixture(scope="session")
def copy_database(
    pytestconfig: pytest.Config, tmp_path_factory: pytest.TempPathFactory, worker_id: str
) -> Callable[[str, str], AbstractContextManager[str]]:
    """Copies the database at an address, to which nobody may be connected, under a name: `copy_database(url, "site")`.

    Seeding a database takes seconds, copying one does not.
    """
    server = pytestconfig.stash.get(SERVER, None)

    @contextmanager
    def copy(url: str, name: str) -> Iterator[str]:
        source = make_url(url).database
        assert source
        if server is None:
            copied = shutil.copy(source, tmp_path_factory.mktemp(name))
            yield f"sqlite:///{copied}"
        else:
            with fresh_database(server, f"{name}_{worker_id}", template=source) as made:
                yield f"postgresql+psycopg://postgres@/{made}?host={server}"

    return copy


@contextmanager
def fresh_database(server: str, name: str, template: str = "template1") -> Iterator[str]:
    create = sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(sql.Identifier(name), sql.Identifier(template))
    with psycopg.connect(f"host={server} user=postgres dbname=postgres", autocommit=True) as connection:
        connection.execute(create)
        yield name
        connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


@contextmanager
def private_server(changed: Mapping[str, str] = MappingProxyType({})) -> Iterator[str]:
    """The folder of the socket of a running server with SETTINGS and what is `changed` of them.

    The path of a socket must be short, hence /tmp.
    """
    folder = Path(tempfile.mkdtemp(prefix="pg-", dir="/tmp"))
    data = folder / "data"
    programs = newest_programs()
    initdb: Command = (*as_postgres(), programs / "initdb", "--pgdata", data, "--username=postgres")
    pg_ctl: Command = (*as_postgres(), programs / "pg_ctl", "--pgdata", data, "--silent")
    with ExitStack() as stack:
        stack.callback(shutil.rmtree, folder)
        if as_postgres():
            shutil.chown(folder, "postgres", "postgres")
        run(*initdb, "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync")
        with (data / "postgresql.auto.conf").open("a") as file:
            settings = SETTINGS | {**changed, "unix_socket_directories": str(folder)}
            file.writelines(f"{name} = '{value}'\n" for name, value in settings.items())
        run(*pg_ctl, "--log", folder / "log", "--wait", "start")
        stack.callback(run, *pg_ctl, "--mode=immediate", "stop")
        refuse_another_server(folder, data)
        yield str(folder)


def as_postgres() -> tuple[str, ...]:
    """PostgreSQL refuses to run as root."""
    if os.getuid() != 0:
        return ()
    return ("setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups")


def newest_programs() -> Path:
    """Where Debian keeps `initdb` and `pg_ctl`, which are not on the PATH."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    if not found:
        raise pytest.UsageError("PostgreSQL is not installed: ./run test installs it")
    return found[-1].parent


def refuse_another_server(folder: Path, data: Path) -> None:
    with psycopg.connect(f"host={folder} user=postgres dbname=postgres") as connection:
        answering = connection.execute("SHOW data_directory").fetchone()
    if answering != (str(data),):
        raise pytest.UsageError(f"the server on {folder} keeps its data in {answering}, not in {data}")


def run(*command: str | Path) -> None:
    # The folder the tests run in may be closed to the user `postgres`.
    done = subprocess.run(command, cwd="/", capture_output=True, text=True, check=False)
    if done.returncode:
        raise pytest.UsageError(f"{command[-1]} failed: {done.stdout}{done.stderr}")
