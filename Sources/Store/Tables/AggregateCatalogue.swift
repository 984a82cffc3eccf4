import Cooperation
import Services

/// Every aggregate of the program with the layout of its table.
package struct AggregateCatalogue: Sendable {
    let registry: AggregateRegistry
    private let layouts: [String: AggregateLayout]

    /// Reads the tables' columns and compares them with what the types ask for.
    package init(_ registry: AggregateRegistry, connection: any SQLConnection) throws(StoreError) {
        self.registry = registry
        var layouts: [String: AggregateLayout] = [:]
        for type in registry.all { layouts[type.name] = try Self.layout(type, connection) }
        self.layouts = layouts
    }

    private static func layout<A: Aggregate>(
        _ type: A.Type,
        _ connection: any SQLConnection
    ) throws(StoreError) -> AggregateLayout {
        try AggregateLayout(type, connection: connection)
    }

    /// All layouts, in order of name.
    var all: [AggregateLayout] { layouts.sorted { $0.key < $1.key }.map(\.value) }

    func layout<A: Aggregate>(of type: A.Type) throws(StoreError) -> AggregateLayout {
        guard let layout = layouts[A.name] else {
            throw StoreError(.databaseFailed, "The aggregate \(A.name) is not registered.")
        }
        return layout
    }
}
