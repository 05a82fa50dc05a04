"""Ways of rolling up: the word of a plan, and the number that edges and the engine have for it."""

from hoshin.engine import rollup as engine
from hoshin.strategy.choices import RollUpWay

CODES: dict[str, int] = {word.value: int(engine.Aggregator[word.name]) for word in RollUpWay}
WORDS = {code: word for word, code in CODES.items()}
MEAN = CODES[RollUpWay.MEAN]
