# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What of a client may be found in no answer."""

# Found in every text of a client, in no other text: what a search box is asked for.
PART = "zqx"
DIGITS = "977007"
# What belongs to the clients alone: marker -> what it is. Lower case, and numbers
# without any blank, as answers are compared.
MARKERS = {
    "zqxlast": "last name",
    "zqxfirst": "first name",
    "zqxmiddle": "middle name",
    "zqxmaiden": "former name",
    "zqxemployer": "employer",
    "zqxstreet": "street",
    "zqxcity": "city",
    "zqxzip": "zip",
    "zqxmail@": "e-mail",
    "zqxdomain": "domain of the e-mail",
    "9770071771": "phone",
    "zqxnetwork": "messenger",
    "500100732259": "INN",
    "11223344595": "SNILS",
    "1951-09-13": "birth date",
    "09/13/1951": "birth date as text",
    "zqxref": "reference in a source",
    "zqxcode": "reference of the card",
    "zqxvat": "VAT",
    "zqxsite": "website",
    "zqxcomment": "comment",
    "zqxfunction": "job position",
    "zqxcompanyname": "company name",
    "zqxbank": "bank account",
    "zqxlogin": "portal login",
    "zqxchild": "contact of the client",
    "zqxfilename": "name of a file",
    "zqxfilebody": "content of a file",
    "zqxapplication": "his application",
    "zqxletter": "message in his chatter",
    "zqxoldname": "name before, in tracking values",
    "zqxaction": "activity on him",
    "zqxmeeting": "meeting of his application",
    "zqxtwin": "the second client",
    "9770072772": "phone of the second client",
    "zqxconverted": "what a converted client has got since",
    "9771001": "id of a hidden partner",
    "845219": "client number",
}
# The first ids and numbers of those who are made here: unlike any other number.
FIRST_ID, FIRST_NUMBER = 977100100, 845219100
