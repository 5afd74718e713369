"""What an offering costs."""

from ptc_service_policy.model.offerings import ChargeTerms, Price
from ptc_service_policy.text import LocalizedText
from ptc_service_policy.topics.judging import Effect, less
from ptc_service_policy.topics.topic import Part, Topic
from ptc_service_policy.topics.wording import Wording, each, number

_PRICED = LocalizedText(fr="{charge} : {price}", en="{charge}: {price}")
_AMOUNT = LocalizedText(fr="{amount} {currency}", en="{amount} {currency}")
_SHARE = LocalizedText(fr="{percent} %, calculés sur {of}", en="{percent}% of {of}")
_REGULAR = LocalizedText(fr="{price} {each}", en="{price} {each}")


def _words(value: str | ChargeTerms, wording: Wording) -> LocalizedText:
    if isinstance(value, str):
        return wording.terms.charges[value].phrase
    charge = wording.terms.charges[value.charge].phrase
    price = None if value.price is None else _price(value.price)
    return charge if price is None else _PRICED.format(charge=charge, price=price)


def _price(price: Price) -> LocalizedText | None:
    """Write a price, if it is known; of what else is known of it nothing can be said then."""
    if price.percent is not None and price.of is not None:
        said = _SHARE.format(percent=number(price.percent), of=price.of)
    elif price.amount is not None and price.currency is not None:
        said = _AMOUNT.format(amount=number(price.amount), currency=price.currency)
    else:
        return None
    return said if price.each is None else _REGULAR.format(price=said, each=each(price.each))


def _judge_charge(old: str, new: str) -> Effect:
    """Judge a charge: what costs nothing more is better than what is paid for."""
    if "included" not in {old, new}:
        return Effect.DIFFERENT
    return Effect.BETTER if new == "included" else Effect.WORSE


def _judge_price(old: Price | None, new: Price | None) -> Effect:
    if old is None or new is None or (old.currency, old.of, old.each) != (new.currency, new.of, new.each):
        return Effect.DIFFERENT
    before, after = old.amount or old.percent, new.amount or new.percent
    return Effect.DIFFERENT if before is None or after is None else less(before, after)


def _meaning(value: str | ChargeTerms, wording: Wording) -> str:
    return wording.terms.charges[value if isinstance(value, str) else value.charge].means


def _price_of(value: str | ChargeTerms, _wording: Wording) -> Price | None:
    return None if isinstance(value, str) else value.price


CHARGE: Topic[str | ChargeTerms] = Topic(
    name="charge",
    group="essentials",
    label=LocalizedText(fr="Coût", en="Cost"),
    question=LocalizedText(fr="Que coûte l'offre ?", en="What does the offering cost?"),
    address="offerings.charge",
    words=_words,
    reason=LocalizedText(
        fr="L'offre « {offering} » est proposée {value}.", en='"{offering}" is provided {value}.'
    ),
    # Who moves chooses to pay; a new edition that asks for payment takes something away.
    moved=Effect.DIFFERENT,
    parts=(
        Part(LocalizedText(fr="coût", en="cost"), _meaning, _judge_charge, _words),
        Part(LocalizedText(fr="prix", en="price"), _price_of, _judge_price, _words, "price"),
    ),
)
