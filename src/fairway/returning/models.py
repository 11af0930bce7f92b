"""All tables of the stage; each room keeps its own in its folder."""

from fairway.returning.home.models import FollowUp

__all__ = ["FollowUp"]
