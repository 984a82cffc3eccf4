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
            The instrument \(terms.code) needs the word of a \(terms.authorisation.rawValue), and neither the finding nor a signed \
            request names one that suffices; ask for it, or refuse for its form.
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

    /// Fails where data would go out to which an instrument does not reach that a paper names: an emergency is opened also
    /// where it asks for more.
    ///
    /// - Throws: `Refusal` `categories-not-of-instrument`; `StoreError`.
    func requireReach(to category: DataCategory, of request: Request, in reading: any StoreReading) throws {
        guard request.origin == nil, request.filing.channel == .paper else { return }
        for terms in try possibleInstruments(of: request, in: reading).map(\.terms)
        where !terms.dataCategories.contains(category) {
            throw Refusal(
                .invalid,
                "categories-not-of-instrument",
                "The instrument \(terms.code) does not reach to \(category.rawValue) data: comply in part, or refuse."
            )
        }
    }

    /// Fails where a paper would be complied with in whole, and its instrument does not reach to all that it asks for.
    ///
    /// Content in an emergency is another matter, whatever the instrument says.
    ///
    /// - Throws: `Refusal` `categories-not-of-instrument`; `StoreError`.
    func requireReach(
        of outcomes: [Assessment.ItemFact],
        to request: Request,
        in reading: any StoreReading
    ) throws {
        guard request.filing.kind == .emergencyDisclosure, outcomes.contains(where: { $0.outcome == .complied }) else {
            return
        }
        for category in request.filing.categories where category != .content {
            try requireReach(to: category, of: request, in: reading)
        }
    }
}
