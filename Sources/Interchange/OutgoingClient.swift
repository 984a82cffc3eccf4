import AsyncHTTPClient
import NIOCore
import NIOHTTP1
import NIOSSL

/// What speaks HTTP for `CheckedCourier`.
///
/// It follows no redirect, keeps no cookie, unpacks nothing, uses no proxy, writes no log, and reads no answer longer or
/// later than its limits. Where it connects is the caller's choice.
///
/// Shut it down when it is no longer needed; it must not just be dropped.
package struct OutgoingClient: Sendable {
    /// What the program calls itself: always the same, so that it tells nothing about a node.
    package static let userAgent = "Perisai"

    private let client: HTTPClient
    private let limits: OutgoingLimits

    /// Makes a client on the event loops that the whole process shares.
    ///
    /// - Parameters:
    ///   - limits: how long and how much.
    ///   - checked: a host with the one address that is connected to for it, without asking for the name again. The
    ///     certificate must be the name's.
    ///   - certificatesPath: a file with certificates that are trusted instead of the system's.
    package init(
        limits: OutgoingLimits = .standard,
        checked: (host: OutgoingHost, address: String)? = nil,
        certificatesPath: String? = nil
    ) {
        var tls = TLSConfiguration.makeClientConfiguration()
        tls.minimumTLSVersion = .tlsv12
        if let certificatesPath { tls.trustRoots = .file(certificatesPath) }
        var pool = HTTPClient.Configuration.ConnectionPool(idleTimeout: TimeAmount(limits.idleTimeout))
        pool.concurrentHTTP1ConnectionsPerHostSoftLimit = limits.connectionsPerServerMax
        // The caller knows better than the pool when to try again, and should learn of a refusal at once.
        pool.retryConnectionEstablishment = false
        var configuration = HTTPClient.Configuration(
            tlsConfiguration: tls,
            redirectConfiguration: .disallow,
            timeout: HTTPClient.Configuration.Timeout(connect: TimeAmount(limits.connectTimeout)),
            connectionPool: pool,
            decompression: .disabled
        )
        configuration.httpVersion = .http1Only
        if let (host, address) = checked {
            configuration.dnsOverride = [host.text: address]
            configuration.http1_1ConnectionDebugInitializer = { CertificateName.require(host, on: $0) }
        }
        // A span would hold the whole address with its query.
        configuration.tracing.tracer = nil
        client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
        self.limits = limits
    }

    /// Sends a request and reads the whole answer, whatever its status, or as much of it as the request wants.
    ///
    /// - Parameter request: what is asked.
    /// - Returns: the answer.
    /// - Throws: `OutgoingFailure` where there is none within the limits.
    package func send(_ request: OutgoingRequest) async throws(OutgoingFailure) -> OutgoingAnswer {
        let patience = limits.answerTimeout + request.wait
        do {
            // The library's deadline ends with the head of an answer; the body must not be slower either.
            return try await withThrowingTaskGroup(of: OutgoingAnswer?.self) { group in
                group.addTask { try await exchange(request, deadline: .now() + TimeAmount(patience)) }
                group.addTask {
                    try await Task.sleep(for: patience)
                    return nil
                }
                defer { group.cancelAll() }
                guard let answer = try await group.next() ?? nil else { throw OutgoingFailure(.timedOut) }
                return answer
            }
        } catch {
            throw Task.isCancelled ? OutgoingFailure(.cancelled) : OutgoingFailure(error)
        }
    }

    private func exchange(_ request: OutgoingRequest, deadline: NIODeadline) async throws -> OutgoingAnswer {
        let response = try await client.execute(Self.prepared(request), deadline: deadline)
        var body = ByteBuffer()
        if let most = request.answerBytesMax {
            let encoding = response.headers.first(name: "content-encoding") ?? "identity"
            // Where no body comes, how it would be packed says nothing.
            guard request.method == .head || encoding.lowercased() == "identity" else {
                throw OutgoingFailure(.malformed)
            }
            body = try await response.body.collect(upTo: most)
        }
        let mediaType = response.headers.first(name: "content-type")?.prefix { $0 != ";" }
        return OutgoingAnswer(
            status: Int(response.status.code),
            mediaType: mediaType?.lowercased().replacing(#/\s/#, with: ""),
            body: Array(body.readableBytesView),
            retryAfter: response.headers.first(name: "retry-after")
        )
    }

    private static func prepared(_ request: OutgoingRequest) -> HTTPClientRequest {
        var prepared = HTTPClientRequest(url: request.address.text)
        prepared.headers.add(name: "User-Agent", value: userAgent)
        prepared.headers.add(name: "Accept-Encoding", value: "identity")
        if let key = request.key { prepared.headers.add(name: "Authorization", value: key.authorization) }
        for field in request.fields { prepared.headers.add(name: field.name, value: field.value) }
        switch request.method {
        case .get: break
        case .head: prepared.method = .HEAD
        case .post(let mediaType, let body):
            prepared.method = .POST
            prepared.headers.add(name: "Content-Type", value: mediaType)
            prepared.body = .bytes(ByteBuffer(bytes: body))
        }
        return prepared
    }

    /// Closes all connections.
    ///
    /// Requests under way end without an answer. Doing it again changes nothing.
    ///
    /// - Throws: `OutgoingFailure` where the connections can't be closed.
    package func shutdown() async throws(OutgoingFailure) {
        do {
            try await client.shutdown()
        } catch let error as HTTPClientError where error == .alreadyShutdown {
            return
        } catch {
            throw OutgoingFailure(error)
        }
    }
}
