import HTTPServing
import HTTPTypes

/// Whether a form comes from a page of this console.
///
/// Browsers say so themselves, beside the token that every form of a logged-in person carries.
enum CrossSiteCheck {
    /// - Returns: false where the browser says that the form came from elsewhere.
    static func isOwn(_ request: IncomingRequest) -> Bool {
        if let site = request.headerFields[.secFetchSite], site != "same-origin", site != "none" { return false }
        guard let origin = request.headerFields[.origin] else { return true }
        guard let host = request.authority else { return false }
        return origin == "http://" + host || origin == "https://" + host
    }
}

extension HTTPField.Name {
    static let secFetchSite = HTTPField.Name("Sec-Fetch-Site") ?? .trailer
}
