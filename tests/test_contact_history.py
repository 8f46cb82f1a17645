# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import random

from odoo.exceptions import ValidationError
from odoo.tests import new_test_user, tagged

from .common import NAME
from .common_contacts import FIRST, NOTATION, SECOND, ContactCase

EDITS = 200


@tagged("post_install", "-at_install")
class TestContactHistory(ContactCase):
    """No value that was ever said is lost."""

    def test_prospect(self):
        prospect = self.make_prospect(**NAME)
        point = self.add(prospect, FIRST)
        point.value = NOTATION
        point.usage = "work"
        self.assertFalse(self.history(prospect), "it is the same contact")
        point.value = SECOND
        point.unlink()
        self.assertEqual(self.history(prospect), [(NOTATION, SECOND), (SECOND, False)])

    def test_who_may_read_it(self):
        """Who may not see the contacts of a client does not see the former ones."""
        client = self.make_client(**NAME)
        self.add(client, FIRST).unlink()
        [tracking] = client.message_ids.sudo().tracking_value_ids.filtered(
            lambda value: value.old_value_char == FIRST
        )
        users = {
            True: self.make_user("h_own", "own"),
            False: new_test_user(self.env, "h_plain", groups="base.group_user"),
        }
        for allowed, user in users.items():
            seen = tracking._filter_has_field_access(self.env(user=user))
            self.assertEqual(bool(seen), allowed)

    def test_any_edits(self):
        """After any edits by card and list, everything is a contact or in history."""
        dice = random.Random(5)
        client = self.make_client(**NAME)
        numbers = [f"+7916123{i:04}" for i in range(4560, 4572)]
        points = self.env["crm.contact.point"]
        said = set()

        def parse(text):
            return {key for _v, key, _n in points._split("phone", text, "RU")}

        def pick():
            count = dice.choice((1, 1, 1, 2))
            texts = [
                dice.choice((number, f"8 ({number[2:5]}) {number[5:]}"))
                for number in dice.sample(numbers, count)
            ]
            return dice.choice((", ".join(texts), texts[0], "5555555555", "нет"))

        def edit():
            deed = dice.choice(("card", "card", "clear", "add", "change", "remove"))
            held = client.contact_point_ids
            text = pick()
            if deed == "card":
                client.phone = text
            elif deed == "clear":
                client.phone = text = False
            elif deed == "add":
                points.create({"partner_id": client.id, "value": text})
            elif deed == "change" and held:
                dice.choice(held).value = text
            else:
                dice.choice(held).unlink() if held else None
                text = False
            return parse(text)

        refused = 0
        for number in range(EDITS):
            try:
                with self.cr.savepoint():
                    new = edit()
            except ValidationError:
                # The client has this contact already.
                refused += 1
                continue
            said |= new
            self.env.cr.flush()
            self.env.invalidate_all()
            held = self.keys(client)
            with self.subTest(edit=number):
                self.assertLessEqual(parse(client.phone), held, "the card is in step")
        self.assertLess(refused, EDITS / 2)
        former = {key for old, _new in self.history(client) for key in parse(old)}
        self.assertGreater(len(said), len(numbers))
        self.assertLessEqual(said, held | former)
        self.assertTrue(all(p.origin_ids for p in client.contact_point_ids))
