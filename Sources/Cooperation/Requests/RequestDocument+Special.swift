extension RequestDocument {
    /// What an authority adds to the first order that it ever sends to a platform.
    ///
    /// The law lets the time of such an order begin only when the platform has known for a while how orders work; where a
    /// life can't wait for that, it says why.
    public struct FirstContact: Codable, Hashable, Sendable {
        /// How orders of this authority work: procedure, deadlines, whom to ask.
        public var information: String?
        /// Why this one can't wait.
        public var emergency: String?

        /// Makes one of the two.
        public init(information: String? = nil, emergency: String? = nil) {
            self.information = information
            self.emergency = emergency
        }
    }

    /// What has to be said where something is asked to stay up.
    public struct StayUp: Codable, Hashable, Sendable {
        /// Whether none of the items was made by those who committed an attack.
        public var isNotPerpetrators: Bool
        /// The earlier request that a judge renews; `nil` for the first.
        public var renews: ID<Request>?

        /// Makes it.
        public init(isNotPerpetrators: Bool, renews: ID<Request>? = nil) {
            self.isNotPerpetrators = isNotPerpetrators
            self.renews = renews
        }
    }
}

extension RequestDocument {
    private static let neverStaysUp: Set<RequestGround> = [.instructs, .threatens]

    /// Asks whether what a first order says besides is one thing, and said of an order.
    func requireFirstContact() throws(Refusal) {
        guard let firstContact else { return }
        guard kind == .removalOrder else {
            throw Refusal(
                .invalid,
                "not-an-order",
                "Only a removal order says how orders work; leave this out.",
                pointer: "/firstContact"
            )
        }
        let information = try Texts.optional(firstContact.information, "firstContact/information")
        let emergency = try Texts.optional(firstContact.emergency, "firstContact/emergency")
        guard (information == nil) != (emergency == nil) else {
            throw Refusal(
                .invalid,
                "first-contact-incomplete",
                "Say either how orders work, or why this one can't wait until the platform has known that for a while.",
                pointer: "/firstContact"
            )
        }
    }

    /// Asks whether what is to stay up is nothing that may never stay up.
    func requireStayUp() throws(Refusal) {
        guard kind == .stayUp else {
            guard stayUp == nil else {
                throw Refusal(
                    .invalid,
                    "not-a-stay-up",
                    "This does not ask that anything stays up; leave this out.",
                    pointer: "/stayUp"
                )
            }
            return
        }
        try Self.requireStayUp(items, isNotPerpetrators: stayUp?.isNotPerpetrators == true)
    }

    /// Asks whether items are nothing that may never stay up.
    static func requireStayUp(_ items: [RequestItem], isNotPerpetrators: Bool) throws(Refusal) {
        if let index = items.firstIndex(where: { neverStaysUp.contains($0.ground) }) {
            throw Refusal(
                .invalid,
                "never-stays-up",
                "What instructs in an attack or threatens with one is never asked to stay up.",
                pointer: "/items/\(index)/ground"
            )
        }
        guard isNotPerpetrators else {
            throw Refusal(
                .invalid,
                "never-stays-up",
                "What was made by those who committed an attack never stays up; say that nothing of this was.",
                pointer: "/stayUp/isNotPerpetrators"
            )
        }
    }
}
