import Cooperation
import Fingerprints
import SeededRandomness
import Testing

@Suite("A signal")
struct SignalTests {
    static let specification = Transition.table(
        """
        propose | nothing -> proposed
        propose | proposed shared disputed held heldVouched submitted external shown own ownVouched ownVerified withdrawn expired -> !already-proposed
        proposeByAuthority | nothing -> !kind-not-allowed
        proposeByAuthority | proposed shared disputed held heldVouched submitted external shown own ownVouched ownVerified -> !already-proposed
        proposeByAuthority | withdrawn expired -> !already-proposed
        verify | nothing -> !not-found
        verify | proposed submitted external shown -> verified
        verify | shared -> !already-verified
        verify | disputed -> !own-opinion-negative
        verify | held heldVouched -> verified
        verify | own ownVouched ownVerified -> !not-found
        verify | withdrawn expired -> !signal-over
        verifyByThird | nothing -> !not-found
        verifyByThird | proposed shared disputed held heldVouched submitted external shown -> verified
        verifyByThird | own ownVouched ownVerified -> !not-found
        verifyByThird | withdrawn expired -> !signal-over
        verifyUnmatched | nothing -> !not-found
        verifyUnmatched | proposed held heldVouched submitted external shown -> !no-own-match
        verifyUnmatched | shared -> !already-verified
        verifyUnmatched | disputed -> !own-opinion-negative
        verifyUnmatched | own ownVouched ownVerified -> !not-found
        verifyUnmatched | withdrawn expired -> !signal-over
        verifyShown | nothing -> !not-found
        verifyShown | proposed held heldVouched submitted -> !not-viewed
        verifyShown | shown -> verified
        verifyShown | shared -> !already-verified
        verifyShown | disputed -> !own-opinion-negative
        verifyShown | external -> !own-match-needed
        verifyShown | own ownVouched ownVerified -> !not-found
        verifyShown | withdrawn expired -> !signal-over
        verifyShownToColleague | nothing -> !not-found
        verifyShownToColleague | proposed held heldVouched submitted shown -> !not-viewed
        verifyShownToColleague | shared -> !already-verified
        verifyShownToColleague | disputed -> !own-opinion-negative
        verifyShownToColleague | external -> !own-match-needed
        verifyShownToColleague | own ownVouched ownVerified -> !not-found
        verifyShownToColleague | withdrawn expired -> !signal-over
        verifyByProposer | nothing -> !not-found
        verifyByProposer | proposed shared disputed held heldVouched submitted external shown own ownVouched ownVerified -> !proposer-verifies
        verifyByProposer | withdrawn expired -> !signal-over
        verifyByColleague | nothing -> !not-found
        verifyByColleague | proposed shared disputed held heldVouched submitted external shown -> !proposer-verifies
        verifyByColleague | own -> verified
        verifyByColleague | ownVouched -> !persons-not-comparable
        verifyByColleague | ownVerified -> !already-verified
        verifyByColleague | withdrawn expired -> !signal-over
        verifyBySibling | nothing -> !not-found
        verifyBySibling | proposed shared disputed held heldVouched submitted external shown -> !not-independent
        verifyBySibling | own ownVouched ownVerified -> !not-found
        verifyBySibling | withdrawn expired -> !signal-over
        verifyByUndeclared | nothing -> !not-found
        verifyByUndeclared | proposed shared disputed held heldVouched submitted external shown -> !not-independent
        verifyByUndeclared | own ownVouched ownVerified -> !not-found
        verifyByUndeclared | withdrawn expired -> !signal-over
        verifyByFriendOfAuthority | nothing -> !not-found
        verifyByFriendOfAuthority | proposed shared disputed held heldVouched external shown -> verified
        verifyByFriendOfAuthority | submitted -> !not-independent-of-authority
        verifyByFriendOfAuthority | own ownVouched ownVerified -> !not-found
        verifyByFriendOfAuthority | withdrawn expired -> !signal-over
        verifyByAuthority | nothing proposed shared disputed held heldVouched submitted external shown -> !not-found
        verifyByAuthority | own ownVouched ownVerified withdrawn expired -> !not-found
        verifyByStranger | nothing proposed shared disputed held heldVouched submitted external shown -> !not-found
        verifyByStranger | own ownVouched ownVerified withdrawn expired -> !not-found
        verifySilently | nothing -> !not-found
        verifySilently | proposed shared disputed held heldVouched submitted external shown -> !text-missing
        verifySilently | own ownVouched ownVerified -> !not-found
        verifySilently | withdrawn expired -> !signal-over
        support | nothing -> !not-found
        support | proposed shared disputed held heldVouched submitted external shown -> opinionGiven
        support | own ownVouched ownVerified -> !not-found
        support | withdrawn expired -> !signal-over
        dispute | nothing -> !not-found
        dispute | proposed shared disputed held heldVouched submitted external shown -> opinionGiven
        dispute | own ownVouched ownVerified -> !not-found
        dispute | withdrawn expired -> !signal-over
        disputeSilently | nothing -> !not-found
        disputeSilently | proposed shared disputed held heldVouched submitted external shown -> !text-missing
        disputeSilently | own ownVouched ownVerified -> !not-found
        disputeSilently | withdrawn expired -> !signal-over
        disputeBeyondBudget | nothing -> !not-found
        disputeBeyondBudget | proposed shared disputed held heldVouched submitted external shown -> opinionHeld
        disputeBeyondBudget | own ownVouched ownVerified -> !not-found
        disputeBeyondBudget | withdrawn expired -> !signal-over
        disputeByAuthority | nothing proposed shared disputed held heldVouched submitted external shown -> !not-found
        disputeByAuthority | own ownVouched ownVerified withdrawn expired -> !not-found
        confirm | nothing -> !not-found
        confirm | proposed shared disputed submitted external shown -> !nothing-to-confirm
        confirm | held -> opinionConfirmed
        confirm | heldVouched -> !persons-not-comparable
        confirm | own ownVouched ownVerified -> !not-found
        confirm | withdrawn expired -> !signal-over
        confirmOneself | nothing -> !not-found
        confirmOneself | proposed shared disputed submitted external shown -> !nothing-to-confirm
        confirmOneself | held heldVouched -> !second-person-needed
        confirmOneself | own ownVouched ownVerified -> !not-found
        confirmOneself | withdrawn expired -> !signal-over
        confirmForOthers | nothing -> !not-found
        confirmForOthers | proposed shared disputed held heldVouched submitted external shown -> !nothing-to-confirm
        confirmForOthers | own ownVouched ownVerified -> !not-found
        confirmForOthers | withdrawn expired -> !signal-over
        view | nothing -> !not-found
        view | proposed shared disputed held heldVouched submitted external -> !no-link
        view | shown -> viewed
        view | own ownVouched ownVerified -> !not-found
        view | withdrawn expired -> !signal-over
        viewTooLate | nothing -> !not-found
        viewTooLate | proposed shared disputed held heldVouched submitted external -> !no-link
        viewTooLate | shown -> !link-expired
        viewTooLate | own ownVouched ownVerified -> !not-found
        viewTooLate | withdrawn expired -> !signal-over
        withdraw | nothing -> !not-found
        withdraw | proposed shared disputed held heldVouched submitted external shown own ownVouched ownVerified -> withdrawn
        withdraw | withdrawn expired -> -
        withdrawSilently | nothing -> !not-found
        withdrawSilently | proposed shared disputed held heldVouched submitted external shown own ownVouched ownVerified -> !text-missing
        withdrawSilently | withdrawn expired -> !text-missing
        withdrawOthers | nothing -> !not-found
        withdrawOthers | proposed shared disputed held heldVouched submitted external shown withdrawn expired -> !not-the-proposer
        withdrawOthers | own ownVouched ownVerified -> !not-found
        expire | nothing -> !not-found
        expire | proposed shared disputed held heldVouched submitted external shown own ownVouched ownVerified -> expired
        expire | withdrawn expired -> -
        expireEarly | nothing -> !not-found
        expireEarly | proposed shared disputed held heldVouched submitted external shown own ownVouched ownVerified withdrawn expired -> -
        proposeSubmissionForOneself | nothing -> !submission-needs-members
        proposeSubmissionForOneself | proposed shared disputed held heldVouched submitted -> !already-proposed
        proposeSubmissionForOneself | external shown own ownVouched ownVerified withdrawn expired -> !already-proposed
        verifyByVouchedColleague | nothing -> !not-found
        verifyByVouchedColleague | proposed shared disputed held heldVouched submitted external shown -> !proposer-verifies
        verifyByVouchedColleague | own -> !persons-not-comparable
        verifyByVouchedColleague | ownVouched -> verified
        verifyByVouchedColleague | ownVerified -> !persons-not-comparable
        verifyByVouchedColleague | withdrawn expired -> !signal-over
        confirmVouched | nothing -> !not-found
        confirmVouched | proposed shared disputed submitted external shown -> !nothing-to-confirm
        confirmVouched | held -> !persons-not-comparable
        confirmVouched | heldVouched -> opinionConfirmed
        confirmVouched | own ownVouched ownVerified -> !not-found
        confirmVouched | withdrawn expired -> !signal-over
        """
    )

