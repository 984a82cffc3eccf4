import Glibc
import Media

/// A media worker that can be told to misbehave, which the real one can't: by an argument before it starts, by a file's
/// first bytes while it works.
@main
enum MediaTestWorker {
    static func main() {
        switch CommandLine.arguments.dropFirst().first {
        case "silent": while true { sleep(1) }
        case "garbage": print("this is no greeting, and much longer than its first four bytes admit")
        case "unconfined": exit(1)
        default: exit(worker.run())
        }
    }

    private static var worker: MediaWorker {
        MediaWorker { bytes, orientations in
            if bytes.starts(with: "TEST crash".utf8) { abort() }
            if bytes.starts(with: "TEST exit".utf8) { exit(0) }
            if bytes.starts(with: "TEST hang".utf8) { while true { sleep(1) } }
            if bytes.starts(with: "TEST eat memory".utf8) { eatMemory() }
            return PictureExaminer.examine(bytes, orientations: orientations)
        }
    }

    /// Takes memory until it gets no more, as a decoder that believes a lying header would.
    private static func eatMemory() -> Never {
        var held: [[UInt8]] = []
        while true {
            held.append([UInt8](repeating: UInt8(truncatingIfNeeded: held.count), count: 64 << 20))
            if held.reduce(0, { $0 + Int($1[$0 & 1023]) }) < 0 { exit(0) }
        }
    }
}
