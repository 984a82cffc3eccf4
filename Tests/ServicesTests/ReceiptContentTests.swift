import CanonicalJSON
import Cooperation
import Services
import Testing
import TransparencyLog

@Suite struct `A receipt` {
    private static func fields(_ bytes: [UInt8]) throws -> [[String: JSONValue]] {
        let events = try JSONValue(parsing: bytes)["events"]?.arrayValue ?? []
        return try events.map { event in
            let shown = try DisclosedEvent(json: try #require(event["fields"])).shownFields
            return Dictionary(shown.map { ($0.name.text, $0.value) }, uniquingKeysWith: { first, _ in first })
        }
    }

    @Test func `proves to the person which post the decision is about, and to the public nothing of it`()
        async throws
    {
        let platform = try await OwnPlatform.make()
        let subject = try await platform.open(
            "post-1",
            link: "https://own.example/post/1",
            thumbnail: "https://media.own.example/1.jpg",
            account: "TEST account"
        )
        let decision = try await platform.decide(subject)
        try await platform.carryOut(decision)
        try await platform.node.log.sign()
        let key = platform.node.log.verifierKey

        let forPerson = try await platform.node.receipt(of: decision, view: .person)
        #expect(ReceiptVerdict(of: forPerson, against: key) == .genuine(signer: key))
        let events = try Self.fields(forPerson)
        #expect(
            events.map { $0["type"]?.stringValue } == [CaseOpened.type, DecisionMade.type, DecisionCarriedOut.type]
        )
        #expect(events[0]["sealed.reference"] == "post-1")
        #expect(events[0]["sealed.link"] == "https://own.example/post/1")
        // The case's id in both ties the one to the other.
        #expect(events[0]["subject"] == .string(subject.description))
        #expect(events[1]["fact.subject"] == .string(subject.description))
        let allowed: Set<String> = [
            "type", "version", "time", "organisation", "subject", "sealed.reference", "sealed.link",
        ]
        #expect(Set(events[0].keys) == allowed)

        let forPublic = try await platform.node.receipt(of: decision, view: .public)
        #expect(ReceiptVerdict(of: forPublic, against: key) == .genuine(signer: key))
        let shown = try Self.fields(forPublic)
        #expect(shown.map { $0["type"]?.stringValue } == [DecisionMade.type, DecisionCarriedOut.type])
        for word in ["post-1", "own.example", subject.description, "TEST account"] {
            #expect(!String(decoding: forPublic, as: UTF8.self).contains(word))
        }
        for receipt in [forPerson, forPublic] {
            let text = String(decoding: receipt, as: UTF8.self)
            #expect(!text.contains("TEST account") && !text.contains(platform.signal.description))
            #expect(!text.contains(platform.reviewer.author.actor.description))
        }
    }

    @Test func `that was printed is found again by whoever has it, until a part of it is erased`() async throws {
        let platform = try await OwnPlatform.make()
        let (node, counsel) = (platform.node, try await platform.home.person(.counsel))
        let subject = try await platform.open("post-1")
        let decision = try await platform.decide(subject)
        try await node.log.sign()
        let files = try await node.decisionPage(decision).receipts
        try #require(files.map(\.view) == [.person, .public])
        let parts = files.map { file in
            node.handedReceipt(file, of: decision).path.split(separator: "/").map(String.init)
        }
        try await platform.carryOut(decision)
        try await node.log.sign()
        #expect(try await node.receipt(of: decision, view: .person) != files[0].bytes)
        for (part, file) in zip(parts, files) {
            #expect(try await node.handedReceipt(digest: part[1], ticket: part[2]) == file.bytes)
        }
        let forged = [
            (parts[0][1], parts[0][2].replacing(".person.", with: ".public.")), (parts[0][1], parts[1][2]),
            (parts[0][1], String(parts[0][2].dropLast())),
        ]
        for (digest, ticket) in forged {
            await #expect { try await node.handedReceipt(digest: digest, ticket: ticket) } throws: {
                ($0 as? Refusal)?.code == "not-found"
            }
        }
        #expect(try await node.eraseCase(subject, by: counsel) > 0)
        await #expect { try await node.handedReceipt(digest: parts[0][1], ticket: parts[0][2]) } throws: {
            ($0 as? Refusal)?.code == "not-found"
        }
        // It showed nothing that was erased.
        #expect(try await node.handedReceipt(digest: parts[1][1], ticket: parts[1][2]) == files[1].bytes)
    }
}
