import CanonicalJSON
import Cooperation
import HTTPServing
import HTTPTypes
import Services

extension APIRoutes {
    private static let scanPath = "/v1/assessments/{id}/scan"
    private static let scanLimits = RouteLimits(bodyBytesMax: Assessment.scanBytesMax, timeout: .seconds(60))

    /// Scans of requests that came on paper: brought once, handed only to who may read the assessment, and erased.
    func paperScans() throws -> [APIRoute] {
        [
            try route(.put, Self.scanPath, "keepScan", .assessRequests, limits: Self.scanLimits) { request, caller in
                let id: ID<Assessment> = try request.path.id()
                return try await uploads.hold(bytes: request.bytesToCome, for: caller.key) {
                    guard try request.contentType()?.essence == MediaType.octetStream else {
                        throw Problem.unsupportedMediaType(expected: MediaType.octetStream)
                    }
                    return try await answeringWhole(id, to: caller) {
                        try await node.keepScan(try await request.readBytes(), of: id, by: caller)
                    }
                }
            },
            try route(.get, Self.scanPath, "readScan", .readAssessments, limits: .reading) { request, caller in
                let id: ID<Assessment> = try request.path.id()
                let scan = try await node.noting(.assessment(id), by: caller) {
                    try await node.scan(of: id, for: caller)
                }
                var response = OutgoingResponse.bytes(scan.bytes, MediaType.octetStream)
                // Whatever it is, no browser opens it by itself.
                response.headerFields[.contentDisposition] = "attachment; filename=\"\(scan.name)\""
                return response
            },
            try route(.post, Self.scanPath + "/erasure", "eraseScan", .eraseTexts) { request, caller in
                let wire = try await request.readJSON(as: WireReason.self)
                return try await answering {
                    try await node.eraseScan(of: request.path.id(), reason: wire.reason, by: caller)
                } with: { count in
                    .json(["erased": .integer(Int64(count))])
                }
            },
        ]
    }
}
