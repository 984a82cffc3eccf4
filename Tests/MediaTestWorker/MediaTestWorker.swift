import CMediaConfinement
import Glibc
import Media

/// A media worker that can be told to misbehave, which the real one can't: by an argument before it starts, by a file's
/// first bytes while it works.
@main
enum MediaTestWorker {
    static func main() {
        let arguments = Array(CommandLine.arguments.dropFirst())
        switch arguments.first {
        case "silent": while true { sleep(1) }
        case "garbage": print("this is no greeting, and much longer than its first four bytes admit")
        case "unconfined": exit(1)
        case "incomplete": greetUnconfined()
        case "second-thread": exit(withSecondThread { worker.run() })
        case "confined-twice": exit(isConfinedTwice() ? 0 : 1)
        case "second-start-fails": exit(isSecondStart(in: arguments[1]) ? 1 : worker.run())
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
    ///
    /// What counts is what was asked for: filling it would only cost the tests time.
    private static func eatMemory() -> Never {
        var held: [[UInt8]] = []
        while true {
            held.append(
                [UInt8](unsafeUninitializedCapacity: 64 << 20) { buffer, count in
                    buffer[0] = UInt8(truncatingIfNeeded: held.count)
                    count = 1
                }
            )
            if held.reduce(0, { $0 + Int($1[0]) }) < 0 { exit(0) }
        }
    }

    /// Says that it's confined and that something went through, and then listens.
    private static func greetUnconfined() {
        let attempt = ConfinementReport.Attempt(name: "socket", wasRefused: false)
        let frame = WorkerGreeting(report: ConfinementReport(landlockVersion: 1, attempts: [attempt])).frame
        _ = frame.withUnsafeBytes { write(STDOUT_FILENO, $0.baseAddress, $0.count) }
        while true { sleep(1) }
    }

    private static func withSecondThread(_ body: () -> Int32) -> Int32 {
        var thread = pthread_t()
        pthread_create(
            &thread,
            nil,
            { _ in
                while true { sleep(1) }
            },
            nil
        )
        return body()
    }

    /// Whether confining works once and never again.
    private static func isConfinedTwice() -> Bool {
        var (first, second) = (perisai_confinement(), perisai_confinement())
        guard perisai_confine(2 << 30, &first) else { return false }
        return !perisai_confine(2 << 30, &second) && second.failure != nil
    }

    /// Whether one start, and no second, was counted in this folder before.
    private static func isSecondStart(in folder: String) -> Bool {
        mkdir("\(folder)/first", 0o700) != 0 && mkdir("\(folder)/second", 0o700) == 0
    }
}
