import Cooperation

/// A signal with its texts, as a caller may read it.
package struct SignalView: Sendable {
    /// A member's word that it looked.
    package struct Word: Sendable {
        package let verification: Verification
        /// What it looked at.
        package let lookedAt: String?
    }

    /// What a member thinks.
    package struct Judgement: Sendable {
        package let organisation: ID<Organisation>
        package let opinion: Opinion
        package let reason: String?
        /// Whether it takes effect only once a second person of the member confirms it.
        package let awaitsConfirmation: Bool
    }

    package let signal: Signal
    package let rationale: String?
    package let exemptionAssessment: String?
    package let source: String?
    /// In order of time.
    package let verifications: [Word]
    /// By member: those in effect, then those that wait.
    package let opinions: [Judgement]
    /// Whether any member disputes it, this node's own word on its way to the exchange included.
    package let isDisputed: Bool
}

extension SignalView {
    /// The sealed parts that hold a signal's texts.
    static let parts: Set<String> = ["rationale", "exemptionAssessment", "source", "lookedAt", "reason"]

    /// Where a signal's texts stand in the journal.
    static func positions(of signal: Signal) -> [Int64] {
        [signal.proposedAtPosition] + signal.verifications.map(\.position) + signal.opinions.values.map(\.position)
            + signal.unconfirmedOpinions.values.map(\.position)
    }

    /// Puts a signal and its texts together.
    ///
    /// - Parameters:
    ///   - signal: the signal.
    ///   - texts: its texts, by position and name.
    ///   - isDisputedHere: whether this node's own negative opinion is on its way to the exchange.
    init(_ signal: Signal, _ texts: [Int64: [String: String]], isDisputedHere: Bool) {
        func judgements(_ opinions: [ID<Organisation>: Opinion], wait: Bool) -> [Judgement] {
            opinions.sorted { $0.key < $1.key }.map { organisation, opinion in
                Judgement(
                    organisation: organisation,
                    opinion: opinion,
                    reason: texts[opinion.position]?["reason"],
                    awaitsConfirmation: wait
                )
            }
        }
        let own = texts[signal.proposedAtPosition]
        self.init(
            signal: signal,
            rationale: own?["rationale"],
            exemptionAssessment: own?["exemptionAssessment"],
            source: own?["source"],
            verifications: signal.verifications.map {
                Word(verification: $0, lookedAt: texts[$0.position]?["lookedAt"])
            },
            opinions: judgements(signal.opinions, wait: false) + judgements(signal.unconfirmedOpinions, wait: true),
            isDisputed: signal.isDisputed || isDisputedHere
        )
    }
}
