import CanonicalJSON
import Cooperation

/// Requests to start from, all invented.
extension Build {
    static func item(_ number: Int, _ address: String? = nil, reasons: String? = nil) -> RequestItem {
        RequestItem(
            number: number,
            kind: .content,
            address: address ?? "https://platform.example/\(marker)/\(number)",
            ground: .incites,
            reasons: reasons ?? text("reasons \(number)")
        )
    }

    static func document(_ kind: RequestKind = .referral, items: [RequestItem]? = nil) -> RequestDocument {
        var document = RequestDocument(
            id: .number(730),
            batch: .number(740),
            kind: kind,
            instrument: "ID_TEST_ORDER",
            addressee: .member(.number(1)),
            authority: .number(2),
            office: .number(710),
            officer: .number(720),
            country: "ID",
            issuedAt: .start,
            nonce: String(repeating: "0f", count: 16),
            language: "id",
            territory: .countries(["ID"]),
            items: items ?? [item(1), item(2)]
        )
        if kind != .referral, kind != .stayUp, kind != .weakenEncryption {
            document.legalBasis = RequestDocument.LegalBasis(
                statute: text("statute"),
                number: "TEST 1",
                authorisation: RequestDocument.Authorisation(source: .judge, number: "TEST 2", givenAt: .start)
            )
        }
        if kind.asksData {
            document.categories = [.subscriber, .traffic]
            document.encryptionKey = String(repeating: "a", count: 64)
            document.period = RequestDocument.Period(from: Timestamp.start - .days(2), until: .start)
        }
        if kind == .emergencyDisclosure {
            document.emergency = RequestDocument.Emergency(
                nature: .kidnapping,
                atRisk: text("at risk"),
                whyImminent: text("imminent"),
                expectedAt: .start + .hours(3),
                howDataAvert: text("avert"),
                whyNotOrdinary: text("ordinary")
            )
        }
        if kind == .stayUp { document.stayUp = RequestDocument.StayUp(isNotPerpetrators: true) }
        return document
    }

    static func paper() -> PaperRequest {
        PaperRequest(
            kind: .removalOrder,
            instrument: "ID_TEST_ORDER",
            country: "ID",
            territory: .countries(["ID"]),
            language: "id",
            issuedAt: Timestamp.start - .days(1),
            receivedAt: .start,
            items: [item(1)],
            scan: String(repeating: "0", count: 64),
            authorityName: text("authority"),
            authorityContact: text("contact"),
            supervisorName: text("supervisor"),
            reference: text("reference"),
            function: .police
        )
    }

    static func filing(
        _ document: RequestDocument,
        items: [RequestItem]? = nil,
        turnedAwayFor: String? = nil,
        waitsUntil: Timestamp? = nil
    ) -> RequestFiling {
        let items = items ?? document.items
        return RequestFiling(
            facts: RequestFiled(document, supervisor: .number(721)),
            items: items,
            itemKeys: items.map { text("key \($0.number)") },
            sealed: ["document": document.text, "partyKey": text("guest key")],
            turnedAwayFor: turnedAwayFor,
            dueAt: waitsUntil == nil ? .start + .hours(1) : nil,
            waitsUntil: waitsUntil
        )
    }

    static func paperFiling() -> RequestFiling {
        let paper = paper()
        return RequestFiling(
            facts: RequestFiled(paper: paper, addressee: .number(1), authority: nil),
            items: paper.items,
            itemKeys: [text("key")],
            sealed: [
                "authorityName": paper.authorityName, "authorityContact": paper.authorityContact,
                "supervisorName": paper.supervisorName, "reference": paper.reference,
            ],
            dueAt: nil,
            receivedAt: Timestamp.start - .hours(2)
        )
    }

    static func request(_ document: RequestDocument) throws -> Request {
        let acts = try Request.decide(nil, .file(filing(document)), id: document.id, now: .start)
        guard let request = try Request.after(nil, acts) else { throw Missing() }
        return request
    }

    static func answer(_ outcomes: (Int, ItemOutcome)..., reasons: String? = nil) -> RequestAnswer {
        RequestAnswer(
            items: outcomes.map {
                RequestAnswer.Item(number: $0.0, outcome: $0.1, reasons: reasons ?? text("reasons \($0.0)"))
            },
            signed: text("signed")
        )
    }

    static func finding(
        dangers: [Danger] = [],
        roles: [ProtectedRole] = [],
        rabat: Int? = 2,
        wouldLessDo: Bool = false,
        isSpecific: Bool = true
    ) -> Proportionality {
        Proportionality(
            hasLegitimateAim: true,
            isCompetent: true,
            authorisation: .judge,
            isSpecific: isSpecific,
            rabat: rabat.map {
                Proportionality.Rabat(
                    context: $0,
                    speaker: 0,
                    intent: 3,
                    contentAndForm: 1,
                    extent: 2,
                    likelihood: 3
                )
            },
            wouldLessDo: wouldLessDo,
            protectedRoles: roles,
            dangers: dangers,
            territory: .countries(["ID"]),
            tellsPerson: true
        )
    }

    static let findingNotes = Proportionality.Notes(legalBasis: text("basis"), reasons: text("reasons"))

    static func opening(
        _ kind: RequestKind,
        isFirstOfKind: Bool = false,
        items: Int = 2,
        categories: [DataCategory]? = nil,
        factors: [RiskFactor] = []
    ) -> AssessmentOpened {
        AssessmentOpened(
            kind: kind,
            authority: .number(2),
            country: "ID",
            categories: categories ?? (kind.asksData ? [.subscriber, .traffic] : []),
            items: items,
            isExercise: false,
            isFirstOfKind: isFirstOfKind,
            factors: factors
        )
    }

    static func proposal(
        _ outcomes: (Int, ItemOutcome)...,
        territory: Territory = .countries(["ID"]),
        isTemporary: Bool = false
    ) -> AnswerProposal {
        AnswerProposal(
            items: outcomes.map {
                RequestAnswer.Item(number: $0.0, outcome: $0.1, reasons: text("reasons \($0.0)"))
            },
            territory: territory,
            isTemporary: isTemporary
        )
    }
}
