import Commands
import Cooperation
import Foundation
import Services
import Store
import Testing
import TransparencyLog

/// What a witness keeps on its disk, and what it makes of it after it was started again.
@Suite struct `The folder of a witness` {
    /// The folder as the program reads and writes it.
    private struct Disk: WitnessMemory {
        let folder: WitnessFolder

        func note(of origin: String) throws -> String? { try folder.note(of: origin) }
        func save(_ note: String, of origin: String) throws { try folder.save(note, of: origin) }

        func apart<Result: Sendable>(_ work: @escaping @Sendable () throws -> Result) async throws -> Result {
            try work()
        }
    }

    private static let origin = "lentera.example/log"

    private let place: TestFolder
    private let signer: NoteSigner
    private let leaves = ["first", "second", "third"].map { MerkleTree.leafHash(of: Array($0.utf8)) }
    private let otherLeaf = MerkleTree.leafHash(of: Array("other".utf8))

    init() throws {
        place = try TestFolder()
        signer = try NoteSigner(
            name: #require(NoteKeyName(Self.origin)),
            seed: Array(repeating: 1, count: NoteSigner.seedByteCount)
        )
        _ = try WitnessFolder(place.path + "/witness").make(name: "witness.example/w") { count in
            (0..<count).map { UInt8($0 * 7 & 255) }
        }
    }

    /// The witness as it is after each start, with nothing in memory.
    private func started() throws -> Witness {
        let folder = WitnessFolder(place.path + "/witness")
        return Witness(
            logs: [signer.verifierKey],
            cosigner: try folder.cosigner(),
            memory: Disk(folder: folder),
            clock: { Timestamp(microseconds: 1_790_000_000_000_000) }
        )
    }

    private func note(_ leaves: [LogHash]) throws -> SignedNote {
        var frontier = TreeFrontier()
        for leaf in leaves { frontier.append(leaf) }
        return try Checkpoint(origin: Self.origin, size: Int64(leaves.count), root: frontier.root).signed(by: signer)
    }

    /// What says how a log of these leaves grew.
    private func body(from oldSize: Int64, _ leaves: [LogHash], proof: [LogHash] = []) throws -> [UInt8] {
        AddCheckpointRequest(oldSize: oldSize, proof: proof, note: try note(leaves)).encoded
    }

    private func kept() throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: place.path + "/witness/seen").sorted()
    }

    private func remembered() throws -> String? {
        try WitnessFolder(place.path + "/witness").note(of: Self.origin)
    }

    @Test func `tells a witness that was started again what it cosigned, so that it goes neither back nor aside`()
        async throws
    {
        _ = try await started().add(body(from: 0, Array(leaves[..<2])))
        let file = try #require(try kept().first)
        #expect(try kept() == [file])
        #expect(try place.mode("witness/seen/\(file)") == 0o600)

        let again = try started()
        let steps: [(body: [UInt8], refusal: WitnessRefusal, status: Int)] = [
            (try body(from: 0, Array(leaves[..<1])), .otherSize(cosigned: 2), 409),
            (try body(from: 1, Array(leaves[..<1])), .otherSize(cosigned: 2), 409),
            (try body(from: 0, leaves), .otherSize(cosigned: 2), 409),
            (try body(from: 2, [leaves[0], otherLeaf]), .otherRoot(cosigned: 2), 409),
            (try body(from: 2, [leaves[0], otherLeaf, leaves[2]], proof: [leaves[2]]), .notConsistent, 422),
        ]
        for step in steps {
            await #expect(throws: step.refusal) { try await again.add(step.body) }
            #expect(step.refusal.status == step.status)
        }
        let (first, next) = (try note(Array(leaves[..<2])).encoded, try note(leaves).encoded)
        #expect(try remembered() == first)
        _ = try await again.add(body(from: 2, leaves, proof: [leaves[2]]))
        #expect(try remembered() == next)
        #expect(try kept() == [file])
    }

    @Test func `passes over what was half written when the witness was killed, and puts the next note in its place`()
        async throws
    {
        _ = try await started().add(body(from: 0, Array(leaves[..<2])))
        let file = try #require(try kept().first)
        let whole = try place.read("witness/seen/\(file)")
        let next = try note(leaves).encoded
        try place.write("witness/seen/\(file).new", String(next.prefix(next.count / 2)))

        let again = try started()
        #expect(try remembered() == whole)
        let old = try body(from: 1, Array(leaves[..<1]))
        await #expect(throws: WitnessRefusal.otherSize(cosigned: 2)) { try await again.add(old) }
        _ = try await again.add(body(from: 2, leaves, proof: [leaves[2]]))
        #expect(try place.read("witness/seen/\(file)") == next)
        #expect(try kept() == [file], "Nothing half written is left.")
    }

    @Test func `belongs to one at a time, and whoever comes second is told so`() throws {
        let path = place.path + "/witness"
        let first = try DataFolderLock(folder: path)
        let refusal = #expect(throws: StoreError.self) { try DataFolderLock(folder: path) }
        #expect(refusal?.code == .locked)
        #expect(refusal?.message.contains("Another Perisai runs on this data folder") == true)
        first.release()
        #expect(throws: Never.self) { try DataFolderLock(folder: path) }
    }
}
