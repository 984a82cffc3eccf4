import Statements

/// No signed statement and no sealed file crashes the reader, and what is read is written as it was.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let bytes = Array(UnsafeBufferPointer(start: start, count: count))
    if let statement = try? SignedStatement(parsing: bytes) {
        precondition(statement.bytes == bytes, "a statement is not written as it was read")
    }
    if let header = try? SealedFileHeader(parsing: bytes) {
        precondition(header.bytes == bytes, "a header is not written as it was read")
    }
    let secret = [UInt8](repeating: 7, count: 32)
    guard let key = try? EncryptionSecretKey(bytes: secret) else { return 0 }
    if let opened = try? SealedFile.open(bytes, with: key) {
        precondition(opened.content.count == opened.header.size, "a file does not have its size")
    }
    let text = String(decoding: bytes, as: UTF8.self)
    if let publicKey = try? SigningPublicKey(text) { precondition(publicKey.description == text) }
    if let publicKey = try? EncryptionPublicKey(text) { precondition(publicKey.description == text) }
    return 0
}
