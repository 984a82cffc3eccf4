import NIOCore

/// Sends a request to an address that somebody else wrote down.
///
/// The line must be encrypted and every address of the name public; the name is asked for once, and the connection goes to
/// the very address that was checked, so that a second answer of the name's owner leads nowhere. No redirect is followed, and
/// everything together is bounded in time.
struct CheckedCourier: Sendable {
    /// Why there is no answer.
    enum Failure: Error {
        /// The address leads where nothing is sent.
        case notAllowed
        /// Nobody answered, or not in time.
        case unavailable
        /// The answer is longer than its limit.
        case tooLarge
    }

    /// How many addresses of a name are tried.
    private static let addressesMax = 2

    /// Whether this machine itself may be asked, also unencrypted: to try it out.
    let allowsLoopback: Bool
    /// How long everything may take together.
    let timeMax: Duration
    let resolver: any HostResolving
    /// A file with certificates that are trusted instead of the system's.
    let certificatesPath: String?

    /// Sends a request and reads the whole answer, whatever its status.
    func send(_ request: OutgoingRequest) async throws(Failure) -> OutgoingAnswer {
        guard request.address.scheme == .https || allowsLoopback else { throw .notAllowed }
        let answer: Result<OutgoingAnswer, Failure> = await withTaskGroup(of: Result<OutgoingAnswer, Failure>.self) {
            group in
            group.addTask { await self.result(of: request) }
            group.addTask {
                // Whoever is cancelled meanwhile is told so by the other task.
                try? await Task.sleep(for: timeMax)
                return .failure(.unavailable)
            }
            defer { group.cancelAll() }
            return await group.next() ?? .failure(.unavailable)
        }
        return try answer.get()
    }

    private func result(of request: OutgoingRequest) async -> Result<OutgoingAnswer, Failure> {
        do throws(Failure) {
            return .success(try await sendToChecked(request))
        } catch {
            return .failure(error)
        }
    }

    private func sendToChecked(_ request: OutgoingRequest) async throws(Failure) -> OutgoingAnswer {
        var failure = OutgoingFailure(.notConnected)
        for place in try await checkedAddresses(of: request.address).prefix(Self.addressesMax) {
            do throws(OutgoingFailure) {
                return try await send(request, to: place)
            } catch {
                failure = error
                guard failure.code == .notConnected else { break }
            }
        }
        throw failure.code == .tooLarge ? Failure.tooLarge : Failure.unavailable
    }

    /// The addresses of a host, if all of them may be connected to.
    private func checkedAddresses(of address: OutgoingAddress) async throws(Failure) -> [NetworkAddress] {
        let name =
            address.host.text.hasPrefix("[") ? String(address.host.text.dropFirst().dropLast()) : address.host.text
        guard let found = try? await resolver.addresses(of: name, port: address.port), !found.isEmpty else {
            throw .unavailable
        }
        let places = found.map { NetworkAddress($0) }
        // One that may not be is reason enough to trust none of this name.
        guard
            places.allSatisfy({ place in
                place.map { $0.isPublic || allowsLoopback && $0.isLoopback } ?? false
            })
        else { throw .notAllowed }
        return places.compactMap(\.self)
    }

    /// Asks at one address and nowhere else; the connection is not kept.
    private func send(
        _ request: OutgoingRequest,
        to place: NetworkAddress
    ) async throws(OutgoingFailure) -> OutgoingAnswer {
        let client = OutgoingClient(
            limits: OutgoingLimits(connectTimeout: timeMax, answerTimeout: timeMax),
            checked: (request.address.host, place.text),
            certificatesPath: certificatesPath
        )
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
