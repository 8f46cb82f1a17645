# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The roles, and one rich sample of everything that they may or may not see."""

from functools import lru_cache

import psycopg2

from odoo.exceptions import UserError
from odoo.models import MAGIC_COLUMNS
from odoo.tests import new_test_user
from odoo.tools import mute_logger

from .common_mailing import SENDER
from .common_role_people import RolePeopleCase

SELLER = "sales_team.group_sale_salesman"
ALL_LEADS = "sales_team.group_sale_salesman_all_leads"
ROLES = {
    "portal": "base.group_portal",
    "plain": "base.group_user",
    "hidden": f"{SELLER},crm_prospect.group_without_clients",
    "hidden+all": f"{ALL_LEADS},crm_prospect.group_without_clients",
    "prospects": "crm_prospect.group_prospect_all",
    "own": SELLER,
    "own+import": f"{SELLER},crm_prospect.group_prospect_import",
    "own+erase": f"{SELLER},crm_prospect.group_prospect_erase",
    "all": ALL_LEADS,
    "clerk": ALL_LEADS,
    "steward": f"{ALL_LEADS},crm_prospect.group_prospect_steward",
    "admin": "sales_team.group_sale_manager",
}
# Looked at beside the models of the addon.
OTHER_MODELS = ("res.partner", "crm.lead")
# Ids that are plain numbers, without a foreign key
PLAIN_IDS = {
    "lead_id": "crm.lead",
    "partner_id": "res.partner",
    "prospect_id": "crm.prospect",
}
# Records of a kind that are looked at: lists of words have thousands.
MOST = 12


