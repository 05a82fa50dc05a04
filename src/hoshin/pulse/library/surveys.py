"""The surveys of the library."""

from django.utils.translation import gettext_lazy as _

from hoshin.pulse.library.drivers import ENGAGEMENT, ENPS
from hoshin.pulse.library.questions import QuestionKind, Survey, SurveyQuestion

_RECOMMEND = SurveyQuestion(
    "enps_1", ENPS, _("How likely are you to recommend working here to a friend?"), QuestionKind.ENPS
)

_ENGAGEMENT = Survey(
    "engagement",
    _("Engagement and what it goes with"),
    _("How people are, and which of ten things goes with it most. About four minutes; twice a year is enough."),
    (
        SurveyQuestion("engagement_1", ENGAGEMENT, _("Most days I look forward to my work.")),
        SurveyQuestion("engagement_2", ENGAGEMENT, _("I am proud to say where I work.")),
        SurveyQuestion("engagement_3", ENGAGEMENT, _("I expect to be here in two years.")),
        SurveyQuestion("purpose_1", "purpose", _("I know where the organisation wants to go.")),
        SurveyQuestion("purpose_2", "purpose", _("I see how my work serves that.")),
        SurveyQuestion("expectations_1", "expectations", _("I know what is expected of me this quarter.")),
        SurveyQuestion("expectations_2", "expectations", _("When priorities change, I am told in time.")),
        SurveyQuestion("manager_1", "manager", _("My manager helps me to remove what is in the way.")),
        SurveyQuestion("manager_2", "manager", _("My manager cares about how I am.")),
        SurveyQuestion("feedback_1", "feedback", _("In the last month I got feedback that I could use.")),
        SurveyQuestion("feedback_2", "feedback", _("Good work is noticed here.")),
        SurveyQuestion("growth_1", "growth", _("I learnt something at work lately that I wanted to learn.")),
        SurveyQuestion("growth_2", "growth", _("I see a next step for me here.")),
        SurveyQuestion("workload_1", "workload", _("I can do my work well in the hours that I have.")),
        SurveyQuestion("workload_2", "workload", _("I often have to work when I should rest."), is_reversed=True),
        SurveyQuestion("tools_1", "tools", _("I have the tools and the information that my work needs.")),
        SurveyQuestion("team_1", "team", _("In my team one can count on the others.")),
        SurveyQuestion("team_2", "team", _("Other teams help when we need them.")),
        SurveyQuestion("voice_1", "voice", _("I can say what goes wrong without fear.")),
        SurveyQuestion("voice_2", "voice", _("When people speak up, something comes of it.")),
        SurveyQuestion("fairness_1", "fairness", _("Decisions about people are made fairly here.")),
        _RECOMMEND,
    ),
)
_ENPS = Survey(
    "enps",
    _("Would you recommend us?"),
    _("One question, half a minute: the employee net promoter score."),
    (_RECOMMEND,),
)
_ONBOARDING = Survey(
    "onboarding",
    _("The first months"),
    _("How people who joined came to begin, asked after one to three months."),
    (
        SurveyQuestion("start_1", "start", _("On my first day everything that I needed was there.")),
        SurveyQuestion("start_2", "start", _("Somebody took the time to show me how things work.")),
        SurveyQuestion("start_3", "start", _("The work is what I was told it would be.")),
        SurveyQuestion("expectations_1", "expectations", _("I know what is expected of me this quarter.")),
        SurveyQuestion("manager_1", "manager", _("My manager helps me to remove what is in the way.")),
        SurveyQuestion("team_3", "team", _("I feel that I belong to my team.")),
        _RECOMMEND,
    ),
)
_EXIT = Survey(
    "exit",
    _("Leaving"),
    _("Why people leave, asked together of all who left in a year, so that nobody is known by the month."),
    (
        SurveyQuestion("leaving_1", "leaving", _("I would come back.")),
        SurveyQuestion("leaving_2", "leaving", _("Something could have been done to keep me.")),
        SurveyQuestion("growth_2", "growth", _("I see a next step for me here.")),
        SurveyQuestion("manager_2", "manager", _("My manager cares about how I am.")),
        SurveyQuestion("workload_1", "workload", _("I can do my work well in the hours that I have.")),
        SurveyQuestion("fairness_1", "fairness", _("Decisions about people are made fairly here.")),
        _RECOMMEND,
    ),
)
_MANAGER = Survey(
    "manager",
    _("How managers help"),
    _("What managers do that helps people to do good work. Read by the group, never of one manager of few."),
    (
        SurveyQuestion("manager_1", "manager", _("My manager helps me to remove what is in the way.")),
        SurveyQuestion("manager_2", "manager", _("My manager cares about how I am.")),
        SurveyQuestion("manager_3", "manager", _("My manager decides in time.")),
        SurveyQuestion("manager_4", "manager", _("My manager says what they do not know.")),
        SurveyQuestion("expectations_1", "expectations", _("I know what is expected of me this quarter.")),
        SurveyQuestion("feedback_1", "feedback", _("In the last month I got feedback that I could use.")),
        SurveyQuestion("voice_1", "voice", _("I can say what goes wrong without fear.")),
    ),
)
_CULTURE = Survey(
    "culture",
    _("How we work together"),
    _("Whether the values of the organisation are lived where people work."),
    (
        SurveyQuestion("culture_1", "culture", _("People here do what the values of the organisation say.")),
        SurveyQuestion("culture_2", "culture", _("Leaders hold themselves to what they ask of others.")),
        SurveyQuestion("voice_1", "voice", _("I can say what goes wrong without fear.")),
        SurveyQuestion("voice_3", "voice", _("A mistake is a reason to learn here, not to blame.")),
        SurveyQuestion("fairness_1", "fairness", _("Decisions about people are made fairly here.")),
        SurveyQuestion("team_2", "team", _("Other teams help when we need them.")),
    ),
)
_TOOLS = Survey(
    "tools",
    _("Tools and ways of working"),
    _("Whether people have what their work needs, and where time is lost."),
    (
        SurveyQuestion("tools_1", "tools", _("I have the tools and the information that my work needs.")),
        SurveyQuestion("tools_2", "tools", _("Our systems save me time.")),
        SurveyQuestion("tools_3", "tools", _("I lose hours each week to work that serves nobody."), is_reversed=True),
        SurveyQuestion("tools_4", "tools", _("When something does not work, it is mended soon.")),
        SurveyQuestion("workload_1", "workload", _("I can do my work well in the hours that I have.")),
    ),
)

SURVEYS = {survey.code: survey for survey in (_ENGAGEMENT, _ENPS, _ONBOARDING, _EXIT, _MANAGER, _CULTURE, _TOOLS)}
