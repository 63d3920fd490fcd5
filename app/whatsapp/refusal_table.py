"""Meta's error codes, each with what to do about it (cloud-api 6.2 and 6.3): data, no ifs.

The sentences for people are Fluent messages in `locales/`, under the key that stands here.
"""

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from app.whatsapp.refusal import Action, Holds, Kind, Refusal, Tell

UNREACHABLE = -1
"""Our own code: no connection to the Graph API, so not a byte of the request left."""

NOT_GRAPH = -2
"""Our own code: a refusal (HTTP 3xx or 4xx) that Meta did not write."""

EDGE_BUSY = -3
"""Our own code: HTTP 429 from something before Meta's API."""

NOT_ARRIVED = -4
"""Our own code: nobody knew whether it went, and a person says that it did not arrive."""

_HOUR, _DAY = 3600, 86_400

HOTEL_CLOSED = -5
"""Our own code: it was scheduled, and when its time came the hotel was suspended or its trial over."""

NUMBER_AWAY = -6
"""Our own code: it was scheduled, and when its time came its number could not send."""


def _account(key: str, action: Action = Action.OPEN_MANAGER, holds: Holds = Holds.NUMBER, rest: float = 0) -> Refusal:
    return Refusal(kind=Kind.ACCOUNT, sentence=key, tell=Tell.ADMIN, action=action, holds=holds, rest=rest)


def _message(key: str, action: Action = Action.NONE, tell: Tell = Tell.ATTENDANT) -> Refusal:
    return Refusal(kind=Kind.MESSAGE, sentence=key, action=action, tell=tell)


def _final(key: str) -> Refusal:
    """Sent again, it would bother a guest who said no, or be counted against the hotel."""
    return Refusal(kind=Kind.MESSAGE, sentence=key, may_be_repeated=False)


def _request(key: str) -> Refusal:
    return Refusal(kind=Kind.REQUEST, sentence=key, tell=Tell.ENGINEERS, action=Action.CONTACT_SUPPORT)


def _transient(key: str, tries: int = 6, first: float = 1, cap: float = 60) -> Refusal:
    retry = Action.RETRY
    return Refusal(kind=Kind.TRANSIENT, sentence=key, action=retry, tries=tries, first=first, cap=cap)


def _throttle(key: str, holds: Holds, first: float, cap: float) -> Refusal:
    return Refusal(kind=Kind.THROTTLE, sentence=key, action=Action.RETRY, holds=holds, tries=10, first=first, cap=cap)


def _template(key: str, action: Action, holds: Holds = Holds.NOTHING, rest: float = 0) -> Refusal:
    return Refusal(kind=Kind.MESSAGE, sentence=key, tell=Tell.ADMIN, action=action, holds=holds, rest=rest)


def _all(codes: Iterable[int], refusal: Refusal) -> dict[int, Refusal]:
    return dict.fromkeys(codes, refusal)


UNKNOWN = _message("meta-unknown", Action.RETRY)
UNKNOWN_PASSING = _transient("meta-trouble", tries=3)

_PACE = {
    EDGE_BUSY: _throttle("meta-busy", Holds.NUMBER, 1, 60),
    4: _throttle("meta-busy", Holds.WABA, 60, 3600),
    613: _throttle("meta-busy", Holds.WABA, 5, 300),
    80007: _throttle("meta-busy", Holds.WABA, 60, 3600),
    130429: _throttle("meta-130429", Holds.NUMBER, 1, 30),
    131208: _throttle("meta-busy", Holds.GUEST, 5, 300),
    132069: Refusal(kind=Kind.THROTTLE, sentence="meta-132069", tell=Tell.ADMIN, holds=Holds.TEMPLATE, tries=3, first=3600, cap=7200),
    131056: Refusal(
        kind=Kind.PAIR,
        sentence="meta-131056",
        action=Action.RETRY,
        holds=Holds.GUEST,
        tries=7,
        first=1,
        factor=4,
        cap=3600,
    ),
}

_PASSING = {
    UNREACHABLE: _transient("meta-unreachable", tries=8),
    # These two may have been processed after all: few tries (cloud-api 6.2, class U).
    1: _transient("meta-trouble", tries=2),
    131000: _transient("meta-trouble", tries=2),
    2: _transient("meta-trouble"),
    131016: _transient("meta-trouble"),
    131057: _transient("meta-maintenance", first=10, cap=160),
    133004: _transient("meta-trouble"),
    133015: _transient("meta-maintenance", tries=2, first=300, cap=600),
    134101: _transient("meta-134101", tries=3, first=600, cap=1800),
    135000: _transient("meta-unknown", tries=1, first=2),
    **_all((139102, 139103), _transient("meta-trouble", tries=3)),
    2494100: _transient("meta-maintenance", first=60, cap=600),
}

