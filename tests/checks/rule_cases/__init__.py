"""A Case for every rule, by hundred."""

from rule_cases.approvals import APPROVALS
from rule_cases.binding import BINDING
from rule_cases.case import Case
from rule_cases.configuration import CONFIGURATION
from rule_cases.files import FILES
from rule_cases.identity import IDENTITY
from rule_cases.keys import KEYS
from rule_cases.references import REFERENCES
from rule_cases.texts import TEXTS

CASES: tuple[Case, ...] = (
    *FILES, *REFERENCES, *KEYS, *IDENTITY, *BINDING, *TEXTS, *CONFIGURATION,
    *APPROVALS,
)  # fmt: skip
