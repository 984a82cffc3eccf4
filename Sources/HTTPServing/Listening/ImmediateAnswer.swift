import HTTPTypes

/// What a connection says by itself, without anybody looking at the request: that what it read is no HTTP, or that the node
/// has too much to do.
package struct ImmediateAnswer: Sendable {
    let head: HTTPResponse
    let body: [UInt8]
}
