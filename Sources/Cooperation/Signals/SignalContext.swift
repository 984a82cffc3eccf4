/// Who asks something of a signal, and what else the decision rests on.
public struct SignalContext: Sendable {
    /// The organisation that asks, as known now.
    public let organisation: Organisation
    /// The person who asks.
    public let person: ID<Person>
    /// Whether a node vouches for that person, by an opaque id: the same human being may bear a key of this node too.
    public let isVouched: Bool
    /// The signal's proposer as known now; for a proposal the same organisation.
    public let proposer: Organisation
    /// The authority whose submission the proposer looked at, as known now.
    public let authority: Organisation?
    /// The signal's bank.
    public let bank: Bank
    /// Its agreement.
    public let agreement: Agreement?
    /// Whether the organisation has a decided case of its own in which this signal matched truly.
    ///
    /// Its own node knows; where the word comes from a member's node, that node vouches for it.
    public let hasOwnTrueMatch: Bool
    /// How many negative opinions the organisation gave within the last hour.
    public let negativeOpinionsLastHour: Int
    /// How many it may give before a second person has to confirm.
    public let negativeOpinionBudget: Int
    /// The dispatch by which the member's node sends the word; a repeat of it changes nothing.
    public let dispatch: ID<Dispatch>?
    /// The time.
    public let now: Timestamp

    /// The default of `negativeOpinionBudget`.
    public static let negativeOpinionBudgetDefault = 20

    /// Makes a context.
    public init(
        organisation: Organisation,
        person: ID<Person>,
        isVouched: Bool = false,
        proposer: Organisation,
        authority: Organisation? = nil,
        bank: Bank,
        agreement: Agreement?,
        hasOwnTrueMatch: Bool = false,
        negativeOpinionsLastHour: Int = 0,
        negativeOpinionBudget: Int = negativeOpinionBudgetDefault,
        dispatch: ID<Dispatch>? = nil,
        now: Timestamp
    ) {
        self.organisation = organisation
        self.person = person
        self.isVouched = isVouched
        self.proposer = proposer
        self.authority = authority
        self.bank = bank
        self.agreement = agreement
        self.hasOwnTrueMatch = hasOwnTrueMatch
        self.negativeOpinionsLastHour = negativeOpinionsLastHour
        self.negativeOpinionBudget = negativeOpinionBudget
        self.dispatch = dispatch
        self.now = now
    }

    /// `isVouched` as events record it.
    var vouched: Bool? { isVouched ? true : nil }

    /// Whether the bank and its agreement let the organisation do what it asks.
    func admits(_ command: SignalCommand) -> Bool {
        guard let permission = command.permission else { return true }
        return AuthorisationRules.admits(organisation.id, permission, to: bank, under: agreement, at: now)
    }
}
