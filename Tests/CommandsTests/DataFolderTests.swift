import Commands
import Cooperation
import Foundation
import Services
import Testing
import TransparencyLog

@Suite struct DataFolderTests {
    private static func random(_ count: Int) -> [UInt8] { (0..<count).map { UInt8($0 * 7 & 255) } }

    @Test func `a folder without secrets says what is missing and what to do`() throws {
        let folder = DataFolder(try TestFolder().path + "/none")
        #expect(
            throws: CommandFailure(
                "\(folder.secretPath) is missing.",
                advice: "Set a node up there with 'perisai init', or restore the file from a backup."
            )
        ) {
            try folder.secrets()
        }
        #expect(throws: CommandFailure.self) { try folder.logSigner() }
    }

    @Test(arguments: ["", "zz", String(repeating: "a", count: 62), String(repeating: "g", count: 64)])
    func `damaged secrets are refused without being shown`(_ text: String) throws {
        let place = try TestFolder()
        try place.write("node.secret", text)
        try place.write("log.key", text)
        for read in [{ _ = try DataFolder(place.path).secrets() }, { _ = try DataFolder(place.path).logSigner() }] {
            let error = #expect(throws: CommandFailure.self) { try read() }
            #expect(error?.message.hasSuffix("is damaged.") == true)
        }
    }

    @Test func `secrets are for their owner alone, stay as they are, and can be read back`() throws {
        let place = try TestFolder()
        let folder = DataFolder(place.path + "/node")
        try folder.protect()
        try folder.makeSecrets(origin: "exchange.example/log", randomBytes: Self.random)
        #expect(try place.mode("node") == 0o700)
        #expect(try place.mode("node/node.secret") == 0o600)
        #expect(try place.mode("node/log.key") == 0o600)
        #expect(try folder.logSigner().verifierKey.name.text == "exchange.example/log")
        let secret = try place.read("node/node.secret")
        #expect(secret.count == 65)
        let secrets = try folder.secrets()
        #expect(secrets.pseudonym("a", "b") == NodeSecrets(bytes: Self.random(32))?.pseudonym("a", "b"))
        try folder.makeSecrets(origin: "other.example/log") { Array(repeating: 1, count: $0) }
        #expect(try place.read("node/node.secret") == secret)
        #expect(try folder.logSigner().verifierKey.name.text == "exchange.example/log")
    }

    @Test func `a folder that was open to others is closed to them`() throws {
        let place = try TestFolder()
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: place.path)
        try DataFolder(place.path).protect()
        #expect(try place.mode("") == 0o700)
    }

    @Test func `a folder that lost its database gets no new keys`() throws {
        let place = try TestFolder()
        let folder = DataFolder(place.path)
        try folder.checkpointMemory.save("a note\n")
        let error = #expect(throws: CommandFailure.self) {
            try folder.makeSecrets(origin: "a/b", randomBytes: Self.random)
        }
        #expect(error?.message.contains("its database is missing") == true)
    }

    @Test(arguments: ["", "a+b", "a b", "ä", String(repeating: "a", count: 256)])
    func `a log is not named what a signed note can't hold`(_ origin: String) throws {
        let place = try TestFolder()
        #expect(throws: CommandFailure.self) {
            try DataFolder(place.path).makeSecrets(origin: origin, randomBytes: Self.random)
        }
        #expect(!FileManager.default.fileExists(atPath: place.path + "/node.secret"))
    }

    @Test func `the default name of a log can always be used`() throws {
        let id = try #require(ID<Organisation>("01970000-0000-7000-8000-000000000001"))
        #expect(DataFolder.origin(of: id) == "perisai/01970000-0000-7000-8000-000000000001")
        #expect(NoteKeyName(DataFolder.origin(of: id)) != nil)
    }

    @Test func `the last checkpoint is replaced whole, for its owner alone`() throws {
        let place = try TestFolder()
        let memory = DataFolder(place.path).checkpointMemory
        #expect(try memory.load() == nil)
        try memory.save("one\n")
        // What a crash in the middle of a write leaves behind.
        try place.write("checkpoint.new", "half a no")
        try memory.save("two\n")
        #expect(try memory.load() == "two\n")
        #expect(try place.mode("checkpoint") == 0o600)
        #expect(try FileManager.default.contentsOfDirectory(atPath: place.path) == ["checkpoint"])
    }
}
