"""What a layout process may no longer do once it has begun: for good, and before it meets the document.

The fetcher of `pdf.py` already refuses every address that is not bundled. This is the second wall, should a library
under it find a way of its own.
"""

import os
import resource
import sys

OPEN_FILES = 64  # a font is open only while it is read
ENVIRONMENT = frozenset(
    {
        *("HOME", "LANG", "LC_ALL", "LC_CTYPE", "PATH", "TMPDIR", "TZ"),
        *("FONTCONFIG_FILE", "FONTCONFIG_PATH", "XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME"),
    }
)
"""What fonts are found by. Nothing else of the environment, where keys and passwords stand, is of any use here."""
_REFUSED = (
    *("socket.", "ftplib.", "http.client.", "smtplib."),
    *("subprocess.", "pty.", "os.exec", "os.fork", "os.posix_spawn", "os.spawn", "os.startfile", "os.system"),
    *("os.kill", "os.link", "os.remove", "os.rename", "os.rmdir", "os.symlink", "os.truncate", "shutil."),
)
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC


def confine(*, memory: int, seconds: int) -> None:
    """Leaves this process `memory` bytes of address space, `seconds` of processor time, and nobody to talk to.

    It writes no file: the PDF goes to the parent through a pipe. The number of processes of an account is not limited,
    since that counts threads and those of other processes too, and the font library ends a process that gets no thread.
    """
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NOFILE, (OPEN_FILES, OPEN_FILES))
    for name in os.environ.keys() - ENVIRONMENT:
        del os.environ[name]
    sys.addaudithook(_refuse)  # nothing can take it away again


def _refuse(event: str, arguments: tuple[object, ...]) -> None:
    """Ends whatever would reach the network, another program or the disk."""
    if event.startswith(_REFUSED) or (event == "open" and _writes(arguments[2])):
        raise PermissionError(f"a layout may not do this: {event}")


def _writes(flags: object) -> bool:
    return isinstance(flags, int) and bool(flags & _WRITING)
