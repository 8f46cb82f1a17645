// Copyright 2026 crm_prospect contributors
// License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import { session } from "@web/session";

/** Whether a text is what is left of a value that the user may not see. */
export function isMasked(text) {
    return Boolean(session.crm_masked) && typeof text === "string" && text.includes("**");
}

/** Whether a field of a record is masked for the user. */
export function isMaskedField({ data }, name) {
    // A date cannot hold a mask: it reads empty, and the record says that it is not.
    const isHiddenDate = name === "birthdate_date" && !data[name] && data.is_birthdate_masked;
    return isMasked(data[name]) || Boolean(isHiddenDate);
}

/** Whether the user may be shown a masked value of a model. */
export function canUnmask(model, name) {
    const { can_unmask, fields } = session.crm_masked || {};
    return Boolean(can_unmask && fields[model]?.includes(name));
}
