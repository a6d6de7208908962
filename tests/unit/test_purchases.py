"""Sums over purchase links by hand."""

import numpy as np
import pytest

from model.building.purchases import Purchases
from model.state.state import Link


def links(company: tuple[int, ...], supplier: tuple[int, ...], tier: tuple[int, ...]) -> Link:
    link = Link(len(company))
    link.company[:], link.supplier[:], link.tier[:] = company, supplier, tier
    return link


@pytest.fixture
def link() -> Link:
    """Company 0 buys from 0, 1 (tier 1) and 2 (tier 2), company 1 nothing, company 2 twice from 0."""
    return links((0, 0, 0, 2, 2), (0, 1, 2, 0, 0), (1, 1, 2, 1, 3))


@pytest.fixture
def purchases(link: Link) -> Purchases:
    return Purchases(link, 3, 3)


def test_sums_over_suppliers(link: Link, purchases: Purchases) -> None:
    weight, value = np.array([1.0, 2.0, 4.0, 8.0, 16.0]), np.array([1.0, 10.0, 100.0])
    assert purchases.over_suppliers(link.supplier, weight, value).tolist() == [421, 0, 24]
    columns = purchases.over_suppliers(link.supplier, weight, np.stack((value, 2 * value), axis=1))
    assert columns.tolist() == [[421, 842], [0, 0], [24, 48]]
    by_theme = np.asfortranarray(np.stack((value, 2 * value), axis=1))
    assert purchases.over_suppliers(link.supplier, weight, by_theme).tolist() == columns.tolist()


def test_sums_over_buyers(link: Link, purchases: Purchases) -> None:
    weight = np.array([1.0, 2.0, 4.0, 8.0, 16.0])
    assert purchases.over_buyers(link.supplier, weight, np.array([1.0, 10.0, 100.0])).tolist() == [2401, 2, 4]
    columns = np.array([[1.0, 0.0], [10.0, 0.0], [100.0, 1.0]])
    assert purchases.over_buyers(link.supplier, weight, columns).tolist() == [[2401, 24], [2, 0], [4, 0]]


def test_sums_follow_links_that_move(link: Link, purchases: Purchases) -> None:
    weight = np.ones(5)
    link.supplier[0] = 1
    assert purchases.over_buyers(link.supplier, weight, np.ones(3)).tolist() == [2, 2, 1]
    assert purchases.over_suppliers(link.supplier, weight, np.array([0.0, 1.0, 0.0])).tolist() == [2, 0, 0]


def test_sums_by_company(purchases: Purchases) -> None:
    assert purchases.of_company(np.array([1.0, 2.0, 4.0, 8.0, 16.0])).tolist() == [7, 0, 24]


def test_sums_among_some_companies(link: Link, purchases: Purchases) -> None:
    some = purchases.among(np.array([1, 2]))
    assert some.links.tolist() == [3, 4]
    seller, weight, value = link.supplier[3:], np.array([8.0, 16.0]), np.array([1.0, 10.0, 100.0])
    assert some.over_buyers(seller, weight, value).tolist() == [2400, 0, 0]
    assert some.spread(value).tolist() == [100, 100]
    assert some.spread_by_tier(np.arange(9.0).reshape(3, 3)).tolist() == [6, 8]
    first = purchases.among(np.array([0]))
    assert first.links.tolist() == [0, 1, 2]
    assert first.over_buyers(link.supplier[:3], np.array([1.0, 2.0, 4.0]), value).tolist() == [1, 2, 4]
    nobody = purchases.among(np.zeros(0, dtype=np.int64))
    assert nobody.links.tolist() == []
    assert nobody.over_buyers(link.supplier[:0], np.zeros(0), value).tolist() == [0, 0, 0]


def test_values_spread_over_links_of_company_and_tier(purchases: Purchases) -> None:
    assert purchases.spread(np.array([5, 6, 7])).tolist() == [5, 5, 5, 7, 7]
    assert purchases.spread(np.arange(9)).tolist() == [0, 0, 1, 6, 8]


def test_without_links_all_sums_are_0() -> None:
    none = Purchases(Link(0), 2, 2)
    supplier, weight = np.zeros(0, dtype=np.int64), np.zeros(0)
    assert none.of_company(weight).tolist() == [0, 0]
    assert none.over_suppliers(supplier, weight, np.ones(2)).tolist() == [0, 0]
    assert none.over_buyers(supplier, weight, np.ones(2)).tolist() == [0, 0]


@pytest.mark.parametrize(("company", "tier"), [((1, 0), (1, 1)), ((0, 0), (2, 1))])
def test_links_have_to_be_sorted(company: tuple[int, ...], tier: tuple[int, ...]) -> None:
    with pytest.raises(ValueError, match="not sorted"):
        Purchases(links(company, (0, 1), tier), 2, 2)


def test_every_link_needs_a_supplier_and_a_weight(link: Link, purchases: Purchases) -> None:
    with pytest.raises(ValueError, match="4 weights and 5 suppliers of 5 links"):
        purchases.over_buyers(link.supplier, np.ones(4), np.ones(3))
    with pytest.raises(ValueError, match="5 weights and 4 suppliers of 5 links"):
        purchases.over_suppliers(link.supplier[1:], np.ones(5), np.ones(3))
