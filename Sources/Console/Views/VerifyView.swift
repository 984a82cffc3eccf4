/// A button with which the reader's own browser verifies a receipt.
struct VerifyView: Sendable {
    /// Where the receipt is fetched.
    let verifyPath: String
    /// Tells it from others of the same page.
    let verifyName: String

    init(_ path: String, name: String) {
        verifyPath = path
        verifyName = name
    }

    /// The scripts that do it, in order.
    static let scripts = ["receipt-check.js", "verify.js"].compactMap { ConsoleAsset.named($0)?.path }
}
