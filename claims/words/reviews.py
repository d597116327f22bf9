"""What others checked."""

from claims.words.code import Code, _


class ReviewFault(Code):
    """Why a review in somebody's markup cannot be taken."""

    NOT_JSON = "not_json", _("cannot be read as JSON")
    NO_CLAIM = "no_claim", _("does not say which claim was checked")
    NO_ADDRESS = "no_address", _("has no address")
    BAD_ADDRESS = "bad_address", _("its address is not a web address")
    NO_RATING = "no_rating", _("has no rating")
    TOO_LARGE = "too_large", _("is too large")


class Odd(Code):
    """What was left out of a review that is taken otherwise."""

    DATE = "date", _("a date that is none")
    RATING_NUMBERS = "rating_numbers", _("rating numbers that contradict each other")
    NO_RATING_WORDS = "no_rating_words", _("a rating without words")
    NO_PUBLISHER = "no_publisher", _("no publisher named: its site stands instead")


class ImportKind(Code):
    FILE = "file", _("File")
    ADDRESS = "address", _("Address")
    SEARCH = "search", _("Search of others’ checks")


class ImportState(Code):
    """waiting → read → keeping → done; or failed."""

    WAITING = "waiting", _("Being read")
    READ = "read", _("Read, nothing kept yet")
    KEEPING = "keeping", _("Being kept")
    DONE = "done", _("Kept")
    FAILED = "failed", _("Failed")
