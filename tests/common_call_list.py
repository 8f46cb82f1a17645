# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Clients of every fate, and the people who call them."""

from .common_reach import ContactsCase

PHONE = "+7916555{:04}".format


class CallListCase(ContactsCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.best = cls.make_scored("Лучшая", [(PHONE(1), 900), (PHONE(2), 800)])
        cls.second = cls.make_scored("Вторая", [(PHONE(3), 700)])
        cls.low = cls.make_scored("Низкая", [(PHONE(4), 100)])
        cls.gone = cls.make_scored("Ушедшая", [(PHONE(5), 600, "not_exist")])
        cls.out = cls.make_scored("Отказавшая", [(PHONE(6), 600, "opted_out")])
        cls.wife = cls.make_scored("Мужнина", [(PHONE(7), 500, "relative")])
        cls.agent = cls.make_scored("Агентова", [(PHONE(8), 500, "shared")])
        cls.mail = cls.make_scored("Почтова", emails=[("mail@example.org", 900)])
        cls.twin = cls.make_scored("Двойникова", [(PHONE(3), 650)])
        cls.all = (
            cls.best
            + cls.second
            + cls.low
            + cls.gone
            + cls.out
            + cls.wife
            + cls.agent
            + cls.mail
            + cls.twin
        )
        cls.team = cls.env["crm.team"].create({"name": "Callers"})
        cls.user = cls.make_user("call_list", "own")
        cls.mate = cls.make_user("call_list_mate", "own")
        cls.other = cls.make_user("call_list_other", "own")
        cls.head = cls.make_user("call_list_head", "all")
        cls.team.member_ids = cls.mate

    def open_dialog(self, clients=None, **context):
        clients = self.all if clients is None else clients
        clients = clients.with_user(self.user).with_context(**context)
        action = clients.action_make_call_list()
        return (
            self.env[action["res_model"]].with_user(self.user).browse(action["res_id"])
        )

    def make_list(self, clients=None, **vals):
        dialog = self.open_dialog(clients)
        dialog.write(vals)
        dialog.action_make()
        return self.env["crm.call.list"].with_user(self.user).search([], limit=1)

    def counts(self, dialog):
        """What the dialog says, without the zeros."""
        dialog.invalidate_recordset()
        names = [name for name in dialog._fields if name.startswith("count_")]
        return {name[6:]: dialog[name] for name in names if dialog[name]}
