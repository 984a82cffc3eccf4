import SeededRandomness
import Testing
import TransparencyLog

struct CosignatureTests {
    /// A checkpoint of a public log of certificates of 23 May 2026, with the lines of four witnesses run by others.
    private static let published = """
        arche2025h1.staging.ct.transparency.dev
        1432088532
        U7WM79jrzyhGZ5/GUBTpM7NzwdyfFx61t3RovgcC4Ro=

        — arche2025h1.staging.ct.transparency.dev zTM8sQAAAZ5W0WdjBAMARjBEAiBjW5IQf9pvsYLfQFX6hoGREPMHbdQ3urbllzalApkptQIgIpwtEroeW2BXaHAI4kJXFbon5Ch9MNL5zRNZ55lvGt0=
        — arche2025h1.staging.ct.transparency.dev ui8GwCF1+kWqZrxGdhj4aX3gcw7XUlXQQabg/27lefwhUkzbC3NygNI75MdhL1bfTW9g8Ei59RA23oHP7Ry1k3ZFWwQ=
        — transparency.dev/DEV:witness-little-garden 2AQqhwAAAABqEiEgzgFIqqhbUoDwjMWE6UP8nd8/KYTzwZ2rhIgcqoXHAwVkjZr4AscylP3v7sEodkRAErumC2q44vdgJY096st5BQ==
        — witness1.smartit.nu/witness1 pIyCDwAAAABqEiEghIp82KWebrw7/oHQwlTAm3g2RKS4+eebl8eO0WH+/iEcxZ75W3u5hNI7TOQtmJbqmNWVuE0tgh0XwzdZsDsUAQ==
        — remora.n621.de 2net5wAAAABqEiEgPlfF3V06o0Y+fHM+J5J9s27wgxxcOVSpZ/2g/KSiXCg9DEZI+aVCIobWX9sXTynk5XeU/zZ0WBxtqB0DrAWfBw==
        — witness.stagemole.eu Z/euoAAAAABqEiEgw0i+7g2ENfDAWHmtRzCfKTHSDwYDJA2NmKeGi9Y8FtEyOUvVr+AJmIY/2TUFucgKi7lI7cUiOvKFYe/TmN9DAg==

        """
    private static let log =
        "arche2025h1.staging.ct.transparency.dev+ba2f06c0+AU0vHmlGCS/PdN8b2OaGmKprLI8HKM+dJ472xgFYh15f"
    private static let witnesses = [
        "remora.n621.de+da77ade7+BOvN63jn/bLvkieywe8R6UYAtVtNbZpXh34x7onlmtw2",
        "witness.stagemole.eu+67f7aea0+BEqSG3yu9YrmcM3BHvQYTxwFj3uSWakQepafafpUqklv",
        "transparency.dev/DEV:witness-little-garden+d8042a87+BCtusOxINQNUTN5Oj8HObRkh2yHf/MwYaGX4CPdiVEPM",
        "witness1.smartit.nu/witness1+a48c820f+BPSFWg9G6KPiO7QPryYO5Xq4oYJJ+kAvLKLSimDhoxMO",
    ]

    @Test func `cosignatures that others' witnesses gave a public log are read and hold`() throws {
        let note = try SignedNote(parsing: Array(Self.published.utf8))
        #expect(try note.verified(by: [NoteVerifierKey(parsing: Self.log)]).count == 1)
        let keys = try Self.witnesses.map { try CosignerKey(parsing: $0) }
        let found = try note.cosignatures(by: keys)
        #expect(Set(found.map(\.key)) == Set(keys))
        #expect(found.map(\.seconds) == Array(repeating: 1_779_573_024, count: 4))
        #expect(keys.map(\.text) == Self.witnesses)
    }

    @Test(arguments: witnesses) func `a cosignature holds for no other checkpoint`(witness: String) throws {
        let changed = Self.published.replacing("\n1432088532\n", with: "\n1432088533\n")
        let note = try SignedNote(parsing: Array(changed.utf8))
        #expect(throws: NoteError(code: .badSignature)) { try note.cosignatures(by: [CosignerKey(parsing: witness)]) }
    }

