# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.exceptions import UserError

from ..crm.res_partner_load import QUIET
from ..person.person_mixin import NAME_PARTS
from ..prospect.prospect import ONLINE_LIMIT


class CrmProspect(models.Model):
    """Conversion: the one door by which what a prospect says gets to a client card.

    Whoever may convert may make a client, too, though only administrators choose them
    otherwise. All is checked before the first write, and all is one transaction.
    """

    _inherit = "crm.prospect"

    # ------------------------------------------------------------------ calls

    def convert(self, partner_id=None, choices=None):
        """Make a client of one prospect: a new one, or one whom the caller may see.

        An application of the prospect has to stand on the last step of its team;
        without any application a right of its own is needed.

        :param int partner_id: id of the client, or of a contact that becomes one; 0
            or false: a new client, whoever may fit; left out: the linked client, else
            a new one if nobody fits
        :param dict choices: what happens with a value, by row: `lastname`, `firstname`,
            `middlename`, `gender`, `birthdate_date`, `phone`, `email`, `address`,
            `employer`, `lang`, `user_id`, `tag_ids`, `comment` -> `keep` what the
            client has, `take` over, or `append` (tags and comment). Left out: blank
            values are filled, tags and comments added, others kept. Blank values of the
            prospect are never taken.
        :return: `{"client_id", "created" (bool), "number" (public number)}`; of a new
            client whom the caller may not see, neither id nor number
        :rtype: dict
        :raise AccessError: the caller may not write the prospect or see the client,
            there is no such client, or he works without the client base
        :raise UserError: it is refused, with the reason; a wrong argument is named
        """
        self.ensure_one()
        self.check_access("write")
        self._check_works_with_clients()
        self._check_conversion_choices({} if choices is None else choices)
        client = self._get_conversion_target(partner_id)
        [made] = self._convert(
            {self: client}, {self: choices or {}}, chosen=partner_id is not None
        ).values()
        seen = made._filtered_access("read")
        return {
            "client_id": seen.id,
            "created": not client,
            "number": seen.client_number,
        }

    def convert_many(self, choices=None):
        """Make clients of prospects: the linked ones, else new ones where nobody fits.

        Who cannot be converted is left as he is and told with the reason.

        :param dict choices: what happens with the values of all, as of `convert`
        :return: `{"converted": number, "refused": [{"id", "reason"}]}`
        :rtype: dict
        :raise UserError: a wrong argument, which is named
        """
        choices = {} if choices is None else choices
        self._check_conversion_choices(choices)
        prospects = self.exists()
        refused = [
            {"id": prospect.id, "reason": self.env._("The prospect does not exist.")}
            for prospect in self - prospects
        ]
        prospects._meet_conversions()
        reasons = prospects._get_conversion_refusal(with_target=True)
        refused += [{"id": p.id, "reason": text} for p, text in reasons.items()]
        accepted = prospects.filtered(lambda prospect: prospect not in reasons)
        self._write_conversion(
            {p: p.partner_id for p in accepted}, dict.fromkeys(accepted, choices)
        )
        return {"converted": len(accepted), "refused": refused}

    def _get_conversion_target(self, partner_id):
        """The client that a caller means, empty for a new one."""
        if partner_id is None:
            return self.sudo().partner_id.sudo(False)
        is_id = type(partner_id) is int and 0 <= partner_id < 2**31
        if partner_id is not False and not is_id:
            raise UserError(self.env._("partner_id: the id of a client is expected."))
        client = self.env["res.partner"].browse(partner_id or ())
        if client:
            self._check_may_see(client, "partner_id")
        return client

    # ------------------------------------------------------------------ the work

    @api.model
    def _convert(self, clients, choices=None, chosen=True):
        """Convert prospects; all are checked before anything is written.

        :param dict clients: prospect -> its client, empty: a new one
        :param dict choices: prospect -> dict of row -> choice
        :param bool chosen: a person chose those clients, or new ones on purpose
        :return: dict prospect -> client
        :raise UserError: the first one that is refused, with the reason
        """
        prospects = self.union(*clients)
        prospects._meet_conversions()
        reasons = prospects._get_conversion_refusal()
        reasons.update(
            self._get_target_refusal(
                {p: client for p, client in clients.items() if p not in reasons}, chosen
            )
        )
        for prospect, text in reasons.items():
            if len(prospects) == 1:
                raise UserError(text)
            raise UserError(
                self.env._(
                    "Prospect %(number)s: %(reason)s",
                    number=prospect.sudo().number_display,
                    reason=text,
                )
            )
        return self._write_conversion(clients, choices or {})

    def _meet_conversions(self):
        """Meet who converts or decides on the same prospects, before anything else."""
        self.env.flush_all()
        self.env["crm.match.apply"]._lock(self.ids)
        self.invalidate_recordset(flush=False)

    @api.model
    def _write_conversion(self, clients, choices):
        """Write conversions that were checked: dict prospect -> client."""
        if not clients:
            return {}
        plans = {
            prospect: prospect._prepare_client(client, choices.get(prospect, {}))
            for prospect, client in clients.items()
        }
        # Defaults of the context must not get onto a card.
        cards = self._with_clean_context().env["res.partner"].sudo()
        today = fields.Date.context_today(self)
        since = {"is_client": True, "client_since": today}
        new = [prospect for prospect, client in clients.items() if not client]
        made = cards.with_context(**QUIET).create(
            [{**p._prepare_new_client(plans[p][0]), **since} for p in new]
        )
        made = dict(zip(new, made, strict=True))
        quiet = QUIET if len(clients) > ONLINE_LIMIT else {"contacts_on_cards": True}
        self._meet_cards(clients.values())
        for prospect, client in clients.items():
            vals = plans[prospect][0]
            if client and not client.is_client:
                vals = {**vals, **since}
            if client and vals:
                cards.with_context(**quiet).browse(client.id).write(vals)
        converted = {p: made.get(p) or cards.browse(clients[p].id) for p in clients}
        self._carry_along(converted, {p: tags for p, (_vals, tags) in plans.items()})
        return {
            prospect: client.with_env(self.env)
            for prospect, client in converted.items()
        }

    def _prepare_new_client(self, vals):
        """Values of a new card.

        :param dict vals: what it takes over
        """
        self.ensure_one()
        name = self._join_name({part: vals.get(part) for part in NAME_PARTS})
        if not name and self._get_full_name():
            raise UserError(self.env._("lastname: a new client needs a name."))
        return {
            **vals,
            "name": name or self.name,
            "company_id": self.company_id.id,
            "is_company": False,
        }

    @api.model
    def _meet_cards(self, clients):
        """Meet who changes the same cards, or adds to their contacts and documents."""
        cards = self.env["res.partner"].union(*clients).sudo()
        cards._person_lock()
        slots = self.env["crm.prospect.slot"].sudo()
        slots._take(f"partner_id:{card_id}" for card_id in cards.ids)

    @api.model
    def _carry_along(self, clients, tags):
        """Carry over what a card holds many of, and record the link.

        :param dict clients: prospect -> client
        :param dict tags: prospect -> `keep`, `take` or `append`
        """
        self.env.flush_all()
        writer = self.env["crm.conversion.writer"].sudo()
        pairs = writer._pairs(clients)
        writer._copy_values("crm.contact.point", pairs)
        writer._copy_values("crm.person.document", pairs)
        writer._copy_names(pairs)
        writer._copy_files(pairs)
        writer._move_activities(pairs, self._get_blind_users(clients))
        writer._write_tags(
            {p: (clients[p], how) for p, how in tags.items() if how != "keep"}
        )
        writer._write_links(clients, pairs)
        self.env.invalidate_all(flush=False)
        cards = {client.id for client in clients.values()}
        self.env["crm.person.index"]._touch("partner_id", cards)
        self.env["crm.contact.scorer"]._touch("partner_id", cards)

    @api.model
    def _get_blind_users(self, clients):
        """Ids of users with plans for these prospects who may not see all the cards."""
        activities = self.env["mail.activity"].sudo()
        planned = activities._read_group(
            [
                ("res_model", "=", "crm.prospect"),
                ("res_id", "in", [prospect.id for prospect in clients]),
                ("user_id", "!=", False),
            ],
            ["user_id"],
        )
        cards = self.env["res.partner"].union(*clients.values())

        def is_blind(user):
            # In his companies: those of the one who converts may be others.
            seen = cards.with_user(user).with_context(
                allowed_company_ids=user.sudo().company_ids.ids
            )
            return seen._filtered_access("read") != cards

        return {user.id for [user] in planned if is_blind(user)}
