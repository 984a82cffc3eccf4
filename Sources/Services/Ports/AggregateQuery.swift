import Cooperation

/// A list of aggregates: conditions on facets, an order, a page.
package struct AggregateQuery<A: Aggregate>: Sendable {
    /// A condition on a facet or a lookup key; all conditions of a query must hold.
    package indirect enum Condition: Sendable {
        case equals(A.Facet, FacetValue)
        case isOneOf(A.Facet, [FacetValue])
        case isNull(A.Facet)
        case isLess(A.Facet, Int64)
        case isGreater(A.Facet, Int64)
        /// It stands under this lookup key.
        case hasKey(LookupKey)
        /// It does not stand under this lookup key.
        case lacksKey(LookupKey)
        /// One of these holds at least.
        case anyOf([Condition])
    }

    /// The order of the list.
    ///
    /// Ties, and rows where the facet is NULL (they come last), are ordered by ascending id.
    package enum Order: Sendable {
        case byID
        case ascending(A.Facet)
        case descending(A.Facet)
    }

    /// Where the page before ended: its last aggregate's facet value (where ordered by one) and id.
    package struct Bookmark: Sendable, Hashable {
        package let value: FacetValue?
        package let id: ID<A>

        package init(value: FacetValue?, id: ID<A>) {
            self.value = value
            self.id = id
        }
    }

    package var conditions: [Condition]
    package var order: Order
    package var after: Bookmark?
    package var limit: Int

    package init(
        _ conditions: [Condition] = [],
        order: Order = .byID,
        after: Bookmark? = nil,
        limit: Int = 100
    ) {
        self.conditions = conditions
        self.order = order
        self.after = after
        self.limit = limit
    }
}
