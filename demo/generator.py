# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Invented clients and prospects in any number, the same for the same seed.

Persons are the dictionaries which `load` and `load_clients` take. They are made one
by one: memory does not grow with their number.
"""

from .applications import prospect, subject
from .cards import client
from .csv_file import write_csv
from .noise import Noise
from .people import STRANGERS
from .sources import CLIENT_SOURCE, GROUPS, SOURCES
from .web_example import web_example

__all__ = [
    "CLIENT_SOURCE",
    "GROUPS",
    "SOURCES",
    "Noise",
    "clients",
    "identities",
    "prospects",
    "web_example",
    "write_csv",
]


def clients(n, seed=1, start=0):
    """Clean, verified cards of the core system.

    :param int n: how many, `start + n` at most 10 million
    :param int seed: which world; cards of two worlds share phones and documents
    :param int start: index of the first; `clients(5, start=10)` are the ones that
        follow `clients(10)`
    :return: iterator of person dictionaries
    """
    _check(start + n)
    return (client(seed, index) for index in range(start, start + n))


def prospects(n, n_clients, seed=1, known=0.5, noise=None, start=0):
    """People of whom sources tell, with the truth about each.

    With `n_clients` above the number loaded, the clients to come are among them.

    :param int n: how many, `start + n` at most 20 million
    :param int n_clients: number of clients of the same seed, 0 for none
    :param int seed: which world
    :param float known: share of the prospects who are clients
    :param Noise noise: probabilities of the flaws; `Noise()` without
    :param int start: index of the first
    :return: iterator of (person dictionary, index of the client or None)
    """
    _check(n_clients)
    noise = noise or Noise()
    for index in range(start, start + n):
        person = subject(seed, index, n_clients, known, noise)
        is_client = person.ordinal < STRANGERS
        yield (
            prospect(seed, index, person, n_clients, noise),
            person.ordinal if is_client else None,
        )


def identities(n, n_clients, seed=1, known=0.5, noise=None, start=0):
    """Who the prospects are: equal numbers are one person, for truth on duplicates.

    :return: iterator of int, in the order of `prospects` with the same arguments
    """
    noise = noise or Noise()
    for index in range(start, start + n):
        yield subject(seed, index, n_clients, known, noise).ordinal


def _check(number):
    if number > STRANGERS:
        raise ValueError(f"At most {STRANGERS} clients can be told from strangers.")