    static func machine() throws -> StateMachine<Signal> {
        let scene = try SignalScene()
        let end = Timestamp.start + SignalProposal.lifetimeDefault
        let early = Timestamp(microseconds: end.microseconds - 1)
        let link = try ViewingLink(address: "https://example.org/" + Build.marker, expiresAt: .start + .hours(1))
        let matched = SignalCommand.verify(.ownMatch, lookedAt: Build.text("lookedAt"))
        let shownWord = SignalCommand.verify(.shownBy, lookedAt: Build.text("lookedAt"))
        let negative = SignalCommand.giveOpinion(.negative, reason: Build.text("reason"))
        func asking(
            _ command: SignalCommand,
            _ person: UInt64,
            vouched: Bool = false,
            in bank: Bank? = nil,
            ownMatch: Bool = false,
            negatives: Int = 0,
            at time: Timestamp = .start
        ) -> StateMachine<Signal>.Decision {
            {
                try scene.ask(
                    $0,
                    command,
                    by: person,
                    vouched: vouched,
                    in: bank,
                    ownMatch: ownMatch,
                    negatives: negatives,
                    at: time
                )
            }
        }
        let proposed = try scene.proposed()
        let own = try scene.proposed(in: scene.own)
        return StateMachine(
            states: [
                "nothing": nil, "proposed": proposed, "shared": try scene.verified(proposed, by: [20]),
                "disputed": try scene.next(proposed, negative, by: 20),
                "held": try scene.next(proposed, negative, by: 20, negatives: 2),
                "heldVouched": try scene.next(proposed, negative, by: 20, vouched: true, negatives: 2),
                "ownVouched": try scene.next(nil, .propose(Build.proposal()), by: 10, vouched: true, in: scene.own),
                "submitted": try scene.proposed(.submission(scene.submission)),
                "external": try scene.proposed(in: scene.external, .externalList),
                "shown": try scene.next(scene.proposed(link: link), .view, by: 20), "own": own,
                "ownVerified": try scene.verified(own, by: [11]),
                "withdrawn": try scene.next(proposed, .withdraw(reason: Build.text("reason")), by: 10),
                "expired": try scene.next(proposed, .expire, by: 10, at: end),
            ],
            commands: [
                "propose": asking(.propose(Build.proposal(link: link)), 10),
                "proposeByAuthority": asking(.propose(Build.proposal()), 40),
                "proposeSubmissionForOneself": asking(
                    .propose(Build.proposal(.submission(scene.submission))),
                    10,
                    in: scene.own
                ),
                "verify": asking(matched, 20, ownMatch: true),
                "verifyByThird": asking(matched, 30, ownMatch: true), "verifyUnmatched": asking(matched, 20),
                "verifyShown": asking(shownWord, 20), "verifyShownToColleague": asking(shownWord, 21),
                "verifyByProposer": asking(matched, 10, ownMatch: true),
                "verifyByColleague": asking(matched, 11, ownMatch: true),
                "verifyByVouchedColleague": asking(matched, 11, vouched: true, ownMatch: true),
                "verifyBySibling": asking(matched, 60, ownMatch: true),
                "verifyByUndeclared": asking(matched, 70, ownMatch: true),
                "verifyByFriendOfAuthority": asking(matched, 50, ownMatch: true),
                "verifyByAuthority": asking(matched, 40, ownMatch: true),
                "verifyByStranger": asking(matched, 80, ownMatch: true),
                "verifySilently": asking(.verify(.ownMatch, lookedAt: " "), 20, ownMatch: true),
                "support": asking(.giveOpinion(.positive, reason: Build.text("reason")), 20),
                "dispute": asking(negative, 20, negatives: 1),
                "disputeSilently": asking(.giveOpinion(.negative, reason: nil), 20),
                "disputeBeyondBudget": asking(negative, 20, negatives: 2), "disputeByAuthority": asking(negative, 40),
                "confirmVouched": asking(.confirmOpinion, 21, vouched: true),
                "confirm": asking(.confirmOpinion, 21), "confirmOneself": asking(.confirmOpinion, 20),
                "confirmForOthers": asking(.confirmOpinion, 30), "view": asking(.view, 20),
                "viewTooLate": asking(.view, 20, at: link.expiresAt),
                "withdraw": asking(.withdraw(reason: Build.text("reason")), 11),
                "withdrawSilently": asking(.withdraw(reason: ""), 10),
                "withdrawOthers": asking(.withdraw(reason: Build.text("reason")), 20),
                "expire": asking(.expire, 20, at: end), "expireEarly": asking(.expire, 20, at: early),
            ],
            author: .number(2)
        )
    }

