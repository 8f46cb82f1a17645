# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from typing import NamedTuple

from odoo import api, models
from odoo.tools.misc import clean_context

QUEUE = "crm_prospect.leads"


class Queued(NamedTuple):
    """Why a lead is looked at before the commit.

    :param before: values of the person before the first change, or None
    :param given: whether its prospect was given, and is not to be looked for
    :param client_id: the client that a person chose as its partner, if any
    :param user_id: who chose him
    """

    before: dict | None = None
    given: bool = False
    client_id: int | None = None
    user_id: int | None = None


class CrmLead(models.Model):
    """Every lead that names a person gets its prospect, whatever door it came by.

    Leads are collected where they are created or changed, and looked at together
    before the commit: a constant number of statements for any number of leads.
    """

    _inherit = "crm.lead"

    # ------------------------------------------------------------------ collecting

    @api.model_create_multi
    def create(self, vals_list):
        leads = super().create(vals_list)
        if not self._finds_persons():
            return leads
        chosen = leads._chosen_clients()
        entries = {}
        for lead in leads:
            # Other systems hand the prospect over with all that they say of him.
            given = bool(lead.prospect_id)
            if lead in chosen or not (given and self.env.su):
                entries[lead.id] = Queued(given=given, **chosen.get(lead, {}))
        self._queue_persons(entries)
        return leads

    def write(self, vals):
        watched = {*self._person_fields(), "partner_id", "prospect_id", "company_id"}
        if not (watched & vals.keys() and self._finds_persons()):
            return super().write(vals)
        before = {lead: lead.sudo()._watched_values() for lead in self}
        result = super().write(vals)
        changed = self.filtered(
            lambda lead: lead.sudo()._watched_values() != before[lead]
        )
        chosen = {}
        if "partner_id" in vals:
            chosen = changed.filtered(
                lambda lead: lead.partner_id.id != before[lead]["partner_id"]
            )._chosen_clients()
        self._queue_persons(
            {
                lead.id: Queued(
                    before[lead], bool(vals.get("prospect_id")), **chosen.get(lead, {})
                )
                for lead in changed
                if lead in chosen or lead._changes_person(before[lead])
            }
        )
        return result

    @api.model
    def _finds_persons(self):
        """Whether the persons of applications are looked for at all."""
        parameters = self.env["ir.config_parameter"].sudo()
        return parameters.get_param("crm_prospect.lead_persons") != "False"

    def _watched_values(self):
        return {
            **self._person_values(),
            "partner_id": self.partner_id.id,
            "prospect_id": self.prospect_id.id,
            "company_id": self.company_id.id,
        }

    def _changes_person(self, before):
        """Whether more than the partner is not what it was before."""
        after = self.sudo()._watched_values()
        return {**after, "partner_id": 0} != {**before, "partner_id": 0}

    @api.model
    def _queue_persons(self, entries):
        """Have leads looked at before the commit: dict lead id -> :class:`Queued`."""
        if not entries:
            return
        precommit = self.env.cr.precommit
        queue = precommit.data.setdefault(QUEUE, {})
        if not queue:
            context = clean_context(self.env.context)
            leads = self.browse().with_env(self.env(su=True, context=context))
            precommit.add(leads._flush_persons)
        for lead_id, entry in entries.items():
            if earlier := queue.get(lead_id):
                entry = entry._replace(
                    before=earlier.before,
                    given=earlier.given or entry.given,
                    client_id=entry.client_id or earlier.client_id,
                    user_id=entry.user_id or earlier.user_id,
                )
            queue[lead_id] = entry

    # ------------------------------------------------------------------ looking

    @api.model
    def _flush_persons(self):
        """Find the persons of the collected leads; first line of what shows them."""
        # Popped first: after a rolled-back savepoint the ids do no harm, since only
        # what is in the database by then is looked at.
        queue = self.env.cr.precommit.data.pop(QUEUE, None)
        if queue:
            leads = self.sudo().browse(queue).exists()
            leads._limited_to_teams()._find_persons_or_later(queue)

    @api.readonly
    def web_read(self, specification):
        self._flush_persons()
        return super().web_read(specification)

    def _limited_to_teams(self):
        return self.filtered(lambda lead: not lead.team_id or lead.team_id.find_persons)

    def _find_persons(self, queue):
        """Find or create the prospects of these leads, and tell them what is new.

        :param dict queue: lead id -> :class:`Queued`
        :return: dict lead -> :class:`Registered` of those that were looked for
        """
        before = self._parse_before(queue)
        persons = {
            lead: lead._date_contacts(person, before.get(lead))
            for lead, person in self._parse_persons().items()
        }
        wanted, told = {}, {}
        others = self._naming_others(before, persons)
        for lead, person in persons.items():
            entry = queue[lead.id]
            if not lead.prospect_id:
                wanted[lead] = person
            elif entry.given:
                told[lead] = (person, False)
            elif entry.before:
                if lead in others:
                    wanted[lead] = person
                else:
                    told[lead] = (person, True)
        chosen = self._still_chosen(queue)
        nameless = [
            lead for lead in chosen if lead not in persons and not lead.prospect_id
        ]
        nameless += self._chosen_otherwise(
            [k for k in chosen if k not in wanted], chosen
        )
        found = self._prospects_of_clients(nameless)
        wanted.update(self._parse_clients([k for k in nameless if k not in found]))
        registered = self._register_persons(wanted)
        found.update((lead, done.prospect_id) for lead, done in registered.items())
        self._write_prospects(found)
        self._tell_prospects(told)
        self._link_chosen(chosen)
        # Links are written by SQL: what leads show of them is out of date.
        self.prospect_id.modified(["partner_id", "match_rule_id", "match_result"])
        self.browse(lead.id for lead in found)._tell_managers_at_once()
        return registered

    def _parse_before(self, queue):
        """Whom the changed leads named before: dict lead -> :class:`Parsed`."""
        changed = self.filtered(lambda k: k.prospect_id and queue[k.id].before)
        if not changed:
            return {}
        parse = self._person_parser()
        return {
            lead: self._parse_person(
                queue[lead.id].before,
                parse,
                bool(queue[lead.id].before["partner_name"]),
            )
            for lead in changed
        }

    @api.model
    def _naming_others(self, before, persons):
        """The changed leads that name another person than their prospect by now.

        :param dict before: lead -> :class:`Parsed` or None, see :meth:`_parse_before`
        :param dict persons: lead -> :class:`Parsed`
        """
        changed = [lead for lead in before if lead in persons]
        renamed, known = [], {}
        for lead in changed:
            prospect, person = lead.prospect_id, persons[lead]
            # Nobody writes the name of a linked one: his client's is his.
            name = prospect.name or prospect.partner_id.name
            words = known.get(prospect) or self._get_words(name)
            if self._is_renamed(before[lead], person, words):
                renamed.append(lead)
            # Two who shared a nameless one may be named at once: the first one is he.
            known[prospect] = words or self._told_names(person)
        shared = self._shared_prospects(lead.prospect_id.id for lead in renamed)
        return {
            lead
            for lead in changed
            if lead._is_of_other_company()
            or self._is_somebody_else(before[lead], persons[lead])
            # A family shares its phone: who had applied before is not renamed.
            or (lead in renamed and lead.prospect_id.id in shared)
        }

    def _is_of_other_company(self):
        """Whether the lead has left the company of its prospect."""
        companies = {self.company_id, self.prospect_id.company_id}
        return len(companies) == 2 and self.env["res.company"] not in companies

    def _register_persons(self, persons):
        """Find or create prospects: dict lead -> :class:`Registered`."""
        if not persons:
            return {}
        registered = self.env["crm.person.registrar"]._register_persons(
            list(persons.values()),
            [lead._prepare_prospect_defaults() for lead in persons],
        )
        return dict(zip(persons, registered, strict=True))

    def _prepare_prospect_defaults(self):
        """What else a prospect gets that is created for this lead."""
        self.ensure_one()
        return {
            "company_id": self.company_id.id,
            "user_id": self.user_id.id,
            "team_id": self.team_id.id,
            "campaign_id": self.campaign_id.id,
            "medium_id": self.medium_id.id,
            "channel_id": self.source_id.id,
            "lang": self.lang_id.code,
        }
