# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.tests import tagged

from odoo.addons.crm_prospect.demo import generator

from .common import ANNA, ProspectCase, orm_values

COUNT = 150
# Everything of an index row but its id, its owner and the time it was written.
COLUMNS = (
    "lastname, firstname, middlename, lastname_sound, firstname_sound,"
    " birthdate_date, gender, city, company_id, group_id, normalizer_version,"
    " former_lastnames, phones, mobiles, emails, messengers, documents"
)
# The text of a contact may differ: the loader takes several in one field apart.
VALUES = {
    "crm_contact_point": "kind, network, usage, match_key, phone_sanitized,"
    " phone_extension, phone_type, email_normalized, unusable_reason",
    "crm_person_document": "type_id, number, number_normalized, unusable_reason",
    "crm_person_name": "lastname, firstname, middlename",
}


@tagged("post_install", "-at_install")
class TestLoadProperty(ProspectCase):
    """A person typed in the form and the same one loaded in bulk are the same."""

    def rows(self, owner, person_id):
        """Index row, keys and values of a person, without ids."""
        side = "prospect" if owner == "prospect_id" else "client"
        queries = {
            "index": f"SELECT {COLUMNS} FROM crm_person_index WHERE {owner} = %s",
            "keys": "SELECT signature, key"
            f" FROM crm_match_key_{side} WHERE person = %s ORDER BY 1, 2",
        } | {
            table: f"SELECT {columns} FROM {table} WHERE {owner} = %s"
            f" ORDER BY {columns}"
            for table, columns in VALUES.items()
        }
        rows = {}
        for name, query in queries.items():
            self.env.cr.execute(query, [person_id])
            rows[name] = self.env.cr.fetchall()
        return rows

    def assertSame(self, owner, typed, loaded, persons):
        self.env.cr.flush()
        for one, two, person in zip(typed, loaded, persons, strict=True):
            expected = self.rows(owner, one.id)
            self.assertEqual(self.rows(owner, two.id), expected, person)
            self.assertTrue(expected["index"], person)

    def cleaned(self, persons):
        """As a form sends them: what is blank is not there."""
        return [{k: v for k, v in p.items() if v} for p in persons]

    def test_prospects(self):
        persons = self.cleaned(
            person for person, _client in generator.prospects(COUNT, 50, seed=7)
        )
        typed = self.env["crm.prospect"].create(
            [orm_values(self.env, {**person, "ref": None}) for person in persons]
        )
        loaded = self.load_prospects(persons)
        self.assertSame("prospect_id", typed, loaded, persons)
        named = [bool(person.get("name")) for person in persons]
        self.assertTrue(any(named) and not all(named))

    def test_clients(self):
        persons = self.cleaned(generator.clients(COUNT, seed=7))
        typed = self.env["res.partner"].create(
            [
                {
                    **orm_values(self.env, {**person, "ref": None}, is_client=True),
                    # The card shows one phone and one e-mail besides.
                    "phone": (person.get("phones") or [False])[0],
                }
                for person in persons
            ]
        )
        loaded = self.load_clients(persons)
        self.assertSame("partner_id", typed, loaded, persons)

    def test_changes(self):
        """The same holds after the same change."""
        persons = self.cleaned(
            person for person, _client in generator.prospects(30, 10, seed=8)
        )
        changes = {
            "lastname": "Переменная",
            "firstname": "Анна",
            "middlename": None,
            "birthdate": "1981-02-03",
            "gender": "female",
            "city": "Ёлкино",
        }
        typed = self.env["crm.prospect"].create(
            [orm_values(self.env, {**person, "ref": None}) for person in persons]
        )
        loaded = self.load_prospects(persons)
        typed.write(
            {
                **{k: v for k, v in changes.items() if v and k != "birthdate"},
                "birthdate_date": changes["birthdate"],
            }
        )
        keys = ("source", "ref", "actual_date")
        self.load_prospects(
            [
                {**changes, **{key: person.get(key) for key in keys}}
                for person in persons
            ]
        )
        self.assertSame("prospect_id", typed, loaded, persons)
        self.assertEqual(
            typed.mapped("name"), loaded.mapped("name"), "names follow their parts"
        )

    def test_awkward_values(self):
        persons = [
            {**ANNA, "lastname": " СоКоЛоВа "},
            {"name": "нет"},
            {"name": "Müller Jürgen"},
            {"name": "Петрова – Водкина  Анна-Мария"},
            {"name": "Алиев Мамед Гасан оглы", "birthdate": "1900-01-01"},
            {"lastname": "Cоколова", "firstname": "Aнна", "phones": ["+380501234567"]},
            {"phones": ["88005553535", "8 (495) 555-01-02 доб. 12", "112"]},
            {"emails": ["A.B+c@GMAIL.com", "a b@mail.ru", "почта@пример.рф"]},
            {
                "messengers": [
                    {"network": "whatsapp", "id": "8 916 123-45-67"},
                    {"network": "telegram", "id": "https://t.me/Durov"},
                    {"network": "other", "id": "нет"},
                ]
            },
            {
                "documents": [
                    {"type": "passport_ru", "number": "45 09 № 123456"},
                    {"type": "passport_ru", "number": "0000 000000"},
                    {"type": "snils", "number": "112-233-445 96"},
                    {"type": "driving_licence", "number": "77 АВ 123456"},
                ]
            },
            {"phones": [{"value": "+79161234567", "usage": "work"}]},
            {"phones": ["89161234567"], "country": "RU"},
            {"phones": ["0501234567"], "country": "UA"},
        ]
        persons = [{"source": "AL", "ref": str(n), **p} for n, p in enumerate(persons)]
        typed = self.env["crm.prospect"].create(
            [orm_values(self.env, {**person, "ref": None}) for person in persons]
        )
        loaded = self.load_prospects(persons)
        self.assertSame("prospect_id", typed, loaded, persons)
        self.assertEqual(typed.mapped("name"), loaded.mapped("name"))
