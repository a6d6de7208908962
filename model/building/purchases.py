"""Sums over purchase links: for each supplier over its buyers, for each company over its suppliers.

Links are sorted by company and tier and stay so for the whole run; only which supplier they lead to changes. So
where the links of each row begin is worked out once.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.sparse import csc_array, csr_array

from model.state.state import TIERS, Array, IntArray, Link


class Purchases:
    """The fixed side of the links: where those of each company, and of each of its tiers, are.

    Sums are products with a sparse matrix that has one entry a link. One matrix of each kind is kept and given new
    entries, because making and checking one takes longer than a product. The entries are taken in the order of the
    links, on every machine.
    """

    def __init__(self, link: Link, companies: int, suppliers: int) -> None:
        """Find where the links of each company and tier begin.

        Raises:
            ValueError: when links are not sorted by company and tier (a mistake in the code, not of a user).
        """
        slot = link.company * TIERS + link.tier - 1
        if np.any(np.diff(slot) < 0):
            raise ValueError("links are not sorted by company and tier")
        slots = np.searchsorted(slot, np.arange(companies * TIERS + 1))
        self._starts = {companies * TIERS: slots, companies: slots[::TIERS].copy()}
        self._counts = {rows: np.diff(starts) for rows, starts in self._starts.items()}
        self._companies = companies
        self._buying = np.flatnonzero(self._counts[companies])
        self._first = self._starts[companies][self._buying]
        self._by_company: Any = csr_array((companies, suppliers))
        self._by_supplier: Any = csc_array((suppliers, companies))

    def among(self, companies: IntArray) -> Some:
        """Return the links of some companies, for sums to which the others add nothing; rows in rising order."""
        return Some(self, companies)

    def spread[Kind: np.generic](self, values: npt.NDArray[Kind]) -> npt.NDArray[Kind]:
        """Return for each link the value of its company, or of its company and tier (company x TIERS + tier - 1)."""
        return np.repeat(values, self._counts[len(values)])

    def of_company(self, each: Array) -> Array:
        """Return by company the sum of what each of its links has."""
        total = np.zeros(self._companies)
        total[self._buying] = np.add.reduceat(each, self._first) if len(each) else 0.0
        return total

    def over_suppliers(self, supplier: IntArray, weight: Array, values: Array) -> Array:
        """Return by company the sum over its links of weight times what their suppliers have.

        Args:
            supplier: by link, row of the supplier.
            weight: by link.
            values: suppliers, or suppliers x K.

        Returns:
            Companies, or companies x K.
        """
        return product(self._by_company, self._starts[self._companies], (supplier, weight), values)

    def over_buyers(self, supplier: IntArray, weight: Array, values: Array) -> Array:
        """Return by supplier the sum over its links of weight times what their companies have.

        Args:
            supplier: by link, row of the supplier.
            weight: by link.
            values: companies, or companies x K.

        Returns:
            Suppliers, or suppliers x K.
        """
        return product(self._by_supplier, self._starts[self._companies], (supplier, weight), values)


class Some:
    """The links of some companies: `links` are their rows, and all that goes by link here is of these only.

    Values are still those of all companies.
    """

    def __init__(self, purchases: Purchases, companies: IntArray) -> None:
        """Find the links of these companies, whose rows are given in rising order."""
        everyone = purchases._companies
        self._purchases, self._rows = purchases, companies
        self._counts = purchases._counts[everyone][companies]
        after = np.cumsum(self._counts)
        before = after - self._counts
        self.links: IntArray = np.repeat(purchases._starts[everyone][companies] - before, self._counts)
        self.links += np.arange(len(self.links))

    def spread[Kind: np.generic](self, values: npt.NDArray[Kind]) -> npt.NDArray[Kind]:
        """Return for each link the value of its company."""
        return np.repeat(values[self._rows], self._counts)

    def spread_by_tier(self, values: Array) -> Array:
        """Return for each link the value of its company and tier; `values` is companies x TIERS."""
        slots = self._purchases._counts[self._purchases._companies * TIERS].reshape(-1, TIERS)
        return np.repeat(values[self._rows].ravel(), slots[self._rows].ravel())

    def over_buyers(self, supplier: IntArray, weight: Array, values: Array) -> Array:
        """Return the same as `Purchases.over_buyers`."""
        starts = np.zeros(self._purchases._companies + 1, dtype=np.int64)
        starts[self._rows + 1] = self._counts
        np.cumsum(starts, out=starts)  # a company that is left out has no links: it ends where it begins
        return product(self._purchases._by_supplier, starts, (supplier, weight), values)


def product(matrix: Any, starts: IntArray, entries: tuple[IntArray, Array], values: Array) -> Array:
    """Return matrix @ values with these entries; lengths are checked, since the product looks at no bounds."""
    supplier, weight = entries
    if not starts[-1] == len(supplier) == len(weight):
        raise ValueError(f"{len(weight)} weights and {len(supplier)} suppliers of {starts[-1]} links")
    matrix.data, matrix.indices, matrix.indptr = weight, supplier, starts
    result: Array = matrix @ values
    return result
