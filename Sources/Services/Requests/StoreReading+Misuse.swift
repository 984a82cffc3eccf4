import Cooperation

extension StoreReading {
    /// How many events of an office are looked at for when its name was misused.
    private static var officeEventsMax: Int { 1000 }

    /// An assessment with what the register says by now of the office in whose name it came.
    func informed(_ assessment: Assessment) throws -> Assessment { try informed([assessment])[0] }

    /// Assessments with what the register says by now of the offices in whose name they came, in the same order.
    ///
    /// Reads requests and offices at once, and single histories only of offices that somebody vouched for anew.
    func informed(_ assessments: [Assessment]) throws -> [Assessment] {
        let requests = try load(Request.self, ids: assessments.map { ID<Request>($0.id.identifier) })
        let offices = try load(Office.self, ids: Array(Set(requests.values.compactMap(\.filing.office))))
        return try assessments.map { assessment in
            guard assessment.state != .closed, let request = requests[ID(assessment.id.identifier)],
                let office = request.filing.office.flatMap({ offices[$0] })
            else { return assessment }
            // What is answered and done is looked at again while the office is doubted, and not for ever.
            let isDone = assessment.state == .answered && !assessment.kind.asksData
            let found = isDone ? office.misuse?.at : try misusedAt(office, before: request)
            guard let doubtedSince = found else { return assessment }
            return assessment.knowing(officeMisusedAt: doubtedSince, clearedAt: try clearedAt(assessment))
        }
    }

    /// When it was noted that a forged request bore an office's name, where nobody vouched for the office between that and
    /// this request; `nil` where nothing speaks against the request.
    ///
    /// A word given later is for the keys as they are then: what was signed before it may be the forger's still.
    func misusedAt(_ office: Office, before request: Request) throws -> Timestamp? {
        if let misuse = office.misuse { return misuse.at }
        guard office.vouchings.count > 1, let latest = office.vouchings.last,
            request.receivedAt.map({ $0 <= latest.at }) ?? true,
            let misusedAt = try latestMisuse(of: office)
        else { return nil }
        guard let restored = office.vouchings.first(where: { $0.at >= misusedAt }) else { return misusedAt }
        return request.receivedAt.map { $0 <= restored.at } ?? true ? misusedAt : nil
    }

    private func latestMisuse(of office: Office) throws -> Timestamp? {
        guard office.origin != nil else {
            let query = EventQuery(
                subject: office.id.identifier,
                types: [OfficeMisused.type],
                isNewestFirst: true,
                limit: 1
            )
            return try events(query).first?.time
        }
        let received = try events(
            EventQuery(innerSubject: office.id.identifier, isNewestFirst: true, limit: Self.officeEventsMax)
        )
        return try received.compactMap { try $0.effects().last }.first { $0.type == OfficeMisused.type }?.time
    }

    private func clearedAt(_ assessment: Assessment) throws -> Timestamp? {
        guard assessment.clearedBy != nil else { return nil }
        let query = EventQuery(
            subject: assessment.id.identifier,
            types: [AssessmentUnlocked.type],
            isNewestFirst: true,
            limit: 1
        )
        return try events(query).first?.time
    }
}
