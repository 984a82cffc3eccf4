import Requests

/// What a form said, with neighbouring pieces of data joined.
struct Reading: Equatable {
    private(set) var events: [MultipartEvent] = []
    private(set) var failure: MultipartError?

    init(of pieces: [[UInt8]], _ boundary: MultipartBoundary) {
        var parser = MultipartParser(boundary: boundary)
        do throws(MultipartError) {
            for piece in pieces {
                parser.feed(piece)
                while let event = try parser.next() { take(event) }
            }
            try parser.finish()
        } catch {
            failure = error
        }
    }

    private mutating func take(_ event: MultipartEvent) {
        if case .data(let bytes) = event, case .data(let before) = events.last {
            events[events.count - 1] = .data(before + bytes)
        } else {
            events.append(event)
        }
    }
}
