import Cooperation

extension StoreReading {
    /// An assessment with what the register says by now of the office in whose name it came.
    func informed(_ assessment: Assessment) throws -> Assessment { try informed([assessment])[0] }

    /// Assessments with what the register says by now of the offices in whose names they came, in the same order.
    ///
    /// - Complexity: as many statements for a page of a list as for one of them.
    func informed(_ assessments: [Assessment]) throws -> [Assessment] {
        let requests = try load(Request.self, ids: assessments.map { ID<Request>($0.id.identifier) })
        let offices = try load(Office.self, ids: Array(Set(requests.values.compactMap(\.filing.office))))
        return assessments.map { assessment in
            guard assessment.state != .closed, let request = requests[ID(assessment.id.identifier)],
                let office = request.filing.office.flatMap({ offices[$0] })
            else { return assessment }
            // What is answered and done is looked at again while the office is doubted, and not for ever.
            let isDone = assessment.state == .answered && !assessment.kind.asksData
            let known = assessment.knowing(of: isDone ? office.misuse : office.doubt(about: request))
            // Data go out by the number that somebody vouches for: whoever called before that called another, or nobody's.
            return known.kind.asksData ? known.countingCalls(after: office.vouchings.standingSince?.position) : known
        }
    }
}
