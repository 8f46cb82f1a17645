# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, models
from odoo.fields import Domain
from odoo.tools import SQL, Query

from .hidden_message import ADDRESS_FIELDS, AUTHOR_FIELDS

PARTNER = "res.partner"
TEXTS = (*AUTHOR_FIELDS, *ADDRESS_FIELDS, "body")
# A link to a partner as Odoo puts it into a message, with the name in it.
PARTNER_LINK = r"<a [^>]*data-oe-model=.res\.partner.[^>]*>[^<]*</a>"
BY_VALUE = ("=", "!=", "in", "not in", "=?", "child_of", "parent_of")


# Rows that a record rule hides with this partner, whom it joins by the column itself:
# another join of the same would be refused.
RULED = {
    ("calendar.attendee", "partner_id"),
    ("crm.activity.report", "partner_id"),
    ("crm.lead", "partner_id"),
    ("mail.followers", "partner_id"),
    ("mail.notification", "res_partner_id"),
    ("res.partner", "parent_id"),
    ("res.partner.bank", "partner_id"),
}


class Base(models.AbstractModel):
    """A link to a hidden client counts as none wherever a user asks for it.

    Odoo asks for ids without any rule, and follows some links as superuser: with a
    guessed id, or letter by letter, a client could be found there. Those for whom
    values are masked meet the masks behind these links, too.
    """

    _inherit = "base"

    # ------------------------------------------------------------------ conditions

    @api.model
    def _search(self, domain, *args, **kwargs):
        return super()._search(self._get_domain_in_sight(domain), *args, **kwargs)

    @api.model
    def _get_domain_in_sight(self, domain):
        """A domain that finds nothing by what its user may not see of partners."""
        if self.env.su or not self._has_hidden_or_masked():
            return domain
        return Domain(domain).map_conditions(self._get_condition_in_sight)

    @api.model
    def _get_condition_in_sight(self, condition):
        name, _dot, rest = condition.field_expr.partition(".")
        operator, value = condition.operator, condition.value
        field = self._fields.get(name)
        if not field or not field.relational or operator.endswith("!"):
            return condition
        comodel = self.env[field.comodel_name]
        if rest:
            operator, value = "any", Domain(rest, operator, value)
        if operator in ("any", "not any"):
            if isinstance(value, Query | SQL):
                return condition
            value = comodel._get_domain_in_sight(Domain(value))
            return Domain(name, operator, comodel._get_own_domain(field, value))
        if field.comodel_name != PARTNER:
            return condition
        if operator in BY_VALUE:
            return self._get_value_condition_in_sight(field, operator, value)
        if operator.endswith("like"):
            return self._get_name_condition_in_sight(field, operator, value)
        # By size: of an id that is stored here, see `_field_to_sql`.
        return condition if field.store and field.column_type else Domain.FALSE

    @api.model
    def _get_own_domain(self, field, domain):
        """The records of a domain as the user himself finds them, for a relation that
        Odoo follows without asking for his rights.
        """
        is_checked = field.store and not field.bypass_search_access
        if is_checked or self._name != PARTNER:
            return domain
        found = self.with_context(active_test=False)._search(domain)
        return Domain("id", "any", found)

    @api.model
    def _get_name_condition_in_sight(self, field, operator, value):
        """A condition on the names of partners."""
        if not value:
            return Domain(field.name, operator, value)
        is_negative = operator in Domain.NEGATIVE_OPERATORS
        named = Domain("display_name", operator.removeprefix("not "), value)
        named = self.env[PARTNER]._get_own_domain(field, named)
        return Domain(field.name, "not any" if is_negative else "any", named)

    @api.model
    def _get_value_condition_in_sight(self, field, operator, value):
        """A condition on partners themselves: ids of hidden ones are of nobody."""
        if isinstance(value, Query | SQL):
            return Domain(field.name, operator, value)
        is_one = isinstance(value, int | str) or not value
        values = [value] if is_one else list(value)
        if self._hides_clients():
            ids = {v for v in values if type(v) is int}
            unseen = ids and ids - self.env[PARTNER]._get_ids_in_sight(ids)
            values = [v for v in values if v not in unseen] if unseen else values
            if unseen and not values:
                return Domain(operator in Domain.NEGATIVE_OPERATORS)
        value = values[0] if is_one else values
        if operator in ("child_of", "parent_of"):
            if self._name == PARTNER:
                return Domain(field.name, operator, value)
            family = Domain("id", operator, value)
            family = self.env[PARTNER]._get_own_domain(field, family)
            return Domain(field.name, "any", family)
        if names := [v for v in values if isinstance(v, str)]:
            rest = [v for v in values if not isinstance(v, str)]
            way = "not in" if operator in Domain.NEGATIVE_OPERATORS else "in"
            named = self._get_name_condition_in_sight(field, way, names)
            others = self._get_value_condition_in_sight(field, way, rest)
            return named & others if way == "not in" else named | others
        is_plain = field.store and field.column_type and not field.company_dependent
        is_of_ids = operator in ("=", "in") and all(type(v) is int for v in values)
        if is_plain and is_of_ids:
            return self._get_plain_condition(field, values)
        return Domain(field.name, operator, value)

    @api.model
    def _get_plain_condition(self, field, ids):
        """The column itself, by its index: the ids are in sight already."""

        def to_sql(model, alias, query):
            model._check_field_access(field, "read")
            column = SQL.identifier(alias, field.name, to_flush=field)
            return SQL("%s IN %s", column, tuple(ids))

        return Domain.custom(to_sql=to_sql)

    # ------------------------------------------------------------------ columns

    def _fetch_query(self, query, fields):
        # Code reads the values themselves; conditions and order are there already.
        query.is_fetch = True
        return super()._fetch_query(query, fields)

    def _field_to_sql(self, alias, field_expr, query=None):
        """Odoo's; for conditions, groups and order a hidden client is nobody."""
        column = super()._field_to_sql(alias, field_expr, query)
        field = self._fields.get(field_expr)
        if not field or not self._hides_column(field, query):
            return column
        hidden = self.env[PARTNER]._get_hidden_sql(column)
        return SQL("(CASE WHEN %s THEN NULL ELSE %s END)", hidden, column)

    def _hides_column(self, field, query):
        """Whether the partners of a field are hidden from whom this query is for.

        A user is his partner: Odoo joins both tables, and rules hide both.
        """
        return (
            field.type == "many2one"
            and field.comodel_name == PARTNER
            and (self._name, field.name) not in RULED
            and not field.delegate
            and not getattr(query, "is_fetch", False)
            and not self.env.su
            and self._hides_clients()
        )

    def _order_field_to_sql(self, alias, field_name, direction, nulls, query):
        """Odoo's; a hidden client has no place among the names.

        Partners are joined once more: record rules join them by the column itself.
        """
        field = self._fields.get(field_name)
        if not field or not self._hides_column(field, query):
            return super()._order_field_to_sql(
                alias, field_name, direction, nulls, query
            )
        column = self._field_to_sql(alias, field_name, query)
        partners = self.env[PARTNER]
        seen = query.make_alias(alias, f"{field_name}__seen")
        on = SQL("%s = %s", column, SQL.identifier(seen, "id"))
        query.add_join("LEFT JOIN", seen, partners._table, on)
        terms = []
        if nulls.code:
            is_last = nulls.code == "NULLS LAST"
            terms.append(SQL("%s IS NULL" if is_last else "%s IS NOT NULL", column))
        reverse = direction.code == "DESC"
        terms.append(
            partners._order_to_sql(partners._order, query, alias=seen, reverse=reverse)
        )
        return SQL(", ").join(terms)

    @api.model
    def _has_hidden_or_masked(self):
        """Whether something of partners is kept from the user of this environment."""
        return self._hides_clients() or bool(
            self.env.uid and self.env.user._get_masked_kinds()
        )


