/// What came of sending a delivery once.
public enum WebhookAnswer: Sendable, Hashable {
    /// The receiver answered.
    case answered(status: Int, retryAfter: Seconds?)
    /// There is no answer.
    case failed(WebhookFailure.Reason)
}
