import AsyncHTTPClient
import Commands
import Interchange
import NIOCore
import NIOHTTP1

/// Carries the requests of commands to a node.
///
/// It follows no redirect, so that a key goes nowhere but where it was sent.
struct APIClient: APICalling {
    private static let patience = TimeAmount.seconds(60)
    private static let answerBytesMax = 64 << 20

    func call(_ request: APIRequest) async throws -> APIAnswer {
        try await asking(request) { answer in
            let body = try await answer.body.collect(upTo: Self.answerBytesMax)
            return APIAnswer(status: Int(answer.status.code), body: Array(body.readableBytesView))
        }
    }

    func download(_ request: APIRequest, _ take: ([UInt8]) async throws -> Void) async throws -> APIAnswer {
        try await asking(request) { answer in
            let status = Int(answer.status.code)
            guard (200..<300).contains(status) else {
                let body = try await answer.body.collect(upTo: Self.answerBytesMax)
                return APIAnswer(status: status, body: Array(body.readableBytesView))
            }
            var pieces = answer.body.makeAsyncIterator()
            while true {
                let piece: ByteBuffer?
                do {
                    piece = try await pieces.next()
                } catch {
                    throw CommandFailure("The node's answer ended too early.", advice: "Try again.")
                }
                guard let piece else { return APIAnswer(status: status, body: []) }
                try await take(Array(piece.readableBytesView))
            }
        }
    }

    /// Sends a request with a client of its own.
    private func asking(
        _ request: APIRequest,
        _ read: (HTTPClientResponse) async throws -> APIAnswer
    ) async throws -> APIAnswer {
        do throws(OutgoingSettingError) {
            // It goes where the person says who runs the command: encrypted, unless that is this machine.
            _ = try OutgoingAddress(parsing: request.url, allowing: .thisMachine)
            if let key = request.key { _ = try OutgoingKey(key) }
        } catch {
            throw CommandFailure("The node can't be asked: \(error)")
        }
        var configuration = HTTPClient.Configuration(redirectConfiguration: .disallow)
        configuration.tracing.tracer = nil
        configuration.timeout.read = Self.patience
        // Nobody waits a minute to hear that nothing listens there.
        configuration.connectionPool.retryConnectionEstablishment = false
        let client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
        let result: Result<APIAnswer, any Error>
        do {
            result = .success(try await read(Self.send(request, by: client)))
        } catch {
            result = .failure(error)
        }
        try? await client.shutdown()
        switch result {
        case .success(let answer): return answer
        case .failure(let failure as CommandFailure): throw failure
        case .failure(let error):
            let isCertificate = String(reflecting: type(of: error)).contains("SSL")
            throw CommandFailure(
                isCertificate ? "The node's certificate is not trusted." : "No node answers at that address.",
                advice: "Check --url, and that the node runs."
            )
        }
    }

    private static func send(_ request: APIRequest, by client: HTTPClient) async throws -> HTTPClientResponse {
        var outgoing = HTTPClientRequest(url: request.url)
        outgoing.method = .init(rawValue: request.method)
        if let key = request.key { outgoing.headers.add(name: "Authorization", value: "Bearer \(key)") }
        if let body = request.body {
            outgoing.headers.add(name: "Content-Type", value: request.contentType)
            outgoing.body = .bytes(ByteBuffer(bytes: body))
        }
        return try await client.execute(outgoing, timeout: patience)
    }
}
