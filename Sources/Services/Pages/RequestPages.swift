import Cooperation
import TransparencyLog

/// Where a list of requests or of what is made of them ended.
package struct RequestPlace: Sendable, Hashable {
    /// The value that the list is ordered by; `nil` where it has none.
    package let value: Int64?
    package let id: Identifier

    package init(value: Int64?, id: Identifier) {
        self.value = value
        self.id = id
    }

    fileprivate init(_ value: FacetValue?, _ id: Identifier) {
        guard case .integer(let number)? = value else {
            self.init(value: nil, id: id)
            return
        }
        self.init(value: number, id: id)
    }

    /// The place as a bookmark of one kind of list.
    package func bookmark<A: Aggregate>(_: A.Type) -> AggregateQuery<A>.Bookmark {
        .init(value: value.map { .integer($0) }, id: ID(id))
    }

    /// The place of a bookmark.
    package init<A: Aggregate>(_ bookmark: AggregateQuery<A>.Bookmark) {
        self.init(bookmark.value, bookmark.id.identifier)
    }
}

/// A request in the list of whoever answers it.
package struct InboxRow: Sendable {
    package let request: RequestView
    package let assessment: Assessment
    package let office: String?
}

/// Who asks, as the register has them.
package struct RequestRegister: Sendable {
    package let office: OfficeView?
    package let officer: OfficerView?
    package let supervisor: OfficerView?
}

/// Reads moments off as whoever asks sees them, in their zone and in UTC.
package struct AuthorityClock: Sendable {
    let zone: ZoneName
    let calendar: any CivilCalendar

    /// What it shows of a moment.
    package func face(of moment: Timestamp) -> ClockFace { ClockFace(of: moment, in: zone, calendar: calendar) }
}

extension Node {
    private static let formalShown = 50
    private static let membersMax = 1000

    /// When requests are due, as the clocks of their offices show it; one without an office by UTC alone.
    ///
    /// - Returns: by request; one that nothing is due of is left out.
    package func dueFaces(of requests: [Request]) async throws -> [ID<Request>: ClockFace] {
        let calendar = calendar
        return try await store.read { reading in
            let offices = try reading.load(Office.self, ids: Array(Set(requests.compactMap(\.filing.office))))
            var faces: [ID<Request>: ClockFace] = [:]
            for request in requests {
                guard let due = request.dueAt else { continue }
                let office = request.filing.office.flatMap { offices[$0] }
                let zone = office.flatMap { ZoneName($0.zone) } ?? request.filing.zone ?? .utc
                faces[request.id] = ClockFace(of: due, in: zone, calendar: calendar)
            }
            return faces
        }
    }

    /// The clock on the wall of whoever asks: that of their office; UTC for one without an office.
    package func authorityClock(of request: Request) async throws -> AuthorityClock {
        let office = try await store.read { reading in
            try request.filing.office.flatMap { try reading.load(Office.self, $0) }
        }
        let zone = office.flatMap { ZoneName($0.zone) } ?? request.filing.zone ?? .utc
        return AuthorityClock(zone: zone, calendar: calendar)
    }

    /// Requests that can be the formal one after an emergency, the newest first.
    package func formalRequests(after emergency: Assessment) async throws -> [RequestView] {
        let desk = requestDesk
        return try await store.read { reading in
            let assessments = try desk.formalRequests(after: emergency, limit: Self.formalShown, in: reading)
            let requests = try reading.load(Request.self, ids: assessments.map { ID<Request>($0.id.identifier) })
            return try reading.views(assessments.compactMap { requests[ID<Request>($0.id.identifier)] })
        }
    }

    /// The offices of the register that a request on paper may come from, by name, as `Authority, office`.
    package func paperOffices() async throws -> [(id: ID<Office>, name: String)] {
        try await store.read { reading in
            let offices = try reading.find(
                AggregateQuery<Office>([.equals(.revoked, .integer(0))], limit: Self.membersMax)
            )
            let names = try reading.names(of: Array(Set(offices.map(\.authority))))
            return try reading.views(offices).map { view in
                let place = view.texts[.name] ?? view.office.id.description
                return (
                    view.office.id, [names[view.office.authority], place].compactMap(\.self).joined(separator: ", ")
                )
            }.sorted { ($0.1, $0.0) < ($1.1, $1.0) }
        }
    }

    /// Authorities among the members, by name, as askers of a request on paper.
    package func authorities() async throws -> [RequestChoices.Platform] {
        try await store.read { reading in
            let members = try reading.find(AggregateQuery<Organisation>(limit: Self.membersMax)).filter {
                $0.kind == .authority && $0.standing != .applicant
            }
            let names = try reading.names(of: members.map(\.id))
            return members.map { .init(id: $0.id, name: names[$0.id] ?? $0.id.description) }
                .sorted { ($0.name, $0.id) < ($1.name, $1.id) }
        }
    }

