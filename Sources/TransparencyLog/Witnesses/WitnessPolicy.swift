/// Which logs are trusted, and how many of which witnesses must have cosigned: a policy file of C2SP tlog-policy.
///
/// ```
/// log exchange.example/log+1f2e3d4c+AQ...
/// witness academy witness.academy.example/w1+33d7b496+BA... https://witness.academy.example
/// witness press witness.press.example/w1+0c8a7f31+BA...
/// group both all academy press
/// quorum both
/// ```
public struct WitnessPolicy: Sendable, Hashable {
    /// The longest file, in bytes.
    public static let bytesMax = 64 << 10
    /// The most logs, witnesses or groups.
    public static let entriesMax = 64

    /// A log that is trusted.
    public struct Log: Sendable, Hashable {
        /// Its key.
        public let key: NoteVerifierKey
        /// Where it is, as the policy says.
        public let address: String?
    }

    /// A witness that may count.
    public struct Witness: Sendable, Hashable {
        /// Its key.
        public let key: CosignerKey
        /// Where checkpoints are sent, as the policy says.
        public let address: String?
    }

    /// Who must have cosigned.
    indirect enum Rule: Sendable, Hashable {
        case nobody
        case witness(CosignerKey)
        case group(of: [Rule], threshold: Int)

        func isMet(by keys: Set<CosignerKey>) -> Bool {
            switch self {
            case .nobody: true
            case .witness(let key): keys.contains(key)
            case .group(let members, let threshold): members.count { $0.isMet(by: keys) } >= threshold
            }
        }
    }

    /// The logs; none where those are known otherwise.
    public let logs: [Log]
    /// The witnesses.
    public let witnesses: [Witness]
    let quorum: Rule

    /// Whether cosignatures of these witnesses are enough.
    public func isMet(by keys: some Sequence<CosignerKey>) -> Bool { quorum.isMet(by: Set(keys)) }

    /// Reads a file.
    ///
    /// - Parameter bytes: the file. Names are compared byte for byte, whatever their encoding.
    /// - Throws: `WitnessPolicyError` that names the line.
    /// - Complexity: O(*n*), with limits on length and on the number of entries.
    public init(parsing bytes: [UInt8]) throws(WitnessPolicyError) {
        var reader = WitnessPolicyReader()
        guard bytes.count <= Self.bytesMax else { throw WitnessPolicyError(code: .tooLarge, line: nil) }
        for (index, line) in bytes.split(separator: 0x0A, omittingEmptySubsequences: false).enumerated() {
            try reader.read(line, number: index + 1)
        }
        guard let quorum = reader.quorum else { throw WitnessPolicyError(code: .noQuorum, line: nil) }
        logs = reader.logs
        witnesses = reader.witnesses
        self.quorum = quorum
    }
}
