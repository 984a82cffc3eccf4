import Cooperation

extension Caller {
    /// Whoever has this role in an organisation, as a person or as a program.
    init(_ organisation: Organisation, _ role: Role, isPerson: Bool, isOnExchange: Bool) {
        self.init(
            organisation: organisation,
            key: .random(),
            role: role,
            person: isPerson ? .random() : nil,
            isOnExchange: isOnExchange
        )
    }

    var testDescription: String {
        "\(organisation.kind) \(organisation.standing) \(role)\(person == nil ? "" : ", a person")"
            + "\(organisation.ownsNode ? ", own node" : "")\(isOnExchange ? ", on an exchange" : "")"
    }
}

extension [Caller] {
    /// Every role, as a person and as a program, whether or not this kind of organisation has it.
    static func all(of organisation: Organisation, isOnExchange: Bool) -> Self {
        Role.allCases.flatMap { role in
            [true, false].map { Caller(organisation, role, isPerson: $0, isOnExchange: isOnExchange) }
        }
    }
}
