/// As what an answer is fetched.
package enum AnswerForm: String, Sendable, CaseIterable {
    /// A page that opens anywhere, with the signed answer in it.
    case html
    /// The signed answer itself.
    case json
    /// Paper.
    case pdf
}
