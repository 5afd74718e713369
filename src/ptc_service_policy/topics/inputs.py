"""What questions are asked with beside the offering, the entry and the attributes."""

from ptc_service_policy.text import LocalizedText
from ptc_service_policy.topics.topic import Input

RECEIVED = Input(
    "received",
    "instant",
    LocalizedText(
        fr="Demande reçue (ou autre événement qui fait courir le délai) le",
        en="Request received (or other event that starts the clock) at",
    ),
    said=LocalizedText(fr="délai compté à partir du {value}", en="counted from {value}"),
)
PAUSES = Input(
    "pauses",
    "pauses",
    LocalizedText(fr="Attente d'une réponse du client", en="Period spent waiting for the customer"),
    optional=True,
)
ANSWERED = Input(
    "answered_at",
    "instant",
    LocalizedText(fr="Réponse donnée le", en="Answered at"),
    optional=True,
)
AS_OF_INSTANT = Input("as_of", "instant", LocalizedText(fr="État à l'instant", en="As of"))
REMINDERS = Input(
    "remind_at",
    "marks",
    LocalizedText(
        fr="Rappels : part du délai, ou temps restant", en="Reminders: share of the time, or time left"
    ),
    optional=True,
)
AT = Input(
    "at",
    "instant",
    LocalizedText(fr="Instant considéré", en="Date and time"),
    said=LocalizedText(fr="au {value}", en="as of {value}"),
)
FROM_INSTANT = Input(
    "start",
    "instant",
    LocalizedText(fr="Du", en="From"),
    said=LocalizedText(fr="du {value}", en="from {value}"),
)
UNTIL_INSTANT = Input(
    "end",
    "instant",
    LocalizedText(fr="Au (exclu)", en="Until (excluded)"),
    said=LocalizedText(fr="au {value}", en="until {value}"),
)
FIRST_DAY = Input(
    "start",
    "date",
    LocalizedText(fr="Du (premier jour)", en="From (first day)"),
    said=LocalizedText(fr="du {value}", en="from {value}"),
)
DAY_AFTER = Input(
    "end",
    "date",
    LocalizedText(
        fr="Au (exclu : lendemain du dernier jour)", en="Until (excluded: the day after the last one)"
    ),
    said=LocalizedText(fr="au {value} exclu", en="until {value} (excluded)"),
)
DELIVERED = Input(
    "delivered",
    "deliveries",
    LocalizedText(fr="Ce qui a été assuré", en="What was delivered"),
    optional=True,
)
AS_OF = Input(
    "as_of",
    "date",
    LocalizedText(
        fr="Date à laquelle juger ce qui est assuré ou manqué",
        en="Day as of which to say what is met or missed",
    ),
    optional=True,
)
USED = Input(
    "used", "figures", LocalizedText(fr="Ce qui est utilisé, par limite", en="What is used, by limit")
)
EVENTS = Input(
    "events",
    "events",
    LocalizedText(fr="Événements survenus", en="Events that happened"),
    optional=True,
)
