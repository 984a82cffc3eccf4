import HTTPServing
import HTTPTypes
import Services

/// Whether a form comes from a page of this console.
///
/// Browsers say so themselves, beside the token that every form of a logged-in person carries.
enum CrossSiteCheck {
    /// - Parameters:
    ///   - request: what the browser sent.
    ///   - isSecure: whether browsers reach the console by TLS only, so that none of its pages came without.
    ///   - own: where the operator said that browsers reach the console; `nil` where that is the host that they ask for.
    /// - Returns: false where the browser says that the form came from elsewhere.
    static func isOwn(_ request: IncomingRequest, isSecure: Bool, at own: ConsoleOrigin?) -> Bool {
        if let site = request.headerFields[.secFetchSite], site != "same-origin", site != "none" { return false }
        guard let origin = request.headerFields[.origin] else { return true }
        // A proxy may ask for another host than the browser did.
        if let own, origin == own.description { return true }
        guard let host = request.authority else { return false }
        return origin == "https://" + host || !isSecure && origin == "http://" + host
    }
}

extension HTTPField.Name {
    static let secFetchSite = HTTPField.Name("Sec-Fetch-Site") ?? .trailer
}
