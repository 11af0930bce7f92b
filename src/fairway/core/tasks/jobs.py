"""Jobs that a request hands to the worker, deferred in the request's own transaction."""

from __future__ import annotations

import uuid

from procrastinate.contrib.django import app

from fairway.core.messages import sending


@app.task(name="fairway.send_message", queue="messages")
def send_message(message_id: str) -> None:
    """Send one message at once; what fails stays in the outbox, which is tried again."""
    sending.send(uuid.UUID(message_id))
