import CanonicalJSON
import Crypto
import Statements

/// An invented request, and the keys of docs/formats/statements.md and sealed-files.md.
enum Example {
    static func bytes(from first: UInt8) -> [UInt8] { (0..<32).map { first + $0 } }

    static func officer() throws -> SigningSecretKey { try SigningSecretKey(seed: bytes(from: 0x20)) }
    static func supervisor() throws -> SigningSecretKey { try SigningSecretKey(seed: bytes(from: 0x40)) }
    static func stranger() throws -> SigningSecretKey { try SigningSecretKey(seed: bytes(from: 0x01)) }
    static func opener() throws -> EncryptionSecretKey { try EncryptionSecretKey(bytes: bytes(from: 0x60)) }
    static func other() throws -> EncryptionSecretKey { try EncryptionSecretKey(bytes: bytes(from: 0x80)) }

    static let request: JSONValue = [
        "id": "01970000-0000-7000-8000-00000000000a", "issuedAt": "2026-03-04T05:06:07.000008Z",
        "addressee": "0190a000-0000-7000-8000-000000000001", "nonce": "000102030405060708090a0b0c0d0e0f",
        "kind": "referral", "items": [["link": "https://media.example/1", "reason": "TEST é ไทย 🛡"]],
    ]

    static func signed() throws -> SignedStatement {
        try SignedStatement.sign(request, for: .request, with: officer()).coSign(with: supervisor())
    }

    static func keys() throws -> [SigningPublicKey] { [try officer().publicKey, try supervisor().publicKey] }

    static func hexadecimal(_ bytes: some Sequence<UInt8>) -> String {
        bytes.map { byte in
            let text = String(byte, radix: 16)
            return text.count == 1 ? "0" + text : text
        }.joined()
    }

    static func bytes(_ hexadecimal: String) -> [UInt8] {
        stride(from: 0, to: hexadecimal.count, by: 2).compactMap { place in
            UInt8(hexadecimal.dropFirst(place).prefix(2), radix: 16)
        }
    }

    static func digest(_ bytes: [UInt8]) -> String { hexadecimal(SHA256.hash(data: bytes)) }
}

/// The code of the problem that some work ends with; `nil` where it succeeds.
func signatureProblem(_ work: () throws -> Void) -> SignatureProblem.Code? {
    do {
        try work()
        return nil
    } catch { return (error as? SignatureProblem)?.code }
}

/// The code of the problem that some work ends with; `nil` where it succeeds.
func sealedFileProblem(_ work: () throws -> Void) -> SealedFileProblem.Code? {
    do {
        try work()
        return nil
    } catch { return (error as? SealedFileProblem)?.code }
}
