import Cooperation
import HTTPServing
import HTTPTypes
import Services

extension APIRoutes {
    private static let instrumentList = "instruments"
    private static let instrumentParameters = pageParameters.union(["state", "country", "kind"])

    func instruments() throws -> [APIRoute] {
        [
            try route(
                .get,
                "/v1/instruments",
                "listInstruments",
                .readRegister,
                limits: .reading,
                query: Self.instrumentParameters
            ) { request, _ in
                let query = try request.query(knowing: Self.instrumentParameters)
                let page = try PageRequest(query, list: Self.instrumentList, node: node)
                let filter = Node.InstrumentFilter(
                    state: try query.value("state", "a state of an instrument") { Instrument.State(rawValue: $0) },
                    country: try query.country(),
                    kind: try query.value("kind", "a kind of request") { RequestKind(rawValue: $0) }
                )
                let found = try await node.instruments(filter, after: page.afterID(), limit: page.limit)
                return try self.page(
                    found.instruments.map(WireInstrument.init),
                    next: found.next,
                    list: Self.instrumentList
                )
            },
            try route(.post, "/v1/instruments", "proposeInstrument", .keepInstruments) { request, caller in
                let entry = try await request.readJSON(as: InstrumentFile.Written.self).entry()
                return try await answering {
                    try await node.proposeInstrument(entry.terms, entry.texts, by: caller)
                } with: { view in
                    try .created("/v1/instruments/\(view.instrument.id)", .encoding(WireInstrument(view)))
                }
            },
            try route(.post, "/v1/instruments/import", "importInstruments", .keepInstruments) { request, caller in
                let file = try InstrumentFile(try await request.readJSON(as: WireInstruments.self).instruments)
                return try await answering {
                    try await node.importInstruments(file, by: caller)
                } with: { outcome in
                    try .json(encoding: outcome)
                }
            },
            try route(.get, "/v1/instruments/{id}", "readInstrument", .readRegister, limits: .reading) { request, _ in
                try .json(encoding: WireInstrument(try await node.instrument(request.path.id())))
            },
            try route(
                .post,
                "/v1/instruments/{id}/adoption",
                "adoptInstrument",
                .keepInstruments,
                limits: .reading
            ) { request, caller in
                try await answering {
                    try await node.adoptInstrument(request.path.id(), by: caller)
                } with: { view in
                    try .json(encoding: WireInstrument(view))
                }
            },
            try route(
                .post,
                "/v1/instruments/{id}/confirmation",
                "confirmInstrument",
                .keepInstruments
            ) { request, caller in
                let wire = try await request.readJSON(as: WireConfirmation.self)
                return try await answering {
                    try await node.confirmInstrument(
                        try request.path.id(),
                        day: wire.confirmedOn,
                        confirmation: wire.confirmation,
                        by: caller
                    )
                } with: { view in
                    try .json(encoding: WireInstrument(view))
                }
            },
            try route(
                .post,
                "/v1/instruments/{id}/retirement",
                "retireInstrument",
                .keepInstruments
            ) { request, caller in
                let wire = try await request.readJSON(as: WireReason.self)
                return try await answering {
                    try await node.retireInstrument(request.path.id(), reason: wire.reason, by: caller)
                } with: { view in
                    try .json(encoding: WireInstrument(view))
                }
            },
        ]
    }
}