    @Test func `a witness's own line comes back, with its time, and any changed bit of it is noticed`() throws {
        var random = SplitMix64(seed: 3)
        let log = try SampleLog()
        let cosigner = try SeededWitness.cosigner("witness.example/w1", &random)
        let checkpoint = try Checkpoint(parsing: log.note.text)
        let line = try cosigner.cosign(checkpoint, seconds: 1_790_000_000)
        #expect(try log.note.adding([line]).cosignatures(by: [cosigner.key]).map(\.seconds) == [1_790_000_000])
        for bit in 0..<line.signature.count * 8 {
            var bytes = line.signature
            bytes[bit / 8] ^= 1 << UInt8(bit % 8)
            let changed = NoteSignature(name: line.name, keyID: line.keyID, signature: bytes)
            #expect(throws: NoteError(code: .badSignature)) {
                try log.note.adding([changed]).cosignatures(by: [cosigner.key])
            }
        }
    }

    @Test func `a log's signature is no cosignature of the same key, nor the other way round`() throws {
        let seed = (0..<32).map { UInt8($0) }
        let name = try #require(NoteKeyName("log.example"))
        let log = try NoteSigner(name: name, seed: seed)
        let cosigner = try Cosigner(name: name, seed: seed)
        #expect(log.verifierKey.publicKey == cosigner.key.publicKey)
        #expect(log.verifierKey.id != cosigner.key.id)
        let checkpoint = try Checkpoint(origin: "log.example", size: 0, root: MerkleTree.emptyRoot)
        let note = try checkpoint.signed(by: log)
        #expect(try note.cosignatures(by: [cosigner.key]).isEmpty)
        let alone = try SignedNote(text: note.text, signatures: [cosigner.cosign(checkpoint, seconds: 5)])
        #expect(throws: NoteError(code: .noKnownSignature)) { try alone.verified(by: [log.verifierKey]) }
    }

    @Test func `keys are read in their one spelling and only as what they are`() throws {
        var random = SplitMix64(seed: 4)
        let cosigner = try SeededWitness.cosigner("witness.example/w1", &random)
        #expect(try Cosigner(parsing: cosigner.secretText + "\n").key == cosigner.key)
        #expect(try CosignerKey(parsing: cosigner.key.text) == cosigner.key)
        #expect("\(cosigner)\(String(reflecting: cosigner))".contains(cosigner.key.shortName))
        #expect(!"\(cosigner)\(String(reflecting: cosigner))".contains(cosigner.secretText.suffix(20)))
        let log = try SampleLog().signer
        for text in [log.verifierKey.text, "", "a+b+c", cosigner.key.text + "=", cosigner.key.text.uppercased()] {
            #expect(throws: NoteError(code: .malformedKey)) { try CosignerKey(parsing: text) }
        }
        #expect(throws: NoteError(code: .malformedKey)) { try NoteVerifierKey(parsing: cosigner.key.text) }
        #expect(throws: NoteError(code: .malformedKey)) { try NoteSigner(parsing: cosigner.secretText) }
        #expect(throws: NoteError(code: .malformedKey)) { try Cosigner(parsing: log.secretText) }
    }

    @Test func `a time before 1970 can't be said, and lines of unknown witnesses are passed over`() throws {
        var random = SplitMix64(seed: 5)
        let log = try SampleLog()
        let checkpoint = try Checkpoint(parsing: log.note.text)
        let (one, other) = (
            try SeededWitness.cosigner("witness.example/w1", &random),
            try SeededWitness.cosigner("witness.example/w1", &random)
        )
        #expect(throws: NoteError.self) { try one.cosign(checkpoint, seconds: -1) }
        let note = try log.note.adding([try one.cosign(checkpoint, seconds: 1)])
        #expect(try note.cosignatures(by: [other.key]).isEmpty)
    }
}
