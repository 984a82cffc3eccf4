import HTTPTypes
import HummingbirdCore
import NIOCore
import Synchronization

extension Dispatcher {
    typealias DispatcherVisit = Visit<Authenticator.LimitKey>

    /// Comes to an answer; every failure becomes one.
    func answer(_ request: Request, requestID: String, channel: any Channel) async -> DispatcherVisit {
        var visit = DispatcherVisit()
        do {
            visit.response = try await run(request, requestID: requestID, channel: channel, &visit)
        } catch {
            visit.response = problem(for: error, requestID: requestID, operationID: visit.operationID)
                .response(requestID: requestID)
        }
        return visit
    }

    private func run(
        _ request: Request,
        requestID: String,
        channel: any Channel,
        _ visit: inout DispatcherVisit
    ) async throws -> OutgoingResponse {
        let target = request.head.path ?? "/"
        let question = target.utf8.firstIndex(of: UInt8(ascii: "?"))
        let (route, parameters) = try find(request.method, target[..<(question ?? target.endIndex)])
        visit.operationID = route.operationID
        let address = ClientAddress.of(peer: channel.remoteAddress, fields: request.headers, behindProxy: behindProxy)
        if !route.limits.isExemptFromLoadLimits {
            try load.withLock { load throws(Problem) in try load.enter() }
            visit.admission = .init()
        }
        let call = try await admit(request, route, address, &visit)
        let (bytesMax, isLineStream) = route.limits.body(request.headers[.contentType])
        let source = try RequestBodySource.of(request, channel: channel, bytesMax: bytesMax)
        visit.bodySource = source
        if isLineStream { try await ConnectionHandler.bodyStreams(on: channel) }
        let incoming = IncomingRequest(
            id: requestID,
            method: request.method,
            target: target,
            authority: request.head.authority,
            path: parameters,
            queryText: question.map { target[target.utf8.index(after: $0)...] },
            headerFields: request.headers,
            clientAddress: address,
            bodyBytesMax: bytesMax,
            bodySource: source,
            channel: channel
        )
        let response = try await Deadline.run(within: route.limits.timeout) { try await call(incoming) }
        if case .stream = response.body, !route.limits.streamsAnswer {
            throw RouteTableError("\(route.operationID): the route does not say that it streams")
        }
        if case .stream = response.body { visit.readsBodyWhileAnswering = isLineStream }
        return response
    }

    private func find(
        _ method: HTTPRequest.Method,
        _ path: Substring
    ) throws(Problem) -> (Route<Permission, Caller>, PathParameters) {
        switch table.find(method, path) {
        case .route(let route, let parameters): return (route, parameters)
        case .otherMethod(let allow): throw .methodNotAllowed(allow: allow)
        case .nothing: throw .notFound
        }
    }

    /// Lets the caller in and gives the handler with the caller already bound.
    private func admit(
        _ request: Request,
        _ route: Route<Permission, Caller>,
        _ address: ClientAddress,
        _ visit: inout DispatcherVisit
    ) async throws(Problem) -> Route<Permission, Caller>.OpenHandler {
        switch route.handler {
        case .open(let handler), .sessionRequired(_, let handler):
            try countWithoutKey(address, route, &visit)
            return handler
        case .keyOptional(let handler):
            guard let token = try BearerToken.read(from: request.headers) else {
                try countWithoutKey(address, route, &visit)
                return { try await handler($0, nil) }
            }
            let caller = try await authenticate(token, address, &visit)
            return { try await handler($0, caller) }
        case .keyRequired(let permission, let handler):
            guard let token = try BearerToken.read(from: request.headers) else {
                try countWithoutKey(address, route, &visit)
                throw .keyRequired
            }
            let caller = try await authenticate(token, address, &visit)
            if let refusal = authorise(permission, caller) { throw refusal }
            return { try await handler($0, caller) }
        }
    }

    private func countWithoutKey(
        _ address: ClientAddress,
        _ route: Route<Permission, Caller>,
        _ visit: inout DispatcherVisit
    ) throws(Problem) {
        guard visit.admission != nil else { return }
        let now = environment.now()
        try load.withLock { load throws(Problem) in
            if let limit = route.limits.perAddress { try load.count(address, route.operationID, limit, at: now) }
            try load.countWithoutKey(address, at: now)
        }
        visit.admission = .init(share: .address(address))
    }

    private func authenticate(
        _ token: BearerToken,
        _ address: ClientAddress,
        _ visit: inout DispatcherVisit
    ) async throws(Problem) -> Caller {
        let now = environment.now()
        let caller: Caller
        do {
            caller = try await authenticator.authenticate(token)
        } catch {
            if error.status == .unauthorized {
                try load.withLock { load throws(Problem) in try load.countFailure(address, at: now) }
            }
            throw error
        }
        guard visit.admission != nil else { return caller }
        let key = authenticator.limitKey(of: caller)
        try load.withLock { load throws(Problem) in try load.count(key, at: now) }
        visit.admission = .init(share: .key(key))
        return caller
    }
}
