# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Calls that are refused: what for is told, and nothing is written."""

from odoo.tests import new_test_user, tagged
from odoo.tools import mute_logger

from .common import ANNA
from .common_register_api import RegisterApiCase


@tagged("post_install", "-at_install")
class TestRegisterApiRefused(RegisterApiCase):
    @mute_logger("odoo.http")
    def test_refused(self):
        """The field is named, and nothing is written."""
        person = {**ANNA, "source": "AL"}
        prospects = self.env["crm.prospect"].search_count([])
        for field, changed in (
            ("person", "Anna"),
            ("surname", {**person, "surname": "x"}),
            ("lastname", {**person, "lastname": ["x"]}),
            ("lastname", {**person, "lastname": "x" * 10_000}),
            ("birthdate", {**person, "birthdate": "1980-02-31"}),
            ("gender", {**person, "gender": "f"}),
            ("country", {**person, "country": "Narnia"}),
            ("phones", {**person, "phones": "+79161234567"}),
            (
                "documents",
                {**person, "documents": [{"type": "library", "number": "1"}]},
            ),
            ("source", {**person, "source": "NOPE"}),
            ("name", {"source": "AL"}),
            ("?", {**person, "\ud800": 1}),
            ("x" * 255, {**person, "x" * 10_000: 1}),
        ):
            for method in ("identify", "register"):
                with self.subTest(field=field, method=method):
                    message = self.refused(method, person=changed)
                    self.assertTrue(message.startswith(f"{field}: "), message)
        self.assertTrue(self.refused("register", person=ANNA).startswith("source: "))
        for field, application in (
            ("application", []),
            ("application", "Credit"),
            ("application.stage", {"stage": 1}),
            ("application.?", {"\ud800": 1}),
            ("application.name", {"name": 1.5}),
            ("application.name", {"name": "x" * 10_000}),
            ("application.ref", {"ref": {}}),
            ("application.amount", {"amount": "12"}),
            ("application.amount", {"amount": -1}),
            ("application.amount", {"amount": True}),
            ("application.amount", {"amount": float("inf")}),
            ("application.amount", {"amount": float("nan")}),
            ("application.amount", {"amount": 10**400}),
            ("application.team", {"team": "Sales\0"}),
            ("application.team", {"team": "\ud800"}),
            ("application.team", {"team": "x" * 10_000}),
            ("application.team", {"team": "Nobody"}),
            ("application.team", {"team": 2**40}),
            ("application.team", {"team": 1.5}),
            ("application.campaign", {"campaign": 1.5}),
        ):
            with self.subTest(field=field, application=application):
                message = self.refused(
                    "register", person=person, application=application
                )
                self.assertTrue(message.startswith(f"{field}: "), message)
        for limit in (0, -1, 101, "5", True, 1.5):
            message = self.refused("identify", person=ANNA, limit=limit)
            self.assertTrue(message.startswith("limit: "), message)
        self.assertEqual(self.env["crm.prospect"].search_count([]), prospects)

    @mute_logger("odoo.http")
    def test_not_in_time(self):
        """Nobody could be looked for: another status, and the call may be repeated."""
        parameters = self.env["ir.config_parameter"]
        parameters.set_param("crm_prospect.register_timeout", "1")
        response = self.post("crm.prospect/identify", person=ANNA)
        self.assertEqual(response.status_code, 503, response.text)
        self.assertIn("try again", response.json()["message"])
        parameters.set_param("crm_prospect.register_timeout", "800")
        self.assertEqual(self.call("identify", person=ANNA)["verdict"], "none")

    @mute_logger("odoo.http")
    def test_who_may(self):
        """No key, no right, no such method, no such argument."""
        stranger = self.make_key(new_test_user(self.env, "api_stranger"))
        portal = new_test_user(self.env, "api_portal", groups="base.group_portal")
        portal_key = self.make_key(portal)
        for method in ("identify", "register"):
            path = f"crm.prospect/{method}"
            person = {**ANNA, "source": "AL"}
            for key, status in (("wrong", 401), (stranger, 403), (portal_key, 403)):
                response = self.post(path, key, person=person)
                self.assertEqual(response.status_code, status, response.text)
            self.assertEqual(self.post(path, people=[]).status_code, 422)
            self.assertEqual(self.post(path).status_code, 422)
        self.assertEqual(self.post("crm.prospect/nothing").status_code, 404)
        self.assertEqual(self.post("crm.person.registrar/nothing").status_code, 404)
        response = self.post("crm.person.registrar/_register_persons", persons=[])
        self.assertEqual(response.status_code, 403)
