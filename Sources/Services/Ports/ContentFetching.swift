/// What fetches a platform's own content.
package protocol ContentFetching: Sendable {
    /// Fetches what a link leads to; nothing of it is kept.
    ///
    /// - Parameter link: the link as the platform gave it.
    /// - Returns: the bytes.
    /// - Throws: `FetchFailure`.
    func content(at link: String) async throws(FetchFailure) -> [UInt8]
}

/// Why a platform's content was not fetched.
package struct FetchFailure: Error, Sendable, Hashable {
    /// What went wrong.
    package enum Code: String, Sendable {
        /// The link leads where nothing is fetched from.
        case notAllowed
        /// Nothing came, or not in time, or not what was asked for.
        case unavailable
        /// It is too large.
        case tooLarge
    }

    package let code: Code

    package init(_ code: Code) {
        self.code = code
    }
}

/// What makes small pictures of files.
///
/// Files go in; what comes out was decoded and encoded anew, and holds nothing but pixels.
package protocol PictureShrinking: Sendable {
    /// Makes a small picture of a file.
    ///
    /// - Parameter bytes: the file.
    /// - Returns: the picture.
    /// - Throws: `MediaRefusal` where the file is no picture, or can't be decoded.
    func thumbnail(of bytes: [UInt8]) async throws(MediaRefusal) -> Thumbnail
}

/// A small picture, as JPEG.
package struct Thumbnail: Sendable, Hashable {
    /// The file.
    package let bytes: [UInt8]
    package let width: Int
    package let height: Int

    package init(bytes: [UInt8], width: Int, height: Int) {
        self.bytes = bytes
        self.width = width
        self.height = height
    }
}
