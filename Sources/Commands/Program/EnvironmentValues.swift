/// What the environment says where the command line says nothing.
struct EnvironmentValues {
    private let variables: [String: String]

    init(_ variables: [String: String]) {
        self.variables = variables
    }

    /// The text of a variable; an empty one counts as none.
    func text(_ name: String) -> String? {
        variables[name].flatMap { $0.isEmpty ? nil : $0 }
    }

    /// The number that was given, else that of the variable.
    func integer(_ name: String, unless given: Int?) throws(CommandFailure) -> Int? {
        if let given { return given }
        guard let text = text(name) else { return nil }
        guard let value = Int(text) else { throw CommandFailure("\(name) must be a whole number.") }
        return value
    }

    /// What was given, else what the variable says.
    func truth(_ name: String, unless given: Bool?) throws(CommandFailure) -> Bool? {
        if let given { return given }
        switch text(name)?.lowercased() {
        case nil: return nil
        case "1", "true", "yes": return true
        case "0", "false", "no": return false
        default: throw CommandFailure("\(name) must be true or false.")
        }
    }
}
