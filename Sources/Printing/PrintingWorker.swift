import CPrinting
import Documents
import FoundationEssentials
import Glibc

/// The process that prints one document: confines itself, reads it from its input, writes the file to its output, ends.
///
/// It has to be the first thing its process does, before there is a second thread.
package struct PrintingWorker {
    /// What it may hold of addresses, in bytes: the program, the largest file, and the fonts of every script.
    private static let memoryBytesMax: UInt64 = 2 << 30
    /// How long it may compute, in seconds, should nobody end it before.
    private static let secondsMax: UInt64 = 60

    /// Makes a worker.
    package init() {}

    /// Prints what stands on standard input.
    ///
    /// - Returns: the process's exit status, 0 also where it says why nothing is printed.
    package func run() -> Int32 {
        closefrom(STDERR_FILENO + 1)
        // What a library prints to standard output would stand in the file.
        let output = dup(STDOUT_FILENO)
        guard output >= 0, dup2(STDERR_FILENO, STDOUT_FILENO) >= 0,
            cprinting_confine(Self.memoryBytesMax, Self.secondsMax),
            let input = Self.readToEnd(STDIN_FILENO, bytesMax: PrintingJob.bytesMax),
            let job = try? JSONDecoder().decode(PrintingJob.self, from: Data(input))
        else { return 1 }
        do throws(DocumentError) {
            return Self.write(try DocumentPrinter(missingGlyphs: job.missingGlyphs).pdf(of: job.document), to: output)
        } catch {
            return Self.write(PrintingAnswer.bytes(error), to: output)
        }
    }

    private static func readToEnd(_ input: Int32, bytesMax: Int) -> [UInt8]? {
        var bytes: [UInt8] = []
        var part = [UInt8](repeating: 0, count: 1 << 16)
        while bytes.count <= bytesMax {
            let count = Glibc.read(input, &part, part.count)
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return count == 0 ? bytes : nil }
            bytes += part[..<count]
        }
        return nil
    }

    /// The exit status: 0 where everything was taken.
    private static func write(_ bytes: [UInt8], to output: Int32) -> Int32 {
        bytes.withUnsafeBytes { buffer in
            var written = 0
            while written < buffer.count {
                let count = Glibc.write(output, buffer.baseAddress.map { $0 + written }, buffer.count - written)
                if count < 0, errno == EINTR { continue }
                guard count > 0 else { return 1 }
                written += count
            }
            return 0
        }
    }
}
