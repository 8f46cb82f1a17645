# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What of a client may be found in no answer."""

# Found in every text of a client, in no other text: what a search box is asked for. Of
# five letters: three are met by chance in the random tokens of channels now and then.
PART = "zqxvj"
DIGITS = "977007"
# What belongs to the clients alone: marker -> what it is. Lower case, and numbers
# without any blank, as answers are compared.
MARKERS = {
    "zqxvjlast": "last name",
    "zqxvjfirst": "first name",
    "zqxvjmiddle": "middle name",
    "zqxvjmaiden": "former name",
    "zqxvjemployer": "employer",
    "zqxvjstreet": "street",
    "zqxvjcity": "city",
    "zqxvjzip": "zip",
    "zqxvjmail@": "e-mail",
    "zqxvjdomain": "domain of the e-mail",
    "9770071771": "phone",
    "zqxvjnetwork": "messenger",
    "500100732259": "INN",
    "11223344595": "SNILS",
    "1951-09-13": "birth date",
    "09/13/1951": "birth date as text",
    "zqxvjref": "reference in a source",
    "zqxvjcode": "reference of the card",
    "zqxvjvat": "VAT",
    "zqxvjsite": "website",
    "zqxvjcomment": "comment",
    "zqxvjfunction": "job position",
    "zqxvjcompanyname": "company name",
    "zqxvjbank": "bank account",
    "zqxvjlogin": "portal login",
    "zqxvjchild": "contact of the client",
    "zqxvjfilename": "name of a file",
    "zqxvjfilebody": "content of a file",
    "zqxvjapplication": "his application",
    "zqxvjletter": "message in his chatter",
    "zqxvjoldname": "name before, in tracking values",
    "zqxvjaction": "activity on him",
    "zqxvjmeeting": "meeting of his application",
    "zqxvjtwin": "the second client",
    "9770072772": "phone of the second client",
    "zqxvjconverted": "what a converted client has got since",
    "9771001": "id of a hidden partner",
    "845219": "client number",
}
# The first ids and numbers of those who are made here: unlike any other number.
FIRST_ID, FIRST_NUMBER = 977100100, 845219100
