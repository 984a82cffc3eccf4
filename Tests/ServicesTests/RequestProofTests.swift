import CanonicalJSON
import Cooperation
import Crypto
import Services
import Statements
import Store
import Testing
import TransparencyLog

/// What an exchange believes of what a platform's node sends: what it can verify, and nothing else.
@Suite struct `What an addressee sends` {
    private func code(_ scene: RequestScene, _ word: RequestWord, _ text: RequestWordText, _ id: ID<Request>)
        async throws
        -> String?
    {
        let member = try #require(
            try await scene.exchange.store.read { try $0.load(Organisation.self, scene.member) }
        )
        let caller = Caller(
            organisation: member,
            key: ID(scene.member.identifier),
            role: .curator,
            person: ID(scene.member.identifier),
            isNode: true,
            isOnExchange: true
        )
        return try await RequestScene.code {
            try await scene.exchange.node.takeWord(word, text: text.text, about: id, dispatch: nil, by: caller)
        }
    }

    private func signed(
        _ scene: RequestScene,
        _ id: ID<Request>,
        outcome: ItemOutcome = .refusedScope,
        reasons: String = "TEST",
        by key: SigningSecretKey,
        named: SigningSecretKey? = nil,
        for purpose: StatementPurpose = .answer
    ) async throws -> String {
        let request = try await scene.onExchange(id)
        let value: JSONValue = [
            "version": 1, "request": .string(id.description), "kind": .string(request.filing.kind.rawValue),
            "addressee": .string(request.filing.addressee.id.description), "isExercise": false,
            "key": .string((named ?? key).publicKey.description),
            "items": [["number": 1, "outcome": .string(outcome.rawValue), "reasons": .string(reasons)]],
        ]
        return String(decoding: try SignedStatement.sign(value, for: purpose, with: key).bytes, as: UTF8.self)
    }

    @Test func `as a signed answer is one, to this request, with these outcomes and reasons`() async throws {
        let scene = try await RequestScene.make()
        let id = try await scene.ask(.referral, "ID_TEST_REFERRAL")
        let other = try await scene.ask(.referral, "ID_TEST_REFERRAL")
        let (key, thief) = (try SigningSecretKey(), try SigningSecretKey())
        let word = RequestWord.answered(
            outcomes: [.init(number: 1, outcome: .refusedScope)],
            concernsProtectedRole: nil
        )
        let good = try await signed(scene, id, by: key)
        var wrong = ["nothing of the kind": "x", "bent": good.replacing("TEST", with: "BENT")]
        wrong["another request"] = try await signed(scene, other, by: key)
        wrong["another outcome"] = try await signed(scene, id, outcome: .complied, by: key)
        wrong["other reasons"] = try await signed(scene, id, reasons: "TEST others", by: key)
        wrong["another key"] = try await signed(scene, id, by: key, named: thief)
        wrong["another purpose"] = try await signed(scene, id, by: key, for: .request)
        for (what, text) in wrong {
            let texts = RequestWordText(reasons: [1: "TEST"], signed: text)
            let refusal = try await code(scene, word, texts, id)
            #expect(refusal == "signature-wrong", "\(what)")
        }
        #expect(try await scene.onExchange(id).state == .open)
        #expect(try await code(scene, word, RequestWordText(reasons: [1: "TEST"], signed: good), id) == nil)
        #expect(try await scene.onExchange(id).state == .answered)
    }

    @Test func `as disclosed data is sealed to the key that the request names, and is what its hash says`() async throws
    {
        let scene = try await RequestScene.make()
        let id = try await scene.ask(.disclosure, "ID_TEST_DATA")
        try await scene.prepare(id)
        try await scene.propose([.complied], to: id)
        try await scene.approve(id)
        try await scene.sync()
        let recipient = try EncryptionPublicKey("x25519:" + scene.officer.sealing)
        let (mine, plain) = (try EncryptionSecretKey().publicKey, Array("TEST name and address".utf8))
        let good = try SealedFile.seal(plain, name: "TEST", to: [recipient])
        func word(_ file: [UInt8]) -> RequestWord {
            let hash = SHA256.hash(data: file).map { byte in
                let text = String(byte, radix: 16)
                return text.count == 1 ? "0" + text : text
            }.joined()
            return .disclosed(category: .subscriber, sha256: hash)
        }
        let files = [
            ("plain data", plain), ("sealed to another", try SealedFile.seal(plain, name: "TEST", to: [mine])),
            ("sealed to another as well", try SealedFile.seal(plain, name: "TEST", to: [mine, recipient])),
            ("followed by something", good + plain), ("cut", Array(good.dropLast())), ("nothing", []),
        ]
        for (what, file) in files {
            let text = RequestWordText(file: Base64.encode(file))
            #expect(try await code(scene, word(file), text, id) == "file-not-sealed", "\(what)")
        }
        let text = RequestWordText(file: Base64.encode(good))
        let named = RequestWord.disclosed(category: .subscriber, sha256: "TEST name and address of a person")
        #expect(try await code(scene, named, text, id) == "file-not-sealed", "No fact holds words of a person.")
        #expect(try await code(scene, word(good), RequestWordText(file: "TEST"), id) == "file-not-sealed")
        #expect(try await scene.onExchange(id).disclosures.isEmpty)
        #expect(try await code(scene, word(good), text, id) == nil)
        #expect(try await scene.onExchange(id).disclosures.map(\.category) == [.subscriber])
    }
}
