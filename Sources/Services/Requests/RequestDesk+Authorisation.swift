import Cooperation

extension RequestDesk {
    /// Fails where something would be done without the authorisation that the law of the instrument demands, as counsel found
    /// it: a letter may quote an instrument that it does not meet.
    ///
    /// Where counsel named nobody's word, the one counts that an officer signed, which was looked at when the request was filed;
    /// where counsel found another's, that one alone.
    ///
    /// An instrument that no register has demands nothing that a program could know; people judge it. Of a code that several
    /// registers have, what any of them demands is needed.
    ///
    /// - Parameters:
    ///   - outcomes: what is answered.
    ///   - assessment: with what was found by now.
    ///   - request: the request.
    ///   - reading: what is known by now.
    /// - Throws: `Refusal` `authorisation-needed`; `StoreError`.
    func requireAuthorisation(
        for outcomes: [Assessment.ItemFact],
        _ assessment: Assessment,
        of request: Request,
        in reading: any StoreReading
    ) throws {
        guard outcomes.contains(where: \.outcome.isCompliance) else { return }
        let found = assessment.proportionality?.authorisation ?? Self.signedAuthorisation(of: request, assessment)
        let terms = try possibleInstruments(of: request, in: reading).map(\.terms).first {
            !$0.authorisation.isMet(by: found)
        }
        guard let terms else { return }
        throw Refusal(
            .conflict,
            "authorisation-needed",
            """
            The instrument \(terms.code) needs the word of a \(terms.authorisation.rawValue), and you found none; ask for it, or \
            refuse for its form.
            """
        )
    }

    /// Whose word a request names that is signed, where the signature held when this node's program verified it.
    private static func signedAuthorisation(
        of request: Request,
        _ assessment: Assessment
    ) -> RequestDocument.Authorisation.Source? {
        request.filing.isSigned && assessment.isSignatureSound ? request.filing.authorisation : nil
    }
}
