"""What is kept. Querysets ask, verbs change; nothing here touches the network, a task or a signal."""

from .alert import Alert
from .article import Article, OutletRequest
from .check import Check
from .citation import Citation, QuoteNotFound
from .claim import SAID, Claim, Quantity
from .claimant import Claimant, Topic, slug_of
from .correction import Correction
from .delivery import Channel, Delivery
from .draft import Draft
from .fields import StaleVersion
from .gate import GateItem
from .hits import Hits, TooBroad, hits_of
from .host import Host, Tally
from .months import keep_months
from .notice import Notice
from .othercheck import Kept, OtherCheck, OtherImport
from .outreach import ContactLog
from .publiccopy import PublicCopy
from .purge import Purge
from .rating import Rating, RatingScale
from .reminders import remind_of_unanswered
from .savedfilter import SavedFilter
from .schedule import publish_due
from .sitepage import SitePage
from .source import Snapshot, Source, key_of
from .step import BreakdownStep, CannotRework
from .task_tally import TaskTally
from .user import User
from .verdict import GateClosed, NotAllowed, Verdict

__all__ = [
    "SAID",
    "Alert",
    "Article",
    "BreakdownStep",
    "CannotRework",
    "Channel",
    "Check",
    "Citation",
    "Claim",
    "Claimant",
    "ContactLog",
    "Correction",
    "Delivery",
    "Draft",
    "GateClosed",
    "GateItem",
    "Hits",
    "Host",
    "Kept",
    "NotAllowed",
    "Notice",
    "OtherCheck",
    "OtherImport",
    "OutletRequest",
    "PublicCopy",
    "Purge",
    "Quantity",
    "QuoteNotFound",
    "Rating",
    "RatingScale",
    "SavedFilter",
    "SitePage",
    "Snapshot",
    "Source",
    "StaleVersion",
    "Tally",
    "TaskTally",
    "TooBroad",
    "Topic",
    "User",
    "Verdict",
    "hits_of",
    "keep_months",
    "key_of",
    "publish_due",
    "remind_of_unanswered",
    "slug_of",
]
