import HTTPTypes

extension ConnectionHandler {
    /// How a request is turned away.
    struct Refusal {
        let answer: ImmediateAnswer
        /// Whether it is answered before its body was read.
        let isAtOnce: Bool
        /// Whether the connection closes behind the answer.
        let closes: Bool

        /// The longest body that is read over, in bytes.
        private static let bodyBytesMax = 65_536

        /// Whether so much of a body is to come, or nobody knows how much, that it is left where it is.
        static func leavesBody(of head: HTTPRequest) -> Bool {
            let fields = head.headerFields
            if fields[.transferEncoding] != nil || fields[.expect] != nil { return true }
            guard let length = fields[.contentLength] else { return false }
            return Int(length).map { $0 > bodyBytesMax } ?? true
        }
    }
}
