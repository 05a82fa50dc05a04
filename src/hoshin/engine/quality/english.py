"""The English lexicon of goals. Its lists are own; a change of any of them is a new version."""

from hoshin.engine.quality.lexicon import Lexicon, english_forms, words_of

_DELIVERIES = words_of(
    "launch deliver hire migrate open publish release complete build introduce establish implement replace retire sign "
    "certify file move ship train appoint adopt install pilot"
)
_CHANGES = words_of(
    "increase reduce raise lower grow cut double triple halve decrease shorten lengthen reach achieve attain close "
    "eliminate win retain keep hold maintain save earn sell recruit answer resolve process restore recover prevent "
    "lift limit convert add shrink speed gain collect plant treat"
)
_IRREGULAR = words_of("cut cutting won winning kept keeping held holding sold selling built building grew grown hit")

ENGLISH = Lexicon(
    language="en",
    version="en-1",
    outcomes=english_forms(_DELIVERIES | _CHANGES) | _IRREGULAR,
    deliveries=english_forms(_DELIVERIES) | words_of("built building"),
    vague_verbs={
        "improve": "increase, reduce, shorten",
        "optimise": "reduce, shorten, double",
        "optimize": "reduce, shorten, double",
        "enhance": "increase, raise, add",
        "support": "deliver, train, answer",
        "help": "deliver, train, answer",
        "ensure": "reach, keep, complete",
        "leverage": "sell, publish, convert",
        "drive": "increase, win, reach",
        "foster": "increase, train, introduce",
        "strive": "reach, achieve, close",
        "align": "sign, complete, adopt",
        "explore": "publish, pilot, complete",
        "continue": "keep, hold, complete",
        "work": "complete, deliver, reach",
        "focus": "reach, reduce, increase",
        "promote": "increase, publish, win",
        "facilitate": "deliver, train, shorten",
        "strengthen": "increase, raise, hire",
        "try": "reach, complete, pilot",
    },
    qualifiers=words_of(
        "better some various several significantly significant substantially substantial more best good great many most "
        "world-class strategic robust efficient efficiently effective effectively user-friendly quality adequate adequately "
        "proactive proactively soon regularly regular appropriate optimal excellent excellence seamless timely sufficient "
        "sustainable innovative modern flexible fast quickly easy easily asap state-of-the-art high-quality best-in-class"
    ),
    escapes=(
        "as appropriate",
        "if possible",
        "where possible",
        "as far as practicable",
        "where needed",
        "if needed",
        "as needed",
        "as soon as possible",
        "to be determined",
        "as required",
        "when feasible",
        "if time allows",
        "tbd",
    ),
    scopes=words_of("for in among of across within at"),
    joins=words_of("and then or"),
    stops=words_of(
        "a an the and or but of for in on at by to from with without within across among into onto over under between "
        "our their its his her my your this that these those all each every any be is are was were been being as it we "
        "they he she who which than then so not no per via up down out off until before after during has have had do "
        "does will shall should can could may might must also"
    ),
    dates=words_of(
        "january february march april may june july august september october november december jan feb mar apr jun jul "
        "aug sep sept oct nov dec q1 q2 q3 q4 h1 h2 fy monday tuesday wednesday thursday friday saturday sunday "
        "today tomorrow spring summer autumn winter end"
    ),
    spans=words_of("day days week weeks month months quarter quarters year years half hour hours minute minutes"),
)
