import Cooperation
import Documents

/// Documents as they could be; every name in them is invented.
struct Samples {
    let words: DocumentWords

    init(_ language: String) throws { words = try Repository.words(language) }

    static let digest = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"

    func time(_ minutes: Int64 = 0) throws -> DocumentTime {
        // 2026-11-26T10:10:05Z
        let moment = Timestamp(microseconds: 1795687805_000_000) + .minutes(minutes)
        return try DocumentTime(moment, zone: "Asia/Jakarta", offset: .hours(7))
    }

    func head(_ name: DocumentText, _ reference: DocumentText, isExercise: Bool = false) throws -> DocumentHead {
        DocumentHead(
            words: words,
            letterhead: Letterhead(
                name: name,
                lines: ["Jalan Merdeka 17", "10110 Jakarta"],
                contact: "orders@example.org · +62 21 555 0100"
            ),
            reference: reference,
            time: try time(),
            isExercise: isExercise
        )
    }

    func signature() throws -> DocumentSignature {
        DocumentSignature(
            who: "Ayu Lestari",
            post: Phrase("Head of the referral unit", language: "en"),
            key: "ed25519:6f1c2ad0e4b97f35",
            time: try time(2)
        )
    }

    var code: DocumentCode {
        DocumentCode(
            label: words.phrase(.verifyHere),
            address: "https://exchange.example.org/receipts/4c1f8d20-7d1e-4b7a-9b63-0f2a5f6f1f11",
            digest: Self.digest
        )
    }

    func items(outcomes: Bool, grounds: Bool = true) -> [DocumentItem] {
        let ground = grounds ? Phrase("Article 12B, Law 5 of 2018", language: "en") : nil
        return [
            DocumentItem(
                address: "https://video.example.com/watch/81f2c07a",
                identification: Phrase("A video of 2 minutes 14 seconds, posted on 21 November 2026", language: "en"),
                ground: ground,
                reasons: Phrase(
                    "The speaker asks listeners to attack a named market on a named day and says how to make the charge.",
                    language: "en"
                ),
                outcome: outcomes ? Phrase("Complied in full", language: "en") : nil
            ),
            DocumentItem(
                address: "https://video.example.com/c/berita-hari-ini/posts/3391",
                ground: ground,
                reasons: Phrase("A news report that shows eight seconds of the same video.", language: "en"),
                outcome: outcomes ? Phrase("Refused: it is journalism", language: "en") : nil
            ),
        ]
    }

    func order(isExercise: Bool = false, silence: Bool = false) throws -> RemovalOrderForm {
        RemovalOrderForm(
            head: try head("National Referral Unit", "NRU/2026/0417", isExercise: isExercise),
            parties: .init(
                issuingState: "Indonesia",
                addressee: "Lentera Video Ltd",
                contactPoint: "orders@video.example.com",
                mainEstablishment: "Malaysia",
                issuedAt: try time()
            ),
            items: items(outcomes: false),
            grounds: [.incites, .instructsWeapons],
            silence: silence ? .init(reasons: "An arrest is prepared.", end: try time(60 * 24 * 42)) : nil,
            challenge: "The person may complain to the platform at once, and to the court named in section G.",
            isCopied: true,
            authority: .init(
                kind: .lawEnforcement,
                name: "National Referral Unit",
                representative: "Ayu Lestari",
                post: "Head of the referral unit",
                fileNumber: "0417/XI/2026",
                address: "Jalan Merdeka 17, 10110 Jakarta",
                telephone: "+62 21 555 0100",
                email: "orders@example.org"
            ),
            contacts: .init(
                feedback: "feedback@example.org",
                clarification: "+62 21 555 0101",
                hostAuthority: "Communications Commission, Cyberjaya"
            ),
            redress: redress,
            signatures: [try signature()],
            code: code
        )
    }

    var redress: Redress {
        Redress(
            body: "Administrative Court of Jakarta",
            deadline: "90 days from the day of receipt",
            procedure: "In writing, with a copy of this document; no lawyer is needed."
        )
    }

    func answer() throws -> OrderAnswer {
        OrderAnswer(
            addressee: "Lentera Video Ltd",
            authority: "National Referral Unit",
            authorityReference: "NRU/2026/0417",
            providerReference: "LV-2026-00093",
            receivedAt: try time(),
            providerState: "Malaysia",
            authorisedPerson: "Farah binti Osman",
            email: "counsel@video.example.com",
            signatures: [try signature()],
            code: code
        )
    }

    func feedback() throws -> FeedbackForm {
        FeedbackForm(
            head: try head("Lentera Video Ltd", "LV-2026-00093"),
            answer: try answer(),
            measure: .removed,
            measureAt: try time(41)
        )
    }

    func impossibility() throws -> ImpossibilityForm {
        ImpossibilityForm(
            head: try head("Lentera Video Ltd", "LV-2026-00093"),
            answer: try answer(),
            reasons: [.insufficientInformation],
            explanation: "The second address leads to a channel with 3,120 videos and names none of them.",
            clarification: "The address of each video that the order is about."
        )
    }

    func letter(_ opening: Phrase) throws -> AnswerLetter {
        AnswerLetter(
            head: try head("Lentera Video Ltd", "LV-2026-00093"),
            recipient: "National Referral Unit\nJalan Merdeka 17\n10110 Jakarta",
            authorityReference: "NRU/2026/0417",
            receivedAt: try time(),
            legalBasis: Phrase("Law 5 of 2018, Article 12B", language: "en"),
            opening: [opening],
            items: items(outcomes: true),
            closing: [Phrase("What was removed is kept for six months, sealed, for a review.", language: "en")],
            redress: redress,
            signatures: [try signature()],
            code: code
        )
    }

    func receipt() throws -> RequestReceiptPage {
        RequestReceiptPage(
            head: try head("Perisai Exchange", "R-4c1f8d20"),
            shownTo: Phrase("The person concerned", language: "en"),
            askedBy: "National Referral Unit, Indonesia",
            kind: words.phrase(.removalOrder),
            legalBasis: Phrase("Law 5 of 2018, Article 12B", language: "en"),
            receivedAt: try time(),
            items: items(outcomes: true, grounds: false),
            carriedOutAt: try time(41),
            personTold: try time(95).both,
            appeal: Phrase("None so far", language: "en"),
            signatures: [try signature()],
            code: code
        )
    }
}
