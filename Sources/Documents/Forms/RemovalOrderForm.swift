/// An order to remove content, with the contents of Annex I of Regulation (EU) 2021/784 in our own words.
public struct RemovalOrderForm: Hashable, Sendable {
    /// Why content is terrorist content: the boxes of section B.
    public enum Ground: String, Sendable, CaseIterable {
        /// It incites to an offence, also by glorifying.
        case incites
        /// It asks somebody to commit an offence or to help.
        case solicitsOffence
        /// It asks somebody to take part in a group.
        case solicitsParticipation
        /// It teaches to make or use weapons.
        case instructsWeapons
        /// It threatens with an offence.
        case threatens
    }

    /// What kind of authority issued it: the boxes of section E.
    public enum AuthorityKind: String, Sendable, CaseIterable {
        /// A judge, a court or an investigating judge.
        case judge
        /// A law-enforcement authority.
        case lawEnforcement
        /// Another competent authority.
        case otherAuthority
    }

    /// A time during which the person concerned is not told.
    public struct Silence: Hashable, Sendable {
        /// Why.
        public let reasons: DocumentText
        /// Until when.
        public let end: DocumentTime

        /// Makes a silence.
        public init(reasons: DocumentText, end: DocumentTime) {
            self.reasons = reasons
            self.end = end
        }
    }

    /// Section A: who issued it, to whom, and when.
    public struct Parties: Hashable, Sendable {
        /// The state whose authority issued it.
        public let issuingState: DocumentText
        /// The provider.
        public let addressee: DocumentText
        /// Who stands for the provider, where it has somebody.
        public let legalRepresentative: DocumentText?
        /// Where the provider takes orders.
        public let contactPoint: DocumentText
        /// Where the provider has its main establishment.
        public let mainEstablishment: DocumentText
        /// When it was issued.
        public let issuedAt: DocumentTime

        /// Makes section A.
        public init(
            issuingState: DocumentText,
            addressee: DocumentText,
            legalRepresentative: DocumentText? = nil,
            contactPoint: DocumentText,
            mainEstablishment: DocumentText,
            issuedAt: DocumentTime
        ) {
            self.issuingState = issuingState
            self.addressee = addressee
            self.legalRepresentative = legalRepresentative
            self.contactPoint = contactPoint
            self.mainEstablishment = mainEstablishment
            self.issuedAt = issuedAt
        }
    }

    /// Section E: the authority.
    public struct Authority: Hashable, Sendable {
        /// What kind.
        public let kind: AuthorityKind
        /// Its name.
        public let name: DocumentText
        /// Who stands for it.
        public let representative: DocumentText
        /// That person's post or title.
        public let post: DocumentText
        /// Its number of the file.
        public let fileNumber: DocumentText
        /// Its postal address.
        public let address: DocumentText
        /// Its telephone.
        public let telephone: DocumentText
        /// Its e-mail.
        public let email: DocumentText

        /// Makes section E.
        public init(
            kind: AuthorityKind,
            name: DocumentText,
            representative: DocumentText,
            post: DocumentText,
            fileNumber: DocumentText,
            address: DocumentText,
            telephone: DocumentText,
            email: DocumentText
        ) {
            self.kind = kind
            self.name = name
            self.representative = representative
            self.post = post
            self.fileNumber = fileNumber
            self.address = address
            self.telephone = telephone
            self.email = email
        }
    }

    /// Section F: whom to reach.
    public struct Contacts: Hashable, Sendable {
        /// Who takes the feedback.
        public let feedback: DocumentText
        /// Who answers questions.
        public let clarification: DocumentText
        /// The authority of the state of main establishment.
        public let hostAuthority: DocumentText?

        /// Makes section F.
        public init(feedback: DocumentText, clarification: DocumentText, hostAuthority: DocumentText? = nil) {
            self.feedback = feedback
            self.clarification = clarification
            self.hostAuthority = hostAuthority
        }
    }

    /// What stands on every document.
    public let head: DocumentHead
    /// Section A.
    public let parties: Parties
    /// Section B: the content, each with its reasons.
    public let items: [DocumentItem]
    /// Section B: the ticked boxes.
    public let grounds: Set<Ground>
    /// Section B: what else is to be said.
    public let explanation: DocumentText?
    /// Section C: `nil` where the provider tells the person.
    public let silence: Silence?
    /// Section C: how the person challenges the order.
    public let challenge: DocumentText
    /// Section D: whether a copy goes to the state of main establishment.
    public let isCopied: Bool
    /// Section E.
    public let authority: Authority
    /// Section F.
    public let contacts: Contacts
    /// Section G.
    public let redress: Redress
    /// Who signed it.
    public let signatures: [DocumentSignature]
    /// Where to look it up.
    public let code: DocumentCode?

    /// Makes an order.
    public init(
        head: DocumentHead,
        parties: Parties,
        items: [DocumentItem],
        grounds: Set<Ground>,
        explanation: DocumentText? = nil,
        silence: Silence? = nil,
        challenge: DocumentText,
        isCopied: Bool,
        authority: Authority,
        contacts: Contacts,
        redress: Redress,
        signatures: [DocumentSignature],
        code: DocumentCode? = nil
    ) {
        self.head = head
        self.parties = parties
        self.items = items
        self.grounds = grounds
        self.explanation = explanation
        self.silence = silence
        self.challenge = challenge
        self.isCopied = isCopied
        self.authority = authority
        self.contacts = contacts
        self.redress = redress
        self.signatures = signatures
        self.code = code
    }
}
