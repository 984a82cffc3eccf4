import Cooperation

/// A target that belongs to nobody, to register.
struct WireNewCanary: Decodable {
    let target: String
}

/// A target that belongs to nobody, as it is answered: never what it is.
struct WireCanary: Encodable {
    let id: ID<Canary>
    let state: Canary.State
    let registeredBy: ID<Person>
    let registeredAt: Timestamp
    let timesNamed: Int
    let lastNamedAt: Timestamp?

    init(_ canary: Canary) {
        id = canary.id
        state = canary.state
        registeredBy = canary.registeredBy
        registeredAt = canary.registeredAt
        timesNamed = canary.timesNamed
        lastNamedAt = canary.lastNamedAt
    }
}
