# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from typing import NamedTuple

from odoo import api, models
from odoo.fields import Domain
from odoo.tools import SQL, plaintext2html

from ..prospect.person_parser import PersonError

TEXTS = ("ref", "name", "description", "campaign", "medium")
APPLICATION_KEYS = {*TEXTS, "amount", "team"}
MAX_AMOUNT = 10**12


class Application(NamedTuple):
    """An application as another system tells it.

    :param source_id: id of the source of its reference
    :param ref: its number there, or None
    :param texts: dict of the texts, blank ones None
    :param amount: expected revenue
    :param team: record of the sales team; empty when Odoo chooses
    """

    source_id: int
    ref: str | None
    texts: dict
    amount: float
    team: models.BaseModel


class CrmApplicationTaker(models.AbstractModel):
    """Turns the application of a registered person into a lead."""

    _name = "crm.application.taker"
    _description = "Application Taker"

    # ------------------------------------------------------------------ parse

    @api.model
    def _parse(self, application, source_id):
        """Check an application; nothing is written.

        :param application: dict, see `crm.prospect.register`
        :param source_id: id of the source of the person
        :return: :class:`Application`
        :raise PersonError: something of it is refused; the field is named
        """
        if not isinstance(application, dict):
            raise PersonError("application", self.env._("a dictionary is expected"))
        if unknown := application.keys() - APPLICATION_KEYS:
            raise PersonError(
                f"application.{min(map(str, unknown))}", self.env._("unknown field")
            )
        parser = self.env["crm.person.parser"]
        texts = {
            key: parser._text(application, key, f"application.{key}") for key in TEXTS
        }
        return Application(
            source_id,
            texts["ref"],
            texts,
            self._parse_amount(application.get("amount")),
            self._parse_team(application.get("team")),
        )

    @api.model
    def _parse_amount(self, amount):
        if amount is None or amount is False:
            return 0.0
        if isinstance(amount, bool) or not isinstance(amount, int | float):
            raise PersonError("application.amount", self.env._("a number is expected"))
        # Neither is what is no number or too large for one.
        if not 0 <= amount <= MAX_AMOUNT:
            raise PersonError(
                "application.amount",
                self.env._("is not between 0 and %(most)s", most=MAX_AMOUNT),
            )
        return float(amount)

    @api.model
    def _parse_team(self, team):
        teams = self.env["crm.team"]
        mine = [("company_id", "in", [False, *self.env.companies.ids])]
        if isinstance(team, str):
            key = "application.team"
            team = self.env["crm.person.parser"]._text({key: team}, key)
        if team is None or team is False:
            return teams
        if type(team) is int and 0 < team < 2**31:
            found = teams.search([("id", "=", team), *mine])
        elif isinstance(team, str):
            name = _escaped(team)
            found = teams.search([("name", "=ilike", name), *mine], limit=2)
        else:
            raise PersonError(
                "application.team", self.env._("a name or an id is expected")
            )
        if len(found) != 1:
            raise PersonError(
                "application.team",
                self.env._("is not unique") if found else self.env._("is unknown"),
            )
        return found

    # ------------------------------------------------------------------ take

    @api.model
    def _find(self, application):
        """The lead of an application whose reference is known, or an empty record.

        :param application: :class:`Application`, or None
        """
        references = self.env["crm.application.reference"]
        if application and application.ref:
            references = references.search(
                [
                    ("source_id", "=", application.source_id),
                    ("ref", "=", application.ref),
                ],
                limit=1,
            )
        # Nothing else of it is read; else the ORM would read all of its columns.
        references.lead_id.fetch(["prospect_id"])
        return references.lead_id

    @api.model
    def _prepare_application(self, application, person, prospect):
        """Meet those who take the same application; return the values of its lead.

        :param application: :class:`Application` whose reference is not known
        :param person: :class:`person_parser.Parsed`
        :param prospect: the registered prospect
        """
        if application.ref:
            # Who takes the same application at the same time is met here.
            self.env["crm.prospect.slot"]._take(
                [f"application:{application.source_id}:{application.ref}"]
            )
        # Who changes the prospect at the same time is met here: creating the lead would
        # fail in a statement with values, which is logged.
        self.env.cr.execute(
            SQL("SELECT FROM crm_prospect WHERE id = %s FOR KEY SHARE", prospect.id),
            log_exceptions=False,
        )
        return self._prepare_lead(application, person, prospect)

    @api.model
    def _make_lead(self, application, vals):
        """Make the lead, of the values of :meth:`_prepare_application`."""
        leads = self.env["crm.lead"].with_context(
            mail_create_nosubscribe=True,
            mail_create_nolog=not self._is_creation_awaited(vals),
        )
        lead = leads.create(vals)
        if application.ref:
            self.env["crm.application.reference"].create(
                {
                    "lead_id": lead.id,
                    "source_id": application.source_id,
                    "ref": application.ref,
                }
            )
        return lead

    @api.model
    def _is_creation_awaited(self, vals):
        """Whether a follower of what a lead belongs to, as its team, is told of it.

        Else Odoo's message “A new lead has been created” would reach nobody, and the
        timeline does without it: a fifth of what it takes to make a lead.

        :param vals: of the lead
        """
        created = self.env["ir.model.data"]._xmlid_to_res_id("crm.mt_lead_create")
        subtypes = self.env["mail.message.subtype"]
        *_ids, children, relations = subtypes._get_auto_subscription_subtypes(
            "crm.lead"
        )
        telling = [subtype for subtype, child in children.items() if child == created]
        followed = Domain.OR(
            Domain("res_model", "=", model) & Domain("res_id", "=", vals[field])
            for model, fields in relations.items()
            for field in fields
            if vals.get(field)
        )
        domain = followed & Domain("subtype_ids", "in", telling)
        return bool(self.env["mail.followers"].search_count(domain, limit=1))

    @api.model
    def _prepare_lead(self, application, person, prospect):
        """Values of the lead; nobody is responsible until Odoo assigns it."""
        kind = self.env["crm.lead"].default_get(["type"])["type"]
        use = "use_leads" if kind == "lead" else "use_opportunities"
        team = application.team or self.env["crm.team"]._get_default_team_id(
            domain=[(use, "=", True)]
        )
        who = self._get_applicant(person, prospect)
        columns = person.columns
        vals = {
            "type": kind,
            "name": application.texts["name"]
            or self.env._(
                "Application of %(name)s", name=who or prospect.number_display
            ),
            "prospect_id": prospect.id,
            "user_id": False,
            "team_id": team.id,
            "contact_name": who,
            "email_from": self._get_first(person, "email"),
            "phone": self._get_first(person, "phone"),
            "expected_revenue": application.amount,
            "campaign_id": self._get_utm("utm.campaign", application.texts["campaign"]),
            "medium_id": self._get_utm("utm.medium", application.texts["medium"]),
        }
        vals |= {
            column: columns[column]
            for column in ("street", "zip", "city", "country_id")
            if columns.get(column)
        }
        if description := application.texts["description"]:
            vals["description"] = plaintext2html(description)
        return vals

    @api.model
    def _get_applicant(self, person, prospect):
        """The name that was told, else that of a prospect whom the caller may see.

        Whoever reads the lead reads it, and a known reference is no secret.
        """
        told = prospect._join_name(person.columns) or person.columns.get("name")
        return told or prospect.sudo(False)._filtered_access("read").name

    @api.model
    def _get_first(self, person, kind):
        """The first contact of a kind that can be used, else the first one."""
        points = [point for point in person.points if point.kind == kind]
        usable = [point for point in points if point.normal["match_key"]]
        return next((point.value for point in usable + points), False)

    @api.model
    def _get_utm(self, model, name):
        """Id of a campaign or medium, found by name or made."""
        if not name:
            return False
        records = self.env[model].with_context(active_test=False)
        found = records.search([("name", "=ilike", _escaped(name))], limit=1)
        if not found:
            self.env["crm.prospect.slot"]._take([f"{model}:{name.lower()}"])
            found = records.create({"name": name})
        return found.id

    # ------------------------------------------------------------------ count

    @api.model
    def _count(self, prospect, lead):
        """How many times a person has applied, as far as it is known.

        :param prospect: the registered prospect; applications of all prospects of its
            client count, and those whose contact is the client: none of companies
            other than the caller's
        :param lead: the present application, or an empty record
        :return: dict with `count`, the present one included, and `days` since the
            previous one, or None
        """
        self.env["crm.lead"].flush_model(["company_id", "partner_id", "prospect_id"])
        [(count, days)] = self.env.execute_query(self._count_query(prospect, lead))
        return {"count": count, "days": days}

    @api.model
    def _count_query(self, prospect, lead):
        """SELECT of the number of applications and days since the one before.

        The prospects are an array, and OFFSET 0 keeps the conditions out: else all
        leads there are, or all of a company, might be read, when the newest people
        are not in the statistics yet.
        """
        return SQL(
            """SELECT count(*), extract(day FROM
                coalesce(max(l.create_date) FILTER (WHERE l.id = %(lead)s),
                    now() AT TIME ZONE 'UTC')
                - max(l.create_date) FILTER (WHERE l.id <> %(lead)s))::int
            FROM (SELECT id, create_date, company_id FROM crm_lead
                    WHERE prospect_id = ANY(ARRAY(SELECT p.id FROM crm_prospect p
                        WHERE p.id = %(prospect)s OR p.partner_id = %(client)s))
                UNION SELECT id, create_date, company_id FROM crm_lead
                    WHERE partner_id = %(client)s OFFSET 0) l
            WHERE l.id = %(lead)s OR (%(lead)s = 0 OR l.id < %(lead)s)
                AND (l.company_id IS NULL OR l.company_id = ANY(%(companies)s))""",
            lead=lead.id or 0,
            companies=self.env.companies.ids,
            prospect=prospect.id,
            client=prospect._get_told_clients().id or None,
        )


def _escaped(text):
    """A text that LIKE takes letter by letter."""
    return text.replace("\\", r"\\").replace("%", r"\%").replace("_", r"\_")
