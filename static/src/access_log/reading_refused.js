// Copyright 2026 crm_prospect contributors
// License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import {
    WarningDialog,
    odooExceptionTitleMap,
} from "@web/core/errors/error_dialogs";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";

// A limit of reading is reached: a message for the user, and no error of the server.
const NAME = "odoo.addons.crm_prospect.models.audit.access_limit.ReadingRefused";

odooExceptionTitleMap.set(NAME, _t("Limit Reached"));
registry.category("error_dialogs").add(NAME, WarningDialog);
