import CanonicalJSON
import Cooperation
import Glibc
import Services
import Store

/// Records events one by one and says on standard output when each is acknowledged, for tests that watch from outside
/// what reaches the disk.
///
/// Usage: `StoreWriter FOLDER COUNT [FILE_SIZE_LIMIT_BYTES]`. Ends with 0, or with 3 and the error's code on standard
/// error where a write failed.
@main
struct StoreWriter {
    static func main() async {
        let arguments = CommandLine.arguments
        guard arguments.count >= 3, let count = Int64(arguments[2]) else { exit(2) }
        do throws(any Error) {
            let store = try SQLiteStore(
                folder: arguments[1],
                registry: AggregateRegistry([]),
                sources: sources,
                migrations: Migration.all
            )
            if arguments.count > 3, let limit = rlim_t(arguments[3]) {
                // The signal would end the process before SQLite could report the error.
                signal(SIGXFSZ, SIG_IGN)
                var limits = rlimit(rlim_cur: limit, rlim_max: limit)
                setrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limits)
            }
            for number in 0..<count {
                _ = try await store.write { transaction in
                    let act = Act(
                        type: "probe.made",
                        version: 1,
                        subject: transaction.newIdentifier(),
                        facts: ["number": .integer(number)],
                        sealed: [:]
                    )
                    return try transaction.append(act, by: Author.node(of: transaction.newID())).position
                }
                say("acknowledged \(number)\n", to: STDOUT_FILENO)
            }
            await store.close()
        } catch let error as StoreError {
            say("\(error.code.word)\n", to: STDERR_FILENO)
            exit(3)
        } catch {
            exit(2)
        }
    }

    private static var sources: StoreSources {
        StoreSources(clock: { Timestamp(microseconds: 1_541_466_123_000_000) }) { count in
            var generator = SystemRandomNumberGenerator()
            return (0..<count).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
        }
    }

    private static func say(_ line: String, to descriptor: Int32) {
        _ = line.withCString { write(descriptor, $0, strlen($0)) }
    }
}
