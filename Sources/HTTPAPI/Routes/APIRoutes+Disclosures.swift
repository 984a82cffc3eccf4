import Cooperation
import HTTPServing
import HTTPTypes
import Services

extension APIRoutes {
    private static let disclosureParameters: Set<String> = ["category", "name"]
    private static let disclosureLimits = RouteLimits(bodyBytesMax: Node.disclosureBytesMax)
    private static let nameBytesMax = 200

    /// Data that were handed over outside of the node, to somebody who asked on paper.
    func notingDisclosures() throws -> APIRoute {
        try route(
            .post,
            "/v1/assessments/{id}/disclosures-elsewhere",
            "noteDisclosure",
            .assessRequests
        ) { request, caller in
            let wire = try await request.readJSON(as: WireDisclosureElsewhere.self)
            let id: ID<Assessment> = try request.path.id()
            return try await answeringWhole(id, to: caller) {
                try await node.noteDisclosure(
                    wire.category,
                    sha256: wire.sha256,
                    note: wire.note,
                    handedAt: wire.handedAt,
                    of: id,
                    by: caller
                )
            }
        }
    }

    /// Data come plain and are encrypted to the authority's key before anything of them is kept.
    func disclosing() throws -> APIRoute {
        try route(
            .post,
            "/v1/assessments/{id}/disclosures",
            "discloseData",
            .assessRequests,
            limits: Self.disclosureLimits,
            query: Self.disclosureParameters
        ) { request, caller in
            let query = try request.query(knowing: Self.disclosureParameters)
            guard
                let category = try query.value(
                    "category",
                    "subscriber, traffic or content",
                    DataCategory.init(rawValue:)
                )
            else { throw Problem.invalidField("category", "Say which data these are.") }
            guard let name = query["name"], (1...Self.nameBytesMax).contains(name.utf8.count) else {
                throw Problem.invalidField("name", "Name the file, in at most \(Self.nameBytesMax) bytes.")
            }
            let id: ID<Assessment> = try request.path.id()
            return try await uploads.hold(bytes: request.bytesToCome, for: caller.key) {
                guard try request.contentType()?.essence == MediaType.octetStream else {
                    throw Problem.unsupportedMediaType(expected: MediaType.octetStream)
                }
                return try await answeringWhole(id, to: caller) {
                    try await node.disclose(category, try await request.readBytes(), named: name, of: id, by: caller)
                }
            }
        }
    }
}
