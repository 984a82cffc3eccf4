import CanonicalJSON
import Cooperation
import Fingerprints
import SeededRandomness
import Testing

@Suite("A check")
struct CheckRulesTests {
    /// The conditions of rule 3, in the order in which they are looked at, each with the rule that its absence names.
    static let conditions: [VerdictRule] = [
        .disputed, .notVerified, .weakFingerprint, .reviewOnly, .notEnforced, .beyondActRadius, .tooFewVerifications,
        .notProven, .outsideRollout,
    ]

    private static let md5 = try? Fingerprint(kind: .md5, value: String(repeating: "0a", count: 16))

    /// A match of which exactly these conditions do not hold.
    private func candidate(
        in scene: SignalScene,
        missing: Set<VerdictRule>,
        blockedByAgreement: Bool
    ) throws -> (MatchCandidate, bucket: Int) {
        var signal = try scene.proposed()
        if !missing.contains(.notVerified) {
            signal = try scene.verified(signal, by: missing.contains(.tooFewVerifications) ? [20] : [20, 30])
        }
        if missing.contains(.disputed) {
            signal = try #require(try scene.next(signal, .giveOpinion(.negative, reason: "no"), by: 60))
        }
        let allows = !missing.contains(.reviewOnly) || blockedByAgreement
        let settings = try BankSettings(rolloutPercent: 40, allowsBlocking: allows)
        let bank = try Build.bank(
            owner: scene.member(1),
            agreement: scene.agreement,
            settings: settings,
            isEnforced: !missing.contains(.notEnforced)
        )
        let parties = [1, 2, 3, 5, 6].compactMap { scene.members[$0] }
        let use: Agreement.Use = missing.contains(.reviewOnly) && blockedByAgreement ? .review : .block
        let md5 = try #require(Self.md5)
        let candidate = scene.candidate(
            signal,
            bank: bank,
            agreement: try Build.agreement(parties, use: use),
            fingerprint: missing.contains(.weakFingerprint) ? md5 : Build.pdq(1),
            distance: missing.contains(.beyondActRadius) ? 11 : 10,
            isProven: !missing.contains(.notProven)
        )
        return (candidate, missing.contains(.outsideRollout) ? 40 : 39)
    }

    @Test("answers act exactly where every condition holds, else the first that does not", arguments: [false, true])
    func truthTable(blockedByAgreement: Bool) throws {
        let scene = try SignalScene()
        for mask in 0..<(1 << Self.conditions.count) {
            let missing = Self.conditions.enumerated().filter { mask >> $0.offset & 1 == 1 }.map(\.element)
            let (candidate, bucket) = try candidate(
                in: scene,
                missing: Set(missing),
                blockedByAgreement: blockedByAgreement
            )
            let answer = CheckRules.answer([candidate], rolloutBucket: bucket, at: .start)
            #expect(answer.matches.map(\.rule) == [missing.first ?? .allConditionsHold], "missing: \(missing)")
            #expect(answer.verdict == (missing.isEmpty ? .act : .review), "missing: \(missing)")
            #expect(answer.matches.map(\.verdict) == [answer.verdict])
        }
    }

