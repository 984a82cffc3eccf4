/// Which order an answer is about and who gives it: the same in Annex II and Annex III.
public struct OrderAnswer: Hashable, Sendable {
    /// The provider to which the order was addressed.
    public let addressee: DocumentText
    /// The authority that issued it.
    public let authority: DocumentText
    /// The authority's number.
    public let authorityReference: DocumentText
    /// The provider's number.
    public let providerReference: DocumentText
    /// When the order came.
    public let receivedAt: DocumentTime
    /// Where the provider or its legal representative is.
    public let providerState: DocumentText
    /// Who answers for the provider.
    public let authorisedPerson: DocumentText
    /// How to reach that person.
    public let email: DocumentText
    /// Who signed it.
    public let signatures: [DocumentSignature]
    /// Where to look it up.
    public let code: DocumentCode?

    /// Makes it.
    public init(
        addressee: DocumentText,
        authority: DocumentText,
        authorityReference: DocumentText,
        providerReference: DocumentText,
        receivedAt: DocumentTime,
        providerState: DocumentText,
        authorisedPerson: DocumentText,
        email: DocumentText,
        signatures: [DocumentSignature],
        code: DocumentCode? = nil
    ) {
        self.addressee = addressee
        self.authority = authority
        self.authorityReference = authorityReference
        self.providerReference = providerReference
        self.receivedAt = receivedAt
        self.providerState = providerState
        self.authorisedPerson = authorisedPerson
        self.email = email
        self.signatures = signatures
        self.code = code
    }

    func opening(_ head: DocumentHead) -> [DocumentBlock] {
        [
            head.heading(.order),
            .facts([
                head.fact(.addressee, addressee), head.fact(.authority, authority),
                head.fact(.authorityReference, authorityReference, isCode: true),
                head.fact(.providerReference, providerReference, isCode: true),
                DocumentFact(head.words.phrase(.receivedAt), receivedAt.both),
            ]),
        ]
    }

    func closing(_ head: DocumentHead) -> [DocumentBlock] {
        [
            head.heading(.provider),
            .facts([
                head.fact(.mainEstablishment, providerState), head.fact(.authorisedPerson, authorisedPerson),
                head.fact(.email, email),
            ]),
            .signatures(signatures),
        ] + (code.map { [.code($0)] } ?? [])
    }
}