    @Test("answers every command in every state as specified", arguments: specification)
    func answers(_ transition: Transition) throws { try Self.machine().check(transition) }

    @Test("has a specified answer for every pair of state and command")
    func isSpecifiedCompletely() throws { try Self.machine().checkCompleteness(Self.specification) }

    @Test(
        "shows in one word where it is in its life",
        arguments: [
            ("proposed", .proposed), ("shared", .shared), ("disputed", .disputed), ("held", .proposed),
            ("own", .proposed), ("ownVerified", .verified), ("withdrawn", .withdrawn), ("expired", .expired),
        ] as [(String, Signal.State)]
    )
    func state(name: String, expected: Signal.State) throws {
        #expect(try Self.machine().states[name]??.state == expected)
    }

    private func refusal(
        in bank: Bank? = nil,
        _ change: (inout SignalProposal) throws -> Void
    ) throws -> String? {
        let scene = try SignalScene()
        var proposal = Build.proposal()
        try change(&proposal)
        do {
            _ = try scene.ask(nil, .propose(proposal), by: 10, in: bank ?? scene.shared)
            return nil
        } catch let refusal as Refusal {
            return refusal.code
        }
    }

    @Test("is refused without rationale, exemption assessment or behaviours", arguments: ["", " ", "\n\u{2003}"])
    func needsTexts(text: String) throws {
        #expect(try refusal { $0.rationale = text } == "text-missing")
        #expect(try refusal { $0.exemptionAssessment = text } == "text-missing")
        #expect(try refusal { $0.behaviours = [] } == "behaviours-missing")
        #expect(try refusal { $0.source = text } == nil)
    }

