# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""People who work applications and see no client, and a client to be hidden."""

from odoo.tests import new_test_user

from .common import ProspectCase

# Whatever of the client appears in an answer holds one of these.
MARKER = "Ыъщемаркер"
CLIENT = {
    "lastname": MARKER,
    "firstname": f"{MARKER}имя",
    "middlename": f"{MARKER}отч",
    "gender": "female",
    "birthdate": "1961-09-27",
    "phones": ["+79167770707"],
    "emails": ["zzmarker@example.org"],
    "documents": [{"type": "passport_ru", "number": "4567 707070"}],
    "street": f"{MARKER} улица, 7",
    "city": f"{MARKER}город",
    "ref": "ZZMARKER-7",
}
MARKERS = (
    MARKER,
    MARKER.lower(),
    "ZZMARKER",
    "zzmarker",
    "1961-09-27",
    "27.09.1961",
    "09/27/1961",
    "9167770707",
    "916 777-07-07",
    "4567707070",
    "4567 707070",
)
WITHOUT_CLIENTS = "crm_prospect.group_without_clients"


class AccessCase(ProspectCase):
    """`hidden` sees all applications and no client, `hidden_own` only his own ones;
    `seller` sees all applications and all clients.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.seller = cls.make_seller("access_seller")
        cls.hidden = cls.make_seller("access_hidden", WITHOUT_CLIENTS)
        cls.hidden_own = new_test_user(
            cls.env,
            "access_hidden_own",
            groups=f"sales_team.group_sale_salesman,{WITHOUT_CLIENTS}",
        )
        cls.client = cls.make_client(**CLIENT)
        cls.env.invalidate_all()

    @classmethod
    def make_seller(cls, login, *groups):
        groups = ",".join(("sales_team.group_sale_salesman_all_leads", *groups))
        return new_test_user(cls.env, login, groups=groups)

    @classmethod
    def make_twin(cls, **vals):
        """A prospect linked with the client by the same passport and names, who tells
        nothing else of him: his values may be shown, those of the client not.
        """
        twin = {key: CLIENT[key] for key in ("lastname", "firstname", "middlename")}
        twin |= {"birthdate": CLIENT["birthdate"], "documents": CLIENT["documents"]}
        prospect = cls.make_prospect(**{**twin, **vals})
        assert prospect.partner_id == cls.client, "the rules do not link the twin"
        return prospect

    @classmethod
    def make_link(cls, **vals):
        """A prospect with a name of his own, linked with the client by hand."""
        vals = {"lastname": "Иной", "firstname": "Человек", **vals}
        prospect = cls.make_prospect(**vals)
        prospect.action_link_client(cls.client.id, despite_contradictions=True)
        cls.env.cr.flush()
        cls.env.invalidate_all()
        return prospect

    def as_hidden(self, records):
        """The same records of the user without clients, read anew."""
        self.env.flush_all()
        self.env.invalidate_all()
        return records.with_user(self.hidden)

    def assertUnknown(self, answer, client=None):
        """Nothing of the client is in this answer, neither a value nor his id."""
        text = repr(answer)
        for marker in MARKERS:
            self.assertNotIn(marker, text)
        ids = set(_numbers_of(answer))
        self.assertNotIn((client or self.client).id, ids, "an id of the client")


def _numbers_of(answer, key=None):
    """Numbers in an answer that stand where ids of partners stand."""
    if isinstance(answer, dict):
        for name, value in answer.items():
            yield from _numbers_of(value, str(name))
    elif isinstance(answer, list | tuple | set):
        for value in answer:
            yield from _numbers_of(value, key)
    elif type(answer) is int and key and ("partner" in key or "client" in key):
        yield answer