    @Test("never acts on an MD5, even where it is equal")
    func md5NeverActs() throws {
        let scene = try SignalScene()
        let signal = try scene.verified(scene.proposed(), by: [20, 30])
        let match = scene.candidate(signal, fingerprint: try #require(Self.md5))
        #expect(CheckRules.answer([match], rolloutBucket: 0, at: .start).matches.first?.rule == .weakFingerprint)
        let strong = scene.candidate(signal, distance: 4)
        for both in [[match, strong], [strong, match]] {
            let answer = CheckRules.answer(both, rolloutBucket: 0, at: .start)
            #expect(answer.verdict == .act && answer.matches.map(\.kind) == [.pdq])
        }
    }

    @Test(
        "acts up to the act radius, queues up to the radius and sees nothing beyond",
        arguments: [(0, .act), (10, .act), (11, .review), (31, .review), (32, .clear), (256, .clear)]
            as [(Int, Verdict)]
    )
    func distances(distance: Int, verdict: Verdict) throws {
        let scene = try SignalScene()
        let signal = try scene.verified(scene.proposed(), by: [20, 30])
        let answer = CheckRules.answer([scene.candidate(signal, distance: distance)], rolloutBucket: 0, at: .start)
        #expect(answer.verdict == verdict)
        #expect(answer.matches.map(\.distance) == (verdict == .clear ? [] : [distance]))
    }

    /// The same life again, under another id.
    private func signal(
        _ number: UInt64,
        in scene: SignalScene,
        disputed: Bool = false
    ) throws -> Signal {
        var signal: Signal?
        var position: Int64 = 0
        func ask(_ command: SignalCommand, by person: UInt64) throws {
            let context = SignalContext(
                organisation: try scene.member(person / 10),
                person: .number(person),
                proposer: try scene.member(1),
                bank: scene.shared,
                agreement: scene.agreement,
                hasOwnTrueMatch: true,
                now: .start
            )
            for act in try Signal.decide(signal, command, id: .number(number), context: context) {
                signal = try Signal.apply(signal, JournalEvent(act, position: position, by: .number(person / 10)))
                position += 1
            }
        }
        try ask(.propose(Build.proposal()), by: 10)
        for person in [20, 30] as [UInt64] { try ask(.verify(.ownMatch, lookedAt: "a frame"), by: person) }
        if disputed { try ask(.giveOpinion(.negative, reason: "no"), by: 60) }
        return try #require(signal)
    }

    @Test("acts on nothing while another signal of the same content is disputed")
    func disputedElsewhere() throws {
        let scene = try SignalScene()
        let (good, bad) = (try signal(301, in: scene), try signal(302, in: scene, disputed: true))
        let alone = CheckRules.answer([scene.candidate(good)], rolloutBucket: 0, at: .start)
        #expect(alone.verdict == .act)
        let both = CheckRules.answer(
            [scene.candidate(good), scene.candidate(bad, distance: 30)],
            rolloutBucket: 0,
            at: .start
        )
        #expect(both.verdict == .review)
        #expect(both.matches.map(\.rule) == [.disputedElsewhere, .disputed])
        let far = CheckRules.answer(
            [scene.candidate(good), scene.candidate(bad, distance: 32)],
            rolloutBucket: 0,
            at: .start
        )
        #expect(far.verdict == .act, "What is beyond the radius is no match and contests nothing.")
    }

    @Test("counts two verifiers who share a funder as one, and the proposer never")
    func countsIndependence() throws {
        let scene = try SignalScene()
        let proposed = try scene.proposed()
        #expect(scene.candidate(proposed).countedVerifications == 0)
        #expect(scene.candidate(try scene.verified(proposed, by: [20])).countedVerifications == 1)
        // 2 and 5 share a funder.
        let joined = try scene.verified(proposed, by: [20, 50])
        #expect(scene.candidate(joined).countedVerifications == 1)
        #expect(scene.candidate(joined).verdict(rolloutBucket: 0).rule == .tooFewVerifications)
        #expect(scene.candidate(try scene.verified(joined, by: [30])).countedVerifications == 2)
    }

    @Test("counts a verifier no more once it declares what joins it to the proposer or to another verifier")
    func countsAsKnownNow() throws {
        let scene = try SignalScene()
        let signal = try scene.verified(scene.proposed(), by: [20, 30])
        func counted(_ changed: Organisation) -> Int {
            scene.candidate(signal, changed: changed).countedVerifications
        }
        #expect(counted(try Build.organisation(3, interests: Interests(governments: ["group-a"]))) == 1)
        #expect(counted(try Build.organisation(3, interests: Interests(owners: ["fund.x"]))) == 1)
        #expect(counted(try Build.organisation(3, .authority, interests: Interests(owners: ["c"]))) == 1)
        #expect(counted(try Build.organisation(1, declares: false)) == 0)
        #expect(counted(try Build.organisation(3, interests: Interests(owners: ["d"]))) == 2)
    }

    @Test(
        "counts nobody who came to depend on the authority whose submission it was, and nobody where that is not known"
    )
    func countsIndependenceOfAuthority() throws {
        let scene = try SignalScene()
        let signal = try scene.verified(scene.proposed(.submission(scene.submission)), by: [20, 30])
        #expect(scene.candidate(signal).countedVerifications == 2)
        let owned = try Build.organisation(3, interests: Interests(owners: ["gov.example"]))
        #expect(scene.candidate(signal, changed: owned).countedVerifications == 1)
        let silent = try Build.organisation(4, .authority, declares: false)
        #expect(scene.candidate(signal, changed: silent).countedVerifications == 0)
        var members = scene.candidate(signal).members
        members[.number(4)] = nil
        let candidate = MatchCandidate(
            signal: signal,
            bank: scene.shared,
            agreement: scene.agreement,
            fingerprint: Build.pdq(1),
            distance: 0,
            members: members,
            viewer: .number(1),
            isProven: true
        )
        #expect(candidate.countedVerifications == 0)
        #expect(candidate.verdict(rolloutBucket: 0).rule == .tooFewVerifications)
    }

    @Test("counts no word of a member that is suspended or has withdrawn, as verifier or as proposer")
    func countsStanding() throws {
        let scene = try SignalScene()
        let signal = try scene.verified(scene.proposed(), by: [20, 30])
        for standing in Standing.allCases {
            let counts = standing != .suspended && standing != .withdrawn
            let verifier = try Build.organisation(3, standing: standing, interests: Interests(owners: ["c"]))
            #expect(scene.candidate(signal, changed: verifier).countedVerifications == (counts ? 2 : 1), "\(standing)")
            let proposer = try Build.organisation(1, standing: standing, interests: Interests(owners: ["group-a"]))
            let candidate = scene.candidate(signal, changed: proposer)
            #expect(candidate.countedVerifications == (counts ? 2 : 0), "\(standing)")
            #expect(candidate.verdict(rolloutBucket: 0).verdict == (counts ? .act : .review), "\(standing)")
            #expect(candidate.isVisible(at: .start), "It still queues for review.")
        }
    }

    @Test("counts people in a bank of one's own, the proposer never")
    func ownBank() throws {
        let scene = try SignalScene()
        let proposed = try scene.proposed(in: scene.own)
        let counts = try [[], [11], [11, 12], [11, 12, 13]].map {
            scene.candidate(try scene.verified(proposed, by: $0)).countedVerifications
        }
        #expect(counts == [0, 1, 2, 3])
        var vouched: Signal? = proposed
        // A journal that another program wrote may hold words that this one refuses.
        for person in [13, 14] as [UInt64] {
            let word = try scene.ask(proposed, .verify(.ownMatch, lookedAt: "a frame"), by: person, ownMatch: true)[0]
            let facts = word.facts.merging(["vouched": true]) { $1 }
            let other = Act(type: word.type, version: 1, subject: word.subject, facts: facts, sealed: [:])
            vouched = try Signal.after(vouched, [other])
        }
        #expect(scene.candidate(try #require(vouched)).countedVerifications == 0)
        let acting = scene.candidate(try scene.verified(proposed, by: [11, 12]))
        #expect(CheckRules.answer([acting], rolloutBucket: 0, at: .start).verdict == .act)
    }

    @Test("acts for the share of content that the bank is rolled out to", arguments: [0, 1, 37, 99, 100])
    func rollout(percent: Int) throws {
        let scene = try SignalScene()
        let signal = try scene.verified(scene.proposed(), by: [20, 30])
        let settings = try BankSettings(rolloutPercent: percent, allowsBlocking: true)
        let bank = try Build.bank(
            owner: scene.member(1),
            agreement: scene.agreement,
            settings: settings,
            isEnforced: true
        )
        let acting = (0..<100).filter {
            CheckRules.answer([scene.candidate(signal, bank: bank)], rolloutBucket: $0, at: .start).verdict == .act
        }
        #expect(acting == Array(0..<percent))
    }

    @Test("puts the same content into the same of 100 shares, all about equally large")
    func rolloutBuckets() {
        var random = SplitMix64(seed: 11)
        var sizes = Array(repeating: 0, count: 100)
        for _ in 0..<20_000 {
            let hash = Hash256(random.next(), random.next(), random.next(), random.next())
            let bucket = CheckRules.rolloutBucket(of: Fingerprint(pdq: hash))
            #expect(bucket == CheckRules.rolloutBucket(of: Fingerprint(pdq: hash)))
            sizes[bucket] += 1
        }
        #expect(sizes.allSatisfy { (120...280).contains($0) }, "seed 11")
        #expect(CheckRules.rolloutBucket(of: nil) == 0)
        // Computed apart from this program, with FNV-1a over the 64 digits.
        #expect(CheckRules.rolloutBucket(of: Fingerprint(pdq: .zero)) == 69)
    }

    /// Why a match must not even be mentioned.
    enum Hidden: CaseIterable, Sendable {
        case agreementEnded, agreementLapsed, agreementOfOthers, agreementUnknown, otherAgreement, bankClosed, expired
        case timeOver, withdrawn, ownBankOfOthers
    }

    @Test("knows nothing of what the caller may not see or what is over", arguments: Hidden.allCases)
    func hidden(reason: Hidden) throws {
        let scene = try SignalScene()
        let signal = try scene.verified(scene.proposed(), by: [20, 30])
        let parties = [1, 2, 3].compactMap { scene.members[$0] }
        var time = Timestamp.start
        var candidate = scene.candidate(signal)
        switch reason {
        case .agreementEnded:
            let alone = try Build.agreement(parties, accepting: [parties[0]])
            candidate = scene.candidate(signal, agreement: alone)
        case .agreementLapsed:
            let lapsing = try Build.agreement(parties, validUntil: .start + .days(1))
            candidate = scene.candidate(signal, agreement: lapsing)
            #expect(candidate.isVisible(at: .start))
            time = .start + .days(1)
        case .agreementOfOthers: candidate = scene.candidate(signal, viewer: 8)
        case .agreementUnknown:
            candidate = MatchCandidate(
                signal: signal,
                bank: scene.shared,
                agreement: nil,
                fingerprint: Build.pdq(1),
                distance: 0,
                members: candidate.members,
                viewer: .number(1),
                isProven: true
            )
        case .otherAgreement:
            candidate = scene.candidate(signal, agreement: try Build.agreement(parties, number: 101))
        case .bankClosed:
            let closed = try Build.bank(owner: scene.member(1), agreement: scene.agreement, isClosed: true)
            candidate = scene.candidate(signal, bank: closed)
        case .expired:
            let end = signal.expiresAt
            candidate = scene.candidate(try #require(try scene.next(signal, .expire, by: 10, at: end)))
        case .timeOver: time = signal.expiresAt
        case .withdrawn:
            candidate = scene.candidate(try #require(try scene.next(signal, .withdraw(reason: "no"), by: 10)))
        case .ownBankOfOthers:
            let own = try scene.verified(scene.proposed(in: scene.own), by: [11, 12])
            candidate = scene.candidate(own, viewer: 2)
        }
        #expect(!candidate.isVisible(at: time))
        let answer = CheckRules.answer([candidate], rolloutBucket: 0, at: time)
        #expect(answer.verdict == .clear && answer.matches.isEmpty)
    }

    @Test("answers the same whatever the order of the candidates", arguments: 1...20 as ClosedRange<UInt64>)
    func orderDoesNotMatter(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        let scene = try SignalScene()
        let signals = try (0..<4).map { try signal(310 + $0, in: scene, disputed: seed % 3 == 0 && $0 == 0) }
        let exact = try Fingerprint(kind: .sha256, value: Build.pdq(9).value)
        let fingerprints = [Build.pdq(1), Build.pdq(2), exact, try #require(Self.md5)]
        var candidates = (0..<12).compactMap { _ -> MatchCandidate? in
            guard let signal = signals.randomElement(using: &random),
                let fingerprint = fingerprints.randomElement(using: &random)
            else { return nil }
            let distance = fingerprint.kind == .pdq ? Int.random(in: 0...3, using: &random) * 5 : 0
            return scene.candidate(signal, fingerprint: fingerprint, distance: distance)
        }
        let first = CheckRules.answer(candidates, rolloutBucket: 0, at: .start)
        #expect(Set(first.matches.map(\.signal)).count == first.matches.count)
        #expect(first.matches.map(\.distance) == first.matches.map(\.distance).sorted())
        for _ in 0..<10 {
            candidates.shuffle(using: &random)
            #expect(CheckRules.answer(candidates, rolloutBucket: 0, at: .start) == first, "seed \(seed)")
        }
    }
}
