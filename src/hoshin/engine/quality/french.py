"""The French lexicon of goals. Its lists are own; a change of any of them is a new version."""

from hoshin.engine.quality.lexicon import Lexicon, words_of

_DELIVERIES = words_of(
    "lancer livrer recruter embaucher migrer ouvrir publier achever terminer construire introduire établir remplacer "
    "signer certifier déployer installer former nommer adopter finaliser transférer expédier créer lancement livraison "
    "recrutement migration ouverture publication déploiement"
)
_CHANGES = words_of(
    "augmenter réduire diminuer accroître baisser doubler tripler raccourcir allonger atteindre réaliser fermer clore "
    "éliminer supprimer gagner conserver garder maintenir économiser vendre répondre résoudre traiter rétablir prévenir "
    "limiter convertir relever abaisser porter ramener obtenir collecter planter soigner servir augmentation réduction "
    "diminution baisse"
)

FRENCH = Lexicon(
    language="fr",
    version="fr-1",
    outcomes=_DELIVERIES | _CHANGES,
    deliveries=_DELIVERIES,
    vague_verbs={
        "améliorer": "augmenter, réduire, raccourcir",
        "optimiser": "réduire, raccourcir, doubler",
        "renforcer": "augmenter, relever, recruter",
        "soutenir": "livrer, former, répondre",
        "aider": "livrer, former, répondre",
        "assurer": "atteindre, maintenir, achever",
        "garantir": "atteindre, maintenir, achever",
        "favoriser": "augmenter, former, introduire",
        "promouvoir": "augmenter, publier, gagner",
        "encourager": "augmenter, former, introduire",
        "développer": "augmenter, lancer, doubler",
        "viser": "atteindre, réaliser, obtenir",
        "efforcer": "atteindre, réaliser, obtenir",
        "explorer": "publier, achever, lancer",
        "continuer": "maintenir, garder, achever",
        "poursuivre": "maintenir, garder, achever",
        "faciliter": "livrer, former, raccourcir",
        "aligner": "signer, achever, adopter",
        "contribuer": "livrer, réduire, augmenter",
        "travailler": "achever, livrer, atteindre",
    },
    qualifiers=words_of(
        "mieux meilleur meilleure meilleurs meilleures plus moins certains certaines divers diverses plusieurs quelques "
        "significativement significatif significative sensiblement substantiel substantielle stratégique stratégiques "
        "robuste robustes efficace efficaces efficacement convivial conviviale qualité adéquat adéquate approprié "
        "appropriée proactif proactive proactifs proactives bientôt régulièrement rapidement facilement excellent "
        "excellence optimal optimale durable innovant innovante moderne flexible beaucoup davantage suffisant suffisante"
    ),
    escapes=(
        "si possible",
        "dans la mesure du possible",
        "le cas échéant",
        "si nécessaire",
        "au besoin",
        "dès que possible",
        "à déterminer",
        "selon les besoins",
        "lorsque possible",
        "autant que possible",
    ),
    scopes=words_of("pour dans parmi de du des en chez auprès à au aux d"),
    joins=words_of("et puis ou"),
    stops=words_of(
        "le la les un une des du de d l et ou mais à au aux en dans sur sous par pour avec sans entre parmi chez vers notre "
        "nos leur leurs son sa ses mon ma mes votre vos ce cet cette ces tout tous toute toutes chaque qui que qu dont où "
        "est sont être été a ont avoir il elle ils elles nous vous on se s ne pas n y auprès d'ici ici jusque jusqu dès "
        "depuis avant après pendant puis si comme aussi"
    ),
    dates=words_of(
        "janvier février mars avril mai juin juillet août septembre octobre novembre décembre t1 t2 t3 t4 s1 s2 lundi mardi "
        "mercredi jeudi vendredi samedi dimanche "
        "aujourd'hui demain printemps automne hiver fin"
    ),
    spans=words_of(
        "jour jours semaine semaines mois trimestre trimestres semestre semestres an ans année années heure heures minute "
        "minutes"
    ),
)
