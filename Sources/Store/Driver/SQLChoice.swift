/// Some values among which a column is looked for: the end of an `IN`, and the values of its parameters.
struct SQLChoice {
    /// The question marks in their brackets; no column is in an empty choice.
    let list: String
    let binds: [SQLValue]

    /// Takes the values.
    ///
    /// The last value is repeated up to a power of two, so that choices of many lengths share few statements.
    init(_ values: [SQLValue]) {
        var width = 1
        while width < values.count { width *= 2 }
        // NULL is equal to nothing.
        let last = values.last ?? .null
        binds = values + Array(repeating: last, count: width - values.count)
        list = "(" + binds.map { _ in "?" }.joined(separator: ", ") + ")"
    }

    /// Cuts many values into choices that a statement can hold.
    static func pages(of values: [SQLValue]) -> [SQLChoice] {
        stride(from: 0, to: values.count, by: StoreLimits.choicesPerStatement).map { start in
            SQLChoice(Array(values[start..<min(start + StoreLimits.choicesPerStatement, values.count)]))
        }
    }
}
