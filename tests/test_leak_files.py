# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import json
from datetime import timedelta
from functools import partial

from odoo import fields
from odoo.http import Request
from odoo.tests import tagged

from .common_leak_crawl import CrawlCase

EXPORTED = (
    "calendar.attendee",
    "calendar.event",
    "crm.contact.point",
    "crm.lead",
    "crm.match",
    "crm.person.document",
    "crm.prospect",
    "mail.activity",
    "mail.message",
    "res.partner",
)


@tagged("post_install", "-at_install")
class TestLeakFiles(CrawlCase):
    """Files, pages and the calls of other systems tell nothing of a client."""

    def test_own(self):
        with self.as_user(self.hidden):
            self.fetch()
        self.assert_tight()

    def test_all(self):
        with self.as_user(self.hidden_all):
            self.fetch()
        self.assert_tight()

    def fetch(self):
        self.export()
        files = self.env["ir.attachment"].sudo().search([("name", "like", "zqxvj")])
        for file in files:
            self.get(f"/web/content/{file.id}", "/web/content")
            self.get(f"/web/content/{file.id}?download=1", "/web/content")
        for partner in self.secrets:
            for size in ("image_128", "avatar_128"):
                self.get(f"/web/image/res.partner/{partner.id}/{size}", "/web/image")
            self.get(f"/web/content/res.partner/{partner.id}/comment", "/web/content")
            self.get(f"/web_enterprise/partner/{partner.id}/vcard", "vcard")
            self.get(f"/odoo/res.partner/{partner.id}", "/odoo")
            self.get(f"/mail/view?model=res.partner&res_id={partner.id}", "/mail/view")
            self.get(f"/json/1/res.partner/{partner.id}", "/json/1")
        for number in ("+79770071771", "9770071771"):
            for ask in ("", "&open=card"):
                self.get(f"/crm_prospect/call?number={number}{ask}", "incoming call")
        self.get(f"/crm_prospect/call_list/{self.call_list.id}/csv", "call list")
        self.print_reports()
        self.call_as_system()

    def export(self):
        """As text, and all columns that are not refused as a workbook."""
        for model in EXPORTED:
            if not self.export_columns(model, "csv", ["id"]):
                continue
            given = []

            self.divide(
                self.export_paths(model), partial(self.export_given, model, given)
            )
            self.assertTrue(given)
            self.export_columns(model, "xlsx", list(dict.fromkeys(given)))

    def export_given(self, model, given, paths):
        """Ask for columns; those that come are added to the ones given so far."""
        answer = self.export_columns(model, "csv", paths)
        given.extend(paths if answer else ())
        return answer

    def export_columns(self, model, kind, paths):
        """Whether these columns of a list come as a file; None: they are refused."""
        data = {
            "model": model,
            "fields": [{"name": p, "label": p, "type": "char"} for p in paths],
            "ids": False,
            "domain": [],
            "groupby": [],
            "import_compat": False,
            "context": {"active_test": False},
        }
        form = {"data": json.dumps(data), "csrf_token": Request.csrf_token(self)}
        door = f"/web/export/{kind} {model} {self.say(paths)}"
        response = self.get(f"/web/export/{kind}", door, data=form)
        return response.status_code == 200 or None

    def print_reports(self):
        reports = self.env["ir.actions.report"].sudo().search([])
        for report in reports.filtered(lambda report: report.model in self.models):
            ids = ",".join(map(str, self.all_ids(report.model)))
            url = f"/report/html/{report.report_name}/{ids or 1}"
            self.get(url, f"report {report.report_name}")

    def call_as_system(self):
        """JSON-2 with a key of his."""
        keys = self.env["res.users.apikeys"].with_user(self.user)
        key = keys._generate(None, "leak", fields.Datetime.now() + timedelta(hours=1))
        calls = [
            ("res.partner", "search_read", {"domain": [], "fields": ["name", "email"]}),
            ("res.partner", "read", {"ids": self.client.ids, "fields": ["name"]}),
            ("res.partner", "contactability", {"ids": self.client.ids}),
            ("res.partner", "best_contacts", {"ids": self.client.ids, "kind": "phone"}),
            ("res.partner", "most_contactable", {"domain": []}),
            ("crm.prospect", "explain", {"ids": self.linked.ids}),
            (
                "crm.prospect",
                "explain",
                {"ids": self.linked.ids, "partner_id": self.client.id},
            ),
            ("crm.prospect", "who_calls", {"number": "+79770071771"}),
            ("crm.prospect", "find", {"text": "Zqxvjlast"}),
            ("crm.match", "search_read", {"domain": [], "fields": ["partner_id"]}),
            ("crm.lead", "read", {"ids": self.secret_lead.ids, "fields": ["name"]}),
        ]
        for person in (
            {"phones": ["+79770071771"]},
            {"emails": ["zqxvjmail@zqxvjdomain.example"]},
            {"documents": [{"type": "inn", "number": "500100732259"}]},
            {"name": "Zqxvjlast Zqxvjfirst Zqxvjmiddle", "birthdate": "1951-09-13"},
        ):
            person = {**person, "source": "AL"}
            calls += [
                ("crm.prospect", "identify", {"person": person}),
                ("crm.prospect", "register", {"person": person, "application": {}}),
            ]
        for model, method, arguments in calls:
            with self.undone():
                self.get(
                    f"/json/2/{model}/{method}",
                    f"JSON-2 {model}.{method}",
                    data=json.dumps(arguments),
                    headers={
                        "Authorization": f"Bearer {key}",
                        "Content-Type": "application/json",
                    },
                )
