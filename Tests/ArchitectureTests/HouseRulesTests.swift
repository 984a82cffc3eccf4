import Testing

/// Feeds the rules what they must catch and what they must let through.
@Suite struct HouseRulesTests {
    struct Case: CustomTestStringConvertible {
        let path: String
        let text: String
        let rules: [String]

        init(_ path: String, _ text: String, breaks rules: String...) {
            self.path = path
            self.text = text
            self.rules = rules
        }

        var testDescription: String { "\(path): \(text.prefix(60))" }
    }

    @Test(arguments: [
        Case("Sources/Fingerprints/A.swift", "import NIOCore", breaks: "arrows"),
        Case("Sources/Fingerprints/A.swift", "import Foundation", breaks: "arrows"),
        Case("Sources/Fingerprints/A.swift", "public import struct Foundation.Data", breaks: "arrows"),
        Case("Sources/Cooperation/A.swift", "import Logging", breaks: "arrows"),
        Case("Sources/Cooperation/A.swift", "import GRDB", breaks: "arrows"),
        Case("Sources/Cooperation/A.swift", "import Services", breaks: "arrows"),
        Case("Sources/Cooperation/A.swift", "import TransparencyLog", breaks: "arrows"),
        Case("Sources/TransparencyLog/A.swift", "import Fingerprints", breaks: "arrows"),
        Case("Sources/CanonicalJSON/A.swift", "import Fingerprints", breaks: "arrows"),
        Case("Sources/Fingerprints/A.swift", "import CSearchKernels", breaks: "arrows"),
        Case("Sources/Services/A.swift", "import Store", breaks: "arrows"),
        Case("Sources/Services/A.swift", "package import HTTPServing", breaks: "arrows"),
        Case("Sources/Services/A.swift", "import NIOPosix", breaks: "arrows"),
        Case("Sources/Services/A.swift", "import CVips", breaks: "arrows"),
        Case("Sources/Services/A.swift", "import HTTPTypes", breaks: "arrows"),
        Case("Sources/Store/A.swift", "import Media", breaks: "arrows"),
        Case("Sources/Store/A.swift", "import HTTPAPI", breaks: "arrows"),
        Case("Sources/Store/A.swift", "import Hummingbird", breaks: "arrows"),
        Case("Sources/HTTPServing/A.swift", "import Store", breaks: "arrows"),
        Case("Sources/HTTPAPI/A.swift", "import Store", breaks: "arrows"),
        Case("Sources/HTTPAPI/A.swift", "import GRDB", breaks: "arrows"),
        Case("Sources/HTTPAPI/A.swift", "import HummingbirdCore", breaks: "arrows"),
        Case("Sources/Console/A.swift", "import HTTPAPI", breaks: "arrows"),
        Case("Sources/Commands/A.swift", "@preconcurrency import Media", breaks: "arrows"),
        Case("Sources/Store/A.swift", "import perisai", breaks: "arrows"),
        Case("Sources/TestSupport/A.swift", "import Store", breaks: "arrows"),
        Case("Sources/perisai/A.swift", "import TestSupport", breaks: "arrows"),
        Case("Sources/Unknown/A.swift", "", breaks: "arrows"),
        Case("Sources/Store/A.swift", "#if os(Linux)\nimport Media\n#endif", breaks: "arrows"),
        Case("Sources/Store/A.swift", "import Media\nimport Console", breaks: "arrows", "arrows"),
        Case("Tests/StoreTests/A.swift", "@testable import Store", breaks: "testable"),
        Case("Tests/StoreTests/A.swift", "@testable public import Store", breaks: "testable"),
        Case("Sources/Services/A.swift", #"let s = "SELECT id FROM events""#, breaks: "sql"),
        Case("Sources/Services/A.swift", #"let s = "SELECT \(columns) FROM events""#, breaks: "sql"),
        Case("Sources/Services/A.swift", ##"let s = #"DELETE FROM "events""#"##, breaks: "sql"),
        Case(
            "Sources/HTTPAPI/A.swift",
            "let s = \"\"\"\n  INSERT OR IGNORE\n  INTO t VALUES (1)\n  \"\"\"",
            breaks: "sql"
        ),
        Case(
            "Sources/Services/A.swift",
            #"let s = "UPDATE t" + " SET a = 1"; let u = "UPDATE t SET a = 1""#,
            breaks: "sql"
        ),
        Case("Tests/ServicesTests/A.swift", #"run("PRAGMA synchronous")"#, breaks: "sql"),
        Case("Sources/Services/A.swift", #"let s = "\(run("CREATE TABLE t (a)"))""#, breaks: "sql"),
        Case("Sources/Services/A.swift", "Task { await run() }", breaks: "task"),
        Case("Sources/Services/A.swift", "Task.detached { await run() }", breaks: "task"),
        Case("Sources/Services/A.swift", "let t = Task<Void, Never> { }", breaks: "task"),
        Case("Sources/Services/A.swift", "Task(priority: .low) { }", breaks: "task"),
        Case("Sources/Services/A.swift", #"let s = "\(Task { 1 })""#, breaks: "task"),
        Case("Sources/Services/A.swift", "struct A {}\nfinal class B: @unchecked Sendable {}", breaks: "unchecked"),
        Case("Sources/Services/A.swift", "final class B: @unchecked Sendable {}", breaks: "unchecked"),
        Case("Sources/Services/A.swift", "// Why.\n\nfinal class B: @unchecked Sendable {}", breaks: "unchecked"),
        Case("Sources/Services/A.swift", "nonisolated(unsafe) var count = 0", breaks: "unchecked"),
        Case("Sources/Services/A.swift", String(repeating: "\n", count: 400), breaks: "length"),
    ])
    func `what breaks a rule is found`(broken: Case) {
        let found = HouseRules.violations(path: broken.path, text: broken.text)
        #expect(found.map(\.rule) == broken.rules, "\(found)")
    }

    @Test(arguments: [
        Case("Sources/FingerprintSearch/A.swift", "public import Fingerprints\ninternal import CSearchKernels"),
        Case("Sources/TransparencyLog/A.swift", "import Crypto\nimport CanonicalJSON\nimport FoundationEssentials"),
        Case("Sources/Cooperation/A.swift", "import Fingerprints\nimport Synchronization"),
        Case("Sources/Services/A.swift", "import Cooperation\nimport Logging\nimport TransparencyLog"),
        Case("Sources/Store/A.swift", "import Foundation\nimport GRDB\npackage import Services"),
        Case("Sources/Media/A.swift", "import CVips\nimport Subprocess\nimport Glibc"),
        Case("Sources/HTTPAPI/A.swift", "import HTTPServing\nimport Services\nimport NIOCore"),
        Case("Sources/Commands/A.swift", "import ArgumentParser\nimport AsyncHTTPClient\nimport Cooperation"),
        Case("Sources/perisai/A.swift", "import Store\nimport Media\nimport HTTPAPI\nimport Commands"),
        Case("Sources/TestSupport/A.swift", "import Services\nimport Testing"),
        Case("Tests/StoreTests/A.swift", "import Store\nimport Media"),
        Case("Sources/Services/A.swift", "/* import GRDB\n/* import */ import NIO */ // import Store"),
        Case("Sources/Services/A.swift", "let text = \"\"\"\nimport GRDB\n\"\"\""),
        Case("Sources/Services/A.swift", "// SELECT id FROM events, in Task { }"),
        Case("Sources/Services/A.swift", #"let s = "Select one from the list, then update it.""#),
        Case("Sources/HTTPAPI/A.swift", #"let methods = ["DELETE", "UPDATE"]"#),
        Case("Sources/Store/A.swift", #"let s = "SELECT id FROM events""#),
        Case("Sources/Services/A.swift", "try await withThrowingTaskGroup { $0.addTask { } }"),
        Case("Sources/Services/A.swift", "try Task.checkCancellation(); try await Task.sleep(for: .seconds(1))"),
        Case("Sources/Services/A.swift", "struct MediaTask { }; let subTask = make()"),
        Case("Sources/Services/A.swift", "/// Holds the lock.\nfinal class B: @unchecked Sendable {}"),
        Case("Sources/Services/A.swift", "// Written once.\n@usableFromInline\nnonisolated(unsafe) var count = 0"),
        Case("Sources/Services/A.swift", String(repeating: "\n", count: 399)),
    ])
    func `what keeps the rules is let through`(sound: Case) {
        let found = HouseRules.violations(path: sound.path, text: sound.text)
        #expect(found.isEmpty, "\(found)")
    }

    @Test func `a violation names its line`() {
        let text = "import Services\n\nlet a = \"\"\"\n    x\n    \"\"\"\nlet b = \"DELETE FROM t\"\n"
        let found = HouseRules.violations(path: "Sources/HTTPAPI/A.swift", text: text)
        #expect(found.map(\.line) == [6])
        #expect(found.first?.description == "Sources/HTTPAPI/A.swift:6: [sql] SQL belongs in Sources/Store")
    }

    @Test func `the arrows hold no circle`() {
        var reached = Dictionary(uniqueKeysWithValues: Rooms.parts.keys.map { ($0, Rooms.arrows(from: $0)) })
        for _ in Rooms.parts {
            for (room, targets) in reached {
                reached[room] = targets.union(targets.flatMap { reached[$0] ?? [] })
            }
        }
        for (room, targets) in reached {
            #expect(!targets.contains(room), "\(room) reaches itself")
        }
    }
}
