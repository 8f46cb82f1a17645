# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from lxml import etree

from odoo.tests import tagged
from odoo.tools.safe_eval import datetime, safe_eval, time

from .common_leak_crawl import UNREAD, CrawlCase


@tagged("post_install", "-at_install")
class TestLeakScreens(CrawlCase):
    """What the menus open is opened without any refusal, and tells of no client."""

    def test_own(self):
        with self.as_user(self.hidden):
            self.open_menus()
        self.assert_tight()

    def test_all(self):
        with self.as_user(self.hidden_all):
            self.open_menus()
        self.assert_tight()

    def open_menus(self):
        menus = self.get("/web/webclient/load_menus").json()
        actions = {
            (menu["actionModel"], menu["actionID"])
            for menu in menus.values()
            if menu.get("actionID")
        }
        self.assertGreater(len(actions), 20)
        for kind, action_id in sorted(actions):
            route = "load" if kind != "ir.actions.server" else "run"
            action = self.rpc(
                f"/web/action/{route}", {"action_id": action_id}, f"menu {action_id}"
            )
            if action and action["type"] == "ir.actions.act_window":
                self.open_action(action)

    def open_action(self, action):
        model = action["res_model"]
        door = f"menu {action['name']}"
        views = [view for view in action["views"] if view[1] != "search"]
        options = {"action_id": action["id"], "toolbar": True, "load_filters": True}
        made = self.must(door, model, "get_views", [*views, (False, "search")], options)
        shown = made["models"]
        # All fields of the model are told, for searches: a view shows some of them.
        names = {
            node.get("name")
            for view in made.get("views", {}).values()
            for node in etree.fromstring(view["arch"]).iter("field")
        }
        spec = {
            name: self.shown_of(field, shown)
            for name, field in shown[model]["fields"].items()
            if field["type"] not in UNREAD and name in names
        }
        terms = {"uid": self.user.id, "time": time, "datetime": datetime}
        terms.update(active_id=False, active_ids=[], context={})
        domain = action["domain"] or []
        if isinstance(domain, str):
            domain = safe_eval(
                domain, {**terms, "context_today": datetime.datetime.now}
            )
        if not self.registry[model]._abstract and not self.registry[model]._transient:
            found = self.must(
                door, model, "web_search_read", domain, specification=spec, limit=80
            )
            ids = [record["id"] for record in found["records"][:20]]
            self.must(f"{door}, form", model, "web_read", ids, spec)
        elif self.registry[model]._transient:
            self.must(f"{door}, dialog", model, "onchange", [], {}, [], spec)

    def shown_of(self, field, shown):
        """What a view shows of a related record."""
        if field["type"] == "many2one":
            return {"fields": {"display_name": {}}}
        if field["type"] not in ("one2many", "many2many"):
            return {}
        # Fields of the lists and forms inside of the form.
        related = shown.get(field["relation"], {"fields": {}})["fields"]
        return {
            "fields": {
                name: {"fields": {"display_name": {}}}
                if sub["type"] in ("many2one", "one2many", "many2many")
                else {}
                for name, sub in related.items()
                if sub["type"] not in UNREAD
            }
        }

    def must(self, door, model, method, *args, **kwargs):
        """A call that the web client makes by itself: a refusal is a broken screen."""
        door = f"{door}: {model}.{method}"
        result = self.call(model, method, *args, door=door, **kwargs)
        if result is None:
            self.crashes.setdefault(door, f"refused: {self.refusal}")
            return {"models": {model: {"fields": {}}}, "records": []}
        return result
