import Foundation

/// Processes that have a certain word among their arguments, as the kernel lists them.
enum Processes {
    static func count(withArgument word: String) -> Int {
        numbers(withArgument: word).count
    }

    static func kill(withArgument word: String) {
        for number in numbers(withArgument: word) { Foundation.kill(number, SIGKILL) }
    }

    static func numbers(withArgument word: String) -> [pid_t] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
        return names.compactMap { pid_t($0) }.filter { number in
            guard let line = FileManager.default.contents(atPath: "/proc/\(number)/cmdline") else { return false }
            let arguments = line.split(separator: 0).map { String(decoding: $0, as: UTF8.self) }
            return arguments.first?.hasSuffix("MediaTestWorker") == true && arguments.contains(word)
        }
    }

    /// Waits until there are that many; the wait ends by itself because the process does, or the test's limit does.
    static func wait(for wanted: Int, withArgument word: String) async throws {
        while count(withArgument: word) != wanted { try await Task.sleep(for: .milliseconds(5)) }
    }
}
