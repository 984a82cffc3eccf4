import CSodium
import NIOPosix
import Services

/// Argon2id as libsodium computes it, off the threads that serve requests.
///
/// 64 MiB and two passes: what the library calls interactive, and above the least that OWASP asks for. Two at once bound
/// the memory that attempts to log in can take; how many wait is for `BoundedPasswords` to say.
struct Argon2id: PasswordHashing {
    private static let passes = UInt64(2)
    private static let memoryBytes = 64 << 20
    private static let atOnce = 2

    /// There is not enough memory, or the library can't be used.
    struct Unavailable: Error {}

    private static let threads: NIOThreadPool = {
        let pool = NIOThreadPool(numberOfThreads: atOnce)
        pool.start()
        return pool
    }()

    init() throws {
        guard sodium_init() >= 0 else { throw Unavailable() }
    }

    func hash(_ password: String) async throws -> String {
        try await Self.threads.runIfActive {
            var text = [CChar](repeating: 0, count: Int(crypto_pwhash_STRBYTES))
            let bytes = Array(password.utf8)
            let status = bytes.withUnsafeBytes { bytes in
                bytes.withMemoryRebound(to: CChar.self) { bytes in
                    guard let start = bytes.baseAddress else { return Int32(-1) }
                    let length = UInt64(bytes.count)
                    return crypto_pwhash_argon2id_str(&text, start, length, Self.passes, Self.memoryBytes)
                }
            }
            guard status == 0 else { throw Unavailable() }
            return String(decoding: text.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
        }
    }

    func verify(_ password: String, against hash: String) async -> Bool {
        let isRight = try? await Self.threads.runIfActive {
            let bytes = Array(password.utf8)
            return bytes.withUnsafeBytes { bytes in
                bytes.withMemoryRebound(to: CChar.self) { bytes in
                    guard let start = bytes.baseAddress else { return false }
                    return crypto_pwhash_argon2id_str_verify(hash, start, UInt64(bytes.count)) == 0
                }
            }
        }
        return isRight ?? false
    }
}
