"""The French lexicon of text cues. Its lists are own; a change of any of them is a new version."""

from hoshin.engine.quality.cue_lexicon import CueLexicon, phrases
from hoshin.engine.quality.lexicon import words_of

FRENCH_CUES = CueLexicon(
    language="fr",
    version="fr-1",
    traits=words_of(
        "agressif agressive arrogant arrogante autoritaire brouillon brouillonne brusque capricieux capricieuse "
        "caractériel caractérielle charmant charmante condescendant condescendante confus confuse cynique désagréable "
        "désorganisé désorganisée difficile dominateur dominatrice doué douée égocentrique égoïste émotif émotive "
        "émotionnel émotionnelle exigeant exigeante faible feignant feignante froid froide gentil gentille hautain "
        "hautaine hypersensible hystérique ignorant ignorante immature impatient impatiente impulsif impulsive "
        "incompétent incompétente indécis indécise intelligent intelligente intransigeant intransigeante "
        "irresponsable jaloux jalouse lent lente manipulateur manipulatrice maladroit maladroite maternelle méchant "
        "méchante mou molle naïf naïve négatif négative nerveux nerveuse paresseux paresseuse passif passive "
        "perfectionniste pessimiste prétentieux prétentieuse réservé réservée rigide sensible soumis soumise stupide "
        "susceptible sympathique talentueux talentueuse têtu têtue timide toxique vaniteux vaniteuse"
    ),
    things=words_of(
        "objectif objectifs délai délais calendrier calendriers plan plans croissance marché marchés prix résultat "
        "résultats chiffre chiffres réponse réponses départ trimestre données sujet sujets cas question questions "
        "processus requête requêtes test tests impact effet effets tendance tendances"
    ),
    praise=phrases(
        "bon travail; beau travail; excellent travail; super travail; bravo; félicitations; continue ainsi; "
        "continuez ainsi; continue comme ça; continuez comme ça; bien joué; esprit d équipe; vrai atout; au top; "
        "tu es super; vous êtes super; génial; géniale; formidable; fantastique; exceptionnel; exceptionnelle; "
        "extraordinaire; un plaisir de travailler; belle attitude; attitude positive"
    ),
    loaded=phrases(
        "toujours; jamais; tout le monde sait; tout le monde dit; tout le monde pense; évidemment; bien sûr; "
        "comme d habitude; encore une fois; sans cesse; constamment; personne ne; typique; tu aurais dû savoir; "
        "vous auriez dû savoir; comment as-tu pu; ta faute; votre faute; aucune excuse; ridicule; terrible; horrible; "
        "lamentable; nul; nulle; catastrophe; désastre; inacceptable; pour une femme; pour un homme; à ton âge; "
        "à votre âge; vous autres"
    ),
    hedges=phrases(
        "peut-être; éventuellement; probablement; plutôt; un peu; quelque peu; je suppose; il me semble; on dirait; "
        "en quelque sorte; plus ou moins; d une certaine manière; pas sûr; pas sûre; assez; juste; sans doute; pourrait"
    ),
    advice=phrases(
        "essaie; essayez; essayer; la prochaine fois; je suggère; je propose; je recommande; je te conseille; "
        "je vous conseille; tu pourrais; vous pourriez; commence; commencez; arrête; arrêtez; continue; continuez; "
        "demande; demandez; partage; partagez; prépare; préparez; à l avenir; désormais"
    ),
    evidence=phrases(
        "quand; lorsque; lors; pendant; parce que; car; après; avant; afin que; grâce à; ainsi; par conséquent; "
        "dans la réunion; en réunion; dans ta présentation; dans votre présentation; par exemple; a permis; ont permis; "
        "a réduit; a augmenté; le client a dit; les clients ont dit; l effet"
    ),
    dates=words_of(
        "janvier février avril juin juillet août septembre octobre novembre décembre lundi mardi mercredi jeudi vendredi "
        "samedi dimanche hier aujourd t1 t2 t3 t4"
    ),
)
