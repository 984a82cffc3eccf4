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

    private static func signed(
        _ request: Request,
        outcome: ItemOutcome = .refusedScope,
        reasons: String = "TEST",
        by key: SigningSecretKey,
        named: String? = nil,
        for purpose: StatementPurpose = .answer,
        saying more: [String: JSONValue] = [:]
    ) throws -> String {
        let members: [String: JSONValue] = [
            "version": .integer(1), "request": .string(request.id.description),
            "kind": .string(request.filing.kind.rawValue),
            "addressee": .string(request.filing.addressee.id.description), "isExercise": .bool(false),
            "key": .string(named ?? key.publicKey.description),
            "items": .array([
                .object([
                    "number": .integer(1), "outcome": .string(outcome.rawValue), "reasons": .string(reasons),
                ])
            ]),
        ]
        let value = JSONValue.object(members.merging(more) { _, other in other })
        return String(decoding: try SignedStatement.sign(value, for: purpose, with: key).bytes, as: UTF8.self)
    }

    /// Texts that are no signed answer to a request with this outcome and these reasons.
    private static func wrong(_ request: Request, _ other: Request, by key: SigningSecretKey) throws -> [String] {
        let thief = try SigningSecretKey().publicKey.description
        return [
            "x", try signed(request, by: key).replacing("TEST", with: "BENT"), try signed(other, by: key),
            try signed(request, outcome: .complied, by: key), try signed(request, reasons: "TEST others", by: key),
            try signed(request, by: key, named: thief), try signed(request, by: key, for: .request),
        ]
    }

    private static let refused = RequestWord.answered(
        outcomes: [Assessment.ItemFact(number: 1, outcome: .refusedScope)],
        concernsProtectedRole: nil
    )

    private func answering(_ scene: RequestScene, _ text: String, _ id: ID<Request>) async throws -> String? {
        try await code(scene, Self.refused, RequestWordText(reasons: [1: "TEST"], signed: text), id)
    }

    @Test func `as a signed answer is one, to this request, with these outcomes and reasons`() async throws {
        let scene = try await RequestScene.make()
        let id = try await scene.ask(.referral, "ID_TEST_REFERRAL")
        let other = try await scene.ask(.referral, "ID_TEST_REFERRAL")
        let key = try SigningSecretKey()
        let request = try await scene.onExchange(id)
        for text in try Self.wrong(request, try await scene.onExchange(other), by: key) {
            let refusal = try await answering(scene, text, id)
            #expect(refusal == "signature-wrong", "\(text)")
        }
        let untouched = try await scene.onExchange(id)
        #expect(untouched.state == .open)
        let taken = try await answering(scene, try Self.signed(request, by: key), id)
        #expect(taken == nil)
        let answered = try await scene.onExchange(id)
        #expect(answered.state == .answered)
    }

    @Test func `as an answer by which something was done says where and when, in the time of the request`() async throws
    {
        let scene = try await RequestScene.make()
        let id = try await scene.ask(.referral, "ID_TEST_REFERRAL")
        let (key, request) = (try SigningSecretKey(), try await scene.onExchange(id))
        let word = RequestWord.answered(
            outcomes: [Assessment.ItemFact(number: 1, outcome: .complied)],
            concernsProtectedRole: nil
        )
        let now = scene.exchange.clock.now
        func answering(_ more: [String: JSONValue]) async throws -> String? {
            let text = try Self.signed(request, outcome: .complied, by: key, saying: more)
            return try await code(scene, word, RequestWordText(reasons: [1: "TEST"], signed: text), id)
        }
        func said(_ moment: Timestamp?, _ territory: JSONValue? = ["ID"]) -> [String: JSONValue] {
            var more: [String: JSONValue] = [:]
            more["answeredAt"] = moment.map { .string($0.description) }
            more["territory"] = territory
            return more
        }
        for more in [
            said(nil), said(now, nil), said(now, "ID"), said(now, ["Indonesia"]), said(now - .days(1)),
            said(now + .days(1)),
        ] {
            #expect(try await answering(more) == "signature-wrong", "\(more)")
        }
        #expect(try await scene.onExchange(id).state == .open)
        // The addressee's clock may be behind.
        #expect(try await answering(said(now - .minutes(4))) == nil)
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
