# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import re

from odoo import api, models
from odoo.exceptions import AccessError
from odoo.fields import Domain
from odoo.tools import SQL

from ...tools import dates, emails, phones
from .masked import BY_RECORD

# Whole values that one search may ask for: lists of guesses halve what is unknown.
MAX_VALUES = 100
MAX_DATES = 1
SEVERAL = ("in", "not in")
# Fields without a value of their own that find people by whole values.
SEARCH_BOXES = ("person_search",)


class CrmMasked(models.AbstractModel):
    """Masked values are found as a whole only: by parts of them, by comparing or by
    sorting somebody could guess them sign by sign.
    """

    _inherit = "crm.masked"

    @api.model
    def _search(
        self,
        domain,
        offset=0,
        limit=None,
        order=None,
        *,
        active_test=True,
        bypass_access=False,
    ):
        if masks := self._get_masks():
            # Before Odoo follows relations as superuser.
            domain = Domain(self._get_domain_in_sight(domain))
            # As Odoo does it, before the domain loses its conditions.
            if active_test and self.env.context.get("active_test", True):
                domain &= self._get_active_domain(domain)
            active_test = False
            # Fields without a column become conditions on others: before and after.
            domain = domain.optimize(self)
            asked = self._check_guesses(domain, masks)
            domain = self._map_masked(domain, masks).optimize_full(self)
            asked += self._check_guesses(domain, masks)
            domain = self._map_masked(domain, masks)
            if asked:
                log = self.env["crm.access.log"]
                log._log_questions("find", self, len(asked))
        return super()._search(
            domain,
            offset,
            limit,
            order,
            active_test=active_test,
            bypass_access=bypass_access,
        )

    @api.model
    def _get_active_domain(self, domain):
        """What leaves the archived records out, unless the domain speaks of them."""
        active = self._active_name
        if not active or any(c.field_expr == active for c in domain.iter_conditions()):
            return Domain.TRUE
        return Domain(active, "=", True)

    # ------------------------------------------------------------------ guesses

    @api.model
    def _check_guesses(self, domain, masks):
        """The fields asked for whole values in a domain, once per value.

        However a list of guesses is cut up, it is one: `|` joins any number of them.

        :rtype: list of names
        :raise AccessError: there are too many guesses
        """
        asked = []
        for condition in domain.iter_conditions():
            name = condition.field_expr.partition(".")[0]
            if name not in SEARCH_BOXES and masks.get(name, "client") == "client":
                continue
            values = condition.value if condition.operator in SEVERAL else [True]
            asked += [name] * sum(map(bool, values))
            dates = [n for n in asked if self._fields[n].type == "date"]
            if len(asked) > MAX_VALUES or len(dates) > MAX_DATES:
                raise self._refused(masks.get(name))
        return asked

    # ------------------------------------------------------------------ conditions

    @api.model
    def _map_masked(self, domain, masks):
        return domain.map_conditions(
            lambda condition: self._get_masked_condition(condition, masks)
        )

    @api.model
    def _get_masked_condition(self, condition, masks):
        """What is searched instead of a condition, for a user with masks.

        :param condition: of a domain
        :param dict masks: of this model and user
        :rtype: Domain
        :raise AccessError: the condition would tell more than the mask
        """
        name, _dot, part = condition.field_expr.partition(".")
        operator, value = condition.operator, condition.value
        if name not in masks:
            return condition
        if masks[name] == "client":
            return self._get_client_condition(condition)
        shown = self._get_shown_domain(name)
        if not part and operator in SEVERAL:
            return self._as_superuser(condition)
        if not part and operator in ("ilike", "=ilike") and isinstance(value, str):
            # Search boxes ask several fields at once: a part of a value finds nothing.
            # Signs that mean more in a pattern come escaped.
            text = re.sub(r"\\([\\%_])", r"\1", value.strip())
            whole = self._get_whole_domain(name, text)
            return self._as_superuser(whole | shown & condition)
        raise self._refused(masks[name])

    @api.model
    def _get_whole_domain(self, field_name, text):
        """The records that have a typed text as the whole value of a field."""
        field = self._fields[field_name]
        if field.type == "date":
            day, reason = dates.parse(text)
            return Domain.FALSE if reason else Domain(field_name, "=", day)
        whole = Domain(field_name, "=", text)
        kind = self._get_masked_fields()[field_name]
        if kind in ("phone", BY_RECORD) and "phone_sanitized" in self._fields:
            country = self.env.company.country_id.code or "RU"
            if number := phones.parse_one(text, country).number:
                whole |= Domain("phone_sanitized", "=", number)
        if kind in ("email", BY_RECORD) and "email_normalized" in self._fields:
            if address := emails.parse_one(text).address:
                whole |= Domain("email_normalized", "=", address)
        return whole

    @api.model
    def _as_superuser(self, domain):
        """A condition on the values themselves."""

        def to_sql(model, alias, query):
            free = model.sudo()
            return Domain(domain).optimize_full(free)._to_sql(free, alias, query)

        return Domain.custom(to_sql=to_sql)

    @api.model
    def _get_client_condition(self, condition):
        """A condition on a client: one whom the user may not see counts as none."""
        name, operator, value = (
            condition.field_expr,
            condition.operator,
            condition.value,
        )
        clients = self.env["res.partner"].with_context(active_test=False)
        if name not in self._fields or operator in ("any!", "not any!"):
            return condition
        seen = self._links_to(name, clients, Domain.TRUE)
        negative = operator in Domain.NEGATIVE_OPERATORS
        if operator in ("in", "not in"):
            ids = [element for element in value if element]
            found = self._links_to(name, clients, Domain("id", "in", ids))
            if len(ids) < len(value):
                found |= ~seen
        else:
            positive = condition if not negative else Domain(name, operator[4:], value)
            found = seen & positive
        return ~found if negative else found

    @api.model
    def _links_to(self, name, clients, domain):
        """Domain: the client of a field is one of those the user finds by a domain."""
        return Domain.custom(
            to_sql=lambda model, alias, query: SQL(
                "(%(column)s IS NOT NULL AND %(column)s IN %(clients)s)",
                column=model._field_to_sql(alias, name, query),
                clients=clients._search(domain).subselect(),
            )
        )

    @api.model
    def _get_told_domain(self, domain):
        """A domain for an action, which tells it: by ids to a user with masks."""
        if not self._get_masks():
            return domain
        return Domain("id", "in", self.search(domain).ids)

    # ------------------------------------------------------------------ columns

    def _field_to_sql(self, alias, field_expr, query=None):
        """The last wall: nothing but fetching gets at the column of a masked value."""
        if not self.env.su and not getattr(query, "is_fetch", False):
            kind = self._get_masks().get(field_expr.partition(".")[0], "client")
            if kind != "client":
                raise self._refused(kind)
        return super()._field_to_sql(alias, field_expr, query)

    def _order_field_to_sql(self, alias, field_name, direction, nulls, query):
        """A list is not sorted by what is masked."""
        if field_name.partition(".")[0] in self._get_masks():
            return SQL()
        return super()._order_field_to_sql(alias, field_name, direction, nulls, query)

    @api.model
    def fields_get(self, allfields=None, attributes=None):
        """Odoo's; lists offer neither to sort nor to group by what is masked."""
        described = super().fields_get(allfields, attributes)
        for name in self._get_masks().keys() & described.keys():
            for way in {"sortable", "groupable"} & described[name].keys():
                described[name][way] = False
        return described

    def _read_group_groupby(self, alias, groupby_spec, query):
        name = groupby_spec.partition(":")[0].partition(".")[0]
        if self._get_masks().get(name) == "client":
            raise self._refused("client")
        return super()._read_group_groupby(alias, groupby_spec, query)

    @api.model
    def _refused(self, kind):
        """Exception: what was asked would tell more than the mask.

        An AccessError, by which Odoo knows that a field cannot be grouped by.
        """
        return AccessError(
            {
                "phone": self.env._(
                    "Phones are masked for you: give the whole number."
                ),
                "email": self.env._(
                    "E-mails are masked for you: give the whole address."
                ),
                "document": self.env._(
                    "Documents are masked for you: give the whole number."
                ),
                "birthdate": self.env._(
                    "Birth dates are masked for you: give the whole date."
                ),
                "client": self.env._("Clients are hidden from you."),
            }.get(kind)
            or self.env._("This is masked for you: give the whole value.")
        )
