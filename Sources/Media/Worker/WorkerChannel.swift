internal import Glibc

/// A worker's two pipes, read and written to the last byte.
struct WorkerChannel {
    /// `F_SETPIPE_SZ`, which the C library shows only to programs that ask for GNU's names.
    private static let setPipeSize: Int32 = 1031

    private let input: Int32
    private let output: Int32

    /// Takes standard input and output over.
    ///
    /// Whatever a library prints to standard output would end the conversation, so that descriptor now leads to
    /// standard error.
    init?() {
        // What the node may have left open in its child is none of the worker's business.
        closefrom(STDERR_FILENO + 1)
        input = STDIN_FILENO
        output = dup(STDOUT_FILENO)
        guard output >= 0, dup2(STDERR_FILENO, STDOUT_FILENO) >= 0 else { return nil }
        // A whole file of common size in one go; where the kernel doesn't want to, it takes longer.
        _ = fcntl(input, Self.setPipeSize, Int32(1 << 20))
    }

    /// The next frame's length, or nothing when the other side has ended the conversation.
    func readLength() -> Int? {
        read(4).map { $0.reduce(0) { $0 << 8 | Int($1) } }
    }

    func read(_ count: Int) -> [UInt8]? {
        var complete = false
        let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
            while filled < count {
                let some = Glibc.read(input, buffer.baseAddress.map { $0 + filled }, count - filled)
                if some < 0, errno == EINTR { continue }
                guard some > 0 else { return }
                filled += some
            }
            complete = true
        }
        return complete ? bytes : nil
    }

    /// Returns whether everything was taken.
    func write(_ bytes: [UInt8]) -> Bool {
        bytes.withUnsafeBytes { buffer in
            var written = 0
            while written < buffer.count {
                let some = Glibc.write(output, buffer.baseAddress.map { $0 + written }, buffer.count - written)
                if some < 0, errno == EINTR { continue }
                guard some > 0 else { return false }
                written += some
            }
            return true
        }
    }
}
