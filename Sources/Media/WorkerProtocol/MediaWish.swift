/// What is wanted of a file.
enum MediaWish: Hashable, Sendable {
    /// What it can be recognised by.
    case fingerprints(orientations: Bool)
    /// A small picture of it.
    case thumbnail

    var flags: UInt8 {
        switch self {
        case .fingerprints(let orientations): orientations ? WorkerProtocol.orientationsFlag : 0
        case .thumbnail: WorkerProtocol.thumbnailFlag
        }
    }

    init(flags: UInt8) {
        if flags & WorkerProtocol.thumbnailFlag != 0 {
            self = .thumbnail
        } else {
            self = .fingerprints(orientations: flags & WorkerProtocol.orientationsFlag != 0)
        }
    }
}
