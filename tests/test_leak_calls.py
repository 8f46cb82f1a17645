# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import inspect

from odoo.tests import tagged

from .common_leak import CLIENT
from .common_leak_crawl import MODULES, CrawlCase

ADDON = "odoo.addons.crm_prospect."
# Not Odoo's methods of every model, which the crawl of models calls, but these.
COPIES = {"copy", "copy_data", "name_create"}
PERSONS = (
    {"phones": CLIENT["phones"][:1]},
    {"emails": CLIENT["emails"]},
    {"documents": CLIENT["documents"][2:3]},
    {"documents": CLIENT["documents"][:1]},
    {"lastname": "Zqxvjlast", "firstname": "Zqxvjfirst", "birthdate": "1951-09-13"},
)
WINDOW = "ir.actions.act_window"
# Odoo's own methods are called where clients are met, those of the addon anywhere.
PLACES = {"calendar.event", "crm.lead", "discuss.channel", "mail.activity"}
PLACES |= {"mail.message", "mail.followers", "res.partner", "res.users"}


@tagged("post_install", "-at_install")
class TestLeakCalls(CrawlCase):
    """Every public method, asked for the client by what is known of him."""

    def test_own(self):
        with self.as_user(self.hidden):
            self.call_all()
        self.assert_tight()

    # ------------------------------------------------------------------ calls

    def call_all(self):
        self.arguments = self.get_arguments()
        self.unknown, self.answered = set(), set()
        self.of_every_model = {
            name
            for part in self.registry["base"].mro()
            if not part.__module__.startswith(ADDON)
            for name in vars(part)
        }
        for model in sorted(self.registry.models):
            methods = dict(self.get_methods(model))
            if not methods:
                continue
            with self.undone():
                records = self.get_records(model)
                for name, func in methods.items():
                    with self.undone():
                        self.call_method(model, name, func, records)
        self.assertFalse(self.unknown, "Tell an argument for the test to pass.")
        # Not because everything is refused.
        self.assertGreater(len(self.answered), 100)

    def get_methods(self, model):
        """Public methods of the addon, and of Odoo's apps where a client may be."""
        addons = (ADDON,)
        if model in PLACES:
            addons += tuple(f"odoo.addons.{name}." for name in MODULES)
        seen = {"init", "set_values", *self.of_every_model} - COPIES
        for part in self.registry[model].mro():
            if not part.__module__.startswith(addons):
                continue
            for name, func in vars(part).items():
                if name.startswith("_") or name in seen or not inspect.isfunction(func):
                    continue
                seen.add(name)
                if not getattr(func, "_api_private", False):
                    yield name, func

    def get_records(self, model):
        """Sets of ids: what he sees of a model, what he does not see."""
        if self.registry[model]._abstract:
            # Only methods without records; others are called where it is inherited.
            return []
        if self.registry[model]._transient:
            return self.make_dialogs(model)
        ids = self.all_ids(model)
        mine = self.env[model].with_user(self.user).with_context(active_test=False)
        found = []
        if mine.has_access("read"):
            found = mine.search([("id", "in", ids)]).ids
        guessed = [record_id for record_id in ids if record_id not in found]
        return [[record_id] for record_id in found[:2] + guessed[:2]]

    def make_dialogs(self, model):
        """A dialog opened on his prospect, on his application, and on the client."""
        made = []
        for record in (self.linked, self.proposed, self.lead, self.client):
            context = {
                "active_model": record._name,
                "active_id": record.id,
                "active_ids": record.ids,
                "default_prospect_id": self.linked.id,
                "default_lead_id": self.lead.id,
                "default_partner_id": self.client.id,
            }
            ids = self.call(model, "create", [{}], context=context)
            if ids:
                made.append(ids)
                self.call(model, "web_read", ids, self.flat(model))
        return made

    def call_method(self, model, name, func, records):
        is_ours = func.__module__.startswith(ADDON)
        parameters = list(inspect.signature(func).parameters.values())[1:]
        known = {}
        for parameter in parameters:
            if parameter.kind in (parameter.VAR_POSITIONAL, parameter.VAR_KEYWORD):
                continue
            values = self.arguments.get(parameter.name)
            if values is None and parameter.default is parameter.empty:
                if is_ours:
                    self.unknown.add((model, name, parameter.name))
                return
            if values is not None:
                known[parameter.name] = values
        is_model = getattr(func, "_api_model", False)
        for place in range(max(map(len, known.values()), default=1)):
            # Each value of each parameter once, not each with each.
            given = {key: values[place % len(values)] for key, values in known.items()}
            for ids in [None] if is_model else records:
                args = () if is_model else (ids,)
                crashes = dict(self.crashes)
                # An action may hand on the ids that it was given.
                self.typed = str((ids, given))
                answer = self.call(model, name, *args, **given)
                if not self.refusal:
                    self.answered.add((model, name))
                self.follow(answer)
                if not is_ours:
                    # Not all that Odoo offers takes any record or argument.
                    self.crashes = crashes

    def follow(self, action):
        """Open what a method answers with."""
        if not isinstance(action, dict) or action.get("type") != WINDOW:
            return
        model, context = action["res_model"], action.get("context") or {}
        # Of actions in files these are expressions, for the browser.
        context = context if isinstance(context, dict) else {}
        domain = action.get("domain")
        domain = domain if isinstance(domain, list) else []
        flat = self.flat(model)
        door = f"{model} opened"
        if action.get("res_id"):
            self.call(
                model, "web_read", [action["res_id"]], flat, context=context, door=door
            )
        elif action.get("target") == "new":
            self.call(model, "onchange", [], {}, [], flat, context=context, door=door)
        else:
            self.call(
                model,
                "web_search_read",
                domain=domain,
                specification=flat,
                limit=80,
                context=context,
                door=door,
            )

    # ------------------------------------------------------------------ arguments

    def get_arguments(self):
        """What to pass, by the name of a parameter: several values are tried."""
        client, lead = self.client.id, self.lead.id
        texts = [
            "Zqxvjlast",
            "+79770071771",
            "500100732259",
            "zqxvjmail@zqxvjdomain.example",
        ]
        events = [
            {"value": texts[1], "outcome": "reached", "date": "2026-01-01 00:00:00"}
        ]
        return {
            "partner_id": [client, self.became.id, False],
            "other_id": [self.proposed.id, None],
            "person": [{**one, "source": "AL"} for one in PERSONS],
            "persons": [[{**one, "source": "AL"} for one in PERSONS]],
            "values": list(PERSONS),
            "number": texts[1:2],
            "numbers": [texts[1:2]],
            "value": ["zqxvjmail@zqxvjdomain.exmaple", *texts],
            "text": texts,
            "search": texts,
            "search_term": texts,
            "email": texts[3:],
            "name": texts[:1],
            "events": [events, [{**events[0], "partner_id": client}]],
            "model": ["res.partner", "crm.lead", "crm.prospect"],
            "res_id": [client, lead, self.linked.id],
            "source_model": ["crm.prospect", "crm.lead"],
            "source_id": [self.linked.id, self.secret_lead.id],
            "match_id": self.all_ids("crm.match"),
            "verdict": ["confirmed", "rejected"],
            "choices": [{}],
            "domain": [[], [("partner_id", "=", client)]],
            "domains": [{"all": []}],
            "decision": ["new", "same"],
            "until": ["2031-01-01"],
            "reason": ["Later"],
            "activity_id": self.env["mail.activity"].sudo().search([], limit=3).ids,
            "message_id": [self.letter.id, self.answer.id],
            "msg_dict": [
                {"from": texts[3], "email_from": texts[3], "subject": "S", "body": "B"}
            ],
            "fields": [["display_name"]],
            "specification": [{"display_name": {}}],
            "field_names": [["display_name"]],
            "field_name": ["value", "phone", "partner_id"],
            "model_name": ["res.partner", "crm.lead"],
            "source_ref": ["crm_prospect.unsubscribe"],
            "default": [None],
            "group_ext_id": ["base.group_user"],
            "kind": ["phone", None],
            "application": [{"name": "Loan"}],
            "default_values": [None],
            "partner_ids": [[client]],
            "channel_id": [self.channel.id],
            "emails": [texts[3:]],
            "despite_contradictions": [True],
        }
