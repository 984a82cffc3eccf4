import CanonicalJSON
import Cooperation
import Fingerprints
import HTTPServing
import HTTPTypes
import Services

extension APIRoutes {
    /// The largest file, in bytes.
    static let fileBytesMax = 50_000_000
    /// The largest `context` part of a form, in bytes.
    private static let contextBytesMax = 16_384
    /// What a form adds around its file, at most.
    package static let formOverheadMax = 65_536
    /// The largest check that brings fingerprints, in bytes: as many as there may be, and a context.
    private static let jsonBytesMax = 65_536

    private static let fileParameters: Set<String> = ["orientations"]
    /// A file may come as slowly as a connection allows; what follows is to be done in half a minute.
    package static let fileLimits = RouteLimits(
        bodyBytesMax: fileBytesMax + formOverheadMax,
        timeout: ConnectionLimits().bodyTimeout + .seconds(30)
    )
    /// A file, or as many checks as there are lines.
    private static let checkLimits = RouteLimits(
        bodyBytesMax: fileLimits.bodyBytesMax,
        lineStreamBytesMax: LineLimits.bodyBytesMax,
        timeout: fileLimits.timeout,
        streamsAnswer: true
    )
    /// How long one check may be that brings fingerprints, and how many there may be.
    package static let checkLines = LineLimits(lineBytesMax: jsonBytesMax)

    func checks() throws -> [APIRoute] {
        [
            try route(
                .post,
                "/v1/checks",
                "check",
                .check,
                limits: Self.checkLimits,
                query: Self.fileParameters
            ) { request, caller in
                let all = try allOrientations(request)
                let bringsLines = try request.bringsLines()
                if try bringsLines || isJSON(request) {
                    guard !all else {
                        throw Problem.invalidField("orientations", "Only a file can be turned; send the file itself.")
                    }
                    if bringsLines {
                        return try lines(of: request, by: caller, limits: Self.checkLines) { room in
                            CheckLines(node: node, recheck: try recheck(.check, request), room: room)
                        }
                    }
                    let wire = try await request.readJSON(as: WireCheckRequest.self, bytesMax: Self.jsonBytesMax)
                    let context = wire.context ?? WireContext()
                    let prints = wire.fingerprints.map { CheckRequest.Print(fingerprint: $0) }
                    let check = try CheckRequest(kind: .fingerprints, prints: prints, context: context.context())
                    return try await answeringCheck(check, context, reason: nil, by: caller)
                }
                return try await uploads.hold(bytes: request.bytesToCome, for: caller.key) {
                    let (bytes, context) = try await readFile(request)
                    let (check, file) = try await node.question(
                        of: bytes,
                        allOrientations: all,
                        context: context.context()
                    )
                    return try await answeringCheck(check, context, reason: file.reason, by: caller)
                }
            },
            try route(
                .post,
                "/v1/fingerprints",
                "computeFingerprints",
                .computeFingerprints,
                limits: Self.fileLimits,
                query: Self.fileParameters
            ) { request, caller in
                let all = try allOrientations(request)
                return try await uploads.hold(bytes: request.bytesToCome, for: caller.key) {
                    let (bytes, context) = try await readFile(request)
                    // It has no effect here; whoever sends a wrong one still learns of it before a check.
                    _ = try context.context()
                    let file = try await node.fingerprint(bytes, allOrientations: all)
                    return try .json(
                        encoding: WireFingerprints(
                            fingerprints: file.prints.map(WireFingerprint.init),
                            reason: file.reason
                        )
                    )
                }
            },
        ]
    }

    /// Answers a check; where it opened or joined a case, the answer is kept for repeats in the transaction that did.
    private func answeringCheck(
        _ check: CheckRequest,
        _ context: WireContext,
        reason: String?,
        by caller: Caller
    ) async throws -> OutgoingResponse {
        try await answering {
            try await node.check(check, by: caller)
        } with: { answer in
            try .json(encoding: WireCheckAnswer(answer, to: check.prints, context: context, reason: reason))
        }
    }

    private func allOrientations(_ request: IncomingRequest) throws -> Bool {
        let query = try request.query(knowing: Self.fileParameters)
        return try query.value("orientations", "all, or left out") { $0 == "all" ? true : nil } ?? false
    }

    private func isJSON(_ request: IncomingRequest) throws -> Bool {
        try request.contentType()?.essence == MediaType.json
    }

    /// A file that is the body itself, or the part `file` of a form beside `context`.
    private func readFile(_ request: IncomingRequest) async throws -> (bytes: [UInt8], context: WireContext) {
        guard try request.contentType()?.essence == MediaType.multipartFormData else {
            let bytes = try await request.readBytes(bytesMax: Self.fileBytesMax)
            guard !bytes.isEmpty else {
                throw Problem.invalidRequest("Send the file as the body, or as the part 'file' of a form.")
            }
            return (bytes, WireContext())
        }
        let parts = try await request.readForm(
            bytesMaxByName: ["file": Self.fileBytesMax, "context": Self.contextBytesMax])
        guard let file = parts["file"], !file.bytes.isEmpty else {
            throw Problem.invalidField("file", "Send the file as the part 'file' of the form.")
        }
        guard let part = parts["context"] else { return (file.bytes, WireContext()) }
        do throws(JSONError) {
            let json = try JSONValue(parsing: part.bytes)
            return (file.bytes, try JSONValueDecoder().decode(WireContext.self, from: json))
        } catch {
            throw Problem(error)
        }
    }
}
