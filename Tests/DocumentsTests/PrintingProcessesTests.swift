import Documents
import Foundation
import Printing
import Synchronization
import Testing

/// Printing from many sides at once, and what a bad document can do to a node: cost its own answer.
@Suite struct PrintingProcessesTests {
    /// The built program as a node starts it: beside the tests, or in the main build where these are built for a sanitizer.
    private static var program: String {
        let tests = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""
        var folder = URL(filePath: tests).deletingLastPathComponent()
        while folder.path != "/" {
            for place in ["perisai", "release/perisai"] {
                let candidate = folder.appending(path: place).path
                if FileManager.default.isExecutableFile(atPath: candidate) { return candidate }
            }
            folder.deleteLastPathComponent()
        }
        return "perisai"
    }

    private static func printer(_ limits: PrintingLimits = .standard) -> PrintingProcesses {
        PrintingProcesses(
            executablePath: program,
            arguments: ["printing-worker"],
            missingGlyphs: .refuse,
            limits: limits
        )
    }

    /// A printer whose process does something else.
    private static func broken(_ script: String, within time: Duration = .seconds(20)) -> PrintingProcesses {
        var limits = PrintingLimits.standard
        limits.timeMax = time
        return PrintingProcesses(executablePath: "/bin/sh", arguments: ["-c", script], limits: limits)
    }

    private static func documents() throws -> [Document] {
        let languages = Repository.languages
        return try (0..<32).map { try Samples(languages[$0 % languages.count]).order().document() }
    }

    @Test func `32 documents of every language, asked for at once, are printed as one alone is`() async throws {
        let documents = try Self.documents()
        let printer = Self.printer()
        let printed = try await withThrowingTaskGroup(of: (Int, [UInt8]).self) { group in
            for (index, document) in documents.enumerated() {
                group.addTask { (index, try await printer.pdf(of: document)) }
            }
            return try await group.reduce(into: [Int: [UInt8]]()) { $0[$1.0] = $1.1 }
        }
        for (index, document) in documents.enumerated() {
            #expect(try printed[index] == DocumentPrinter().pdf(of: document), "document \(index)")
        }
    }

    @Test func `eight threads of one process print 32 documents, one after the other`() throws {
        let documents = try Self.documents()
        let printed = Mutex<[Int: [UInt8]]>([:])
        DispatchQueue.concurrentPerform(iterations: 8) { thread in
            for index in stride(from: thread, to: documents.count, by: 8) {
                let pdf = try? DocumentPrinter().pdf(of: documents[index])
                printed.withLock { $0[index] = pdf }
            }
        }
        let pdfs = printed.withLock(\.self)
        #expect(pdfs.count == documents.count)
        for (index, document) in documents.enumerated() {
            #expect(try pdfs[index] == DocumentPrinter().pdf(of: document), "document \(index)")
        }
    }

    @Test func `a refusal comes through with its code and its words`() async throws {
        let document = try Samples("en").letter(Phrase("A name: \u{2B820}")).document()
        let error = await #expect(throws: DocumentError.self) { try await Self.printer().pdf(of: document) }
        #expect(error?.code == "document-glyphs" && error?.message.contains("U+2B820") == true)
        #expect(error?.isPassing == false)
    }

    @Test(arguments: ["kill -SEGV $$", "exit 1", "cat > /dev/null; echo hello", "exec cat /dev/zero"])
    func `a process that dies or says what none says costs one answer`(_ script: String) async throws {
        let document = try Samples("en").order().document()
        let error = await #expect(throws: DocumentError.self) { try await Self.broken(script).pdf(of: document) }
        #expect(error?.code == "document-printer-lost" && error?.isPassing == true)
    }

    @Test func `a process that does not end is ended`() async throws {
        let document = try Samples("en").order().document()
        let printer = Self.broken("exec sleep 1000", within: .milliseconds(50))
        let error = await #expect(throws: DocumentError.self) { try await printer.pdf(of: document) }
        #expect(error?.code == "document-printer-lost")
    }

    @Test func `a program that is not there costs one answer`() async throws {
        let document = try Samples("en").order().document()
        let printer = PrintingProcesses(executablePath: "/nonexistent", arguments: [])
        let error = await #expect(throws: DocumentError.self) { try await printer.pdf(of: document) }
        #expect(error?.code == "document-printer-lost")
    }

    @Test func `one document more than may wait is refused, and the next is printed`() async throws {
        var limits = PrintingLimits.standard
        (limits.atOnce, limits.waitingMax) = (1, 0)
        let endless = ["-c", "exec sleep 1000"]
        let printer = PrintingProcesses(executablePath: "/bin/sh", arguments: endless, limits: limits)
        let document = try Samples("en").order().document()
        let codes = await withTaskGroup(of: String?.self) { group in
            for _ in 0..<2 {
                group.addTask {
                    do throws(DocumentError) {
                        _ = try await printer.pdf(of: document)
                        return nil
                    } catch {
                        return error.code
                    }
                }
            }
            // One has the place until it is given up; the other is refused at once.
            let first = await group.next() ?? nil
            group.cancelAll()
            let second = await group.next() ?? nil
            return [first, second]
        }
        #expect(codes == ["document-printer-busy", "document-printer-lost"])
    }

    @Test func `who waits for the printer is counted until they give up`() async throws {
        var limits = PrintingLimits.standard
        limits.atOnce = 1
        let printer = PrintingProcesses(
            executablePath: "/bin/sh",
            arguments: ["-c", "exec sleep 1000"],
            limits: limits
        )
        let document = try Samples("en").order().document()
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<3 { group.addTask { _ = try? await printer.pdf(of: document) } }
            while printer.waiting < 2 { await Task.yield() }
            #expect(printer.waiting == 2)
            group.cancelAll()
        }
        #expect(printer.waiting == 0)
    }

    @Test func `a process that prints gives up files, privileges and memory before it reads a byte`() throws {
        let process = Process()
        let input = Pipe()
        process.executableURL = URL(fileURLWithPath: Self.program)
        process.arguments = ["printing-worker"]
        process.standardInput = input
        process.standardOutput = FileHandle.nullDevice
        try process.run()
        defer {
            try? input.fileHandleForWriting.close()
            process.waitUntilExit()
        }
        let folder = "/proc/\(process.processIdentifier)"
        let wanted = ["Max file size 0 0 bytes", "Max core file size 0 0 bytes", "Max cpu time 60 60 seconds"]
        var missing = wanted
        // It is confined once it waits for its input; until then it may not have come so far.
        while process.isRunning, !missing.isEmpty {
            let limits = try String(contentsOfFile: folder + "/limits", encoding: .utf8).split(separator: "\n")
                .map { $0.split(separator: " ").joined(separator: " ") }
            missing = wanted.filter { !limits.contains($0) }
        }
        #expect(missing == [] && process.isRunning)
    }
}
