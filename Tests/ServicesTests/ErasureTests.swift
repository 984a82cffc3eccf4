import Cooperation
import SeededRandomness
import Services
import Store
import Testing
import TransparencyLog

import struct Foundation.Data
import class Foundation.FileManager

@Suite struct `What is erased` {
    /// The files of the node's folder that hold some bytes.
    private static func files(of home: TestNode, holding secret: String) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: home.folder).sorted().filter { name in
            let held = FileManager.default.contents(atPath: home.folder + "/" + name) ?? Data()
            return held.range(of: Data(secret.utf8)) != nil
        }
    }

    /// Lets the store clear its log of pages, which an open reader may have put off.
    private static func settle(_ platform: OwnPlatform) async throws {
        for turn in 0..<3 {
            _ = try await platform.node.openBank(
                name: "TEST bank \(turn)",
                agreement: nil,
                settings: BankSettings(),
                verifier: nil,
                by: platform.home.administrator
            )
            try await platform.home.indexed()
        }
    }

    @Test func `of a case and a person is gone from the files, and every proof still verifies`() async throws {
        let platform = try await OwnPlatform.make()
        let home = platform.home
        let own = home.administrator.organisation.id
        let person = try await home.node.addPerson(
            to: own,
            name: "TEST Name-To-Forget",
            roles: [.reviewer],
            by: home.administrator
        ).person.id
        // Many others around them, so that pages split and rows move.
        for number in 0..<200 {
            _ = try await platform.open("post-other-\(number)", account: "account-other-\(number)")
        }
        let subject = try await platform.open(
            "reference-to-forget",
            link: "https://own.example/to-forget",
            account: "account-to-forget"
        )
        for number in 200..<400 {
            _ = try await platform.open("post-other-\(number)", account: "account-other-\(number)")
        }
        let decision = try await platform.decide(subject, reasons: "TEST reasons-to-forget")
        try await platform.carryOut(decision)
        try await home.node.log.sign()
        let key = home.node.log.verifierKey
        let before = try await home.node.receipt(of: decision, view: .person)
        let told = String(decoding: before, as: UTF8.self)
        #expect(told.contains("reference-to-forget") && told.contains("TEST reasons-to-forget"))

        let secrets = [
            "Name-To-Forget", "reference-to-forget", "own.example/to-forget", "account-to-forget",
            "reasons-to-forget", home.node.secrets.pseudonym("account", "account-to-forget"),
            home.node.secrets.pseudonym("reference", "\(own)\u{0}reference-to-forget"),
        ]
        for secret in secrets { #expect(try !Self.files(of: home, holding: secret).isEmpty, "\(secret)") }

        let counsel = try await home.person(.counsel)
        // Reference, link, account, two keyed hashes; reasons, assessment, clause.
        #expect(try await home.node.eraseCase(subject, by: counsel) == 8)
        _ = try await home.node.erasePerson(person, of: own, by: home.administrator)
        try await Self.settle(platform)
        for secret in secrets { #expect(try Self.files(of: home, holding: secret) == [], "\(secret)") }

        #expect(try await home.store.audit().finding == nil)
        #expect(ReceiptVerdict(of: before, against: key) == .genuine(signer: key))
        try await home.node.log.sign()
        let after = try await home.node.receipt(of: decision, view: .person)
        #expect(ReceiptVerdict(of: after, against: key) == .genuine(signer: key))
        for word in ["to-forget", "TEST terms 4", "TEST none applies"] {
            #expect(!String(decoding: after, as: UTF8.self).contains(word))
        }
        #expect(try await home.node.caseView(subject).reference == nil)
    }

    @Test func `of many cases leaves nothing behind in pages that were split and joined meanwhile`() async throws {
        let platform = try await OwnPlatform.make()
        let counsel = try await platform.home.person(.counsel)
        var subjects: [ID<Case>] = []
        for number in 0..<300 {
            let account = "account-to-forget-\(number % 7)"
            let subject = try await platform.open("post-to-forget-\(number)", account: account)
            _ = try await platform.decide(subject, .noAction, reasons: "TEST reasons-to-forget-\(number)")
            subjects.append(subject)
        }
        var random = SplitMix64(seed: 300)
        for subject in subjects.shuffled(using: &random) {
            #expect(try await platform.node.eraseCase(subject, by: counsel) > 0)
        }
        try await Self.settle(platform)
        let left = try Self.files(of: platform.home, holding: "to-forget")
        #expect(left == [])
        for number in 0..<7 {
            let hash = platform.node.secrets.pseudonym("account", "account-to-forget-\(number)")
            let left = try Self.files(of: platform.home, holding: hash)
            #expect(left == [])
        }
        #expect(try await platform.home.store.audit().finding == nil)
    }

    @Test func `of a case takes away how it was found, and until then it is found`() async throws {
        let platform = try await OwnPlatform.make()
        let first = try await platform.open("post-1", account: "account-1")
        #expect(try await platform.open("post-1", account: "account-1") == first)
        let second = try await platform.open("post-2", account: "account-1")
        let stranger = try await platform.open("post-3", account: "account-2")
        #expect(Set([first, second, stranger]).count == 3)
        func sameAccount(_ id: ID<Case>) async throws -> [ID<Case>] {
            try await platform.node.caseView(id).sameAccount
        }
        #expect(try await sameAccount(first) == [second])
        #expect(try await sameAccount(second) == [first])
        #expect(try await sameAccount(stranger).isEmpty)
        _ = try await platform.decide(first, .noAction)
        let again = try await platform.open("post-1", account: "account-1")
        #expect(again != first, "A closed case is joined no more.")
        #expect(try await sameAccount(second) == [again, first])
        let counsel = try await platform.home.person(.counsel)
        _ = try await platform.node.eraseCase(first, by: counsel)
        #expect(try await sameAccount(second) == [again])
        #expect(try await sameAccount(first).isEmpty)
        #expect(try await platform.open("post-1", account: "account-1") == again)
    }

    /// With which code the erasure of a case is refused; `nil` where it was erased.
    private static func refusal(
        of subject: ID<Case>,
        on platform: OwnPlatform,
        by counsel: Caller
    ) async throws -> String? {
        do {
            _ = try await platform.node.eraseCase(subject, by: counsel)
            return nil
        } catch let refusal as Refusal {
            return refusal.code
        }
    }

    @Test func `is nothing while the case is needed`() async throws {
        let platform = try await OwnPlatform.make()
        let counsel = try await platform.home.person(.counsel)
        let subject = try await platform.open("post-1")
        func code() async throws -> String? { try await Self.refusal(of: subject, on: platform, by: counsel) }
        #expect(try await code() == "case-not-closed")
        let decision = try await platform.decide(subject)
        #expect(try await code() == "case-not-closed")
        try await platform.carryOut(decision)
        _ = try await platform.node.reverse(decision, reasons: "TEST a mistake", by: platform.lead)
        #expect(try await code() == "case-awaits-answer")
        try await platform.carryOut(decision)
        #expect(try await code() == nil)
    }

    @Test(arguments: [true, false, nil])
    func `of a case waits for the second person who is asked whether its account is closed`(word: Bool?) async throws {
        let platform = try await OwnPlatform.make()
        let counsel = try await platform.home.person(.counsel)
        let subject = try await platform.open("post-1")
        let decision = try await platform.decide(subject, .closeAccount)
        try await platform.carryOut(decision)
        #expect(try await platform.state(of: subject) == .closed)
        func code() async throws -> String? { try await Self.refusal(of: subject, on: platform, by: counsel) }
        #expect(try await code() == "case-awaits-second-person")
        #expect(try await platform.node.decision(decision).reasons == "TEST reasons")
        guard let word else {
            platform.home.clock.advance(.hours(72))
            try await platform.node.keepHouse()
            // Nobody spoke, so people decide the case anew.
            #expect(try await code() == "case-not-closed")
            return
        }
        _ = try await platform.node.judgeClosure(decision, isConfirmed: word, reasons: "TEST", by: platform.lead)
        if word {
            #expect(try await code() == "case-awaits-answer")
            try await platform.carryOut(decision)
        }
        #expect(try await code() == nil)
        #expect(try await platform.node.decision(decision).reasons == nil)
    }

    @Test func `of a signal's, an opinion's or a submission's texts is gone here and on the nodes that follow`()
        async throws
    {
        let world = try await `Main job`.world()
        let exchange = world.exchange.node
        let results = try await exchange.proposeSignals(
            [
                (
                    world.bank,
                    SignalProposal(
                        kind: .image,
                        behaviours: [.threat],
                        provenance: .ownService,
                        fingerprints: OwnPlatform.proposal().fingerprints,
                        rationale: "TEST rationale",
                        exemptionAssessment: "TEST no exemption",
                        source: "TEST source-to-forget"
                    )
                )
            ],
            by: world.proposer
        )
        let signal = try #require(try results.first?.get())
        _ = try await exchange.giveOpinion(
            .negative,
            of: signal,
            reason: "TEST reason-to-forget",
            dispatch: nil,
            by: world.second
        )
        try await `Main job`.catchUp(world)
        let reader = try await world.platform.person(.curator)
        func here() async throws -> SignalView { try await world.platform.node.signal(signal, for: reader) }
        func there() async throws -> SignalView { try await exchange.signal(signal, for: world.proposer) }
        #expect(try await here().source == "TEST source-to-forget")
        #expect(try await here().opinions.map(\.reason) == ["TEST reason-to-forget"])

        func erase(_ position: Int64, _ parts: Set<String>, by caller: Caller) async -> String {
            do {
                return try await "\(exchange.eraseTexts(at: position, parts: parts, reason: "TEST a name", by: caller))"
            } catch {
                return (error as? Refusal)?.code ?? "\(error)"
            }
        }
        let proposed = try await there().signal.proposedAtPosition
        let opined = try #require(try await there().opinions.first).opinion.position
        let stranger = world.second
        #expect(await erase(proposed, ["source"], by: stranger) == "not-found")
        #expect(await erase(proposed, ["rationale"], by: world.proposer) == "text-still-needed")
        #expect(await erase(proposed, ["source"], by: world.proposer) == "1")
        #expect(await erase(proposed, ["source"], by: world.proposer) == "0")
        // The organisation that runs the exchange answers for whatever is kept there.
        let secretary = try await world.exchange.person(.secretary)
        #expect(await erase(opined, ["reason"], by: secretary) == "1")
        #expect(await erase(1_000_000, ["reason"], by: secretary) == "not-found")
        try await `Main job`.catchUp(world)
        for view in [try await here(), try await there()] {
            #expect(view.source == nil && view.opinions.map(\.reason) == [nil])
            #expect(view.rationale == "TEST rationale" && view.signal.isDisputed)
        }
        try await world.exchange.node.log.sign()
        #expect(try await world.follower.verifyLog(of: world.followed, patience: Seconds(120)))
        for home in [world.exchange, world.platform] { #expect(try await home.store.audit().finding == nil) }

        let erasures = try await world.platform.store.read { try $0.events(EventQuery(types: [TextsErased.type])) }
        #expect(erasures.count == 2, "The node that follows records what it erased.")
    }

    @Test func `of a standing's reason is recorded with its own reason`() async throws {
        let world = try await `Main job`.world()
        let exchange = world.exchange
        let changed = try await exchange.store.read {
            try $0.events(EventQuery(types: [OrganisationStandingChanged.type], limit: 1))
        }
        let position = try #require(changed.first).position
        let secretary = try await exchange.person(.secretary)
        let erased = try await exchange.node.eraseTexts(
            at: position,
            parts: ["reason"],
            reason: "TEST names a person",
            by: secretary
        )
        #expect(erased == 1)
        let (gone, act, why) = try await exchange.store.read { reading in
            let act = try reading.events(EventQuery(types: [TextsErased.type], limit: 1)).first
            let why = try act.flatMap { try reading.sealedPart("reason", at: $0.position) }
            return (try reading.sealedPart("reason", at: position), act, why)
        }
        #expect(gone == nil && why == "TEST names a person")
        #expect(act?.actor == secretary.author.actor)
        #expect(try await exchange.store.audit().finding == nil)
    }

    @Test func `needs a person who answers for it`() async throws {
        let platform = try await OwnPlatform.make()
        await #expect {
            try await platform.node.eraseTexts(
                at: 0,
                parts: ["name"],
                reason: "TEST",
                by: platform.home.administrator
            )
        } throws: { ($0 as? Refusal)?.code == "person-needed" }
    }
}
