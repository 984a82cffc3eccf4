import NIOCore

extension IncomingRequest {
    /// Walks through a multipart/form-data body as it comes in.
    ///
    /// - Parameters:
    ///   - limits: Limits of the form; the body as a whole has the route's limit.
    ///   - consume: Takes each step; the next bytes are read after it returns.
    /// - Throws: ``Problem`` `unsupported-media-type` or `malformed-multipart`, and as ``forEachChunk(bytesMax:_:)``.
    package func forEachFormEvent(
        limits: MultipartLimits = MultipartLimits(),
        _ consume: (MultipartEvent) async throws -> Void
    ) async throws {
        guard let type = try contentType(), type.essence == MediaType.multipartFormData else {
            throw Problem.unsupportedMediaType(expected: MediaType.multipartFormData)
        }
        do {
            let boundary = try MultipartBoundary(type.parameters["boundary"] ?? "")
            var parser = MultipartParser(boundary: boundary, limits: limits)
            try await forEachChunk { chunk in
                parser.feed(chunk.readableBytesView)
                while let event = try parser.next() { try await consume(event) }
            }
            try parser.finish()
        } catch let error as MultipartError {
            throw Problem(error)
        }
    }

    /// Reads a whole form whose parts are known.
    ///
    /// - Parameter bytesMaxByName: The parts that may come, each at most once, and how many bytes each may have.
    /// - Returns: The parts that came, by name.
    /// - Throws: ``Problem`` for a part that is unknown, repeated or too large, and as
    ///   ``forEachFormEvent(limits:_:)``.
    package func readForm(bytesMaxByName: [String: Int]) async throws -> [String: FormPart] {
        try await readForm(bytesMaxByName: bytesMaxByName, didRead: { _ in })
    }

    /// Reads a whole form that bears a token in its first part, if it bears the right one: nothing else of it is looked at
    /// before.
    ///
    /// - Parameters:
    ///   - bytesMaxByName: the parts that may come after it, and how many bytes each may have.
    ///   - token: the token.
    ///   - check: what is asked between the token and the rest.
    /// - Returns: the parts that came; `nil` for a form that does not begin with the token, or is of another type.
    /// - Throws: ``Problem`` as ``readForm(bytesMaxByName:)``, and what `check` throws.
    package func readForm(
        bytesMaxByName: [String: Int],
        bearing token: String,
        then check: () async throws -> Void
    ) async throws -> [String: FormPart]? {
        var isOurs = false
        do {
            return try await readForm(
                bytesMaxByName: bytesMaxByName.merging(["token": token.utf8.count]) { _, own in own }
            ) { part in
                guard !isOurs else { return }
                guard part.header.name == "token", part.bytes.elementsEqual(token.utf8) else { throw NotOurs() }
                isOurs = true
                try await check()
            }
        } catch is NotOurs {
            return nil
        } catch is Problem where !isOurs {
            return nil
        }
    }

    private struct NotOurs: Error {}

    private func readForm(
        bytesMaxByName: [String: Int],
        didRead: (FormPart) async throws -> Void
    ) async throws -> [String: FormPart] {
        var parts: [String: FormPart] = [:]
        var current: MultipartPartHeader?
        var bytesMax = 0
        var bytes: [UInt8] = []
        var limits = MultipartLimits()
        // Each of the known parts may come.
        limits.partsMax = max(limits.partsMax, bytesMaxByName.count)
        try await forEachFormEvent(limits: limits) { event in
            switch event {
            case .partBegan(let header):
                guard let limit = bytesMaxByName[header.name] else {
                    let known = bytesMaxByName.keys.sorted().joined(separator: ", ")
                    throw Problem.invalidField(header.name, "There is no such part here. Known: \(known).")
                }
                guard parts[header.name] == nil else {
                    throw Problem.invalidField(header.name, "This part stands twice.")
                }
                (current, bytesMax, bytes) = (header, limit, [])
            case .data(let data):
                guard bytes.count + data.count <= bytesMax else {
                    throw Problem.bodyTooLarge(bytesMax: bytesMax)
                }
                bytes.append(contentsOf: data)
            case .partEnded:
                if let header = current {
                    let part = FormPart(header: header, bytes: bytes)
                    try await didRead(part)
                    parts[header.name] = part
                }
                (current, bytes) = (nil, [])
            case .ended: break
            }
        }
        return parts
    }
}
