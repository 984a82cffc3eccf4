import HTTPServing
import Services

extension ConsoleRoutes {
    /// Where the browser reaches the console; `nil` where that is an address, for which browsers make no passkeys.
    ///
    /// A name that is not this node's own can't be abused: a passkey is bound to its name by the browser.
    func origin(of request: IncomingRequest) -> ConsoleOrigin? {
        if let origin = settings.origin { return origin }
        return request.authority.flatMap { ConsoleOrigin((settings.isSecure ? "https://" : "http://") + $0) }
    }

    /// The whole address of a page, for paper and for other devices: where the operator said that browsers reach the console,
    /// else the host that was asked for.
    func address(of path: String, for request: IncomingRequest) -> String {
        if let origin = settings.origin { return origin.description + path }
        return (request.authority.map { (settings.isSecure ? "https://" : "http://") + $0 } ?? "") + path
    }
}
