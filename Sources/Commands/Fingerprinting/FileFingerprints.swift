import Fingerprints

/// What a file can be recognised by, and how it fared as a picture.
package struct FileFingerprints: Hashable, Sendable {
    /// What came of looking at the file as a picture.
    package enum Picture: Hashable, Sendable {
        /// It has a PDQ hash; the quality is 0...100.
        case fingerprint(Hash256, quality: Int)
        /// It gets none, for a reason in a stable word, as `not-an-image` or `low-quality`.
        case none(reason: String, quality: Int?)
        /// It starts like a picture and could not be decoded.
        case failed(FileProblem)
    }

    /// The hash of the picture in another orientation.
    package struct Turned: Hashable, Sendable {
        package let orientation: String
        package let hash: Hash256

        package init(orientation: String, hash: Hash256) {
            self.orientation = orientation
            self.hash = hash
        }
    }

    package let sha256: Hash256
    /// 32 lowercase hexadecimal digits.
    package let md5: String
    package let picture: Picture
    /// The other seven orientations, where they were asked for.
    package let turned: [Turned]

    package init(sha256: Hash256, md5: String, picture: Picture, turned: [Turned] = []) {
        self.sha256 = sha256
        self.md5 = md5
        self.picture = picture
        self.turned = turned
    }

    /// Why it could not be decoded, where it could not.
    package var problem: FileProblem? {
        if case .failed(let problem) = picture { problem } else { nil }
    }

    /// The picture's hashes, the one as it is first.
    var hashes: [Hash256] {
        guard case .fingerprint(let hash, _) = picture else { return [] }
        return [hash] + turned.map(\.hash)
    }
}
