# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Phones, e-mails and messengers as people write them."""

from odoo.tests import BaseCase, tagged

from odoo.addons.crm_prospect.tools import emails, messengers, phones


@tagged("post_install", "-at_install")
class TestPhones(BaseCase):
    def test_usable(self):
        for text, number, extension, kind in (
            ("8 916 123-45-67", "+79161234567", "", "mobile"),
            ("9161234567", "+79161234567", "", "mobile"),
            ("79161234567.0", "+79161234567", "", "mobile"),
            ("(Маша) 8 916 1234567", "+79161234567", "", "mobile"),
            ("8 (495) 123-45-68, доб.12", "+74951234568", "12", "fixed"),
            ("84951234568#12", "+74951234568", "12", "fixed"),
            ("8 495 1234568 ext 7", "+74951234568", "7", "fixed"),
            ("8 800 555 35 35", "+78005553535", "", "toll_free"),
            ("380501234567", "+380501234567", "", "mobile"),
            ("00380501234567", "+380501234567", "", "mobile"),
            ("8-10-380-50-123-45-67", "+380501234567", "", "mobile"),
            ("8 701 234 56 78", "+77012345678", "", "mobile"),
            ("+1 650 253 0000", "+16502530000", "", "mobile"),
            ("8–916–123–45–67", "+79161234567", "", "mobile"),
            ("916123456٧", "+79161234567", "", "mobile"),
        ):
            phone = phones.parse_one(text)
            self.assertEqual(phone[1:], (number, extension, kind, None), text)
            self.assertEqual(phones.parse_one(number).number, number)
            self.assertEqual(phones.parse_one(number).kind, kind)

    def test_unusable(self):
        for text, reason in (
            ("5555555555", "repeated_digit"),
            ("+70000000000", "repeated_digit"),
            ("8 900 000 00 00", "repeated_digit"),
            ("1234567890", "sequence"),
            ("+7 (999) 123-45-67", "stop_value"),
            ("+7 930 001 12 34", "impossible_number"),
            ("нет", "not_a_number"),
            ("112", "too_short"),
            ("8 916 123 45 6789", "impossible_number"),
            ("1" * 10 + "2" * 12, "too_long"),
        ):
            phone = phones.parse_one(text)
            self.assertEqual((phone.number, phone.reason), (None, reason), text)

    def test_several_in_one_field(self):
        for text, count in (
            ("8 916 123 45 67 / 8 917 765 43 21", 2),
            ("89161234568 89177654321", 2),
            ("+7 916 123-45-68 или 8 917 765-43-21", 2),
            ("8 916 123 45 67 доб. 1, 8 917 765 43 21", 2),
            ("89161234567\n+7 916 123 45 67", 1),
            ("", 0),
            (None, 0),
        ):
            self.assertEqual(len(phones.parse(text)), count, text)

    def test_500_in_one_field(self):
        text = ", ".join(f"+7916{number:07}" for number in range(1000000, 1000500))
        self.assertEqual(len(phones.parse(text)), 50)
        self.assertEqual(len(phones.parse(text, limit=7)), 7)

    def test_country(self):
        self.assertEqual(phones.parse_one("0501234567", "UA").number, "+380501234567")
        self.assertIsNone(phones.parse_one("0501234567", "RU").number)
        self.assertIsNone(phones.parse_one("89161234567", None).number)
        self.assertEqual(phones.parse_one("+79161234567", "UA").kind, "mobile")


@tagged("post_install", "-at_install")
class TestEmails(BaseCase):
    def test_usable(self):
        for text, address, key in (
            ("Ivan@Mail.RU", "ivan@mail.ru", "ivan@mail.ru"),
            ("mailto:ivan@mail.ru", "ivan@mail.ru", "ivan@mail.ru"),
            ("Иван <ivan@mail.ru>", "ivan@mail.ru", "ivan@mail.ru"),
            ("ivan@mail,ru", "ivan@mail.ru", "ivan@mail.ru"),
            ("ivan@ mail . ru.", "ivan@mail.ru", "ivan@mail.ru"),
            ("ivan@mаil.ru", "ivan@mail.ru", "ivan@mail.ru"),
            ("ivаn@mail.ру", "ivan@mail.ru", "ivan@mail.ru"),
            ("ivan@почта.рф",) + ("ivan@xn--80a1acny.xn--p1ai",) * 2,
            ("I.Van+x@googlemail.com", "i.van+x@googlemail.com", "ivan@gmail.com"),
            ("i-van+1@yandex.by", "i-van+1@yandex.by", "i.van@yandex.ru"),
            ("x@me.com", "x@me.com", "x@icloud.com"),
            ("ivan@bk.ru", "ivan@bk.ru", "ivan@bk.ru"),
        ):
            email = emails.parse_one(text)
            self.assertEqual(email[1:], (address, key, None), text)
            self.assertEqual(emails.parse_one(address).address, address)
            self.assertEqual(emails.match_key(key), key)

    def test_unusable(self):
        for text, reason in (
            ("ivan@@mail.ru", "bad_syntax"),
            ("ivan..petrov@mail.ru", "bad_syntax"),
            ("ivan,petrov@mail.ru", "bad_syntax"),
            ("ivan petrov@mail.ru", "bad_syntax"),
            ("ivan@mail", "bad_syntax"),
            ("иван@почта.рф", "bad_characters"),
            ("i" * 65 + "@mail.ru", "too_long"),
            ("test@test.ru", "stop_value"),
            ("noreply@shop.ru", "stop_value"),
            ("a@a.ru", "stop_value"),
            ("нет@нет.ру", "stop_value"),
            ("нет", "stop_value"),
        ):
            email = emails.parse_one(text)
            self.assertEqual((email.address, email.reason), (None, reason), text)
            self.assertIsNone(email.key)

    def test_several_in_one_field(self):
        found = emails.parse("a1@b.ru,c1@d.ru; e1@f.ru / g1@h.ru a1@b.ru")
        self.assertEqual(
            [email.address for email in found],
            ["a1@b.ru", "c1@d.ru", "e1@f.ru", "g1@h.ru"],
        )


@tagged("post_install", "-at_install")
class TestMessengers(BaseCase):
    def test_table(self):
        for network, identifier, key, reason in (
            ("vk", "https://vk.com/id123", "vk:id123", None),
            ("vk", "http://m.vk.com/Durov?x=1", "vk:durov", None),
            ("telegram", "https://t.me/Name", "telegram:name", None),
            ("telegram", "+7 916 123 45 67", "telegram:+79161234567", None),
            ("whatsapp", "https://wa.me/79161234567", "whatsapp:+79161234567", None),
            ("viber", "viber://chat?number=%2B79161234567", "viber:+79161234567", None),
            ("ok", "https://ok.ru/profile/5712345", "ok:5712345", None),
            ("facebook", "facebook.com/profile.php?id=7", None, "bad_syntax"),
            ("facebook", "facebook.com/profile.php?id=71", "facebook:71", None),
            ("vk", "id0", None, "stop_value"),
            ("vk", "", None, "empty"),
            ("icq", "123456", None, "unknown_network"),
        ):
            messenger = messengers.parse(network, identifier)
            self.assertEqual(messenger[1:], (key, reason), (network, identifier))
            if key:
                again = messengers.parse(network, key.partition(":")[2])
                self.assertEqual(again.key, key)
