import Synchronization

/// Where thumbnails come from, and how many are made at once.
package final class ThumbnailSource: Sendable {
    /// How many are fetched and made at once; each holds a file.
    package static let atOnceMax = 8

    let fetching: any ContentFetching
    let shrinking: any PictureShrinking
    private let underWay = Mutex(0)

    package init(fetching: any ContentFetching, shrinking: any PictureShrinking) {
        self.fetching = fetching
        self.shrinking = shrinking
    }

    /// Whether one more may begin; `end` must follow.
    func begin() -> Bool {
        underWay.withLock { count in
            guard count < Self.atOnceMax else { return false }
            count += 1
            return true
        }
    }

    func end() { underWay.withLock { $0 -= 1 } }
}
