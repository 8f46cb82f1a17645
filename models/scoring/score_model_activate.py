# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models
from odoo.exceptions import UserError


class CrmContactScoreModel(models.Model):
    """From a draft to the version in use, and back by way of a copy."""

    _inherit = "crm.contact.score.model"

    def action_new_version(self):
        """Make a draft of this version, or of the active one, and open it.

        Going back is this too: the draft of an earlier version is activated.

        :return: dict, the action that opens the draft
        """
        draft = (self[:1] or self._active().sudo(False)).copy()
        return {
            "type": "ir.actions.act_window",
            "res_model": self._name,
            "res_id": draft.id,
            "views": [(False, "form")],
        }

    def action_open_activation(self):
        """Ask before this draft is put into use, and show what that changes."""
        self.ensure_one()
        self._check_activable()
        view = self.env.ref("crm_prospect.crm_contact_score_model_view_activate")
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Activate %(version)s", version=self.display_name),
            "res_model": self._name,
            "res_id": self.id,
            "views": [(view.id, "form")],
            "target": "new",
        }

    def action_activate(self):
        """Put this draft into use instead of the active version.

        :raise UserError: it is no draft
        :raise ValidationError: its lines are not complete, or overlap
        """
        self.ensure_one()
        self.check_access("write")
        self._check_activable()
        # Whoever activates another draft now waits here, and then starts anew.
        self.env.cr.execute(
            "SELECT FROM crm_contact_score_model WHERE state = 'active' FOR UPDATE",
            log_exceptions=False,
        )
        active = self._active()
        active.write({"state": "archived"})
        active.flush_recordset()
        self.sudo().write(
            {
                "state": "active",
                "activated_at": fields.Datetime.now(),
                "activated_by_id": self.env.uid,
            }
        )
        self._after_activation()
        return {"type": "ir.actions.act_window_close"}

    def _check_activable(self):
        if self.state != "draft":
            raise UserError(
                self.env._(
                    "%(version)s is no draft. To go back to an earlier version, restore"
                    " it: activate a copy of it.",
                    version=self.display_name,
                )
            )
        self._check_factors()

    def _after_activation(self):
        """Called when this version has become the active one, before the commit."""
