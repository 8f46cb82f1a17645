# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.tests import tagged

from odoo.addons.crm_prospect.tools import surnames

from .common_share import ShareCase

HOME = {"street": "ул. Лесная, д. 5, кв. 1", "city": "Тверь"}
HOLDER = {
    "lastname": "Курочкин",
    "firstname": "Иван",
    "middlename": "Петрович",
    "gender": "male",
    "birthdate": "1980-05-01",
    **HOME,
}
# What differs of the owner, and who that is to the holder.
WIFE = {
    "lastname": "Курочкина",
    "firstname": "Ольга",
    "middlename": "Ильинична",
    "gender": "female",
    "birthdate": "1982-01-01",
    **HOME,
}
OWNERS = (
    ("wife", WIFE),
    ("mother", {**WIFE, "birthdate": "1955-01-01"}),
    ("daughter", {**WIFE, "birthdate": "2004-01-01"}),
    ("sister", {**WIFE, "middlename": "Петровна"}),
    ("father", {**HOLDER, "birthdate": "1950-01-01"}),
    ("son", {**HOLDER, "birthdate": "2003-01-01"}),
    ("brother", {**HOLDER, "firstname": "Лев", "birthdate": "1985-01-01"}),
    ("relative", {**HOLDER, "middlename": "Львович", "birthdate": "1985-01-01"}),
    ("relative", {**WIFE, "birthdate": None}),
    (False, {**WIFE, "street": "ул. Лесная, д. 6, кв. 1"}),
    (False, {**WIFE, "lastname": "Травина"}),
)


@tagged("post_install", "-at_install")
class TestContactRelation(ShareCase):
    """Who the owner of a contact is to somebody else who has it."""

    def relate(self, owner, holder, phone="+79031355701", **more):
        """Relation of the owner to the holder of a phone, as the night finds it."""
        owner, holder = (
            {key: value for key, value in person.items() if value}
            for person in ({**owner, **more}, {**holder, **more})
        )
        phones = [phone, *more.get("phones", ())]
        owner = self.make_client(**{**owner, "phones": phones})
        holder = self.make_client(**{**holder, "phones": phones})
        self.give_score(owner, phone, 900)
        point = self.give_score(holder, phone, 100)
        self.share_out()
        return self.get_share(point).relation

    def test_relations(self):
        """Each relation, and nobody where name or address differ."""
        for number, (relation, owner) in enumerate(OWNERS):
            phone = f"+790313557{number:02}"
            self.assertEqual(
                self.relate(owner, HOLDER, phone), relation, f"{number} {owner}"
            )

    def test_husband(self):
        """The other way round."""
        self.assertEqual(self.relate(HOLDER, WIFE), "husband")

    def test_landline(self):
        """A landline in common is as good as an address."""
        away = {"street": None, "city": None}
        more = {"phones": ["+74822345678"]}
        self.assertEqual(
            self.relate({**WIFE, **away}, {**HOLDER, **away}, **more), "wife"
        )
        self.assertFalse(
            self.relate({**WIFE, **away}, {**HOLDER, **away}, "+79031355777")
        )

    def test_twins(self):
        """PostgreSQL cuts the endings as Python does."""
        names = (
            "курочкина достоевский толстая зеленська ivanova сокол ильинская".split()
        )
        names += ["белая иванова", "ким чен", "петровский водкин", "kowalska"]
        for stem, ending in (
            (surnames.surname_stem, surnames.SURNAME_ENDING),
            (surnames.patronymic_stem, surnames.PATRONYMIC_ENDING),
        ):
            words = [*names, "ильинична", "ильич", "ивановна", "nikitich"]
            self.env.cr.execute(
                "SELECT regexp_replace(n, %s, '', 'g') FROM unnest(%s) AS n",
                [ending, words],
            )
            found = [name for (name,) in self.env.cr.fetchall()]
            self.assertEqual(found, [stem(name) for name in words])
