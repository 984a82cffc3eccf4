extension Reading {
    /// What a person reads.
    public struct Subject: Codable, Hashable, Sendable {
        /// What kind of thing it is.
        public enum Kind: String, Codable, CaseIterable, Sendable {
            /// A case.
            case `case`
            /// A request, with what its documents name.
            case request
            /// A draft of requests, with what its documents name.
            case requestDraft
            /// A file with data of somebody that was disclosed on a request; its id is the request's.
            case disclosure
            /// What is made of a request.
            case assessment
            /// A threat to life that this node's people flagged.
            case threat
            /// A threat to life of which an authority was told.
            case threatNotice
            /// A person of an organisation.
            case person
        }

        /// What kind of thing it is.
        public let kind: Kind
        /// Its id.
        public let identifier: Identifier

        /// Names a subject.
        public init(_ kind: Kind, _ identifier: Identifier) {
            self.kind = kind
            self.identifier = identifier
        }

        /// A case.
        public static func `case`(_ id: ID<Case>) -> Subject { Subject(.case, id.identifier) }
        /// A request.
        public static func request(_ id: ID<Request>) -> Subject { Subject(.request, id.identifier) }
        /// A draft of requests.
        public static func requestDraft(_ id: ID<RequestDraft>) -> Subject { Subject(.requestDraft, id.identifier) }
        /// A file that was disclosed on a request.
        public static func disclosure(on id: ID<Request>) -> Subject { Subject(.disclosure, id.identifier) }
        /// What is made of a request.
        public static func assessment(_ id: ID<Assessment>) -> Subject { Subject(.assessment, id.identifier) }
        /// A threat that was flagged.
        public static func threat(_ id: ID<ThreatAlert>) -> Subject { Subject(.threat, id.identifier) }
        /// A threat of which an authority was told.
        public static func threatNotice(_ id: ID<ThreatNotice>) -> Subject { Subject(.threatNotice, id.identifier) }
        /// A person.
        public static func person(_ id: ID<Person>) -> Subject { Subject(.person, id.identifier) }

        /// For what it is read by whoever may read it; `nil` where that is asked.
        public var purpose: Purpose? {
            switch kind {
            case .case: nil
            case .request, .requestDraft, .disclosure, .assessment: .legal
            case .threat, .threatNotice, .person: .duty
            }
        }
    }
}
