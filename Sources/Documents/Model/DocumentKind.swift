/// What a document is.
public enum DocumentKind: String, Codable, Sendable, CaseIterable {
    /// An order to remove content, with the contents of Annex I of Regulation (EU) 2021/784.
    case removalOrder
    /// That an order was carried out, with the contents of Annex II.
    case feedback
    /// That an order can't be carried out, with the contents of Annex III.
    case impossibility
    /// The answer to any request, as a letter.
    case answerLetter
    /// What became of a request.
    case requestReceipt
    /// A voluntary request to look at content.
    case referral
    /// A request to keep data.
    case preservation
    /// A request for data.
    case disclosure
    /// A request for data because a life is in danger.
    case emergencyDisclosure
    /// A warning that a life is in danger.
    case threatAlert

    /// Its name.
    public var word: DocumentWord {
        switch self {
        case .removalOrder: .removalOrder
        case .feedback: .feedback
        case .impossibility: .impossibility
        case .answerLetter: .answerLetter
        case .requestReceipt: .requestReceipt
        case .referral: .referral
        case .preservation: .preservation
        case .disclosure: .disclosure
        case .emergencyDisclosure: .emergencyDisclosure
        case .threatAlert: .threatAlert
        }
    }
}
