/// Who asks something of a signal, and what else the decision rests on.
public struct SignalContext: Sendable {
    /// The organisation that asks, as known now.
    public let organisation: Organisation
    /// The person who asks.
    public let person: ID<Person>
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

    /// Whether the organisation takes part in the signal's bank: a party of its agreement, or the bank's owner.
    var takesPart: Bool {
        if let agreement { return agreement.binds(organisation.id, at: now) }
        return bank.agreement == nil && bank.owner == organisation.id
    }
}
