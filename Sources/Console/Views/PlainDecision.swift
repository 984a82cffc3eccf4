import Cooperation

/// A decision in plain words, as the person concerned reads it in their receipt.
enum PlainDecision {
    /// - Parameters:
    ///   - proposal: what is decided.
    ///   - isAutomatic: whether a rule decided and no person.
    ///   - texts: the language in which the person concerned is told; never a draft alone.
    /// - Returns: one sentence a line.
    static func lines(_ proposal: DecisionProposal, isAutomatic: Bool, in texts: Catalogue) -> [String] {
        let place =
            switch proposal.territory {
            case .everywhere: texts.text("decide.everywhere")
            case .countries(let countries): countries.joined(separator: ", ")
            }
        // Nobody closes an account alone.
        let isClosing = proposal.measure == .closeAccount
        let measure = isClosing ? Measure.suspendAccount : proposal.measure
        var lines = [
            texts.text("plain.measure", ["measure": texts.word("measure", measure), "place": place]),
            texts.text(
                "plain.ground",
                ["ground": texts.word("ground", proposal.ground), "reference": proposal.groundReference]
            ), texts.text("plain.finding", ["finding": texts.word("finding", proposal.finding)]),
            texts.text("plain.reasons", ["reasons": proposal.reasons]),
            texts.text(
                "plain.exemption",
                [
                    "exemption": texts.word("exemption", proposal.exemption),
                    "assessment": proposal.exemptionAssessment,
                ]
            ), texts.text(isAutomatic ? "plain.automatic" : "plain.person"),
        ]
        if isClosing { lines.append(texts.text("plain.closing")) }
        if let endsAt = proposal.endsAt {
            lines.append(texts.text("plain.until", ["time": texts.formats.time(endsAt, .date)]))
        }
        return lines
    }
}
