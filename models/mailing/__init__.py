# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from . import mailing
from . import mailing_text
from . import mailing_recipient
from . import mailing_choice
from . import mailing_fate
from . import mailing_letter
from . import mailing_send
from . import opt_out
from . import mailed
from . import mailing_settings
from . import prospect_mailing
