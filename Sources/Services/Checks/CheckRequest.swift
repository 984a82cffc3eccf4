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
        /// Where a picture of the content is, if the link leads to a page.
        package var thumbnail: String?
        /// The account, as the platform names it.
        package var account: String?
        /// What names nobody.
        package var details: CaseContext?

        package init(
            reference: String? = nil,
            link: String? = nil,
            thumbnail: String? = nil,
            account: String? = nil,
            details: CaseContext? = nil
        ) throws(Refusal) {
            self.reference = try Texts.optional(reference, "context/reference", bytesMax: Self.referenceBytesMax)
            self.link = try Texts.optional(link, "context/link", bytesMax: Self.referenceBytesMax)
            self.thumbnail = try Texts.optional(thumbnail, "context/thumbnail", bytesMax: Self.referenceBytesMax)
            self.account = try Texts.optional(account, "context/account", bytesMax: Self.referenceBytesMax)
            self.details = details
        }

        /// How long a reference, a link, a thumbnail's address or an account may be, in bytes.
        package static let referenceBytesMax = 2000
    }

    /// A fingerprint of the content, with the hashes of its other orientations where they are wanted.
    package struct Print: Sendable, Hashable {
        package let fingerprint: Fingerprint
        package let quality: Int?
        package let orientations: [TurnedHash]

        package init(fingerprint: Fingerprint, quality: Int? = nil, orientations: [TurnedHash] = []) {
            self.fingerprint = fingerprint
            self.quality = quality
            self.orientations = orientations
        }
    }

    /// How many fingerprints one check may bring: one thing's pictures and digests, not a list.
    package static let printsMax = 100

    package let kind: CheckKind
    package let prints: [Print]
    package let context: Context
    /// Why the file could not be looked at as it should: then only a match is an answer, as nobody knows that it is clear.
    package let failure: MediaRefusal?

    package init(
        kind: CheckKind,
        prints: [Print],
        context: Context,
        failure: MediaRefusal? = nil
    ) throws(Refusal) {
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
        self.failure = failure
    }
}
