import NIOHTTP1

/// What a page tells the browser, so that nothing foreign runs in it, nobody else frames it, and its address goes nowhere.
struct PageGuards: Hashable, Sendable {
    let policy: String?
    let referrer: String?
    let opener: String?
    let resource: String?

    /// Every page of the console, also one that says that something went wrong.
    static let page = PageGuards(referrer: "same-origin")
    /// A page whose address is the secret of whoever has it.
    static let secretAddress = PageGuards(referrer: "no-referrer")

    private init(referrer: String) {
        policy =
            "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; "
            + "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
        self.referrer = referrer
        opener = "same-origin"
        resource = "same-origin"
    }

    /// As they came.
    init(of page: LiveConsole.Page) {
        policy = page.said("Content-Security-Policy")
        referrer = page.said("Referrer-Policy")
        opener = page.said("Cross-Origin-Opener-Policy")
        resource = page.said("Cross-Origin-Resource-Policy")
    }
}

extension LiveConsole.Page {
    /// Whether a browser shows it as a page, and neither as data nor as a file to keep.
    var isPage: Bool {
        said("Content-Type")?.hasPrefix("text/html") == true && headers["Content-Disposition"].isEmpty
    }

    /// What a field of the header says; every line of it, where it was sent more than once.
    fileprivate func said(_ field: String) -> String? {
        let lines = headers[field]
        return lines.isEmpty ? nil : lines.joined(separator: "\n")
    }
}
