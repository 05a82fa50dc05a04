"""The questions of the library in French: surveys are asked in it, though pages do not speak it yet."""

FRENCH = {
    "1 · not at all": "1 · pas du tout",
    "2 · rather not": "2 · plutôt non",
    "3 · partly": "3 · en partie",
    "4 · rather": "4 · plutôt oui",
    "5 · entirely": "5 · tout à fait",
    "What should we know?": "Que devrions-nous savoir ?",
    "How likely are you to recommend working here to a friend?": (
        "Quelle est la probabilité que vous recommandiez à un ami de travailler ici ?"
    ),
    "Most days I look forward to my work.": "La plupart des jours, je me réjouis d’aller travailler.",
    "I am proud to say where I work.": "Je suis fier ou fière de dire où je travaille.",
    "I expect to be here in two years.": "Je pense être encore ici dans deux ans.",
    "I know where the organisation wants to go.": "Je sais où l’organisation veut aller.",
    "I see how my work serves that.": "Je vois en quoi mon travail y contribue.",
    "I know what is expected of me this quarter.": "Je sais ce qu’on attend de moi ce trimestre.",
    "When priorities change, I am told in time.": "Quand les priorités changent, on me le dit à temps.",
    "My manager helps me to remove what is in the way.": "Mon ou ma responsable m’aide à lever les obstacles.",
    "My manager cares about how I am.": "Mon ou ma responsable se soucie de comment je vais.",
    "In the last month I got feedback that I could use.": "Le mois dernier, j’ai reçu un retour qui m’a servi.",
    "Good work is noticed here.": "Ici, le bon travail est remarqué.",
    "I learnt something at work lately that I wanted to learn.": (
        "J’ai appris récemment au travail quelque chose que je voulais apprendre."
    ),
    "I see a next step for me here.": "Je vois ici une prochaine étape pour moi.",
    "I can do my work well in the hours that I have.": "Je peux bien faire mon travail dans les heures dont je dispose.",
    "I often have to work when I should rest.": "Je dois souvent travailler quand je devrais me reposer.",
    "I have the tools and the information that my work needs.": (
        "J’ai les outils et les informations dont mon travail a besoin."
    ),
    "In my team one can count on the others.": "Dans mon équipe, on peut compter les uns sur les autres.",
    "Other teams help when we need them.": "Les autres équipes aident quand nous en avons besoin.",
    "I can say what goes wrong without fear.": "Je peux dire ce qui ne va pas sans crainte.",
    "When people speak up, something comes of it.": "Quand on prend la parole, cela a des suites.",
    "Decisions about people are made fairly here.": "Ici, les décisions qui touchent les personnes sont justes.",
    "On my first day everything that I needed was there.": ("Le premier jour, tout ce dont j’avais besoin était prêt."),
    "Somebody took the time to show me how things work.": (
        "Quelqu’un a pris le temps de me montrer comment les choses fonctionnent."
    ),
    "The work is what I was told it would be.": "Le travail correspond à ce qu’on m’avait annoncé.",
    "I feel that I belong to my team.": "Je sens que je fais partie de mon équipe.",
    "I would come back.": "Je reviendrais.",
    "Something could have been done to keep me.": "On aurait pu faire quelque chose pour me garder.",
    "My manager decides in time.": "Mon ou ma responsable décide à temps.",
    "My manager says what they do not know.": "Mon ou ma responsable dit ce qu’il ou elle ne sait pas.",
    "People here do what the values of the organisation say.": ("Ici, on agit selon les valeurs de l’organisation."),
    "Leaders hold themselves to what they ask of others.": (
        "Les dirigeants s’appliquent ce qu’ils demandent aux autres."
    ),
    "A mistake is a reason to learn here, not to blame.": "Ici, une erreur fait apprendre, et non accuser.",
    "Our systems save me time.": "Nos systèmes me font gagner du temps.",
    "I lose hours each week to work that serves nobody.": (
        "Je perds chaque semaine des heures à un travail qui ne sert à personne."
    ),
    "When something does not work, it is mended soon.": "Quand quelque chose ne marche pas, c’est vite réparé.",
}
