/// What came of looking at a file as a picture.
package enum PictureOutcome: Hashable, Sendable {
    /// The file is no picture of a format that Perisai decodes: it has only its digests.
    case notAnImage
    /// The file was decoded.
    case decoded(PictureFingerprints)
    /// The file starts like a picture and could not be decoded.
    case failed(MediaError)
}
