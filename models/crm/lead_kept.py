# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import logging
import traceback

from odoo import models
from odoo.http import request
from odoo.service.model import PG_CONCURRENCY_EXCEPTIONS_TO_RETRY, retrying

_logger = logging.getLogger(__name__)


class CrmLead(models.Model):
    """An application is kept, whatever happens while its person is looked for."""

    _inherit = "crm.lead"

    def _find_persons_or_later(self, queue):
        """Find the persons; those of who is met by somebody else after the commit.

        :param dict queue: as of :meth:`_find_persons`
        """
        self.env.flush_all()
        try:
            with self.env.cr.savepoint(flush=False):
                self._find_persons(queue)
                self.env.flush_all()
        except PG_CONCURRENCY_EXCEPTIONS_TO_RETRY:
            if request:
                # Odoo tries the whole call again. It does not for a fetched mail.
                raise
            self.env.clear()
            self.env.cr.postcommit.add(lambda: self._find_persons_after_commit(queue))
        except Exception as error:  # noqa: BLE001 pylint: disable=broad-except
            self.env.clear()
            self._log_lost_persons(error)

    def _find_persons_after_commit(self, queue):
        try:
            with self.env.registry.cursor() as cr:
                leads = self.with_env(self.env(cr=cr))
                retrying(
                    lambda: (
                        leads.exists()._limited_to_teams()._find_persons(queue) and None
                    ),
                    leads.env,
                )
        except Exception as error:  # noqa: BLE001 pylint: disable=broad-except
            self._log_lost_persons(error)

    def _log_lost_persons(self, error):
        """Say where it failed; the text of the error may hold values of people."""
        place = traceback.extract_tb(error.__traceback__)[-1]
        _logger.error(
            "The persons of %s applications could not be looked for: %s at %s:%s",
            len(self),
            type(error).__name__,
            place.filename,
            place.lineno,
        )
