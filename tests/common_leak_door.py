# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Real requests of a user, and what of a client comes back in the answers."""

import io
import json
import re
import zipfile
from contextlib import contextmanager

from odoo.tests import HttpCase
from odoo.tools import mute_logger

from .common import ProspectCase

# Refusals that a screen can show; whatever else is raised is a traceback to its user.
REFUSALS = {
    f"odoo.exceptions.{name}"
    for name in (
        "AccessDenied",
        "AccessError",
        "MissingError",
        "RedirectWarning",
        "UserError",
        "ValidationError",
    )
} | {"werkzeug.exceptions.NotFound", "odoo.http.SessionExpiredException"}
# They tell of each refusal.
LOGGERS = ("odoo.http", "odoo.sql_db", "odoo.addons.web.controllers.export")
# Between the digits of one number.
BLANKS = re.compile(r"(?<=\d)[ \-().]+(?=\d)|\\u00a0")


class DoorCase(HttpCase, ProspectCase):
    """Opens doors as one user after the other and keeps what they showed."""

    # Whether to find out which of several parts tells something.
    divides = True

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.markers = {}

    def setUp(self):
        super().setUp()
        self.sessions = {}
        self.leaks = {}
        self.crashes = {}
        # What the user has typed himself comes back without any harm.
        self.typed = ""
        for logger in LOGGERS:
            muted = mute_logger(logger)
            muted.__enter__()
            self.addCleanup(muted.__exit__)

    # ------------------------------------------------------------------ sessions

    @contextmanager
    def as_user(self, user, **session):
        """Requests of this user; texts of errors are those of the developer mode."""
        before = self.session, self.opener
        if user not in self.sessions:
            # Of its own: `authenticate` closes the one before.
            self.session = None
            self.authenticate(
                user.login, user.login, session_extra={"debug": "1", **session}
            )
            self.sessions[user] = self.session, self.opener
        self.session, self.opener = self.sessions[user]
        self.user = user
        try:
            yield
        finally:
            self.session, self.opener = before

    @contextmanager
    def undone(self):
        """What requests write is taken back."""
        self.env.flush_all()
        savepoint = self.env.cr.savepoint()
        try:
            yield
        finally:
            self.env.invalidate_all(flush=False)
            savepoint.close(rollback=True)
            self.registry.clear_cache()

    # ------------------------------------------------------------------ doors

    def rpc(self, route, params, door):
        """One JSON-RPC request.

        :return: its result; None when it was refused
        """
        payload = {"jsonrpc": "2.0", "method": "call", "id": 0, "params": params}
        response = self.url_open(route, json=payload, timeout=60)
        self.look(door, json.dumps(params), response)
        answer = response.json()
        error = answer.get("error")
        self.refusal = error and f"{error['data']['name']} {error['data']['message']}"
        if error and error["data"]["name"] not in REFUSALS:
            self.crashes.setdefault(door, f"{self.refusal[:300]} {params}"[:600])
        return None if error else answer.get("result")

    def call(self, model, method, /, *args, door=None, **kwargs):
        """One method of a model, as the web client calls it."""
        params = {"model": model, "method": method, "args": args, "kwargs": kwargs}
        return self.rpc("/web/dataset/call_kw", params, door or f"{model}.{method}")

    def get(self, url, door=None, **kwargs):
        """One page or file; what is packed in it is looked at, too."""
        response = self.url_open(url, timeout=60, **kwargs)
        self.look(door or url, url + json.dumps(kwargs, default=str), response)
        refused = any(name in response.text for name in REFUSALS)
        if response.status_code >= 500 and not refused:
            self.crashes[door or url] = response.text[-500:]
        return response

    # ------------------------------------------------------------------ what came

    def look(self, door, asked, response):
        """Note each marker of an answer that the question did not hold."""
        text = self.text_of(response)
        found = self.find_markers(text)
        if found:
            for marker in found - self.find_markers(asked + self.typed):
                at = text.find(marker)
                excerpt = text[max(0, at - 90) : at + 60] if at >= 0 else "(spaced)"
                self.note(door, self.markers[marker], excerpt)

    def note(self, door, what, excerpt):
        self.leaks.setdefault((door, what), excerpt)

    def find_markers(self, text):
        text = text.lower()
        return {
            marker
            for marker in self.markers
            if marker in text or marker[0].isdigit() and marker in BLANKS.sub("", text)
        }

    @staticmethod
    def text_of(response):
        """The whole of an answer as text, in lower case."""
        texts = [str(response.headers)]
        if response.content.startswith(b"PK"):
            with zipfile.ZipFile(io.BytesIO(response.content)) as packed:
                texts += [
                    packed.read(name).decode("utf-8") for name in packed.namelist()
                ]
        else:
            texts.append(response.content.decode("utf-8", "replace"))
        return "\n".join(texts).lower()

    # ------------------------------------------------------------------ many at once

    def divide(self, parts, ask):
        """Ask for all parts at once: a part of the time of asking for each of them.

        Where this is refused or tells something, each half is asked for by itself, down
        to the part that it is because of.

        :param ask: called with some of the parts; its answer, None if it was refused
        """
        if not parts:
            return
        before = dict(self.leaks), dict(self.crashes)
        answer = ask(parts)
        after = self.leaks, self.crashes
        if len(parts) == 1 or (answer is not None and after == before):
            return
        if answer is not None and not self.divides:
            return
        self.leaks, self.crashes = map(dict, before)
        middle = len(parts) // 2
        self.divide(parts[:middle], ask)
        self.divide(parts[middle:], ask)
        if (self.leaks, self.crashes) == before:
            # Only together: nothing is forgotten.
            self.leaks, self.crashes = after

    @staticmethod
    def say(parts):
        return str(parts[0]) if len(parts) == 1 else f"({len(parts)} at once)"

    # ------------------------------------------------------------------ verdict

    def assert_tight(self):
        """Nothing of a client came back, and no door fell out of its frame."""
        lines = [
            f"LEAK {door}: {what}: …{excerpt}…".replace("\n", " ")
            for (door, what), excerpt in sorted(self.leaks.items())
        ] + [f"CRASH {door}: {text}" for door, text in sorted(self.crashes.items())]
        self.assertFalse(lines, "\n".join(["", *lines]))
