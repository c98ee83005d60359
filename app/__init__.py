"""The application: `create_app`, which is loaded when somebody asks for it.

Whoever imports one part of the package loads that part and what it stands on. The fork server that lays out pages
needs the layout alone: with the whole application in it, every child would weigh 100 MB more.
"""

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from app.wiring import create_app, migrations

__all__ = ["create_app", "migrations"]


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(name)
    return getattr(importlib.import_module("app.wiring"), name)
