"""Pages of versions, and of opening a cycle with them; importing a module gives its blueprint its routes."""

from app.publishing.views.versions import blueprint

__all__ = ["blueprint"]