    @Test("is refused with no fingerprint, a repeated one, too many, or an MD5")
    func needsFingerprints() throws {
        let md5 = try Fingerprint(kind: .md5, value: String(repeating: "0a", count: 16))
        let many = (0...UInt64(Signal.fingerprintsMax)).map { Build.pdq($0) }
        #expect(try refusal { $0.fingerprints = [] } == "fingerprints-invalid")
        #expect(try refusal { $0.fingerprints = [Build.pdq(1), Build.pdq(1)] } == "fingerprints-invalid")
        #expect(try refusal { $0.fingerprints = many } == "fingerprints-invalid")
        #expect(try refusal { $0.fingerprints = Array(many.dropLast()) } == nil)
        #expect(try refusal { $0.fingerprints = [Build.pdq(1), md5] } == "kind-not-proposable")
    }

    @Test("expires in the future and within two years")
    func lifetime() throws {
        #expect(try refusal { $0.expiresAt = .start } == "expiry-invalid")
        #expect(try refusal { $0.expiresAt = .start + SignalProposal.lifetimeMax } == nil)
        let late = (Timestamp.start + SignalProposal.lifetimeMax).microseconds + 1
        #expect(try refusal { $0.expiresAt = Timestamp(microseconds: late) } == "expiry-invalid")
        #expect(try refusal { $0.expiresAt = nil } == nil)
    }