    /// Requests that this node's organisation was asked, with what it makes of them.
    ///
    /// An adviser sees those that they were asked about.
    ///
    /// - Parameters:
    ///   - state: only those in this state; `nil` for those that wait for an answer, the one that is due soonest first, and
    ///     for an adviser all of theirs, the newest first.
    ///   - after: where the page before ended.
    ///   - limit: how many at most.
    ///   - caller: who reads.
    /// - Returns: the page, and where the next one begins.
    /// - Throws: `StoreError`.
    package func assessmentInbox(
        _ state: Assessment.State?,
        after: RequestPlace?,
        limit: Int,
        for caller: Caller
    ) async throws -> (rows: [InboxRow], next: RequestPlace?) {
        let own = caller.organisation
        return try await store.read { reading in
            var requests: [Request] = []
            var assessments: [ID<Assessment>: Assessment] = [:]
            var next: RequestPlace?
            if state != nil || caller.role == .adviser {
                let page = try reading.find(
                    AggregateQuery<Assessment>(
                        Assessment.open(to: caller) + (state.map { [.equals(.state, .text($0.rawValue))] } ?? []),
                        order: .descending(.openedAt),
                        after: after?.bookmark(Assessment.self),
                        limit: limit
                    )
                )
                if page.count == limit, let last = page.last {
                    next = RequestPlace(value: last.openedAt.microseconds, id: last.id.identifier)
                }
                let found = try reading.load(Request.self, ids: page.map { ID<Request>($0.id.identifier) })
                requests = page.compactMap { found[ID<Request>($0.id.identifier)] }
                for assessment in page { assessments[assessment.id] = assessment }
            } else {
                let members = try reading.ownIDs(of: own.id)
                requests = try reading.find(
                    AggregateQuery<Request>(
                        [
                            .isOneOf(.addressee, members.map { .text($0.description) }),
                            .isOneOf(.state, Request.State.waiting.map { .text($0.rawValue) }),
                            .isOneOf(
                                .kind,
                                RequestKind.allCases.filter(caller.isShown).map { .text($0.rawValue) }
                            ),
                        ],
                        order: .ascending(.dueAt),
                        after: after?.bookmark(Request.self),
                        limit: limit
                    )
                )
                if requests.count == limit, let last = requests.last {
                    next = RequestPlace(last.value(of: .dueAt), last.id.identifier)
                }
                assessments = try reading.load(Assessment.self, ids: requests.map { ID<Assessment>($0.id.identifier) })
            }
            requests.removeAll { assessments[ID($0.id.identifier)]?.isOpen(to: caller) != true }
            for informed in try reading.informed(Array(assessments.values)) { assessments[informed.id] = informed }
            let offices = try reading.load(Office.self, ids: Array(Set(requests.compactMap(\.filing.office))))
            let names = try reading.sealedParts(
                [OfficeText.name.rawValue],
                at: offices.values.compactMap { $0.textPositions[.name] }
            )
            let rows = try reading.views(requests).compactMap { view -> InboxRow? in
                guard let assessment = assessments[ID(view.request.id.identifier)] else { return nil }
                let office = view.request.filing.office.flatMap { offices[$0]?.textPositions[.name] }
                return InboxRow(
                    request: view,
                    assessment: assessment,
                    office: office.flatMap { names[$0]?[OfficeText.name.rawValue] }
                )
            }
            return (rows, next)
        }
    }

    /// What the register says of who asks, for whoever is asked.
    package func register(of request: Request) async throws -> RequestRegister {
        try await store.read { reading in
            let offices = try reading.load(Office.self, ids: [request.filing.office].compactMap(\.self))
            let known = try reading.load(
                Officer.self,
                ids: [request.filing.officer, request.filing.supervisor].compactMap(\.self)
            )
            let views = try reading.views(Array(known.values))
            func officer(_ id: ID<Officer>?) -> OfficerView? { views.first { $0.officer.id == id } }
            return RequestRegister(
                office: try reading.views(Array(offices.values)).first,
                officer: officer(request.filing.officer),
                supervisor: officer(request.filing.supervisor)
            )
        }
    }

    /// What the members are called that are asked.
    package func addresseeNames(of members: [ID<Organisation>]) async throws -> [ID<Organisation>: String] {
        try await store.read { try $0.names(of: members) }
    }

    /// People of the caller's organisation who may be asked as independent advisers.
    package func advisers(for caller: Caller) async throws -> [PersonView] {
        let own = caller.organisation.id
        return try await store.read { reading in
            let people = try reading.find(
                AggregateQuery<Person>(
                    [
                        .equals(.organisation, .text(own.description)),
                        .equals(.state, .text(Person.State.active.rawValue)),
                    ],
                    limit: 1000
                )
            ).filter { $0.roles.contains(.adviser) }
            let names = try reading.names(of: people.map(\.id))
            return people.map { PersonView(person: $0, name: names[$0.id]) }
        }
    }

    /// An encrypted file that was handed over, for the authority to which it is encrypted.
    ///
    /// - Throws: `Refusal` `not-found`, also where it was erased or is handed over no more.
    package func disclosedFile(_ sha256: String, of id: ID<Request>, for caller: Caller) async throws -> [UInt8] {
        try await store.read { reading in
            let request = try reading.request(id, for: caller)
            guard let found = request.disclosures.first(where: { $0.sha256 == sha256 }) else {
                throw Request.noSuchFile
            }
            return try reading.file(of: found, of: request)
        }
    }
}
