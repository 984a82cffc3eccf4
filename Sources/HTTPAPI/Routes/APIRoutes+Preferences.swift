import Cooperation
import HTTPServing
import HTTPTypes
import Services

extension APIRoutes {
    private static let readingList = "reads"
    private static let readingParameters = pageParameters.union(["person", "subject"])

    func readings() throws -> [APIRoute] {
        [
            try route(
                .get,
                "/v1/reads",
                "listReads",
                .readReadings,
                limits: .reading,
                query: Self.readingParameters
            ) { request, caller in
                let query = try request.query(knowing: Self.readingParameters)
                let page = try PageRequest(query, list: Self.readingList, node: node)
                let found = try await node.readings(
                    for: caller,
                    by: try query.value("person", "an id") { ID<Person>($0) },
                    of: try query.value("subject", "an id") { Identifier($0) },
                    after: bookmark(page.after),
                    limit: page.limit
                )
                let cursor = found.next.map {
                    PageRequest.cursor(after: words($0), list: Self.readingList, node: node)
                }
                return try .json(encoding: WirePage(items: found.readings.map(WireReading.init), cursor: cursor))
            }
        ]
    }

    func preferences() throws -> [APIRoute] {
        [
            try route(
                .get,
                "/v1/preferences",
                "readPreferences",
                .keepPreferences,
                limits: .reading
            ) { _, caller in
                try .json(encoding: WirePreferences(try await node.preferences(of: caller)))
            },
            try route(.put, "/v1/preferences", "changePreferences", .keepPreferences) { request, caller in
                let wire = try await request.readJSON(as: WirePreferences.self)
                return try await answering {
                    try await node.changePreferences(wire.choices(), by: caller)
                } with: { choices in
                    try .json(encoding: WirePreferences(choices))
                }
            },
            try route(.get, "/v1/views", "listViews", .keepPreferences, limits: .reading) { _, caller in
                let views = try await node.savedViews(of: caller)
                return try .json(encoding: WirePage(items: views.map(WireView.init), cursor: nil))
            },
            try route(.post, "/v1/views", "saveView", .keepPreferences) { request, caller in
                let wire = try await request.readJSON(as: WireNewView.self)
                return try await answering {
                    try await node.saveView(wire.name, wire.filter.filter(), by: caller)
                } with: { view in
                    try .created("/v1/views/\(view.id)", .encoding(WireView(view)))
                }
            },
            try route(.put, "/v1/views/{id}", "replaceView", .keepPreferences) { request, caller in
                let wire = try await request.readJSON(as: WireNewView.self)
                return try await answering {
                    try await node.replaceView(
                        try request.path.id(),
                        name: wire.name,
                        wire.filter.filter(),
                        by: caller
                    )
                } with: { view in
                    try .json(encoding: WireView(view))
                }
            },
            try route(
                .delete,
                "/v1/views/{id}",
                "removeView",
                .keepPreferences,
                limits: .reading
            ) { request, caller in
                return try await answering {
                    try await node.removeView(request.path.id(), by: caller)
                } with: { _ in
                    .noContent
                }
            },
            try route(.get, "/v1/wellbeing", "readWellbeing", .keepPreferences, limits: .reading) { _, caller in
                try .json(encoding: WireGauge(try await node.gauge(of: caller)))
            },
        ]
    }
}