    @Test("lets its link open for one minute at least and 30 days at most")
    func linkOpens() throws {
        func refusal(after microseconds: Int64) throws -> String? {
            let end = Timestamp(microseconds: Timestamp.start.microseconds + microseconds)
            return try self.refusal { $0.link = try ViewingLink(address: "https://example.org/v", expiresAt: end) }
        }
        let (least, most) = (Int64(60_000_000), Int64(30 * 86_400) * 1_000_000)
        for microseconds in [-1, 0, least - 1, most + 1, most * 1000] {
            #expect(try refusal(after: microseconds) == "viewing-expiry-invalid", "\(microseconds)")
        }
        for microseconds in [least, most] { #expect(try refusal(after: microseconds) == nil, "\(microseconds)") }
    }

    @Test("comes from an external list exactly where its bank is one")
    func externalProvenance() throws {
        let scene = try SignalScene()
        #expect(try refusal { $0.provenance = .externalList } == "provenance-invalid")
        #expect(try refusal(in: scene.external) { $0.provenance = .observed } == "provenance-invalid")
        #expect(try refusal(in: scene.external) { $0.provenance = .externalList } == nil)
    }

    @Test("is not proposed into a closed bank")
    func closedBank() throws {
        let scene = try SignalScene()
        let closed = try Build.bank(owner: scene.member(1), agreement: scene.agreement, isClosed: true)
        #expect(try refusal(in: closed) { _ in } == "bank-closed")
    }

    @Test(
        "is recorded alike whatever the order of its fingerprints and behaviours",
        arguments: 1...8 as ClosedRange<UInt64>
    )
    func recordedAlike(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        let scene = try SignalScene()
        var proposal = Build.proposal()
        proposal.behaviours = Set(Behaviour.allCases)
        proposal.fingerprints =
            try (1...9).map { Build.pdq($0) } + [Fingerprint(kind: .sha256, value: Build.pdq(4).value)]
        let first = try scene.ask(nil, .propose(proposal), by: 10, in: scene.shared)
        proposal.fingerprints.shuffle(using: &random)
        #expect(try scene.ask(nil, .propose(proposal), by: 10, in: scene.shared) == first, "seed \(seed)")
    }

    @Test("takes a word that a node repeats only once")
    func repeats() throws {
        let scene = try SignalScene()
        let proposed = try scene.proposed()
        for command in [
            SignalCommand.verify(.ownMatch, lookedAt: "a frame"), .giveOpinion(.negative, reason: "not it"),
            .giveOpinion(.positive, reason: nil),
        ] {
            for negatives in [0, 2] {
                let ask = { (state: Signal?) in
                    try scene.ask(
                        state,
                        command,
                        by: 20,
                        ownMatch: true,
                        negatives: negatives,
                        dispatch: .number(600)
                    )
                }
                let once = try Signal.after(proposed, ask(proposed), by: .number(2))
                #expect(try ask(once).isEmpty)
            }
        }
    }

    @Test("from a submission whose authority is not known is verified by nobody")
    func unknownAuthority() throws {
        let scene = try SignalScene()
        let unresolved = try scene.proposed(.submission(ID<Submission>.number(50)))
        for person in [20, 30, 50] as [UInt64] {
            #expect {
                try scene.ask(unresolved, .verify(.ownMatch, lookedAt: "a frame"), by: person, ownMatch: true)
            } throws: {
                ($0 as? Refusal)?.code == "not-independent-of-authority"
            }
        }
    }

    @Test("stays over, whatever a journal says afterwards")
    func staysOver() throws {
        let machine = try Self.machine()
        for name in ["withdrawn", "expired"] {
            let over = try #require(machine.states[name] ?? nil)
            for act in machine.acts {
                guard let after = try? Signal.after(over, [act], by: .number(2)) else { continue }
                #expect(!after.isLive && after.lookupKeys.isEmpty, "\(name), then \(act.type)")
            }
        }
    }
}
