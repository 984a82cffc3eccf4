/// One part of a form, read whole.
package struct FormPart: Hashable, Sendable {
    package let header: MultipartPartHeader
    package let bytes: [UInt8]

    package init(header: MultipartPartHeader, bytes: [UInt8]) {
        self.header = header
        self.bytes = bytes
    }
}
