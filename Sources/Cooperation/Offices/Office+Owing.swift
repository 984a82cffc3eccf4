extension Office {
    /// The scope of the lookup key by which the offices of an authority are found that owe formal requests.
    public static let owingScope = "owingFormal"

    /// While it owes a formal request, it is found by its authority.
    public var lookupKeys: Set<LookupKey> { owing == nil ? [] : [Self.owingKey(of: authority)] }

    /// Under which key the offices of an authority are found that owe formal requests.
    public static func owingKey(of authority: ID<Organisation>) -> LookupKey {
        LookupKey(scope: owingScope, value: authority.description)
    }

    /// Whether a member is told that it owes formal requests: an authority of its own offices alone, and so of all that its own
    /// node has.
    public func tellsOwing(to member: Organisation) -> Bool {
        member.kind != .authority || member.ownsNode || member.id == authority
    }

    func changingOwing(isMore: Bool) -> [Act] {
        let before = owing?.requests ?? 0
        let after = isMore ? before + 1 : max(0, before - 1)
        return after == before ? [] : [Act(OfficeFormalOwed(requests: after), on: id)]
    }
}
