extension Assessment {
    /// Whether the answer is out, and whose authorisation was seen may still be noted: data may go out for it, or a measure waits
    /// to be confirmed.
    ///
    /// What a register demands may have become more since it was answered, and a judge's word may come after the answer.
    public var takesAuthorisation: Bool {
        state == .answered && (measure != nil || kind.asksData && outcomes.contains(where: \.outcome.isCompliance))
    }

    /// Fails unless a request may be weighed: while it is open, and where the answer is out for whose authorisation was seen alone.
    ///
    /// - Throws: `Refusal` `request-forged`, `request-locked`, `not-in-this-state`.
    func requireWeighable(_ finding: Proportionality) throws(Refusal) {
        guard takesAuthorisation, let before = proportionality else { return try requireOpen() }
        var rest = finding
        rest.authorisation = before.authorisation
        guard rest == before, finding != before else {
            throw Refusal(
                .conflict,
                "not-in-this-state",
                "The answer is out: note whose authorisation was seen, and leave the rest of the finding as it stands.",
                pointer: "/authorisation"
            )
        }
    }
}
