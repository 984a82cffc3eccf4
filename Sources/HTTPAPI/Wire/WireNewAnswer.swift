import Cooperation

/// An answer as a person writes it, as it comes.
struct WireNewAnswer: Decodable {
    let items: [RequestAnswer.Item]
    /// `nil` for the country whose law the request rests on.
    let territory: Territory?
    let isTemporary: Bool?

    /// What it proposes.
    ///
    /// - Parameter country: whose law the request rests on.
    /// - Returns: the proposal.
    /// - Throws: `Refusal` `territory-invalid`.
    func proposal(in country: String) throws(Refusal) -> AnswerProposal {
        let territory = if let territory { territory } else { try Territory(countries: [country]) }
        return AnswerProposal(
            items: items,
            territory: territory,
            isTemporary: isTemporary ?? false
        )
    }
}
