import Fingerprints
import Foundation

/// Gives the tests against other people's programs a way to Perisai's own functions.
@main
struct InteropTool {
    private static let usage = """
        usage: perisai-interop pixels FILE OUT        decode FILE and write a pixel dump
               perisai-interop pdq DUMP...            print each dump's hashes, one JSON object a line
               perisai-interop bench-pdq DUMP ROUNDS  print the nanoseconds of each of ROUNDS hashes
               perisai-interop passkeys               judge a browser's answer about a passkey on each line of input
        """

    static func main() {
        do {
            try run(Array(CommandLine.arguments.dropFirst()))
        } catch {
            FileHandle.standardError.write(Data("perisai-interop: \(error)\n".utf8))
            exit(2)
        }
    }

    private static func run(_ arguments: [String]) throws {
        switch (arguments.first, arguments.count) {
        case ("pixels", 3):
            try PixelDump.write(decodePixels(path: arguments[1]), to: arguments[2])
        case ("pdq", 2...):
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
            for path in arguments.dropFirst() {
                let report = PDQReport(path: path, spectrum: PDQ.spectrum(of: try PixelDump.read(path)))
                print(String(decoding: try encoder.encode(report), as: UTF8.self))
            }
        case ("bench-pdq", 3):
            guard let rounds = Int(arguments[2]), (1...100_000).contains(rounds) else {
                throw ToolError(message: "ROUNDS must be a number from 1 to 100000")
            }
            try measure(PixelDump.read(arguments[1]), rounds: rounds)
        case ("passkeys", 1):
            while let line = readLine() {
                print(try PasskeyJudge.answer(line))
                fflush(nil)
            }
        default:
            throw ToolError(message: usage)
        }
    }

    private static func measure(_ pixels: PixelBuffer, rounds: Int) throws {
        let clock = ContinuousClock()
        let expected = PDQ.hash(of: pixels)
        for _ in 0..<rounds {
            let start = clock.now
            let result = PDQ.hash(of: pixels)
            let elapsed = start.duration(to: clock.now)
            // The comparison keeps the work from being optimised away.
            guard result == expected else { throw ToolError(message: "two runs gave two results") }
            print(elapsed.components.seconds * 1_000_000_000 + elapsed.components.attoseconds / 1_000_000_000)
        }
    }
}
