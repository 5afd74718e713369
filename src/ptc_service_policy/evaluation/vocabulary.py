"""What the values that a schema enumerates are called, wherever they are read."""

from ptc_service_policy.text import LocalizedText

YES = LocalizedText(fr="oui", en="yes")
NO = LocalizedText(fr="non", en="no")
UNSTATED = LocalizedText(fr="non précisé", en="not stated")

ENUMERATED = {
    "additional": LocalizedText(fr="en supplément", en="charged for separately"),
    "ptc": LocalizedText(fr="PTC", en="PTC"),
    "customer": LocalizedText(fr="le client", en="the customer"),
    "regular": LocalizedText(fr="régulières", en="regular"),
    "ad-hoc": LocalizedText(fr="ponctuelles", en="ad hoc"),
    "annual-support-contract": LocalizedText(
        fr="le contrat d'assistance annuel", en="the annual support contract"
    ),
    "subscription-term": LocalizedText(fr="la durée de l'abonnement", en="the subscription's term"),
}
