import HTTPTypes

/// Finds the route for a method and a path.
///
/// A literal segment wins over a parameter, a parameter over a tail, whatever the order in the array. Paths are compared
/// after percent-decoding, segment by segment; a trailing slash is another path.
package struct RouteTable<Permission: Sendable, Caller: Sendable>: Sendable {
    /// What a path leads to.
    package enum Finding: Sendable {
        case route(Route<Permission, Caller>, PathParameters)
        /// The path exists; `allow` is the value of the Allow header.
        case otherMethod(allow: String)
        case nothing
    }

    private struct Node: Sendable {
        var literals: [String: Int] = [:]
        var parameter: Int?
        var tail: Int?
        var routes: [Int] = []
        var allow = ""
    }

    package let routes: [Route<Permission, Caller>]
    private let parameterNames: [[String]]
    private var nodes: [Node] = [Node()]
    /// Templates without a hole: most requests are found here with one look.
    private var wholePaths: [String: Int] = [:]

    /// Builds the table.
    ///
    /// - Throws: ``RouteTableError`` when two routes answer the same method and path, or share an operation id.
    package init(_ routes: [Route<Permission, Caller>]) throws(RouteTableError) {
        self.routes = routes
        parameterNames = routes.map { route in
            route.template.segments.compactMap { if case .parameter(let name) = $0 { name } else { nil } }
        }
        var operationIDs: Set<String> = []
        for (index, route) in routes.enumerated() {
            guard operationIDs.insert(route.operationID).inserted else {
                throw RouteTableError("\(route.operationID): two routes have this operation id")
            }
            let node = insert(route.template)
            guard !nodes[node].routes.contains(where: { routes[$0].method == route.method }) else {
                throw RouteTableError("\(route.template): two routes answer \(route.method)")
            }
            nodes[node].routes.append(index)
            if parameterNames[index].isEmpty, route.template.segments.last != .tail {
                wholePaths[route.template.description] = node
            }
        }
        for node in nodes.indices {
            var methods = Set(nodes[node].routes.map { routes[$0].method.rawValue })
            if methods.contains("GET") { methods.insert("HEAD") }
            nodes[node].allow = methods.sorted().joined(separator: ", ")
        }
    }

    /// Looks a request up.
    ///
    /// - Parameters:
    ///   - method: HEAD finds the route of GET.
    ///   - path: The path as sent, without the query.
    /// - Returns: The route, or why there is none.
    package func find(_ method: HTTPRequest.Method, _ path: Substring) -> Finding {
        if let node = wholePaths[String(path)] { return finding(at: node, method, values: [], tail: []) }
        guard path.utf8.first == UInt8(ascii: "/") else { return .nothing }
        var segments: [String] = []
        for segment in path.utf8.dropFirst().split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false) {
            guard !segment.isEmpty, let text = PercentDecoding.decode(segment) else { return .nothing }
            guard text != ".", text != "..", !text.utf8.contains(UInt8(ascii: "/")) else { return .nothing }
            segments.append(text)
        }
        var values: [String] = []
        guard let (node, tail) = descend(from: 0, segments[...], &values) else { return .nothing }
        return finding(at: node, method, values: values, tail: tail)
    }

    private func finding(
        at node: Int,
        _ method: HTTPRequest.Method,
        values: [String],
        tail: [String]
    ) -> Finding {
        let wanted = method == .head ? .get : method
        for index in nodes[node].routes where routes[index].method == wanted {
            if values.isEmpty && tail.isEmpty { return .route(routes[index], .none) }
            return .route(routes[index], PathParameters(names: parameterNames[index], values: values, tail: tail))
        }
        return .otherMethod(allow: nodes[node].allow)
    }

    private func descend(
        from node: Int,
        _ segments: ArraySlice<String>,
        _ values: inout [String]
    ) -> (node: Int, tail: [String])? {
        guard let segment = segments.first else { return nodes[node].routes.isEmpty ? nil : (node, []) }
        if let next = nodes[node].literals[segment],
            let found = descend(from: next, segments.dropFirst(), &values)
        {
            return found
        }
        if let next = nodes[node].parameter {
            values.append(segment)
            if let found = descend(from: next, segments.dropFirst(), &values) { return found }
            values.removeLast()
        }
        return nodes[node].tail.map { ($0, Array(segments)) }
    }

    private mutating func insert(_ template: PathTemplate) -> Int {
        var node = 0
        for segment in template.segments {
            let next: Int
            switch segment {
            case .literal(let text): next = nodes[node].literals[text] ?? nodes.count
            case .parameter: next = nodes[node].parameter ?? nodes.count
            case .tail: next = nodes[node].tail ?? nodes.count
            }
            if next == nodes.count { nodes.append(Node()) }
            switch segment {
            case .literal(let text): nodes[node].literals[text] = next
            case .parameter: nodes[node].parameter = next
            case .tail: nodes[node].tail = next
            }
            node = next
        }
        return node
    }
}
