# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain
from odoo.tools import SQL

# Those who decide who is a client, or who could give themselves any right.
SEE_EVERYTHING = (
    "crm_prospect.group_prospect_steward",
    "base.group_erp_manager",
    "base.group_system",
)
# Rights of everybody: apps give some of theirs to all employees.
BASIC = ("base.group_user", "base.group_portal", "base.group_public")


class ResGroups(models.Model):
    """Rights that cannot stand beside «CRM without Client Base»."""

    _inherit = "res.groups"

    @api.constrains("user_ids")
    def _check_user_without_clients(self):
        self._check_without_clients()

    @api.constrains("implied_ids", "implied_by_ids")
    def _check_implied_without_clients(self):
        self.env.registry.clear_cache("groups")
        self.all_implied_by_ids._check_without_clients()

    def _check_without_clients(self):
        """No user of these groups without the client base has a right that shows it."""
        hidden = self.env.ref("crm_prospect.group_without_clients", False)
        if not (hidden and self):
            return
        users = self.env["res.users"].sudo()
        domain = Domain("all_group_ids", "in", hidden.ids)
        domain &= Domain("all_group_ids", "in", self.ids)
        users.search(domain)._check_without_clients()

    def _get_showing_clients(self):
        """Those of these groups whose members cannot be kept from the client base.

        Either they see everything, or they read documents of another app that name
        partners: an order shows its customer whatever is hidden elsewhere.

        :return: dict group -> names of such documents; none: it sees everything
        """
        refs = [self.env.ref(ref, False) for ref in (*SEE_EVERYTHING, *BASIC)]
        everything = [group for group in refs[: len(SEE_EVERYTHING)] if group]
        showing = {
            group: self.env["ir.model"]
            for group in self
            if any(full in group.all_implied_ids for full in everything)
        }
        rest = self - self.browse().concat(*showing, *filter(None, refs))
        for group, model in self.env.execute_query(
            SQL(
                """SELECT DISTINCT a.group_id, a.model_id
                FROM ir_model_access a JOIN ir_model m ON m.id = a.model_id
                WHERE a.active AND a.perm_read AND a.group_id = ANY(%s)
                    AND NOT m.transient AND EXISTS (SELECT FROM ir_model_fields f
                        WHERE f.model_id = m.id AND f.store
                            AND f.relation = 'res.partner'
                            AND f.ttype IN ('many2one', 'many2many'))
                    AND NOT EXISTS (SELECT FROM ir_model_data d
                        WHERE d.model = 'ir.model' AND d.res_id = m.id
                            AND d.module = ANY(%s))""",
                rest.ids,
                self._get_guarded_modules(),
            )
        ):
            models_shown = showing.setdefault(self.browse(group), self.env["ir.model"])
            showing[self.browse(group)] = models_shown + models_shown.browse(model)
        return {
            group: shown.sorted("name").mapped("name")
            for group, shown in showing.items()
        }

    @api.model
    def _get_guarded_modules(self):
        """Names of the modules in which clients are hidden: those this addon is built
        on, and Odoo's address book.
        """
        own = (
            self.env["ir.module.module"].sudo().search([("name", "=", "crm_prospect")])
        )
        base = own.upstream_dependencies(exclude_states=("uninstallable",))
        return ["base", "contacts", own.name, *base.mapped("name")]


class ResUsers(models.Model):
    """Who may work without the client base."""

    _inherit = "res.users"

    @api.constrains("group_ids")
    def _check_without_clients(self):
        """Refuse the group to users whom other rights show clients."""
        for user in self.sudo().filtered(lambda user: user._is_without_clients()):
            showing = user.all_group_ids._get_showing_clients()
            if showing:
                raise ValidationError(self._get_refusal_without_clients(user, showing))

    @api.model
    def _get_refusal_without_clients(self, user, showing):
        """Why a user cannot have the group, in words.

        :param showing: as of :meth:`res.groups._get_showing_clients`
        """
        lines = [
            self.env._(
                "- %(right)s: shows %(documents)s",
                right=group.full_name,
                documents=", ".join(documents[:3]),
            )
            if documents
            else self.env._("- %(right)s: sees everything", right=group.full_name)
            for group, documents in showing.items()
        ]
        return self.env._(
            "%(user)s cannot work without the client base, for other rights would show"
            " clients. Take these rights away first:\n%(rights)s",
            user=user.name,
            rights="\n".join(sorted(lines)),
        )
