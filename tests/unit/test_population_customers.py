"""Who is a customer of whom among companies: by hand on a few, and what holds of the built network."""

from typing import Any

import numpy as np
import pytest

from model.building.customers import NOBODY, Customers, build_customers, business_share, candidates, drawn
from model.parameters import ParameterSet
from model.state.state import EU, NLD, ROW, Company

GRID = (np.arange(1000) + 0.5) / 1000


def companies() -> Company:
    """Three Dutch companies, of which one is a bank, and a French one with a German."""
    company = Company(5, {"law": 0})
    company.region[:] = (NLD, NLD, NLD, EU, EU)
    company.home[:] = (0, 0, 0, 1, 2)
    company.employees[:] = (10.0, 100.0, 50.0, 100.0, 1000.0)
    company.imports[:] = (1e6, 3e6, 0.0, 1e6, 1e6)
    company.finance[2] = True
    company.brand[:] = (0.5, 0.0, 0.5, 0.25, 1.0)
    company.public_share[:] = (0.2, 0.0, 0.0, 0.0, 0.0)
    company.base_sales[:3] = (0.5, 0.5, 0.0)
    company.base_sales[3:] = (0.0, 1.0, 0.0)
    return company


def built(**values: Any) -> Any:
    return build_customers(companies(), ParameterSet({f"customers.{name}": each for name, each in values.items()}), 1)


def test_a_draw_is_in_proportion_to_weight_and_never_the_seller() -> None:
    among = candidates(np.array([0, 1, 0, 0]), np.array([1.0, 9.0, 3.0, 4.0]))
    seller, wanted = np.full(1000, 2), np.zeros(1000, dtype=np.int64)
    found = np.bincount(drawn(among, wanted, seller, GRID), minlength=4)
    assert found.tolist() == [200, 0, 0, 800]
    outsider = np.bincount(drawn(among, wanted, np.ones(1000, dtype=np.int64), GRID), minlength=4)
    assert outsider.tolist() == [125, 0, 375, 500]


def test_who_is_alone_finds_nobody() -> None:
    among = candidates(np.array([0, 1, 1, 1]), np.array([1.0, 1.0, 0.0, 2.0]))
    seller, wanted = np.array([0, 1, 0]), np.array([0, 1, 2])
    assert drawn(among, wanted, seller, np.full(3, 0.999)).tolist() == [NOBODY, 3, NOBODY]


def test_rounding_leads_neither_to_the_seller_nor_to_who_buys_nothing() -> None:
    """Beside a weight of 1e17 a draw just below 1000 and 1000 are the same number."""
    for last, seller in ((1000.0, 2), (0.0, 0)):
        among = candidates(np.array([0, 1, 1]), np.array([1e17, 1000.0, last]))
        assert drawn(among, np.array([1]), np.array([seller]), np.array([0.999999])).tolist() == [NOBODY]


def test_what_the_public_and_government_buy_is_not_for_companies() -> None:
    found = business_share(companies(), ParameterSet({"customers.business_share": 0.5})[Customers])
    assert found == pytest.approx([0.5 * 0.5 * 0.8, 0.5, 0.0, 0.5 * 0.75, 0.0])


def test_shares_add_up_to_the_sales_to_companies() -> None:
    table = built(number=7, business_share=0.5)
    sold = np.bincount(table.company, weights=table.share, minlength=5)
    assert sold == pytest.approx([0.2, 0.5, 0, 0.375, 0])
    key = table.company * 5 + table.customer
    assert np.all(np.diff(key) > 0)
    assert np.all(table.company != table.customer)
    assert not np.any(table.customer == 2)


def test_customers_are_where_the_seller_sells() -> None:
    table = built(number=50, business_share=1)
    region = companies().region[table.customer]
    assert set(region[table.company == 3]) == {EU}
    dutch = table.company == 1
    assert table.share[dutch & (region == NLD)].sum() == pytest.approx(0.5, abs=0.2)
    assert not np.any(region == ROW)


@pytest.mark.parametrize(("home_share", "expected"), [(0, 1 / 3), (1, 1)])
def test_the_own_country_comes_first(home_share: float, expected: float) -> None:
    """Two French and two German companies of one size: of the three others in the region one is at home."""
    company = Company(4, {"law": 0})
    company.region[:], company.home[:] = EU, (1, 1, 2, 2)
    company.employees[:], company.imports[:], company.base_sales[:, EU] = 10.0, 1.0, 1.0
    values = {"customers.home_share": home_share, "customers.business_share": 1, "customers.number": 50}
    table = build_customers(company, ParameterSet(values), 1)
    same = company.home[table.company] == company.home[table.customer]
    assert table.share[same].sum() / table.share.sum() == pytest.approx(expected, abs=0.08)


def test_large_customers_are_likelier_than_their_purchases() -> None:
    company = Company(3, {"law": 0})
    company.employees[:], company.imports[:], company.base_sales[:, NLD] = (10.0, 10.0, 1000.0), 1.0, 1.0
    shares = []
    for bias in (0.0, 0.5):
        values = {"customers.size_bias": bias, "customers.business_share": 1, "customers.number": 50}
        table = build_customers(company, ParameterSet(values), 1)
        shares.append(table.share[(table.company == 0) & (table.customer == 2)].sum())
    assert shares == pytest.approx([1 / 2, 10 / 11], abs=0.12)
