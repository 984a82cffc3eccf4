/// Which form a request has on paper.
public enum RequestForm: String, Codable, CaseIterable, Sendable {
    /// Annex I of Regulation (EU) 2021/784.
    case annexI
    /// The United Nations' model forms for requests to service providers.
    case modelForm
    /// A letter.
    case plain
}
