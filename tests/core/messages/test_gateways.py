"""Text messages by HTTP: what is posted, and what each answer means."""

import json
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

import pytest
from django.test import override_settings

from fairway.core.messages.gateways import (
    ConsoleSms,
    HttpSms,
    Unavailable,
    Undeliverable,
    sms_gateway,
)


@pytest.fixture
def provider():
    """A provider on this machine that answers as it is told."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            server.got.append((self.headers, json.loads(body)))
            self.send_response(server.answer)
            if server.answer == 302:
                self.send_header("Location", "https://elsewhere.example/")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    server.got, server.answer = [], 202
    thread = Thread(target=server.serve_forever)
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


def gateway(provider) -> HttpSms:
    return HttpSms(f"http://127.0.0.1:{provider.server_port}/send", "secret")


def test_a_message_is_posted_with_its_id_and_token(provider):
    gateway(provider).send("+33612345678", "Bonjour, ça va ?", message_id="m-1")
    [(headers, body)] = provider.got
    assert body == {"id": "m-1", "to": "+33612345678", "text": "Bonjour, ça va ?"}
    assert headers["Authorization"] == "Bearer secret"
    assert headers["Idempotency-Key"] == "m-1"


@pytest.mark.parametrize(
    ("answer", "meaning"),
    [(400, Undeliverable), (404, Undeliverable), (302, Undeliverable)]
    + [(code, Unavailable) for code in (408, 425, 429, 500, 503)],
)
def test_an_answer_says_whether_to_try_again(provider, answer, meaning):
    provider.answer = answer
    with pytest.raises(meaning, match=str(answer)):
        gateway(provider).send("+33612345678", "x", message_id="m-1")
    assert len(provider.got) == 1


def test_a_provider_that_is_not_there_is_tried_again():
    with pytest.raises(Unavailable):
        HttpSms("http://127.0.0.1:9/send", "").send("+33612345678", "x", message_id="m-1")


def test_an_address_without_encryption_is_refused():
    with pytest.raises(ValueError, match="https"):
        HttpSms("http://sms.example/send", "secret")


def test_the_settings_choose_the_gateway(capsys):
    with override_settings(SMS_URL="", SMS_TOKEN=""):
        assert isinstance(sms_gateway(), ConsoleSms)
        sms_gateway().send("+33612345678", "Bonjour", message_id="m-1")
    assert capsys.readouterr().out == "SMS to +33612345678 (m-1): Bonjour\n"
    with override_settings(SMS_URL="https://sms.example/send", SMS_TOKEN="secret"):
        assert isinstance(sms_gateway(), HttpSms)
