import Cooperation
import Services

extension ServeConfiguration {
    /// Who may fetch checkpoint and tiles.
    static func logAccess(_ text: String?) throws(CommandFailure) -> LogAccess? {
        guard let text else { return nil }
        guard let access = LogAccess(rawValue: text) else {
            throw CommandFailure("--log-access takes open, daily, keyed or live.")
        }
        return access
    }

    /// A share in thousandths.
    static func share(_ number: Int?, _ option: String) throws(CommandFailure) -> Int? {
        guard let number else { return nil }
        guard (1...1000).contains(number) else { throw CommandFailure("\(option) takes 1 to 1000.") }
        return number
    }
}
