"""The English lexicon of text cues. Its lists are own; a change of any of them is a new version."""

from hoshin.engine.quality.cue_lexicon import CueLexicon, phrases
from hoshin.engine.quality.lexicon import words_of

ENGLISH_CUES = CueLexicon(
    language="en",
    version="en-1",
    traits=words_of(
        "abrasive aggressive arrogant bossy bubbly careless caring charming childish clingy clumsy cold combative "
        "condescending confrontational cynical defensive difficult dishonest disloyal disorganised disorganized dominant "
        "dramatic dull egocentric egotistical emotional fussy gentle gifted hysterical ignorant immature impatient "
        "incompetent indecisive insecure intense introverted irrational irresponsible judgmental judgemental lazy loud "
        "manipulative mean moody motherly naive narcissistic needy negative nice opinionated oversensitive passive "
        "perfectionist pessimistic picky pushy quiet rude sassy selfish sensitive sharp-tongued shrill shy slow sloppy "
        "smart snobbish stubborn stupid submissive sweet tactless talented temperamental timid toxic unfriendly "
        "unintelligent unlikeable unmotivated unprofessional unreasonable unreliable vain weak whiny"
    ),
    things=words_of(
        "target targets timeline timelines schedule schedules deadline deadlines plan plans growth cash market markets "
        "price prices result results number numbers response responses start quarter data topic topics case cases "
        "question questions release process query queries pipeline test tests impact effect trend trends figures"
    ),
    praise=phrases(
        "good job; great job; nice job; amazing job; fantastic job; excellent job; good work; great work; nice work; "
        "amazing work; fantastic work; excellent work; hard work; well done; keep it up; keep up the good work; "
        "team player; rock star; superstar; true asset; real asset; goes above and beyond; went above and beyond; "
        "above and beyond; awesome; amazing; fantastic; outstanding; brilliant; a pleasure to work with; great attitude; "
        "positive attitude; great person; you are great; you are the best; a joy to work with"
    ),
    loaded=phrases(
        "always; never; everybody knows; everyone knows; everybody says; everyone says; everybody thinks; "
        "everyone thinks; obviously; of course; as usual; once again; constantly; no one; nobody; typical; "
        "should have known; how could you; what were you thinking; you failed; your fault; to blame; no excuse; "
        "ridiculous; terrible; horrible; awful; pathetic; useless; disaster; catastrophe; unacceptable; a joke; "
        "for a woman; for a man; for your age; at your age; you people"
    ),
    hedges=phrases(
        "maybe; perhaps; possibly; probably; somewhat; sort of; kind of; a bit; a little; i guess; i suppose; i feel like; "
        "it seems; seems; might; could be; more or less; in a way; not sure; just; quite; rather; arguably"
    ),
    advice=phrases(
        "try; consider; next time; i suggest; suggest; recommend; i would; you could; start; stop; continue; ask; share; "
        "practise; practice; prepare; propose; go on; keep doing; keep on; in future; from now on; let us; let s"
    ),
    evidence=phrases(
        "when; during; while; because; after; before; so that; which meant; as a result; therefore; thanks to; "
        "in the meeting; in our meeting; on the call; in your presentation; in your report; for example; for instance; "
        "led to; saved; reduced; increased; the effect; customer said; customers said"
    ),
    dates=words_of(
        "january february april june july august september october november december monday tuesday wednesday thursday "
        "friday saturday sunday yesterday today q1 q2 q3 q4 h1 h2"
    ),
)
