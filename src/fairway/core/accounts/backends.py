"""Staff sign in with a password; what it opens waits for the second factor."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib.auth.backends import BaseBackend
from django.http import HttpRequest

from fairway.core.accounts.actors import memberships_today
from fairway.core.accounts.models import User


class StaffBackend(BaseBackend):
    """Accepts the password of an active account that acts for some organisation today."""

    def authenticate(
        self,
        request: HttpRequest | None,  # noqa: ARG002  part of Django's signature
        login: str | None = None,
        password: str | None = None,
        **_: Any,
    ) -> User | None:
        """The account, or none; an unknown name takes as long as a wrong password."""
        if login is None or password is None:
            return None
        user = User.objects.filter(login=login).first()
        if user is None:
            User().set_password(password)
            return None
        right = user.check_password(password)
        return user if right and user.is_active and memberships_today(user) else None

    def get_user(self, user_id: uuid.UUID) -> User | None:
        """The account of a session, while it is active."""
        return User.objects.filter(pk=user_id, is_active=True).first()


SESSION_BACKEND = f"{StaffBackend.__module__}.{StaffBackend.__qualname__}"
