"""The sheets of the workbook whose rows strategy reviews keep."""

from hoshin.strategy_reviews.sheets.reviews import REVIEWS
from hoshin.strategy_reviews.sheets.series import SERIES
from hoshin.strategy_reviews.sheets.tasks import TASKS
from hoshin.strategy_reviews.sheets.topics import TOPICS

SHEETS = (SERIES, REVIEWS, TOPICS, TASKS)
