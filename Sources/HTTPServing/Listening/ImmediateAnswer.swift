import HTTPTypes

/// What a connection says before it closes when what it read is no HTTP.
package struct MalformedRequestAnswer: Sendable {
    let head: HTTPResponse
    let body: [UInt8]
}
