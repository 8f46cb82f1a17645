# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, models
from odoo.exceptions import AccessError, UserError

MAX_ID = 2**31 - 1


class CrmProspect(models.Model):
    """Why a prospect and somebody else are, or are not, taken for one person."""

    _inherit = "crm.prospect"

    def explain(self, partner_id=None, other_id=None):
        """Say why this prospect and another person are, or are not, one person.

        One record only. Exactly one of the two arguments is given. Writes nothing but
        index rows that wait for the end of the transaction anyway.

        :param int partner_id: id of a client
        :param int other_id: id of another prospect
        :return: a dict that can be written as JSON; all words are in the language of
            the user:

            - `prospect`, `other`: `{"model", "id", "number", "name"}` of both sides
            - `verdict`: what is recorded of the pair, or None: `{"match_id",
              "verdict", "rule_id", "rule", "rule_version", "confidence", "user",
              "date", "reason", "ground_gone"}`
            - `linked`: whether the prospect is linked with this client, or both
              prospects with the same client
            - `values`: list of `{"attribute", "label", "left", "right"}`: all that both
              persons have of what rules compare, as of a condition below
            - `rules`: all rules, strictest first: `{"id", "name", "mode", "sentence",
              "confidence", "holds" (all conditions fit), "decides" (it is the rule
              that names the reason), "rare" (it links, since few bear the name),
              "state", "state_text", "conditions"}`; `state` is `holds`, `demoted`
              (would link, but an exception makes it a proposal), `fails`,
              `other_target`, `not_for_this_group`, `other_company`,
              `not_for_this_company`, `being_prepared` or `in_draft`
            - a condition: `{"id", "attribute", "comparison", "label", "left",
              "right", "outcome", "text"}`; `outcome` is `fits`, `differs` (not so),
              `against` (a guard or an exception) or `missing`; `left` and `right` are
              lists of `{"text" (as typed or masked, dates ISO), "same", "read_as" (what
              a name is taken for, if something else), "unusable" (why it is never
              compared, in words), "generic" (too many people have it)}`
            - `for`, `against`, `missing`: lists of words, whatever the rules are
            - `apart`: list of words: what holds the two apart
            - `candidates`: whether they are compared at all: `{"compared", "shared",
              "too_common" (lists of what was looked up, in words), "text"}`
            - `short`: `+full name +birth date −passport`
        :raise UserError: not exactly one prospect and one other person, or the
            partner is not a client; the message names the argument
        :raise AccessError: the user may not see one of the two, or it does not exist;
            the message names nobody
        """
        self._check_one_to_explain()
        other = self._get_explained_other(partner_id, other_id)
        self.env["crm.access.log"]._log("explain", self)
        if self.env.cr.precommit.data.get("crm_person_index"):
            self.env["crm.person.index"].sudo()._flush()
        return self.env["crm.match.explanation"]._explain(self, other)

    def _check_one_to_explain(self):
        if len(self) != 1:
            raise UserError(self.env._("ids: exactly one prospect is expected."))
        self._check_may_see(self, "ids")

    def _get_explained_other(self, partner_id, other_id):
        """The client or prospect to compare with, checked.

        :raise UserError: with the argument named
        :raise AccessError: without naming anybody
        """
        given = {"partner_id": partner_id, "other_id": other_id}
        given = {name: value for name, value in given.items() if value is not None}
        if len(given) != 1:
            raise UserError(
                self.env._("partner_id, other_id: exactly one of them is expected.")
            )
        [(name, value)] = given.items()
        if type(value) is not int or not 0 < value <= MAX_ID:
            raise UserError(self.env._("%(name)s: an id is expected.", name=name))
        model = "res.partner" if name == "partner_id" else self._name
        other = self.env[model].browse(value)
        self._check_may_see(other, name)
        if other == self:
            raise UserError(
                self.env._("%(name)s: another prospect is expected.", name=name)
            )
        if name == "partner_id" and not other.is_client:
            raise UserError(self.env._("%(name)s: a client is expected.", name=name))
        return other

    @api.model
    def _check_may_see(self, person, argument):
        """Like `check_access`, with a message that names nobody.

        :param person: a prospect or a partner
        :param argument: name of the argument that it was asked for by
        :raise AccessError: the record is hidden, or does not exist
        """
        if not person.exists() or not person.has_access("read"):
            raise AccessError(
                self.env._(
                    "%(name)s: there is no such person, or you may not see it.",
                    name=argument,
                )
            )
