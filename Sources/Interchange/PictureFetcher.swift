import NIOCore
import Services

/// Fetches pictures from the platform's own hosts, and from nowhere else.
///
/// The link is what somebody else wrote down. So the host must be on the operator's list, the line encrypted, and every
/// address of the name public; the name is asked for once, and the connection goes to the very address that was checked,
/// so that a second answer of the name's owner leads nowhere. No redirect is followed, and what comes is bounded in size
/// and time.
package struct PictureFetcher: ContentFetching {
    /// How much and how long.
    package struct Limits: Sendable {
        /// The largest file, in bytes.
        package var bytesMax = 8_000_000
        /// How long everything may take together.
        package var timeMax = Duration.seconds(5)

        package init() {}
    }

    /// How many addresses of a name are tried.
    private static let addressesMax = 2

    private let hosts: ThumbnailHosts
    private let allowsLoopback: Bool
    private let limits: Limits
    private let resolver: any HostResolving
    private let certificatesPath: String?

    /// Makes a fetcher.
    ///
    /// - Parameters:
    ///   - hosts: from where.
    ///   - allowsLoopback: whether this machine itself may be fetched from, also unencrypted: to try it out.
    ///   - limits: how much and how long.
    ///   - resolver: what finds the addresses of a name.
    ///   - certificatesPath: a file with certificates that are trusted instead of the system's.
    package init(
        hosts: ThumbnailHosts,
        allowsLoopback: Bool = false,
        limits: Limits = Limits(),
        resolver: any HostResolving = SystemResolver(),
        certificatesPath: String? = nil
    ) {
        self.hosts = hosts
        self.allowsLoopback = allowsLoopback
        self.limits = limits
        self.resolver = resolver
        self.certificatesPath = certificatesPath
    }

    /// Fetches what a link leads to.
    package func content(at link: String) async throws(FetchFailure) -> [UInt8] {
        guard let address = try? OutgoingAddress(parsing: link), hosts.contains(address),
            address.scheme == .https || allowsLoopback
        else { throw FetchFailure(.notAllowed) }
        let fetched: Result<[UInt8], FetchFailure> = await withTaskGroup(of: Result<[UInt8], FetchFailure>.self) {
            group in
            group.addTask { await self.result(of: address) }
            group.addTask {
                // Whoever is cancelled meanwhile is told so by the other task.
                try? await Task.sleep(for: limits.timeMax)
                return .failure(FetchFailure(.unavailable))
            }
            defer { group.cancelAll() }
            return await group.next() ?? .failure(FetchFailure(.unavailable))
        }
        return try fetched.get()
    }

    private func result(of address: OutgoingAddress) async -> Result<[UInt8], FetchFailure> {
        do throws(FetchFailure) {
            return .success(try await fetch(address))
        } catch {
            return .failure(error)
        }
    }

    private func fetch(_ address: OutgoingAddress) async throws(FetchFailure) -> [UInt8] {
        var failure = OutgoingFailure(.notConnected)
        for place in try await checkedAddresses(of: address).prefix(Self.addressesMax) {
            do throws(OutgoingFailure) {
                let answer = try await send(address, to: place)
                guard answer.status == 200 else { throw OutgoingFailure(.malformed) }
                return answer.body
            } catch {
                failure = error
                guard failure.code == .notConnected else { break }
            }
        }
        throw FetchFailure(failure.code == .tooLarge ? .tooLarge : .unavailable)
    }

    /// The addresses of a host, if all of them may be connected to.
    private func checkedAddresses(of address: OutgoingAddress) async throws(FetchFailure) -> [NetworkAddress] {
        let name =
            address.host.text.hasPrefix("[") ? String(address.host.text.dropFirst().dropLast()) : address.host.text
        guard let found = try? await resolver.addresses(of: name, port: address.port), !found.isEmpty else {
            throw FetchFailure(.unavailable)
        }
        let places = found.map { NetworkAddress($0) }
        // One that may not be is reason enough to trust none of this name.
        guard
            places.allSatisfy({ place in
                place.map { $0.isPublic || allowsLoopback && $0.isLoopback } ?? false
            })
        else { throw FetchFailure(.notAllowed) }
        return places.compactMap(\.self)
    }

    /// Asks at one address and nowhere else; the connection is not kept.
    private func send(
        _ address: OutgoingAddress,
        to place: NetworkAddress
    ) async throws(OutgoingFailure) -> OutgoingAnswer {
        let client = OutgoingClient(
            limits: OutgoingLimits(connectTimeout: limits.timeMax, answerTimeout: limits.timeMax),
            checked: (address.host, place.text),
            certificatesPath: certificatesPath
        )
        let answer: Result<OutgoingAnswer, OutgoingFailure>
        do throws(OutgoingFailure) {
            answer = .success(
                try await client.send(
                    OutgoingRequest(.get, address, key: nil, answerBytesMax: limits.bytesMax)
                )
            )
        } catch {
            answer = .failure(error)
        }
        try? await client.shutdown()
        return try answer.get()
    }
}
