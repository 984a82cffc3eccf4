import Cooperation

/// What a request on paper asks, and who asks it, as far as the register knows them.
struct PaperAsking {
    let paper: PaperRequest
    /// The instruments that it may name; empty where no register has one.
    let instruments: [Instrument]
    /// The office that it comes from; `nil` where none is named.
    let office: Office?
    /// The member that it comes from; `nil` for somebody who is none.
    let member: Organisation?
    /// The keyed hash of the name of somebody who is no member, by which earlier paper of theirs is found.
    let party: String?
    /// For each item the keyed hash by which others about the same are found.
    let itemKeys: [String]
}
