# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The addon speaks Russian, completely and in the words of its users."""

import re

import polib

from odoo.exceptions import ValidationError
from odoo.tests import tagged
from odoo.tools import file_path

from .common import ANNA, ProspectCase

# What goes in for a value, and the tags of a text with markup.
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%%|</?\w+")
LETTER = re.compile(r"[A-Za-z]{3}")
# Markup around the words a user reads, those of a title included.
MARKUP = re.compile(r'<[^>]*title="|"[^>]*>|<[^>]+>')
CYRILLIC = re.compile(r"[а-яё]", re.IGNORECASE)
# Names and abbreviations that Russians write in Latin letters as well.
SAME_IN_RUSSIAN = {
    "Alt+Shift+",
    "Ctrl+Enter",
    "E-mail",
    "e-mail",
    # The argument of an API method; what goes in is cut out.
    "events[].: ",
    "Facebook",
    "Instagram",
    "MAX",
    "SMS",
    "Telegram",
    "UTF-16",
    "UTF-16 BE",
    "UTF-16 LE",
    "UTF-8",
    "Viber",
    "VoIP",
    "WhatsApp",
}


@tagged("post_install", "-at_install")
class TestTranslation(ProspectCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("ru_RU")
        cls.env["ir.module.module"]._load_module_terms(
            ["crm_prospect"], ["ru_RU"], overwrite=True
        )
        cls.env = cls.env(context={**cls.env.context, "lang": "ru_RU"})

    # ------------------------------------------------------------------ the files

    def test_every_term(self):
        """Each term of the template has a Russian text, and nothing else is there."""
        terms = {
            entry.msgid
            for entry in polib.pofile(file_path("crm_prospect/i18n/crm_prospect.pot"))
        }
        entries = polib.pofile(file_path("crm_prospect/i18n/ru.po"))
        self.assertGreater(len(terms), 600)
        self.assertEqual({entry.msgid for entry in entries}, terms)
        self.assertFalse(entries.fuzzy_entries())
        for entry in entries:
            with self.subTest(term=entry.msgid):
                self.assertTrue(entry.msgstr.strip())
                self.assertEqual(
                    sorted(PLACEHOLDER.findall(entry.msgstr)),
                    sorted(PLACEHOLDER.findall(entry.msgid)),
                )
                words = PLACEHOLDER.sub("", MARKUP.sub("", entry.msgid))
                if LETTER.search(words) and words not in SAME_IN_RUSSIAN:
                    self.assertRegex(entry.msgstr, CYRILLIC)

    # ------------------------------------------------------------------ rules

    def rule_name(self, name):
        return self.env.ref(f"crm_prospect.match_rule_{name}").name

    def test_rule_names(self):
        """Rules are named by their own summary, abbreviations in capitals."""
        for name, text in (
            ("name_birthdate_passport", "ФИО + ДР + паспорт"),
            ("passport_lastname", "Паспорт + фамилия"),
            ("snils_firstname", "СНИЛС + имя"),
            ("inn_lastname", "ИНН + фамилия"),
            ("name_birthdate_email", "ФИО + ДР + e-mail"),
            ("mobile_names", "Мобильный телефон + фамилия + имя"),
            ("changed_surname", "Имя + отчество + ДР + телефон + обе – женщины"),
            ("messenger_firstname", "Аккаунт в мессенджере + имя (вариант)"),
            ("similar_birthdate", "ФИО (похоже) + ДР"),
        ):
            with self.subTest(rule=name):
                self.assertEqual(self.rule_name(name), text)

    def test_rule_sentence(self):
        """The sentence of a rule is a Russian one, cases and comma included."""
        rule = self.draft_rule("name", "email", target="both")
        self.assertEqual(
            rule.sentence,
            "Проспект автоматически связывается с клиентом или другим проспектом,"
            " если ФИО совпадает и e-mail совпадает.",
        )
        rule.write({"mode": "proposing", "group_ids": self.groups["ВКонтакте"].ids})
        self.assertIn("Проспект группы ВКонтакте предлагается связать", rule.sentence)

    def test_refusal(self):
        """A rule is refused in Russian, by its Russian name."""
        rule = self.draft_rule("name")
        with self.assertRaisesRegex(ValidationError, "«ФИО» узнавало бы людей только"):
            rule.action_activate()

    # ------------------------------------------------------------------ links

    def test_link_in_words(self):
        """The form says in Russian what a prospect is, and by which rule."""
        client = self.make_client(**ANNA)
        prospect = self.make_prospect(**ANNA)
        self.assertEqual(prospect.partner_id, client)
        self.assertEqual(
            prospect.link_summary, "Дубликат с клиентом (ФИО + ДР + паспорт)"
        )
        self.assertEqual(
            prospect.with_context(lang="en_US").link_summary,
            "Duplicate of a client (Full name + birth date + passport)",
        )

    def test_became_client(self):
        """Whoever was registered before he was a client became one."""
        client = self.make_client(**ANNA, client_since="2024-05-10")
        prospect = self.make_prospect(**ANNA, registration_date="2024-05-09 12:00:00")
        self.assertEqual(prospect.partner_id, client)
        self.assertEqual(prospect.link_summary, "Стал клиентом (ФИО + ДР + паспорт)")

    def test_states(self):
        """States and verdicts read as Russian words in lists and filters."""
        for model, field, words in (
            (
                "crm.prospect",
                "match_state",
                {
                    "new": "Ещё не проверен",
                    "none": "Связи нет",
                    "proposed": "На проверку",
                    "ambiguous": "Неоднозначно",
                    "linked": "Связан",
                    "converted": "Стал клиентом",
                },
            ),
            (
                "crm.match",
                "verdict",
                {
                    "proposed": "Предложено",
                    "automatic": "Автоматически",
                    "confirmed": "Подтверждено",
                    "rejected": "Отклонено",
                },
            ),
        ):
            selection = self.env[model]._fields[field]
            self.assertEqual(dict(selection._description_selection(self.env)), words)

    # ------------------------------------------------------------------ screens

    def test_menus(self):
        """The menus have the words of the vocabulary."""
        for name, text in (
            ("crm_client_menu", "Клиенты"),
            ("crm_client_individual_menu", "Физлица"),
            ("crm_client_company_menu", "Юрлица"),
            ("crm_match_menu", "Связи на проверку"),
            ("crm_match_rule_menu", "Правила идентификации"),
            ("crm_prospect_source_menu", "Источники данных"),
            ("crm_prospect_group_menu", "Группы проспектов"),
        ):
            with self.subTest(menu=name):
                self.assertEqual(self.env.ref(f"crm_prospect.{name}").name, text)

    def test_views(self):
        """Labels, buttons and hints of the form are Russian."""
        arch = self.env["crm.prospect"].get_view(view_type="form")["arch"]
        for text in ("Связать с клиентом", "Отменить связь", "Личные данные"):
            self.assertIn(text, arch)
        self.assertNotIn("Link a Client", arch)