_ACCOUNT = {
    **_all((0, 190), _account("meta-190", Action.RECONNECT)),
    **_all((3, 10, 200, 131005), _account("meta-permission", Action.RECONNECT)),
    33: _account("meta-33", Action.RECONNECT),
    368: _account("meta-368"),
    130497: _message("meta-130497", Action.OPEN_MANAGER, Tell.ADMIN),
    131031: _account("meta-131031"),
    131037: _account("meta-131037"),
    # Nobody tells us when it is paid: one message an hour finds out.
    131042: _account("meta-131042", Action.FIX_PAYMENT, Holds.PAYMENT, rest=_HOUR),
    131044: _account("meta-131042", Action.FIX_PAYMENT, Holds.NOTHING),
    **_all((131045, 133000, 133006, 133010), _account("meta-133010", Action.REGISTER_NUMBER)),
    131048: _account("meta-131048", holds=Holds.CAMPAIGNS, rest=4 * _HOUR),
    **{code: _account(f"meta-{code}", holds=Holds.CAMPAIGNS, rest=_DAY) for code in (131063, 131064)},
    **_all((133005, 133008, 133009), _account("meta-133005", Action.REGISTER_NUMBER)),
    133016: _account("meta-133016", Action.REGISTER_NUMBER),
    134011: _account("meta-131042", Action.FIX_PAYMENT, Holds.NOTHING),
    134102: _account("meta-134102", holds=Holds.TEMPLATE, rest=_DAY),
    **_all(range(147001, 147006), _account("meta-username", holds=Holds.NOTHING)),
    **_all((200005, 200006, 200007), _account("meta-insights", holds=Holds.NOTHING)),
    **_all(
        (2388001, 2388012, 2388091, 2388093, 2388103, 2593079, 2593085),
        _account("meta-migration", holds=Holds.NOTHING),
    ),
    **_all((2593107, 2593108, 2593109), _account("meta-coexistence", Action.RECONNECT, Holds.NOTHING)),
}

_MESSAGE = {
    HOTEL_CLOSED: _message("meta-hotel-closed", Action.RETRY, Tell.ADMIN),
    NUMBER_AWAY: _message("meta-number-away", Action.RECONNECT, Tell.ADMIN),
    130403: _message("meta-130403"),
    130472: _final("meta-130472"),
    131008: _request("meta-request"),
    131009: _message("meta-131009", Action.EDIT_MESSAGE),
    131020: _message("meta-group"),
    131021: _message("meta-131021", Action.ASK_ANOTHER_NUMBER),
    131026: _message("meta-131026", Action.ASK_ANOTHER_NUMBER),
    131030: _message("meta-131030", Action.OPEN_MANAGER),
    131041: _message("meta-group"),
    131047: _message("meta-131047", Action.SEND_TEMPLATE),
    131049: _final("meta-131049"),
    131050: _final("meta-131050"),
    131051: _request("meta-131051"),
    131052: _message("meta-131052"),
    **_all((131014, 131053), _message("meta-131053", Action.ATTACH_AGAIN)),
    131058: _message("meta-131058", Action.SEND_TEMPLATE, Tell.ADMIN),
    131062: _message("meta-131062", Action.ASK_ANOTHER_NUMBER),
    **_all((131201, 131202, 131204, 131207), _message("meta-group", tell=Tell.ADMIN)),
    **_all(range(131209, 131216), _message("meta-group", tell=Tell.ADMIN)),
    136024: Refusal(kind=Kind.IGNORE, sentence="meta-136024", tell=Tell.NOBODY),
    137000: _final("meta-137000"),
    **_all((*range(138000, 138010), 138012, 138013, 138018), _message("meta-calling", tell=Tell.ADMIN)),
    **_all((139100, 139101), _message("meta-blocking")),
    1752041: Refusal(kind=Kind.IGNORE, sentence="meta-1752041", tell=Tell.NOBODY),
}

_TEMPLATES = {
    132000: _message("meta-132000", Action.EDIT_MESSAGE),
    132001: _message("meta-132001", Action.SYNC_TEMPLATES),
    132005: _message("meta-132005", Action.EDIT_MESSAGE),
    132007: _template("meta-132007", Action.OPEN_MANAGER),
    **_all((132008, 132012), _message("meta-132012", Action.EDIT_MESSAGE)),
    # Meta's first pause lasts three hours.
    132015: _template("meta-132015", Action.OPEN_MANAGER, Holds.TEMPLATE, rest=3 * _HOUR),
    132016: _template("meta-132016", Action.OPEN_MANAGER, Holds.TEMPLATE, rest=_DAY),
    132018: _request("meta-request"),
    **_all((132068, *range(139000, 139007)), _template("meta-132068", Action.OPEN_MANAGER, Holds.TEMPLATE, rest=_DAY)),
    2388019: _template("meta-2388019", Action.OPEN_MANAGER),
    2388024: _template("meta-2388024", Action.SYNC_TEMPLATES),
    **_all(
        (2388039, 2388040, 2388047, 2388072, 2388073, 2388293, 2388299),
        _template("meta-template-text", Action.EDIT_MESSAGE),
    ),
}

_REQUEST = {
    NOT_GRAPH: _request("meta-not-graph"),
    NOT_ARRIVED: _message("meta-not-arrived", Action.RETRY),
    **_all((100, 131055, 131059, 134100, 2500), _request("meta-request")),
    **_all(range(2494164, 2494180), _request("meta-request")),
}

TABLE: Mapping[int, Refusal] = MappingProxyType({**_PACE, **_PASSING, **_ACCOUNT, **_MESSAGE, **_TEMPLATES, **_REQUEST})

BY_SUBCODE: Mapping[tuple[int, int | None], Refusal] = MappingProxyType({
    # Object unknown, or this token may not see it: the number or the token is wrong, not the request.
    (100, 33): TABLE[33],
    (100, 2388024): TABLE[2388024],
})
