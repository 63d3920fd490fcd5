"""Which of our guests' three commonest languages somebody writes in, by the small words that only one of them has."""

import re
from collections import Counter
from collections.abc import Iterable
from typing import Final

_WORD: Final = re.compile(r"[^\W\d_]+")
_SMALL: Final = {
    "pt": "você vocês não é são está estão uma um os as do da dos das em no na nos nas ao à com sem pelo pela mais muito também já "
    "obrigado obrigada bom boa dia tarde noite oi olá eu nós meu minha vai vou tem tenho quero queria gostaria quarto amanhã hoje aí isso "
    "reserva qual quanto fica até lá",
    "es": "usted ustedes no es son está están una un los las del el en con sin por más muy también ya gracias buenos buenas días tardes "
    "noches hola yo nosotros mi mis tiene tengo quiero quisiera gustaría habitación mañana hoy eso cuál cuánto hasta allí y pero desde "
    "reserva hay puedo",
    "en": "you the is are a an of in on at with without for more very also already thanks thank good morning evening night hi hello i we "
    "my our have want would like room tomorrow today this that which how much until there and but from please do does can be what it to "
    "reservation booking",
}
_OWNERS: Final = Counter(word for words in _SMALL.values() for word in set(words.split()))
# Words that two of them share say nothing.
_TELLING: Final = {language: frozenset(word for word in words.split() if _OWNERS[word] == 1) for language, words in _SMALL.items()}
_ENOUGH: Final = 2


def heard(texts: Iterable[str]) -> str | None:
    """`pt`, `es`, `en`, or None when too little was said, or it was said in something else."""
    words = Counter(word for said in texts for word in _WORD.findall(said.lower()))
    (best, most), (_, second), *_ = Counter({one: sum(words[word] for word in _TELLING[one]) for one in _SMALL}).most_common()
    return best if most >= _ENOUGH and most >= 2 * second else None
