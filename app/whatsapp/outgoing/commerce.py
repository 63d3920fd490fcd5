"""Products of a catalog: one, several, all."""

from collections.abc import Iterator
from typing import Annotated, Final, Literal

from msgspec import Meta, Struct

from app.core.checks import Flaw
from app.whatsapp.outgoing.frames import Body, Footer, TextHeader
from app.whatsapp.outgoing.taps import MOST_SECTIONS, SectionTitle, check_titles

MOST_PRODUCTS: Final = 30
CatalogId = Annotated[str, Meta(min_length=1, max_length=100, examples=["194836987003835"])]
ProductId = Annotated[str, Meta(min_length=1, max_length=100, examples=["room-deluxe"])]


class CatalogProduct(Struct, frozen=True, kw_only=True):
    """One product, by its catalog's number and its own."""

    catalog_id: CatalogId
    product_retailer_id: ProductId


class ProductMessage(Struct, frozen=True, kw_only=True, tag_field="type", tag="product"):
    """One product."""

    action: CatalogProduct
    body: Body | None = None
    footer: Footer | None = None


class Item(Struct, frozen=True, kw_only=True):
    """A product of the list's catalog."""

    product_retailer_id: ProductId


class Shelf(Struct, frozen=True, kw_only=True):
    """Products under a title, which is needed when there is more than one section."""

    product_items: Annotated[list[Item], Meta(min_length=1)]
    title: SectionTitle | None = None


class Shelves(Struct, frozen=True, kw_only=True):
    """1 to 10 sections, 30 products in all."""

    catalog_id: CatalogId
    sections: Annotated[list[Shelf], Meta(min_length=1, max_length=MOST_SECTIONS)]

    def flaws(self) -> Iterator[Flaw]:
        yield from check_titles([section.title for section in self.sections])
        many = sum(len(section.product_items) for section in self.sections)
        if many > MOST_PRODUCTS:
            yield Flaw("sections", "too_many", "detail-too-many-products", {"most": MOST_PRODUCTS, "many": many})


class ProductListMessage(Struct, frozen=True, kw_only=True, tag_field="type", tag="product_list"):
    """Up to thirty products."""

    header: TextHeader
    body: Body
    action: Shelves
    footer: Footer | None = None


class Thumbnail(Struct, frozen=True, kw_only=True):
    """The product whose picture stands for the catalog."""

    thumbnail_product_retailer_id: ProductId


class CatalogAction(Struct, frozen=True, kw_only=True):
    """A button that opens the catalog."""

    parameters: Thumbnail | None = None
    name: Literal["catalog_message"] = "catalog_message"


class CatalogMessage(Struct, frozen=True, kw_only=True, tag_field="type", tag="catalog_message"):
    """The whole catalog."""

    body: Body
    footer: Footer | None = None
    action: CatalogAction = CatalogAction()
