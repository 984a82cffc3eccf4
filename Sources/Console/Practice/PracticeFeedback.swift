import Cooperation

/// What is said after a practice decision: part by part, which rule holds, and why here.
struct PracticeFeedback: Sendable {
    struct Part: Sendable {
        let heading: String
        let badge: String
        let badgeKind: String
        let said: String
        let note: String?
    }

    let isRight: Bool
    let badge: String
    let badgeKind: String
    let parts: [Part]
    let rule: String
    let why: String

    init(_ proposal: DecisionProposal, on item: PracticeCase, in texts: Catalogue) {
        func part(_ name: String, _ chosen: String, _ isRight: Bool, _ expected: [String]) -> (Part, Bool) {
            let view = Part(
                heading: texts.text("decision." + name),
                badge: texts.text(isRight ? "practice.right" : "practice.wrong"),
                badgeKind: isRight ? "good" : "bad",
                said: texts.text("practice.yours", ["answer": chosen]),
                note: isRight
                    ? nil : texts.text("practice.expected", ["answer": expected.joined(separator: "; ")])
            )
            return (view, isRight)
        }
        let judged = [
            part(
                "finding",
                texts.word("finding", proposal.finding),
                proposal.finding == item.finding,
                [texts.word("finding", item.finding)]
            ),
            part(
                "exemption",
                texts.word("exemption", proposal.exemption),
                proposal.exemption == item.exemption,
                [texts.word("exemption", item.exemption)]
            ),
            part(
                "measure",
                texts.word("measure", proposal.measure),
                item.measures.contains(proposal.measure),
                item.measures.map { texts.word("measure", $0) }
            ),
        ]
        isRight = judged.allSatisfy(\.1)
        badge = texts.text(isRight ? "practice.right" : "practice.wrong")
        badgeKind = isRight ? "good" : "bad"
        parts = judged.map(\.0)
        rule = texts.word("practiceRule", item.rule)
        why = texts.text(item.whyKey)
    }
}
