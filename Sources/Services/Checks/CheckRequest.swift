import Cooperation
import Fingerprints

/// "Is this known?", with what the platform tells about the content.
package struct CheckRequest: Sendable {
    /// What names the content for the platform; all optional.
    package struct Context: Sendable, Hashable {
        /// The platform's own reference.
        package var reference: String?
        /// Where the content is.
        package var link: String?
        /// The account, as the platform names it.
        package var account: String?
        /// What names nobody.
        package var details: CaseContext?

        package init(
            reference: String? = nil,
            link: String? = nil,
            account: String? = nil,
            details: CaseContext? = nil
        ) throws(Refusal) {
            self.reference = try Texts.optional(reference, "context/reference", bytesMax: Self.referenceBytesMax)
            self.link = try Texts.optional(link, "context/link", bytesMax: Self.referenceBytesMax)
            self.account = try Texts.optional(account, "context/account", bytesMax: Self.referenceBytesMax)
            self.details = details
        }

        /// How long a reference, a link or an account may be, in bytes.
        package static let referenceBytesMax = 2000
    }

    /// A fingerprint of the content, with the hashes of its other orientations where they are wanted.
    package struct Print: Sendable, Hashable {
        package let fingerprint: Fingerprint
        package let quality: Int?
        package let orientations: [Hash256]

        package init(fingerprint: Fingerprint, quality: Int? = nil, orientations: [Hash256] = []) {
            self.fingerprint = fingerprint
            self.quality = quality
            self.orientations = orientations
        }
    }

    /// How many fingerprints one check may bring.
    package static let printsMax = 1000

    package let kind: CheckKind
    package let prints: [Print]
    package let context: Context

    package init(kind: CheckKind, prints: [Print], context: Context) throws(Refusal) {
        guard !prints.isEmpty, prints.count <= Self.printsMax else {
            throw Refusal(
                .invalid,
                "fingerprints-invalid",
                "Give 1 to \(Self.printsMax) fingerprints.",
                pointer: "/fingerprints"
            )
        }
        self.kind = kind
        self.prints = prints
        self.context = context
    }
}

/// The answer to a check.
package struct CheckAnswer: Sendable {
    package let verdict: Verdict
    package let matches: [Match]
    /// The case that was opened or joined.
    package let openCase: ID<Case>?
    /// The decision that was made automatically.
    package let decision: ID<Decision>?
    /// The first journal position that the index had not taken in yet.
    package let position: Int64
}
