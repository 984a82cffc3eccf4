package import Fingerprints

/// What a file can be recognised by.
package struct MediaFingerprints: Hashable, Sendable {
    /// SHA-256 of the file's bytes, whatever they are.
    package let sha256: Hash256
    /// MD5 of the file's bytes, 32 lowercase hexadecimal digits: looked up, never proposed.
    package let md5: String
    /// What came of looking at it as a picture; the digests stand even where this failed.
    package let picture: PictureOutcome

    package init(sha256: Hash256, md5: String, picture: PictureOutcome) {
        self.sha256 = sha256
        self.md5 = md5
        self.picture = picture
    }
}
