import NIOCore

/// The one way by which this node sends anything over HTTP.
///
/// The line must be encrypted and every address of the name public, but for what the operator allowed; the name is asked for
/// once for each request, and the connection goes to the very address that was checked, so that a second answer of the name's
/// owner leads nowhere. No redirect is followed, and everything together is bounded in time.
struct CheckedCourier: Sendable {
    /// How many addresses of a name are tried.
    private static let addressesMax = 2

    let policy: OutgoingPolicy
    /// How long things may take; asking for the name counts towards the answer's time.
    let limits: OutgoingLimits
    private let pausing: @Sendable (Duration) async throws -> Void
    private let kept: KeptClients?

    /// Makes a courier.
    ///
    /// - Parameters:
    ///   - policy: the rules.
    ///   - limits: how long things may take.
    ///   - keepsConnections: whether connections are kept for the next request to the same address; then it must be shut
    ///     down.
    ///   - pausing: lets time pass.
    init(
        policy: OutgoingPolicy,
        limits: OutgoingLimits,
        keepsConnections: Bool = false,
        pausing: @escaping @Sendable (Duration) async throws -> Void = { try await Task.sleep(for: $0) }
    ) {
        self.policy = policy
        self.limits = limits
        self.pausing = pausing
        kept = keepsConnections ? KeptClients() : nil
    }

    /// Makes a courier for single requests that may take so long in all.
    init(
        policy: OutgoingPolicy,
        timeMax: Duration,
        pausing: @escaping @Sendable (Duration) async throws -> Void = { try await Task.sleep(for: $0) }
    ) {
        let limits = OutgoingLimits(connectTimeout: timeMax, answerTimeout: timeMax)
        self.init(policy: policy, limits: limits, pausing: pausing)
    }

    /// Closes the connections that are kept.
    func shutdown() async throws(OutgoingFailure) { try await kept?.shutdown() }

    /// Sends a request and reads the whole answer, whatever its status.
    func send(_ request: OutgoingRequest) async throws(OutgoingFailure) -> OutgoingAnswer {
        guard request.address.scheme == .https || policy.allowed.contains(request.address) else {
            throw OutgoingFailure(.notAllowed)
        }
        let patience = limits.answerTimeout + request.wait
        let answer: Result<OutgoingAnswer, OutgoingFailure> = await withTaskGroup(
            of: Result<OutgoingAnswer, OutgoingFailure>.self
        ) { group in
            group.addTask { await result(of: request) }
            group.addTask {
                // Whoever is cancelled meanwhile is told so below.
                try? await pausing(patience)
                return .failure(OutgoingFailure(.timedOut))
            }
            defer { group.cancelAll() }
            return await group.next() ?? .failure(OutgoingFailure(.timedOut))
        }
        if case .failure = answer, Task.isCancelled { throw OutgoingFailure(.cancelled) }
        return try answer.get()
    }

    private func result(of request: OutgoingRequest) async -> Result<OutgoingAnswer, OutgoingFailure> {
        do throws(OutgoingFailure) {
            return .success(try await sendToChecked(request))
        } catch {
            return .failure(error)
        }
    }

    private func sendToChecked(_ request: OutgoingRequest) async throws(OutgoingFailure) -> OutgoingAnswer {
        var failure = OutgoingFailure(.notConnected)
        for place in try await checkedAddresses(of: request.address).prefix(Self.addressesMax) {
            do throws(OutgoingFailure) {
                return try await send(request, to: place)
            } catch {
                failure = error
                guard failure.code == .notConnected else { break }
            }
        }
        throw failure
    }

    /// The addresses of a host, if all of them may be connected to.
    private func checkedAddresses(of address: OutgoingAddress) async throws(OutgoingFailure) -> [NetworkAddress] {
        let name =
            address.host.text.hasPrefix("[") ? String(address.host.text.dropFirst().dropLast()) : address.host.text
        guard let found = try? await policy.resolver.addresses(of: name, port: address.port), !found.isEmpty else {
            throw OutgoingFailure(.notConnected)
        }
        let places = found.map { NetworkAddress($0) }
        // One that may not be is reason enough to trust none of this name.
        guard places.allSatisfy({ place in place.map { policy.allows($0, of: address) } ?? false }) else {
            throw OutgoingFailure(.notAllowed)
        }
        return places.compactMap(\.self)
    }

    /// Asks at one address and nowhere else.
    private func send(
        _ request: OutgoingRequest,
        to place: NetworkAddress
    ) async throws(OutgoingFailure) -> OutgoingAnswer {
        let make = {
            OutgoingClient(
                limits: limits,
                checked: (request.address.host, place.text),
                certificatesPath: policy.certificatesPath
            )
        }
        if let kept {
            let key = KeptClients.Place(host: request.address.host, address: place)
            guard let (client, former) = kept.client(for: key, make: make) else {
                throw OutgoingFailure(.cancelled)
            }
            try? await former?.shutdown()
            return try await client.send(request)
        }
        let client = make()
        let answer: Result<OutgoingAnswer, OutgoingFailure>
        do throws(OutgoingFailure) {
            answer = .success(try await client.send(request))
        } catch {
            answer = .failure(error)
        }
        try? await client.shutdown()
        return try answer.get()
    }
}
