# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""A world that has been indexed, keyed and matched: where on-line work begins."""

from .. import link
from . import world
from .clock import Clock

PARAMETER = "crm_prospect.benchmark_ready"


def fill(env, options):
    """Make the people and match them, once per database."""
    world.fill(env, world.World.of(options))
    parameters = env["ir.config_parameter"].sudo()
    if parameters.get_param(PARAMETER):
        return
    env.cr.execute("SELECT pg_backend_pid()")
    clock = Clock(env.cr.fetchone()[0])
    for kind in ("index", "full"):
        link.process(env, kind, clock)
        world.vacuum(env)
    parameters.set_param(PARAMETER, "yes")
    env.cr.commit()
