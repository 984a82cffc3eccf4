import HTTPTypes

/// One thing that can be asked over HTTP.
///
/// An edge is one array of these: the router, the test of permissions and the test of the API description read the same
/// array, so none of them can drift.
package struct Route<Permission: Sendable, Caller: Sendable>: Sendable {
    package typealias OpenHandler = @Sendable (IncomingRequest) async throws -> OutgoingResponse
    package typealias OptionalKeyHandler = @Sendable (IncomingRequest, Caller?) async throws -> OutgoingResponse
    package typealias KeyHandler = @Sendable (IncomingRequest, Caller) async throws -> OutgoingResponse

    /// The handler, which receives a caller exactly when its access promises one.
    enum Handler: Sendable {
        case open(OpenHandler)
        case keyOptional(OptionalKeyHandler)
        case keyRequired(Permission, KeyHandler)
        case sessionRequired(Permission, OpenHandler)
    }

    package let method: HTTPRequest.Method
    package let template: PathTemplate
    /// The name of the operation in the API description and in the log, such as `proposeSignal`.
    package let operationID: String
    package let limits: RouteLimits
    let handler: Handler

    /// Who may ask.
    package var access: RouteAccess<Permission> {
        switch handler {
        case .open: .open
        case .keyOptional: .keyOptional
        case .keyRequired(let permission, _): .keyRequired(permission)
        case .sessionRequired(let permission, _): .sessionRequired(permission)
        }
    }

    init(
        _ method: HTTPRequest.Method,
        _ path: String,
        _ operationID: String,
        _ limits: RouteLimits,
        _ handler: Handler
    ) throws(RouteTableError) {
        guard method != .head else { throw RouteTableError("\(path): HEAD follows from GET") }
        guard !operationID.isEmpty else { throw RouteTableError("\(path): the operation has no name") }
        self.method = method
        self.template = try PathTemplate(path)
        self.operationID = operationID
        self.limits = limits
        self.handler = handler
    }

    /// Makes a route for everybody.
    ///
    /// - Throws: ``RouteTableError`` when the path is no template. A GET route also answers HEAD.
    package static func open(
        _ method: HTTPRequest.Method,
        _ path: String,
        _ operationID: String,
        limits: RouteLimits = .standard,
        handler: @escaping OpenHandler
    ) throws(RouteTableError) -> Route {
        try Route(method, path, operationID, limits, .open(handler))
    }

    /// Makes a route for everybody that may say more to a caller with a key.
    package static func keyOptional(
        _ method: HTTPRequest.Method,
        _ path: String,
        _ operationID: String,
        limits: RouteLimits = .standard,
        handler: @escaping OptionalKeyHandler
    ) throws(RouteTableError) -> Route {
        try Route(method, path, operationID, limits, .keyOptional(handler))
    }

    /// Makes a route for people who are logged in and have a permission.
    ///
    /// The handler itself finds out who is logged in, because it answers with a page and not with a problem document.
    package static func sessionRequired(
        _ method: HTTPRequest.Method,
        _ path: String,
        _ operationID: String,
        _ permission: Permission,
        limits: RouteLimits = .standard,
        handler: @escaping OpenHandler
    ) throws(RouteTableError) -> Route {
        try Route(method, path, operationID, limits, .sessionRequired(permission, handler))
    }

    /// Makes a route for callers with a key and a permission.
    package static func keyRequired(
        _ method: HTTPRequest.Method,
        _ path: String,
        _ operationID: String,
        _ permission: Permission,
        limits: RouteLimits = .standard,
        handler: @escaping KeyHandler
    ) throws(RouteTableError) -> Route {
        try Route(method, path, operationID, limits, .keyRequired(permission, handler))
    }
}
