"""The sheets of okrs."""

from hoshin.okrs.sheets.commitments import COMMITMENTS
from hoshin.okrs.sheets.cycle_results import CYCLE_RESULTS
from hoshin.okrs.sheets.cycles import CYCLES
from hoshin.okrs.sheets.key_results import KEY_RESULTS

SHEETS = (CYCLES, COMMITMENTS, CYCLE_RESULTS, KEY_RESULTS)
