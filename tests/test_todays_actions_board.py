# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.tests import HttpCase, new_test_user, tagged


@tagged("post_install", "-at_install")
class TestTodaysActionsBoard(HttpCase):
    """The list of actions as a tile of the dashboard of a user."""

    def test_tile(self):
        if "board.board" not in self.env:
            self.skipTest("board is not installed")
        user = new_test_user(
            self.env,
            "board_seller",
            "sales_team.group_sale_salesman",
            password="board_seller_password",
        )
        action = self.env.ref("crm_prospect.crm_action_today_action")
        self.authenticate("board_seller", "board_seller_password")
        added = self.make_jsonrpc_request(
            "/board/add_to_dashboard",
            {
                "action_id": action.id,
                "context_to_save": {},
                "domain": action.domain,
                "view_mode": "list",
                "name": action.name,
            },
        )
        self.assertTrue(added)
        board = self.env.ref("board.open_board_my_dash_action").view_id
        arch = self.env["board.board"].with_user(user).get_view(board.id, "form")
        self.assertIn(f'name="{action.id}"', arch["arch"])
        # The tile opens the list of this addon, not any list of activities.
        [list_view] = [view for view, kind in action.views if kind == "list"]
        self.assertEqual(
            list_view, self.env.ref("crm_prospect.crm_action_view_list").id
        )
