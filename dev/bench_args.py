# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Print the options of ./dev/bench as one JSON object: numbers become numbers.

With --suffix first: what the name of the database ends with.
"""

import json
import sys

SIZE = 10_000


def parse(words):
    """Return the options in words, a list of strings, as a dictionary.

    :raises ValueError: on a word that is neither an option nor its value

    >>> parse(["--size", "1000", "--no-splink", "--mix=a"])
    {'size': 1000, 'no_splink': True, 'mix': 'a', 'clients': 1000, 'prospects': 1000}
    """
    options = {}
    key = None
    for word in words:
        if word.startswith("--"):
            key, _, value = word[2:].partition("=")
            key = key.replace("-", "_")
            options[key] = number(value) if value else True
        elif key and options[key] is True:
            options[key] = number(word)
        else:
            raise ValueError(f"unexpected {word!r}: options are --name value")
    size = options.setdefault("size", SIZE)
    options.setdefault("clients", size)
    options.setdefault("prospects", size)
    return options


def number(text):
    """Return text as int or float when it is one (1_000_000 is), else as it is."""
    for kind in (int, float):
        try:
            return kind(text)
        except ValueError:
            continue
    return text


def main(words):
    if words[:1] == ["--suffix"]:
        options = parse(words[1:])
        print(f"_{options['clients']}_{options['prospects']}")
    else:
        print(json.dumps(parse(words)))


if __name__ == "__main__":
    try:
        main(sys.argv[1:])
    except ValueError as error:
        sys.exit(str(error))
