# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from contextlib import suppress
from datetime import date, datetime

from psycopg2 import IntegrityError

from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.models import MAGIC_COLUMNS
from odoo.tests import new_test_user, tagged
from odoo.tools import mute_logger

from .common_call_list import CallListCase
from .common_mailing import SENDER
from .common_table import check_table

PLANTED = {
    "char": "planted",
    "text": "planted",
    "date": date(2001, 2, 3),
    "datetime": datetime(2001, 2, 3, 4, 5),
}
# Superusers are stopped by constraints where these are written alone.
NOT_ALONE = {
    ("crm.call.list.line", "list_id"),
    ("crm.contact.score.model", "state"),
    ("crm.lead", "put_off_until"),
    ("crm.prospect", "put_off_until"),
}


class Undo(Exception):
    """Takes an attempt back."""


@tagged("post_install", "-at_install")
class TestOwnedFields(CallListCase):
    """What only its methods write, nobody writes through any door.

    `tests/data/stored_fields.csv` says of each stored field of the addon whether it is
    for people, owned, or lines of a model that says so itself. Write it anew to review
    it: `CRM_PROSPECT_WRITE_MATRIX=1 ./dev/test '/crm_prospect:TestOwnedFields'`.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.admin = new_test_user(
            cls.env,
            "owned_admin",
            groups="base.group_system,sales_team.group_sale_manager,"
            "base.group_partner_manager",
        )
        cls.person = cls.make_prospect(
            lastname="Полевая",
            firstname="Анна",
            phones=["+79165550101"],
            documents=[{"type": "inn", "number": "500100732259"}],
            user_id=cls.admin.id,
        )
        cls.env.company.crm_mailing_sender = SENDER
        cls.env["res.company"].create({"name": "Another Company"})

    # ------------------------------------------------------------------ samples

    def minimal(self):
        """dict model -> values that are enough to create a record, and no more."""
        owner = {"prospect_id": self.person.id}
        source = self.sources["GM"].id
        passport = self.env.ref("crm_prospect.document_type_passport_ru").id
        return {
            "crm.prospect": {"lastname": "Новая"},
            "crm.contact.point": {**owner, "kind": "phone", "value": "+79165550102"},
            "crm.person.document": {
                **owner,
                "type_id": passport,
                "number": "4509 123456",
            },
            "crm.person.name": {**owner, "lastname": "Прежняя"},
            "crm.prospect.reference": {**owner, "source_id": source, "ref": "owned"},
            "crm.lead": {"name": "Owned", "type": "opportunity"},
            "crm.match.rule": {
                "name": "Owned",
                "condition_ids": [
                    Command.create({"attribute": "email", "comparison": "same"})
                ],
            },
            "crm.match.condition": {
                "rule_id": self.draft_rule("phone").id,
                "attribute": "lastname",
                "comparison": "same",
            },
            "crm.name.variant": {"form": "Мишаняка", "canonical": "Михаил"},
            "crm.stop.value": {"kind": "phone", "value": "+79165550103"},
            "crm.email.domain": {"name": "owned.example", "domain_class": "corporate"},
            "crm.email.role": {"name": "ownedrole"},
            "crm.contact.score.model": {"name": "Owned"},
            "res.partner": {"name": "Owned"},
        }

    def samples(self):
        """dict model -> one record."""
        records = {
            model: self.env[model].create(vals)
            for model, vals in self.minimal().items()
        }
        self.make_list()
        records["crm.call.list"] = call_list = self.make_list().sudo()
        records["crm.call.list.line"] = call_list.line_ids[0]
        letter = self.person.with_user(self.admin).action_write_letter()
        records["crm.mailing"] = self.env["crm.mailing"].browse(letter["res_id"])
        self.env.flush_all()
        self.env.invalidate_all()
        return records

    # ------------------------------------------------------------------ the table

    def kept(self):
        """(model, field, who writes it) of the addon's stored fields."""
        access = self.env["ir.model.access"].search([])
        changed = access.filtered(lambda line: line.perm_write or line.perm_create)
        changed = set(changed.mapped("model_id.model"))
        for name, model in self.registry.items():
            ours = model._original_module == "crm_prospect"
            if model._abstract:
                continue
            if ours and (model._transient or name not in changed):
                # A dialog is its opener's alone; its methods check what is in it.
                yield name, "*", "dialog" if model._transient else "nobody"
                continue
            for field in model._fields.values():
                if (
                    "crm_prospect" in field._modules
                    and (field.store or field.inverse)
                    and not (field.inherited or field.name in MAGIC_COLUMNS)
                    and not model._transient
                ):
                    yield name, field.name, self.who(field)

    def who(self, field):
        if field.type == "one2many":
            return "lines"
        return "owned" if field.store and field.readonly else "people"

    def test_table(self):
        """A new field is reviewed: is it for people, or of a method alone?"""
        check_table(
            self, "stored_fields.csv", ("model", "field", "who"), set(self.kept())
        )

    def owned(self):
        return [(m, f) for m, f, who in sorted(self.kept()) if who == "owned"]

    # ------------------------------------------------------------------ doors

    def other_value(self, record, name):
        """A value that the field does not have."""
        field, current = record._fields[name], record[name]
        if field.type == "boolean":
            return not current
        if field.type in ("integer", "float"):
            return current + 70
        if field.type == "selection":
            return next(v for v in field.get_values(self.env) if v != current)
        if field.relational:
            others = self.env[field.comodel_name].search([], limit=20) - current
            return others[:1].id if field.type == "many2one" else others[:1].ids
        return PLANTED[field.type]

    def attempt(self, deed):
        """What `deed` returns, taken back; None when it is refused."""
        answer = []
        refusals = (Undo, UserError, IntegrityError, ValueError)
        with suppress(*refusals), mute_logger("odoo.sql_db"), self.env.cr.savepoint():
            answer.append(deed())
            raise Undo
        self.env.invalidate_all()
        return answer[0] if answer else None

    def value_after(self, record, name, deed):
        """The stored value after a deed, or None."""

        def then():
            made = deed() or record
            self.env.flush_all()
            self.env.invalidate_all()
            return made.sudo().read([name], load=None)[0][name]

        return self.attempt(then)

    def parents(self, record):
        """(record, name of its one2many) that hold the record."""
        for name, model in self.registry.items():
            if model._abstract or model._transient:
                continue
            for field in model._fields.values():
                if (
                    field.type == "one2many"
                    and field.store
                    and field.comodel_name == record._name
                    and field.inverse_name in record._fields
                    and record._fields[field.inverse_name].type == "many2one"
                    and (parent := record.sudo()[field.inverse_name])
                ):
                    yield self.env[name].browse(parent.id), field.name

    def changes(self, record, name, value):
        """(door, deed) that change a stored record."""
        mine = record.with_user(self.admin)
        given = [Command.set(value)] if isinstance(value, list) else value
        yield "write", lambda: mine.write({name: given}) and None
        yield "web_save", lambda: mine.web_save({name: given}, {}) and None
        many2one = record._fields[name].type == "many2one"
        column = f"{name}/.id" if many2one else name
        text = str(value)
        yield (
            "load",
            lambda: mine.load([".id", column], [[str(record.id), text]]) and None,
        )
        for parent, lines in self.parents(record):
            command = Command.update(record.id, {name: given})
            parent = parent.with_user(self.admin)
            yield (
                f"{parent._name}.{lines}",
                lambda parent=parent, lines=lines, command=command: (
                    parent.write({lines: [command]}) and None
                ),
            )

    def creations(self, record, name, value):
        """(door, deed) that make a record."""
        vals = self.minimal()[record._name]
        model = self.env[record._name].with_user(self.admin)
        given = [Command.set(value)] if isinstance(value, list) else value
        record.sudo().unlink()
        yield "create", lambda: model.create({**vals, name: given})
        context = {f"default_{name}": given}
        yield "default", lambda: model.with_context(**context).create(vals)
        yield (
            "name_create",
            lambda: model.browse(
                (model.with_context(**context).name_create("Planted") or [[]])[0]
            ),
        )

        def by_own_default():
            plain = None if isinstance(given, list | date) else given
            self.env["ir.default"].with_user(self.admin).set(model._name, name, plain)
            return model.create(vals)

        yield "ir.default", by_own_default
        yield "copy", lambda: model.create(vals).copy({name: given})

    # ------------------------------------------------------------------ tests

    def test_changes(self):
        """Not by write, from a form, from a file or by way of a parent."""
        samples = self.samples()
        plausible = set()
        for model, name in self.owned():
            record = samples[model]
            value = self.other_value(record, name)
            before = record.read([name], load=None)[0][name]
            for door, deed in self.changes(record, name, value):
                after = self.value_after(record, name, deed)
                self.assertIn(after, (before, None), f"{model}.{name} by {door}")
            planted = [Command.set(value)] if isinstance(value, list) else value
            after = self.value_after(
                record,
                name,
                lambda r=record, n=name, p=planted: r.write({n: p}) and None,
            )
            if after not in (before, None):
                plausible.add((model, name))
        # Else nothing would have been tried above.
        self.assertEqual(set(self.owned()) - plausible, NOT_ALONE)

    def test_creations(self):
        """Not when creating, by a default, by one's own default or by a copy."""
        samples = self.samples()
        for model, name in self.owned():
            if model not in self.minimal():
                self.assertFalse(
                    self.env[model].with_user(self.admin).has_access("create")
                )
                continue
            record = samples[model]
            value = self.other_value(record, name)
            if not value:
                continue
            with self.env.cr.savepoint() as savepoint:
                for door, deed in self.creations(record, name, value):
                    after = self.value_after(record, name, deed)
                    self.assertNotEqual(after, value, f"{model}.{name} by {door}")
                savepoint.rollback()
            self.env.invalidate_all()

    def test_x2many(self):
        """What nobody creates is not created by way of a parent either."""
        samples = self.samples()
        nobody = {model for model, _field, who in self.kept() if who == "nobody"}
        tried = 0
        for record in samples.values():
            mine = record.with_user(self.admin)
            for field in mine._fields.values():
                if (
                    field.type != "one2many"
                    or field.comodel_name not in nobody
                    or not field.store
                ):
                    continue
                tried += 1
                with self.assertRaises(UserError, msg=str(field)):
                    mine.write({field.name: [Command.create({})]})
        self.assertGreater(tried, 5)