class ResPartner(models.Model):
    _inherit = "res.partner"

    @api.model
    def _get_ids_in_sight(self, ids):
        """Those of some ids that are of partners who are not hidden clients.

        :rtype: set
        """
        every = self.sudo().with_context(active_test=False)
        seen = self.env.user._get_seen_partner_domain()
        return set(every._search(Domain("id", "in", list(ids)) & seen).get_result_ids())

    @api.model
    def _get_hidden_sql(self, partner_id):
        """Whether an id is that of a hidden client: one look at the primary key.

        :param SQL partner_id: the id
        """
        every = self.sudo().with_context(active_test=False)
        # Not the name of the table, which the id may be of.
        alias = "hidden_client"
        query = Query(self.env, alias, SQL.identifier(self._table))
        hidden = self.env.user._get_hidden_partner_domain().optimize_full(every)
        query.add_where(hidden._to_sql(every, alias, query))
        query.add_where(SQL("%s = %s", SQL.identifier(alias, "id"), partner_id))
        return SQL("EXISTS %s", query.subselect(SQL("1")))


class MailMessage(models.Model):
    """Nor is the address of a hidden author found, nor a name in a mention."""

    _inherit = "mail.message"

    def _field_to_sql(self, alias, field_expr, query=None):
        column = super()._field_to_sql(alias, field_expr, query)
        if (
            field_expr not in TEXTS
            or getattr(query, "is_fetch", False)
            or self.env.su
            or not self._hides_clients()
        ):
            return column
        if field_expr in ADDRESS_FIELDS:
            # Lists of anybody's addresses: not searched at all.
            return SQL("NULL::text")
        if field_expr == "body":
            return SQL("regexp_replace(%s, %s, '', 'g')", column, PARTNER_LINK)
        author = SQL.identifier(alias, "author_id", to_flush=self._fields["author_id"])
        hidden = self.env[PARTNER]._get_hidden_sql(author)
        return SQL("(CASE WHEN %s THEN NULL ELSE %s END)", hidden, column)
