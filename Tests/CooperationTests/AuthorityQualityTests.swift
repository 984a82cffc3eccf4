import Cooperation
import Testing

/// What is counted of an authority's requests, and what follows from it.
@Suite struct `The quality of an authority's requests` {
    private static func request(
        _ number: UInt64,
        to addressee: Addressee = .member(.number(1)),
        items: Int = 2,
        at received: Timestamp = .start,
        isExercise: Bool = false
    ) throws -> Request {
        var document = Build.document(items: (1...items).map { Build.item($0) })
        document.addressee = addressee
        if addressee.kind == .guest { document.addresseeName = Build.text("guest") }
        document.isExercise = isExercise
        let acts = try Request.decide(nil, .file(Build.filing(document)), id: .number(number), now: received)
        return try #require(try Request.after(nil, acts, at: received))
    }

    private static func answered(
        _ request: Request,
        _ outcome: ItemOutcome,
        at time: Timestamp = .start
    ) throws -> Request {
        let items = request.items.map { RequestAnswer.Item(number: $0.number, outcome: outcome, reasons: "TEST") }
        let channel: AnswerChannel? = request.filing.addressee.kind == .guest ? .guest : nil
        let kept = time + .days(183)
        let command = RequestCommand.answer(RequestAnswer(items: items, signed: nil, channel: channel, keptUntil: kept))
        return try #require(
            try Request.after(request, Request.decide(request, command, id: request.id, now: time), at: time)
        )
    }

    /// So many items, all refused or all done, by a member.
    private static func add(
        _ items: Int,
        _ outcome: ItemOutcome,
        by member: UInt64,
        to quality: inout AuthorityQuality
    ) throws {
        let request = try request(730 + member, to: .member(.number(member)), items: items)
        quality.add(try answered(request, outcome))
    }

    private static let thresholds = QualityThresholds(itemsMin: 50, throttlePerMille: 400, suspendPerMille: 600)

    @Test func `is none of what was found forged, but where it must not be read that it was`() throws {
        let refused = try Self.answered(try Self.request(731), .refusedScope)
        let silent = try Self.request(732)
        let late = silent.receivedAt.map { $0 + .days(30) } ?? .start
        let unanswered = try Request.after(
            silent,
            Request.decide(silent, .noteUnanswered, id: silent.id, now: late),
            at: late
        )
        for request in [refused, try #require(unanswered)] {
            var genuine = AuthorityQuality()
            genuine.add(request)
            #expect(genuine.refusedItems + genuine.unansweredRequests > 0)
            let found = try Request.decide(request, .noteForged(dispatch: nil), id: request.id, now: late)
            let forged = try #require(try Request.after(request, found, at: late))
            var (real, told) = (AuthorityQuality(), AuthorityQuality())
            real.add(forged)
            told.add(forged, countingForgeries: true)
            #expect(real == AuthorityQuality() && told == genuine)
            let (until, within) = (Timestamp.start..<late, Timestamp.start..<late + Seconds(1))
            var (before, after) = (AuthorityQuality(), AuthorityQuality())
            before.add(forged, within: until)
            after.add(forged, within: within)
            #expect(before.requests == 1, "What was told of a time before it was found stays as it was told.")
            #expect(after == AuthorityQuality())
        }
    }

    @Test func `counts again what was not forged after all, and holds nothing against it that was undone for that`()
        throws
    {
        let answered = try Self.answered(try Self.request(731), .complied)
        func after(_ request: Request, _ command: RequestCommand, at time: Timestamp) throws -> Request {
            let acts = try Request.decide(request, command, id: request.id, now: time)
            return try #require(try Request.after(request, acts, at: time))
        }
        let (found, undone, back) = (Timestamp.start + .days(1), Timestamp.start + .days(2), Timestamp.start + .days(5))
        var request = try after(
            answered,
            .reverse(item: 2, reasons: "TEST", isMistake: true, dispatch: nil),
            at: .start + .hours(1)
        )
        request = try after(request, .noteForged(dispatch: nil), at: found)
        request = try after(request, .reverse(item: 1, reasons: "TEST", isMistake: true, dispatch: nil), at: undone)
        #expect(request.lookupKeys.count == 1)
        request = try after(request, .noteForgeryTakenBack(dispatch: nil), at: back)
        #expect(request.countsAsAsked && request.lookupKeys.isEmpty)
        var quality = AuthorityQuality()
        quality.add(request)
        #expect(quality.requests == 1 && quality.compliedItems == 2)
        #expect(quality.reversedItems == 1, "That was undone before anybody found it forged.")
        // What was told of a time stays as it was told then.
        for (end, count) in [(found, 1), (found + Seconds(1), 0), (back, 0), (back + Seconds(1), 1)] {
            var told = AuthorityQuality()
            told.add(request, within: Timestamp.start..<end)
            #expect(told.requests == count, "\(end)")
        }
        #expect(request.forgeries(asOf: back).map { $0.isTakenBack } == [false])
        let again = try after(request, .noteForged(dispatch: nil), at: back + .days(1))
        #expect(again.forgeries(asOf: back + Seconds(1)).map { $0.isTakenBack } == [true, false])
        #expect(again.forgeries(asOf: back).map { $0.foundAt } == [found, back + .days(1)])
        #expect(!again.countsAsAsked)
    }

    @Test func `is not mended by answers to itself: what came by a guest's link counts apart and in no share`() throws {
        var quality = AuthorityQuality()
        try Self.add(40, .refusedScope, by: 1, to: &quality)
        try Self.add(40, .refusedRights, by: 3, to: &quality)
        let before = Self.thresholds.consequence(of: quality)
        #expect(before == .suspended)
        let guest = Addressee.guest(ID<Organisation>.number(4).identifier)
        for number in UInt64(800)..<820 {
            let invented = try Self.request(number, to: guest, items: 500)
            quality.add(try Self.answered(invented, .complied))
        }
        #expect(quality.answeredItems == 80 && quality.compliedItems == 0 && quality.unsignedItems == 10_000)
        #expect(Self.thresholds.consequence(of: quality) == before)
    }

    @Test func `is not decided by one addressee alone, however much it refuses`() throws {
        var quality = AuthorityQuality()
        try Self.add(300, .refusedRights, by: 1, to: &quality)
        #expect(Self.thresholds.consequence(of: quality) == .none, "Nobody else refused anything.")
        try Self.add(60, .complied, by: 3, to: &quality)
        #expect(Self.thresholds.consequence(of: quality) == .none)
        try Self.add(2, .refusedScope, by: 4, to: &quality)
        // It weighs as much as all the others, of whom nearly nothing was refused.
        #expect(Self.thresholds.consequence(of: quality) == .throttled(perDay: 10))
        try Self.add(60, .refusedScope, by: 4, to: &quality)
        #expect(Self.thresholds.consequence(of: quality) == .suspended)
    }

    @Test func `is not decided by two addressees with one owner, and on a platform's own node by that platform`() throws
    {
        var quality = AuthorityQuality()
        try Self.add(80, .refusedRights, by: 1, to: &quality)
        try Self.add(80, .refusedRights, by: 3, to: &quality)
        let one = try Interests(owners: ["owner.one"])
        let two = try Interests(owners: ["owner.two"], funders: ["owner.one"])
        let three = try Interests(owners: ["owner.three"])
        func consequence(_ first: Interests, _ second: Interests) -> QualityThresholds.Consequence {
            Self.thresholds.consequence(of: quality, interests: [.number(1): first, .number(3): second])
        }
        #expect(consequence(one, two) == .none)
        #expect(consequence(one, three) == .suspended)
        var own = Self.thresholds
        own.addresseesMin = 1
        #expect(own.consequence(of: quality, interests: [.number(1): one, .number(3): two]) == .suspended)
    }

    @Test func `warns, then slows down, then stops, by whichever share reached what was set, and each by itself`()
        throws
    {
        let stages: [(stage: QualityThresholds.Stage, consequence: QualityThresholds.Consequence)] = [
            (.warn, .warned), (.throttle, .throttled(perDay: 10)), (.suspend, .suspended),
        ]
        var quality = AuthorityQuality()
        // Of a hundred items of each of two, thirty are refused for their form by both.
        for member in UInt64(1)...2 {
            try Self.add(70, .complied, by: member, to: &quality)
            try Self.add(30, .refusedForm, by: member, to: &quality)
        }
        for (stage, consequence) in stages {
            for measure in [QualityMeasure.refused, .erroneous] {
                let reached = QualityThresholds(limits: [measure: [stage: 300]])
                #expect(reached.consequence(of: quality) == consequence && reached.has(stage))
                #expect(QualityThresholds(limits: [measure: [stage: 301]]).consequence(of: quality) == .none)
                #expect((reached.requestsPerDay(of: quality) != nil) == (stage == .throttle))
            }
            for measure in [QualityMeasure.outOfScope, .protected, .reversed] {
                let thresholds = QualityThresholds(limits: [measure: [stage: 1]])
                #expect(thresholds.consequence(of: quality, settled: quality) == .none)
            }
        }
        let all = QualityThresholds(limits: [.erroneous: [.warn: 100, .throttle: 400], .refused: [.suspend: 300]])
        #expect(all.consequence(of: quality) == .suspended, "The worst of all counts.")
    }

    @Test func `is measured by what was undone and whose speech it concerned too`() throws {
        var quality = AuthorityQuality()
        for number in UInt64(1)...10 {
            let filed = try Self.request(730 + number, to: .member(.number(1 + number % 2)), items: 6)
            let items = filed.items.map { RequestAnswer.Item(number: $0.number, outcome: .complied, reasons: "TEST") }
            var request = filed
            let answer = RequestAnswer(items: items, signed: nil, concernsProtectedRole: true)
            for command in [
                RequestCommand.answer(answer), .reverse(item: 1, reasons: "TEST", isMistake: true, dispatch: nil),
            ] {
                let acts = try Request.decide(request, command, id: request.id, now: .start)
                request = try #require(try Request.after(request, acts))
            }
            quality.add(request)
        }
        func consequence(_ measure: QualityMeasure, _ share: Int) -> QualityThresholds.Consequence {
            QualityThresholds(limits: [measure: [.warn: share]]).consequence(of: quality, settled: quality)
        }
        #expect(consequence(.protected, 1000) == .warned)
        let thresholds = QualityThresholds(limits: [.protected: [.warn: 1, .throttle: 1]])
        #expect(thresholds.consequence(of: quality) == .none, "It counts from whole months that are over alone.")
        #expect(thresholds.requestsPerDay(of: quality) == nil)
        #expect(thresholds.requestsPerDay(of: AuthorityQuality(), settled: quality) == 10)
        #expect(consequence(.reversed, 166) == .warned && consequence(.reversed, 167) == .none)
        var whole = AuthorityQuality()
        whole.add(quality)
        #expect(whole == quality)
    }

    @Test func `is not measured by whose speech it concerned from a few requests, however many items they have`() throws
    {
        func quality(_ count: Int) throws -> AuthorityQuality {
            var quality = AuthorityQuality()
            for number in 0..<count {
                let filed = try Self.request(750 + UInt64(number), to: .member(.number(1)), items: 25)
                let items = filed.items.map {
                    RequestAnswer.Item(number: $0.number, outcome: .complied, reasons: "TEST")
                }
                let answer = RequestAnswer(items: items, signed: nil, concernsProtectedRole: true)
                let acts = try Request.decide(filed, .answer(answer), id: filed.id, now: .start)
                quality.add(try #require(try Request.after(filed, acts)))
            }
            return quality
        }
        let thresholds = QualityThresholds(itemsMin: 1, addresseesMin: 1, limits: [.protected: [.suspend: 1]])
        #expect(try thresholds.consequence(of: AuthorityQuality(), settled: quality(9)) == .none)
        #expect(try thresholds.consequence(of: AuthorityQuality(), settled: quality(10)) == .suspended)
    }

    @Test func `is counted by the month in which each thing happened, and practice in none`() throws {
        let months = FiguresPeriods.months(endedBefore: .start, count: 4)
        #expect(
            months.map { String($0.lowerBound.description.prefix(10)) } == [
                "2025-11-01", "2025-10-01", "2025-09-01", "2025-08-01",
            ]
        )
        #expect(zip(months, months.dropFirst()).allSatisfy { $0.lowerBound == $1.upperBound })
        let (november, october, september) = (months[0], months[1], months[2])
        let filed = try Self.request(730, at: september.lowerBound + .days(3))
        let request = try Self.answered(filed, .complied, at: october.lowerBound)
        let reversal = try Request.decide(
            request,
            .reverse(item: 1, reasons: "TEST", isMistake: true, dispatch: nil),
            id: request.id,
            now: november.lowerBound
        )
        let reversed = try #require(try Request.after(request, reversal, at: november.lowerBound))
        func counts(_ month: Range<Timestamp>, _ request: Request) -> [Int] {
            var quality = AuthorityQuality()
            quality.add(request, within: month)
            return [quality.requests, quality.answeredItems, quality.compliedItems, quality.reversedItems]
        }
        #expect(counts(september, reversed) == [1, 0, 0, 0])
        #expect(counts(october, reversed) == [0, 2, 2, 0])
        #expect(counts(november, reversed) == [0, 0, 0, 1])
        // What was told of a month stays as it was.
        #expect(counts(october, request) == counts(october, reversed))
        let practice = try Self.answered(try Self.request(731, isExercise: true), .refusedScope)
        var quality = AuthorityQuality()
        quality.add(practice)
        #expect(quality == AuthorityQuality())
    }

    @Test func `tells no month before it has been over for a day`() {
        let first = "2026-03-01T00:00:00Z"
        func newest(_ text: String) -> String? {
            Timestamp(text).flatMap { FiguresPeriods.months(endedBefore: $0, count: 1).first?.upperBound.description }
        }
        #expect(newest("2026-03-01T23:59:59Z") == "2026-02-01T00:00:00.000000Z")
        #expect(newest("2026-03-02T00:00:00Z") == Timestamp(first)?.description)
        #expect(newest("2026-03-31T12:00:00Z") == Timestamp(first)?.description)
    }

    @Test func `counts how many demands to weaken encryption were refused, and none of them is an exercise`() throws {
        var document = Build.document(.weakenEncryption)
        let acts = try Request.decide(nil, .file(Build.filing(document)), id: document.id, now: .start)
        var quality = AuthorityQuality()
        quality.add(try #require(try Request.after(nil, acts)))
        #expect(quality.encryptionDemands == 1 && quality.encryptionDemandsRefused == 1)
        document.isExercise = true
        #expect(throws: Refusal.self) { try document.requireComplete() }
        var paper = Build.paper()
        paper.isExercise = true
        #expect(throws: Never.self) { try paper.requireComplete(now: .start) }
    }
}

/// What practice never leads to.
@Suite struct `A request that is an exercise` {
    @Test func `hands over nobody's data`() throws {
        var document = Build.document(.disclosure)
        document.isExercise = true
        let filed = try Build.request(document)
        let answer = RequestCommand.answer(Build.answer((1, .complied), (2, .complied)))
        let request = try #require(
            try Request.after(filed, Request.decide(filed, answer, id: filed.id, now: .start))
        )
        func code(_ work: () throws -> [Act]) -> String? {
            do {
                _ = try work()
                return nil
            } catch {
                return (error as? Refusal)?.code
            }
        }
        let command = RequestCommand.disclose(.subscriber, sha256: "TEST", file: "TEST", dispatch: nil)
        let refused = code { try Request.decide(request, command, id: request.id, now: .start) }
        #expect(refused == "exercise-gets-nothing")
    }
}