class RolesCase(RolePeopleCase):
    """Each role, and records of each kind with all that hangs on them.

    - `o` the role's own: prospect, the client linked with him, his application
    - `s` the same of somebody else
    - `n` of nobody
    - `c` of another company
    - `k` of a client who is no prospect: card and application
    - `p` of a contact who is no client: card and application
    - `x` what is of no person

    The clerk is limited to a group of prospects that all others are not of; whoever
    has prospects alone has no right to applications.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # What tests with transactions of their own have left behind.
        cls.env.cr.execute("DELETE FROM crm_access_log; DELETE FROM crm_lead_step")
        cls.env.company.crm_mailing_sender = SENDER
        cls.users = {"public": cls.env.ref("base.public_user")}
        export = cls.env.ref("base.group_allow_export")
        for role, groups in ROLES.items():
            user = new_test_user(cls.env, f"role_{role}", groups=groups)
            if role != "portal":
                # What nobody may export tells nothing of what is seen.
                user.group_ids += export
            cls.users[role] = user
        cls.users["clerk"].prospect_group_ids = cls.sources["VK"].group_id
        cls.colleague = new_test_user(cls.env, "role_colleague", groups=SELLER)
        cls.company = cls.env["res.company"].create({"name": "Another Company"})
        cls.unfilled = set()
        cls.own = {
            role: cls.make_people(user)
            for role, user in cls.users.items()
            if role in ROLES and role not in ("portal", "plain")
        }
        cls.others = {
            "s": cls.make_people(cls.colleague),
            "n": cls.make_people(cls.env["res.users"]),
            "c": cls.make_people(cls.env["res.users"], cls.company),
            "k": cls.make_client_alone(),
            "p": cls.make_contact_alone(),
        }
        cls.match_all()
        cls.env["crm.contact.share"].create(
            [
                {"point_id": point.id, "holders": 2}
                for point in cls.env["crm.contact.point"].search([])
            ]
        )
        for name in cls.models():
            model = cls.env[name].with_context(active_test=False)
            if not (cls.registry[name]._transient or model.search([], limit=1)):
                for kind in ("s", "c"):
                    cls.fill(model, cls.others[kind])
        cls.env.flush_all()
        cls.env.invalidate_all()
        cls.found = cls.find_all()

    # ------------------------------------------------------------------ the rest

    @classmethod
    def fill(cls, model, roots):
        """A record of a model that nothing above writes, about these people."""
        people = {name: min(ids) for name, ids in cls.hanging_on(roots, {}).items()}
        people["res.users"] = cls.colleague.id
        vals = {}
        for field in model._fields.values():
            if not field.store or field.compute or field.name in MAGIC_COLUMNS:
                continue
            if field.type == "many2one" and (known := people.get(field.comodel_name)):
                vals[field.name] = known
            elif field.type == "many2one" and field.required:
                others = cls.env[field.comodel_name].search([], limit=1)
                vals[field.name] = others.id
            elif field.required and not field.default:
                vals[field.name] = cls.plain_value(field)
        try:
            with mute_logger("odoo.sql_db"), cls.env.cr.savepoint():
                model.create(vals)
        except (psycopg2.Error, UserError, ValueError, TypeError):
            # A view of others' rows, or one with rules of its own.
            cls.unfilled.add(model._name)

    @classmethod
    def plain_value(cls, field):
        cls.number += 1
        if field.type == "selection":
            return field.get_values(cls.env)[0]
        if field.type in ("integer", "float"):
            return cls.number
        if field.type in ("date", "datetime"):
            return "2026-01-01"
        return f"{cls.number}"

    # ------------------------------------------------------------------ kinds

    @classmethod
    @lru_cache
    def models(cls):
        """Names of the models that are looked at."""
        return sorted(
            name
            for name, model in cls.registry.items()
            if not model._abstract
            and (name in OTHER_MODELS or model._original_module == "crm_prospect")
        )

    @classmethod
    def kinds(cls, role):
        """dict model -> dict kind -> records, as this role is concerned."""
        kinds = {}
        for kind, found in cls.found.items():
            # What other roles own is nothing that this one is asked about.
            kind = "o" if kind == role else kind
            for name, ids in found.items() if kind not in cls.own else ():
                kinds.setdefault(name, {})[kind] = cls.env[name].browse(ids)
        return kinds

    @classmethod
    def find_all(cls):
        """dict kind, or the role that owns it -> dict model -> ids."""
        found, taken = {}, {}
        for kind, roots in {**cls.own, **cls.others}.items():
            found[kind] = cls.hanging_on(roots, taken)
            for name, ids in found[kind].items():
                taken.setdefault(name, set()).update(ids)
        found["x"] = {
            name: set(cls.env[name].with_context(active_test=False).search([]).ids)
            - taken.get(name, set())
            for name in cls.models()
            if name not in OTHER_MODELS and not cls.registry[name]._transient
        }
        return {
            kind: {name: sorted(ids)[:MOST] for name, ids in names.items() if ids}
            for kind, names in found.items()
        }

    @classmethod
    def hanging_on(cls, roots, taken):
        """dict model -> ids of these records and of all that point to them."""
        found, fresh = {}, {}
        for record in roots:
            fresh.setdefault(record._name, set()).update(record.ids)
        while fresh:
            for name, ids in fresh.items():
                found.setdefault(name, set()).update(ids)
            asked, fresh = fresh, {}
            for comodel, ids in asked.items():
                for name, domain in cls.pointing_to(comodel, list(ids)):
                    model = cls.env[name].with_context(active_test=False)
                    more = set(model.search(domain).ids)
                    more -= found.get(name, set()) | taken.get(name, set())
                    if more:
                        fresh.setdefault(name, set()).update(more)
        return found

    @classmethod
    def pointing_to(cls, comodel, ids):
        """(model, domain of its records that point to these ones)."""
        for name in cls.models():
            for field in cls.env[name]._fields.values():
                if not field.store:
                    continue
                if field.type == "many2one_reference":
                    of_model = (field.model_field, "=", comodel)
                    yield name, [of_model, (field.name, "in", ids)]
                elif comodel == (
                    field.comodel_name
                    if field.type == "many2one"
                    else field.type == "integer" and PLAIN_IDS.get(field.name)
                ):
                    yield name, [(field.name, "in", ids)]
