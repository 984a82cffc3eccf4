/// Why a file got no picture fingerprints, or none at all.
///
/// Says nothing of what is in the file.
package struct MediaError: Error, Hashable, Sendable {
    /// The reason as programs read it.
    package struct Code: Hashable, Sendable {
        /// The code as it appears in answers and logs.
        package let rawValue: String

        /// The file starts like a picture and can't be decoded: damaged, cut off, or made to break decoders.
        package static let unreadable = Code(rawValue: "unreadable-media")
        /// A picture of a kind that has no agreed meaning as 8-bit colour, like measured temperatures or Lab colour.
        package static let unsupported = Code(rawValue: "unsupported-media")
        /// The file has too many bytes or the picture too many pixels.
        package static let tooLarge = Code(rawValue: "media-too-large")
        /// Decoding took too long and was ended.
        package static let timedOut = Code(rawValue: "media-timeout")
        /// The process that decoded the file died of it.
        package static let workerDied = Code(rawValue: "media-worker-died")
        /// Too many files wait already; trying again later helps.
        package static let busy = Code(rawValue: "media-busy")
        /// No process that decodes can be started at the moment.
        package static let workerUnavailable = Code(rawValue: "media-worker-unavailable")
        /// A process that decodes couldn't be confined, so it didn't work.
        package static let confinementFailed = Code(rawValue: "media-confinement-failed")
        /// The node is shutting down.
        package static let stopped = Code(rawValue: "media-stopped")
        /// Whoever asked no longer waits.
        package static let cancelled = Code(rawValue: "media-cancelled")

        static let all: [Code] = [
            .unreadable, .unsupported, .tooLarge, .timedOut, .workerDied, .busy, .workerUnavailable,
            .confinementFailed, .stopped, .cancelled,
        ]
    }

    /// The reason as programs read it.
    package let code: Code
    /// A constant or numbers that say more; nothing from the file.
    package let detail: String?

    package init(_ code: Code, detail: String? = nil) {
        self.code = code
        self.detail = detail
    }
}

extension MediaError: CustomStringConvertible {
    package var description: String {
        detail.map { "\(code.rawValue): \($0)" } ?? code.rawValue
    }
}
