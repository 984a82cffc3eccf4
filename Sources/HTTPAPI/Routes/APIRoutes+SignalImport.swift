import Cooperation
import HTTPServing
import HTTPTypes
import Services

extension APIRoutes {
    private static let importParameters: Set<String> = ["bank", "kind", "provenance"]
    private static let importLimits = RouteLimits(lineStreamBytesMax: LineLimits.bodyBytesMax, streamsAnswer: true)
    /// How long a line of an import may be, and how many there may be.
    package static let importLines = LineLimits()

    /// Proposing as many signals as there are lines.
    func signalImport() throws -> [APIRoute] {
        [
            try route(
                .post,
                "/v1/signals/import",
                "importSignals",
                .proposeSignals,
                limits: Self.importLimits,
                query: Self.importParameters
            ) { request, caller in
                let query = try request.query(knowing: Self.importParameters)
                guard let id = try query.value("bank", "an id", { ID<Bank>($0) }) else {
                    throw Problem.invalidField("bank", "Say into which bank the signals go.")
                }
                let kind = try query.value("kind", "a kind of content") { ContentKind(rawValue: $0) }
                let source = try query.value("provenance", "ownService, observed or externalList") {
                    Provenance.Source(rawValue: $0).flatMap(Self.provenance)
                }
                guard try request.bringsLines() else { throw Problem.unsupportedMediaType(expected: MediaType.lines) }
                let bank = try await node.bankForImport(id, by: caller)
                return try lines(of: request, by: caller, limits: Self.importLines) { room in
                    ImportLines(
                        node: node,
                        bank: id,
                        kind: kind ?? .image,
                        provenance: source ?? (bank.isExternalList ? .externalList : .ownService),
                        recheck: try recheck(.proposeSignals, request),
                        room: room
                    )
                }
            }
        ]
    }

    /// Where the signals of a list were found; a submission is answered by one signal.
    private static func provenance(_ source: Provenance.Source) -> Provenance? {
        switch source {
        case .ownService: .ownService
        case .observed: .observed
        case .externalList: .externalList
        case .submission: nil
        }
    }
}
