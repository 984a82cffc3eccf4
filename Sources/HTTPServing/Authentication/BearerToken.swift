import HTTPTypes

/// The key that came with a request, before anybody knows whether it is one.
package struct BearerToken: Hashable, Sendable {
    /// The longest token that is looked at, in bytes.
    package static let bytesMax = 512

    /// The bytes as sent, all of them of RFC 6750's `b64token`.
    package let bytes: [UInt8]

    /// Takes bytes of RFC 6750's `b64token`; `nil` for anything else.
    package init?(bytes: some Collection<UInt8>) {
        guard !bytes.isEmpty, bytes.count <= Self.bytesMax else { return nil }
        guard bytes.allSatisfy({ $0.isLetterOrDigit || "-._~+/=".utf8.contains($0) }) else { return nil }
        self.bytes = Array(bytes)
    }

    /// Reads the Authorization header.
    ///
    /// - Parameter fields: The header of the request.
    /// - Returns: The token, or `nil` when there is no such header.
    /// - Throws: ``Problem`` when the header is there but is not one bearer token.
    package static func read(from fields: HTTPFields) throws(Problem) -> BearerToken? {
        guard let value = fields[.authorization] else { return nil }
        let parts = value.utf8.split(separator: UInt8(ascii: " "), maxSplits: 1, omittingEmptySubsequences: false)
        guard
            parts.count == 2,
            parts[0].elementsEqual("bearer".utf8, by: { $0 | 0x20 == $1 }),
            let token = BearerToken(bytes: parts[1])
        else { throw .malformedAuthorization }
        return token
    }
}

extension BearerToken: CustomStringConvertible, CustomDebugStringConvertible {
    /// Never the token itself.
    package var description: String { "BearerToken(\(bytes.count) bytes)" }
    package var debugDescription: String { description }
}
