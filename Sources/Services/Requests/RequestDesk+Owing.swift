import Cooperation

extension RequestDesk {
    /// How many offices of one authority, and how many requests, are looked at that owe formal requests.
    private static let owingMax = 1000

    /// Says where a request lives that the formal one after it did not come in time, or came after all.
    ///
    /// Of paper the node's own register knows enough, and practice owes nothing.
    func sayOwing(
        _ word: RequestWord,
        of request: Request,
        person: ID<Person>? = nil,
        in transaction: any StoreTransaction,
        by author: Author
    ) throws {
        guard request.filing.channel != .paper, !request.filing.isExercise else { return }
        try say(word, nil, of: request, person: person, in: transaction, by: author)
    }

    /// Tells the members who read the register that an office owes a formal request more, or one less: neither after which
    /// request, nor who was asked, so the node says it by itself.
    func noteOwing(of request: Request, in transaction: any StoreTransaction) throws {
        guard !request.filing.isExercise, let id = request.filing.office,
            let office = try transaction.load(Office.self, id), office.origin == nil
        else { return }
        for act in try Office.decide(office, .noteOwing(isMore: request.owesFormal), id: id) {
            try transaction.append(act, by: .node(of: organisation))
        }
    }

    /// Whether an authority owes somebody else a formal request, as the register has it.
    ///
    /// What it owes this node, this node's own people know, and sooner.
    func owesOthers(_ authority: ID<Organisation>, in reading: any StoreReading) throws -> Bool {
        let offices = try reading.lookUp(Office.self, Office.owingKey(of: authority), limit: Self.owingMax)
        guard !offices.isEmpty else { return false }
        let owed = try reading.load(Office.self, ids: offices).values.reduce(0) { $0 + ($1.owing?.requests ?? 0) }
        let own = try reading.ownIDs(of: organisation)
        let requests = try reading.lookUp(Request.self, Request.owingKey(of: authority), limit: Self.owingMax)
        let known = try reading.load(Request.self, ids: requests).values.filter { request in
            request.filing.addressee.member.map(own.contains) ?? false
        }
        return owed > known.count
    }
}
