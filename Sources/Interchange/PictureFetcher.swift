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

    private let hosts: ThumbnailHosts
    private let limits: Limits
    private let courier: CheckedCourier

    /// Makes a fetcher.
    ///
    /// - Parameters:
    ///   - hosts: from where.
    ///   - policy: the rules for all that goes out.
    ///   - limits: how much and how long.
    package init(hosts: ThumbnailHosts, policy: OutgoingPolicy, limits: Limits = Limits()) {
        self.hosts = hosts
        self.limits = limits
        courier = CheckedCourier(policy: policy, timeMax: limits.timeMax)
    }

    /// Fetches what a link leads to.
    package func content(at link: String) async throws(FetchFailure) -> [UInt8] {
        guard let address = try? OutgoingAddress(parsing: link, allowing: courier.policy.allowed),
            hosts.contains(address)
        else { throw FetchFailure(.notAllowed) }
        let answer: OutgoingAnswer
        do throws(OutgoingFailure) {
            answer = try await courier.send(
                OutgoingRequest(.get, address, key: nil, answerBytesMax: limits.bytesMax)
            )
        } catch {
            switch error.code {
            case .notAllowed: throw FetchFailure(.notAllowed)
            case .tooLarge: throw FetchFailure(.tooLarge)
            case .notConnected, .notTrusted, .timedOut, .endedEarly, .malformed, .cancelled:
                throw FetchFailure(.unavailable)
            }
        }
        guard answer.status == 200 else { throw FetchFailure(.unavailable) }
        return answer.body
    }
}
