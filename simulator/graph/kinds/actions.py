"""What a guest may do with an interactive message: each action's members, limits and what may stand twice."""

from collections.abc import Callable, Iterable

from simulator.graph import refusals
from simulator.graph.kinds.plain import url
from simulator.graph.parts import Part

MOST_BUTTONS, MOST_BUTTON_TITLE, MOST_BUTTON_ID = 3, 20, 256
MOST_SECTIONS, MOST_ROWS, MOST_SECTION_TITLE = 10, 10, 24
MOST_ROW_ID, MOST_ROW_TITLE, MOST_ROW_DESCRIPTION = 200, 24, 72
MOST_PRODUCTS = 30
COUNTRIES_WITH_ADDRESSES = ("in", "sg")
FLOW_MODES, FLOW_ACTIONS = ("draft", "published"), ("navigate", "data_exchange")


def buttons(action: Part) -> None:
    found = action.only("buttons").parts("buttons")
    if not 1 <= len(found) <= MOST_BUTTONS:
        raise refusals.coded(131009, f"Invalid buttons count. Min allowed buttons: 1, Max allowed buttons: {MOST_BUTTONS}")
    _replies(found)


def rows(action: Part) -> None:
    action.only("button", "sections").said("button", "List button text", MOST_BUTTON_TITLE)
    sections = action.parts("sections")
    if not 1 <= len(sections) <= MOST_SECTIONS:
        raise refusals.coded(131009, f"Invalid sections count. Min allowed sections: 1, Max allowed sections: {MOST_SECTIONS}")
    found: list[Part] = []
    for section in sections:
        section.only("title", "rows")
        _section_title(section, needed=len(sections) > 1)
        found += section.parts("rows")
    if len(found) > MOST_ROWS:
        raise refusals.coded(131009, f"Total row count exceed max allowed count: {MOST_ROWS}")
    if not found:
        raise refusals.coded(131009, "Invalid rows count. Min allowed rows: 1")
    for row in found:
        row.only("id", "title", "description").said("id", "Row id", MOST_ROW_ID)
        row.said("title", "Row title", MOST_ROW_TITLE)
        if row.has("description"):
            row.said("description", "Row description", MOST_ROW_DESCRIPTION, 0)
    _once("Row id", (row.content["id"] for row in found))


def link(action: Part) -> None:
    parameters = _named(action, "cta_url").only("display_text", "url")
    parameters.said("display_text", "Button display text", MOST_BUTTON_TITLE)
    url(parameters.string("url"), parameters.at("url"))


def of_card(action: Part) -> None:
    """A card's own: one link, or replies of its own."""
    if action.has("buttons"):
        found = action.only("buttons", "name").parts("buttons")
        if not 1 <= len(found) <= MOST_BUTTONS:
            raise refusals.coded(131009, f"Invalid buttons count. Min allowed buttons: 1, Max allowed buttons: {MOST_BUTTONS}")
        _replies(found, kind="quick_reply")
    else:
        link(action)


def named(name: str) -> Callable[[Part], None]:
    """An action that says no more than its name."""

    def check(action: Part) -> None:
        action.only("name").one_of("name", (name,))

    return check


def flow(action: Part) -> None:
    told = _named(action, "flow")
    told.only(*("flow_message_version", "flow_id", "flow_name", "flow_cta", "flow_token", "mode"), *("flow_action", "flow_action_payload"))
    told.string("flow_message_version")
    told.said("flow_cta", "Flow CTA", 30)
    if told.has("flow_id") == told.has("flow_name"):
        raise refusals.coded(131009, "Exactly one of flow_id and flow_name must be given")
    if told.has("mode"):
        told.one_of("mode", FLOW_MODES)
    if told.has("flow_action") and told.one_of("flow_action", FLOW_ACTIONS) == "navigate" and told.has("flow_action_payload"):
        told.part("flow_action_payload").only("screen", "data").string("screen")
    told.maybe("flow_token")


def product(action: Part) -> None:
    action.only("catalog_id", "product_retailer_id")
    action.string("catalog_id")
    action.string("product_retailer_id")


def products(action: Part) -> None:
    action.only("catalog_id", "sections").string("catalog_id")
    sections = action.parts("sections")
    if not 1 <= len(sections) <= MOST_SECTIONS:
        raise refusals.coded(131009, f"Invalid sections count. Min allowed sections: 1, Max allowed sections: {MOST_SECTIONS}")
    found = 0
    for section in sections:
        section.only("title", "product_items")
        _section_title(section, needed=len(sections) > 1)
        items = section.parts("product_items")
        for one in items:
            one.only("product_retailer_id").string("product_retailer_id")
        found += len(items)
    if not 1 <= found <= MOST_PRODUCTS:
        raise refusals.coded(131009, f"Invalid products count. Min allowed products: 1, Max allowed products: {MOST_PRODUCTS}")


def catalog(action: Part) -> None:
    action.only("name", "parameters").one_of("name", ("catalog_message",))
    if action.has("parameters"):
        action.part("parameters").only("thumbnail_product_retailer_id").maybe("thumbnail_product_retailer_id")


def address(action: Part) -> None:
    parameters = _named(action, "address_message").only("country", "values", "saved_addresses", "validation_errors")
    country = parameters.string("country")
    if country.lower() not in COUNTRIES_WITH_ADDRESSES:
        raise refusals.coded(131009, f"Address messages are not available in country {country}")


def call(action: Part) -> None:
    action.only("name", "parameters").one_of("name", ("voice_call",))
    if action.has("parameters"):
        parameters = action.part("parameters").only("display_text", "ttl_minutes", "payload")
        if parameters.has("display_text"):
            parameters.said("display_text", "Button display text", MOST_BUTTON_TITLE)


def paid(name: str) -> Callable[[Part], None]:
    """Payments, which India and Brazil alone have; what stands in their parameters is not looked at."""

    def check(action: Part) -> None:
        _named(action, name)

    return check


def _named(action: Part, name: str) -> Part:
    action.only("name", "parameters").one_of("name", (name,))
    return action.part("parameters")


def _replies(found: list[Part], kind: str = "reply") -> None:
    told = []
    for button in found:
        button.only("type", kind).one_of("type", (kind,))
        reply = button.part(kind).only("id", "title")
        reply.said("title", "Button title", MOST_BUTTON_TITLE)
        reply.said("id", "Button id", MOST_BUTTON_ID)
        told.append(reply.content)
    _once("Button title", (reply["title"] for reply in told))
    _once("Button id", (reply["id"] for reply in told))


def _section_title(section: Part, *, needed: bool) -> None:
    if needed or section.content.get("title"):
        section.said("title", "Section title", MOST_SECTION_TITLE)


def _once(what: str, told: Iterable[object]) -> None:
    seen = set()
    for one in told:
        if one in seen:
            raise refusals.coded(131009, f"Duplicated {what.lower()}. {what}s must be unique.")
        seen.add(one)
