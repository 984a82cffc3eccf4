/// Why a set of routes cannot be served: a mistake in the program, found when it starts.
package struct RouteTableError: Error, Hashable, Sendable, CustomStringConvertible {
    package let description: String

    package init(_ description: String) {
        self.description = description
    }
}
