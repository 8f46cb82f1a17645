# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What speaks for and against two rows of the person index being one person.

For people to read, whatever rule found the pair: rules decide by their own conditions.
"""

from typing import NamedTuple

from rapidfuzz.distance import OSA

# Two slips of the pen in a name of ten letters.
SIMILAR = 0.8
CONTACTS = (("phone", "phones"), ("email", "emails"))
# People move and have several phones: other values of these contradict nothing.
WEAK = {"phone", "email", "messenger", "address", "city"}


class Fact(NamedTuple):
    """What one attribute says about a pair.

    :param attribute: name, lastname, …, document, messenger, …
    :param outcome: `same`, `similar`, `differs` or `missing`
    :param how: of `same`: `former`; of `similar`: `swapped`, `sound`, `latin`,
        `variant`, `initial`, `typo` or `close`; of `missing`: `left`, `right`, `both`
    :param code: type of a document
    """

    attribute: str
    outcome: str
    how: str = ""
    code: str = ""

    @property
    def contradicts(self):
        """Whether it holds the two apart, and does not merely fail to join them."""
        return self.outcome == "differs" and self.attribute not in WEAK


def compare(left, right):
    """Facts about two persons, the most telling attributes first.

    :param dict left: columns of an index row, dates as ISO texts; blank ones None
    :param dict right: the same of the other person
    :return: list of :class:`Fact`

    >>> anna = {"lastname": "соколова", "firstname": "анна", "phones": ["+7916"]}
    >>> [f[:3] for f in compare(anna, {**anna, "birthdate_date": "1980-05-17"})][:2]
    [('name', 'same', ''), ('birthdate_date', 'missing', 'left')]
    >>> [f[:3] for f in compare(anna, {**anna, "lastname": "сокалова"})][:2]
    [('lastname', 'similar', 'typo'), ('firstname', 'same', '')]
    """
    facts = [
        *_names(left, right),
        _birthdate(left.get("birthdate_date"), right.get("birthdate_date")),
        *_documents(left.get("documents"), right.get("documents")),
        *(_any(name, left.get(key), right.get(key)) for name, key in CONTACTS),
        _messengers(left.get("messengers"), right.get("messengers")),
        _scalar("address", left.get("address_key"), right.get("address_key")),
        _scalar("city", left.get("city"), right.get("city")),
        _scalar("gender", left.get("gender"), right.get("gender")),
    ]
    return [fact for fact in facts if fact]


def _names(left, right):
    last = left.get("lastname"), right.get("lastname")
    first = left.get("firstname"), right.get("firstname")
    if all(last + first) and last == first[::-1] and last[0] != last[1]:
        return [Fact("name", "similar", "swapped"), _middlename(left, right)]
    facts = [_lastname(left, right), _firstname(left, right), _middlename(left, right)]
    middle = facts[2]
    same = all(fact and fact[1:3] == ("same", "") for fact in facts[:2])
    if same and (not middle or middle.outcome == "same"):
        return [Fact("name", "same")]
    return facts


def _lastname(left, right):
    one, two = left.get("lastname"), right.get("lastname")
    if fact := _missing("lastname", one, two):
        return fact
    if one == two:
        return Fact("lastname", "same")
    ones = {one, *(left.get("former_lastnames") or ())}
    twos = {two, *(right.get("former_lastnames") or ())}
    if ones & twos:
        return Fact("lastname", "same", "former")
    if _common(left.get("lastname_latins"), right.get("lastname_latins")):
        return Fact("lastname", "similar", "latin")
    return _similar_text("lastname", one, two, left, right)


def _firstname(left, right):
    one, two = left.get("firstname"), right.get("firstname")
    if fact := _missing("firstname", one, two):
        return fact
    if one == two and len(one) > 1:
        return Fact("firstname", "same")
    if _common(left.get("firstname_codes"), right.get("firstname_codes")):
        return Fact("firstname", "similar", "variant")
    return _similar_text("firstname", one, two, left, right)


def _middlename(left, right):
    one, two = left.get("middlename"), right.get("middlename")
    if not one and not two:
        return None
    if fact := _missing("middlename", one, two):
        return fact
    if one == two:
        return Fact("middlename", "same")
    if left.get("middlename_latin") and (
        left.get("middlename_latin") == right.get("middlename_latin")
    ):
        return Fact("middlename", "similar", "latin")
    return _similar_text("middlename", one, two, left, right)


def _similar_text(attribute, one, two, left, right):
    """Two names that are not the same, as people hear, shorten and mistype them."""
    sound = left.get(f"{attribute}_sound")
    if min(len(one), len(two)) == 1:
        fits = one[0] == two[0]
        return Fact(attribute, *(("similar", "initial") if fits else ("differs",)))
    if sound and sound == right.get(f"{attribute}_sound"):
        return Fact(attribute, "similar", "sound")
    if OSA.normalized_similarity(one, two) >= SIMILAR:
        return Fact(attribute, "similar", "typo")
    return Fact(attribute, "differs")


def _birthdate(one, two):
    if fact := _missing("birthdate_date", one, two):
        return fact
    if one == two:
        return Fact("birthdate_date", "same")
    if is_close_date(one, two):
        return Fact("birthdate_date", "similar", "close")
    return Fact("birthdate_date", "differs")


def is_close_date(one, two):
    """Whether two ISO dates differ by one digit, or day and month are swapped.

    >>> day = "1980-05-07"
    >>> is_close_date(day, "1980-07-05"), is_close_date(day, "1981-05-07")
    (True, True)
    >>> is_close_date(day, "1981-06-07")
    False
    """
    year, month, day = one.split("-")
    swapped = two == f"{year}-{day}-{month}"
    return swapped or sum(a != b for a, b in zip(one, two, strict=True)) == 1


def _documents(left, right):
    """One fact for each type that either has; none at all is one fact, too."""
    ones, twos = _by_code(left), _by_code(right)
    if not ones and not twos:
        return [Fact("document", "missing", "both")]
    return [
        fact._replace(code=code)
        for code in sorted(ones.keys() | twos.keys())
        if (fact := _any("document", ones.get(code), twos.get(code)))
    ]


def _messengers(left, right):
    """Ids in two different networks say nothing about each other."""
    if left and right and not _by_code(left).keys() & _by_code(right).keys():
        return None
    return None if not left and not right else _any("messenger", left, right)


def _by_code(values):
    """`code:value` texts by code.

    >>> _by_code(["inn:5", "passport_ru:1", "passport_ru:2"])["passport_ru"]
    ['1', '2']
    """
    found = {}
    for text in values or ():
        code, _colon, value = text.partition(":")
        found.setdefault(code, []).append(value)
    return found


def _any(attribute, ones, twos):
    if fact := _missing(attribute, ones, twos):
        return fact
    return Fact(attribute, "same" if _common(ones, twos) else "differs")


def _scalar(attribute, one, two):
    """Of what is seldom filled and tells little, a blank is not worth a word."""
    if not one or not two:
        return None
    return Fact(attribute, "same" if one == two else "differs")


def _missing(attribute, one, two):
    if one and two:
        return None
    side = "right" if one else "left" if two else "both"
    return Fact(attribute, "missing", side)


def _common(ones, twos):
    return bool(set(ones or ()) & set(twos or ()))
