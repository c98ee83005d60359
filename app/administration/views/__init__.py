"""Pages of administrators; importing the modules gives the blueprint its routes."""

from app.administration.views import acts, members, people, respondents, settings, trail
from app.administration.views.shared import blueprint

__all__ = ["acts", "blueprint", "members", "people", "respondents", "settings", "trail"]
