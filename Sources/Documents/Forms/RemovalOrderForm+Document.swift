extension RemovalOrderForm {
    /// The order as a document.
    ///
    /// - Throws: ``DocumentError`` `document-incomplete` where an item has no reasons or no box is ticked, and those of
    ///   ``Document``.
    public func document() throws(DocumentError) -> Document {
        guard !items.isEmpty, items.allSatisfy({ $0.reasons?.text.isEmpty == false }), !grounds.isEmpty else {
            throw DocumentError("document-incomplete", "An order names its grounds, and each item with its reasons.")
        }
        let end: [DocumentBlock] = [.signatures(signatures)] + (code.map { [.code($0)] } ?? [])
        return try head.document(
            .removalOrder,
            partiesBlocks + contentBlocks + informationBlocks + authorityBlocks + contactBlocks
                + [head.heading(.orderRedress), .facts(redress.facts(head))] + end
        )
    }

    private var partiesBlocks: [DocumentBlock] {
        var facts = [head.fact(.issuingState, parties.issuingState), head.fact(.addressee, parties.addressee)]
        if let representative = parties.legalRepresentative {
            facts.append(head.fact(.legalRepresentative, representative))
        }
        facts += [
            head.fact(.contactPoint, parties.contactPoint), head.fact(.mainEstablishment, parties.mainEstablishment),
            DocumentFact(head.words.phrase(.issuedAt), parties.issuedAt.both),
        ]
        return [head.heading(.orderParties), .facts(facts)]
    }

    private var contentBlocks: [DocumentBlock] {
        let boxes: [(Ground, DocumentWord)] = [
            (.incites, .incites), (.solicitsOffence, .solicitsOffence),
            (.solicitsParticipation, .solicitsParticipation),
            (.instructsWeapons, .instructsWeapons), (.threatens, .threatens),
        ]
        var blocks = [
            head.heading(.orderContent), .items(nil, items),
            head.checks(.orderGrounds, grounds, boxes),
        ]
        if let explanation { blocks.append(.facts([head.fact(.explanation, explanation)])) }
        return blocks
    }

    private var informationBlocks: [DocumentBlock] {
        let words = head.words
        var facts: [DocumentFact] = []
        if let silence {
            facts += [
                head.fact(.reasons, silence.reasons), DocumentFact(words.phrase(.silenceEnds), silence.end.both),
            ]
        }
        facts.append(head.fact(.redress, challenge))
        return [
            head.heading(.orderInformation),
            head.checks(nil, [silence == nil], [(true, .personIsTold), (false, .silence)]),
            .facts(facts), head.heading(.orderCopy), head.checks(nil, [isCopied], [(true, .copySent)]),
        ]
    }

    private var authorityBlocks: [DocumentBlock] {
        [
            head.heading(.orderAuthority),
            head.checks(
                .authorityKind,
                [authority.kind],
                [(.judge, .judge), (.lawEnforcement, .lawEnforcement), (.otherAuthority, .otherAuthority)]
            ),
            .facts([
                head.fact(.authority, authority.name), head.fact(.representative, authority.representative),
                head.fact(.post, authority.post), head.fact(.fileNumber, authority.fileNumber, isCode: true),
                head.fact(.postalAddress, authority.address), head.fact(.telephone, authority.telephone),
                head.fact(.email, authority.email),
            ]),
        ]
    }

    private var contactBlocks: [DocumentBlock] {
        var facts = [
            head.fact(.feedbackContact, contacts.feedback), head.fact(.clarificationContact, contacts.clarification),
        ]
        if let host = contacts.hostAuthority { facts.append(head.fact(.hostAuthority, host)) }
        return [head.heading(.orderContacts), .facts(facts)]
    }
}
