import Cooperation
import SeededRandomness
import Services

/// Lists of parcels as the port promises them, worked out in memory.
enum ParcelOracle {
    static let labels = ["red", "blue", "Red", "r\u{e9}d", "a_b", "a%b", ""]

    static func place(_ generator: inout SplitMix64) -> ParcelPlaced {
        ParcelPlaced(
            state: ["stored", "sent", "lost"].randomElement(using: &generator) ?? "",
            priority: Bool.random(using: &generator) ? Int64.random(in: -3..<6, using: &generator) : nil,
            shelfRow: Int64.random(in: 0..<5, using: &generator),
            owner: ["a", "B", "b", "\u{e9}", "'; DROP TABLE events; --", nil].randomElement(using: &generator) ?? nil,
            labels: labels.filter { _ in Int.random(in: 0..<3, using: &generator) == 0 }
        )
    }

    static func sorted(
        _ parcels: [Parcel],
        _ conditions: [AggregateQuery<Parcel>.Condition],
        _ order: AggregateQuery<Parcel>.Order
    ) -> [Parcel] {
        let chosen = parcels.filter { parcel in conditions.allSatisfy { holds($0, parcel) } }.sorted { $0.id < $1.id }
        switch order {
        case .byID:
            return chosen
        case .ascending(let facet):
            let present = chosen.filter { $0.value(of: facet) != nil }
            return stable(present) { precedes($0, $1, facet) } + chosen.filter { $0.value(of: facet) == nil }
        case .descending(let facet):
            let present = chosen.filter { $0.value(of: facet) != nil }
            return stable(present) { precedes($1, $0, facet) } + chosen.filter { $0.value(of: facet) == nil }
        }
    }

    private static func stable(_ parcels: [Parcel], _ precedes: (Parcel, Parcel) -> Bool) -> [Parcel] {
        parcels.sorted { left, right in
            precedes(left, right) || (!precedes(right, left) && left.id < right.id)
        }
    }

    private static func precedes(_ left: Parcel, _ right: Parcel, _ facet: Parcel.Facet) -> Bool {
        switch (left.value(of: facet), right.value(of: facet)) {
        case (.integer(let left), .integer(let right)): left < right
        case (.text(let left), .text(let right)): left.utf8.lexicographicallyPrecedes(right.utf8)
        default: false
        }
    }

    private static func holds(_ condition: AggregateQuery<Parcel>.Condition, _ parcel: Parcel) -> Bool {
        switch condition {
        case .equals(let facet, let value): parcel.value(of: facet) == value
        case .isOneOf(let facet, let values): parcel.value(of: facet).map(values.contains) ?? false
        case .isNull(let facet): parcel.value(of: facet) == nil
        case .isLess(let facet, let bound): number(parcel, facet).map { $0 < bound } ?? false
        case .isGreater(let facet, let bound): number(parcel, facet).map { $0 > bound } ?? false
        case .hasKey(let key): parcel.lookupKeys.contains(key)
        case .lacksKey(let key): !parcel.lookupKeys.contains(key)
        case .anyOf(let conditions): conditions.contains { holds($0, parcel) }
        }
    }

    private static func number(_ parcel: Parcel, _ facet: Parcel.Facet) -> Int64? {
        guard case .integer(let number) = parcel.value(of: facet) else { return nil }
        return number
    }
}
