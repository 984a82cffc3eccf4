/// One place where a rule of the house is broken.
struct Violation: Hashable, CustomStringConvertible {
    let path: String
    let line: Int
    let rule: String
    let message: String

    var description: String { "\(path):\(line): [\(rule)] \(message)" }
}
