/// What a path held where its template has holes, already percent-decoded.
package struct PathParameters: Hashable, Sendable {
    /// The names in the order of the template.
    private let names: [String]
    private let values: [String]
    /// The segments that `**` took; empty where the template has none.
    ///
    /// None of them is empty, `.` or `..`.
    package let tail: [String]

    package static let none = PathParameters(names: [], values: [], tail: [])

    init(names: [String], values: [String], tail: [String]) {
        self.names = names
        self.values = values
        self.tail = tail
    }

    /// The text of one parameter, or `nil` where the template has no such name.
    package subscript(name: String) -> String? {
        names.firstIndex(of: name).map { values[$0] }
    }

    /// Reads one parameter as the type it stands for.
    ///
    /// - Parameters:
    ///   - name: The name in the template.
    ///   - parse: Makes the value, or `nil` where the text is none.
    /// - Returns: The value.
    /// - Throws: ``Problem`` `invalid-request` that points at the parameter.
    package func value<Value>(_ name: String, _ parse: (String) -> Value?) throws(Problem) -> Value {
        guard let text = self[name], let value = parse(text) else {
            throw .invalidField(name, "This part of the path is not what stands there in the API description.")
        }
        return value
    }
}
