import CanonicalJSON
import Cooperation
import SeededRandomness
import Testing

@Suite("A request's document")
struct RequestDocumentTests {
    private func code(_ document: RequestDocument) -> String? {
        do {
            try document.requireComplete()
            return nil
        } catch { return error.code }
    }

    private func reading(_ text: String) -> String? {
        do {
            _ = try RequestDocument(text: text)
            return nil
        } catch { return error.code }
    }

    private static func whole(_ kind: RequestKind) -> RequestDocument {
        var document = Build.document(kind)
        document.addresseeName = "TEST Platform"
        document.offence = "TEST offence"
        document.silence = RequestDocument.Silence(until: .start + .days(90), basis: "TEST law")
        document.redress = "TEST court"
        document.redressBody = "TEST body"
        document.redressDeadline = "TEST 30 days"
        document.isCopied = true
        document.explanation = "TEST explanation \u{1F6E1} \"\\\n"
        document.attachments = [
            RequestDocument.Attachment(sha256: String(repeating: "c", count: 64), name: "TEST.pdf", bytes: 12)
        ]
        return document
    }

    @Test("comes back from its canonical text byte for byte", arguments: RequestKind.allCases)
    func roundTrip(_ kind: RequestKind) throws {
        for document in [Build.document(kind), Self.whole(kind)] {
            let text = document.text
            let again = try RequestDocument(text: text)
            #expect(again == document && again.text == text)
            #expect(try RequestDocument.list("[" + text + "," + text + "]") == [document, document])
            let value = try JSONValue(parsing: Array(text.utf8))
            #expect(value.canonicalString == text)
        }
    }

    @Test("is refused with one more member, one less, or in another order or spelling")
    func strict() throws {
        let text = Self.whole(.disclosure).text
        #expect(reading(text) == nil)
        var members = try #require(try JSONValue(parsing: Array(text.utf8)).objectValue)
        let refused: Set<String?> = ["document-invalid", "document-not-canonical"]
        members["zzz"] = 1
        #expect(refused.contains(reading(JSONValue.object(members).canonicalString)))
        members["zzz"] = nil
        for required in ["id", "kind", "items", "nonce", "authority", "country", "version", "isExercise"] {
            var less = members
            less[required] = nil
            #expect(refused.contains(reading(JSONValue.object(less).canonicalString)), "\(required)")
        }
        #expect(refused.contains(reading(" " + text)) && refused.contains(reading(text + "\n")))
        #expect(refused.contains(reading(text.replacing("\"country\":\"ID\"", with: "\"country\": \"ID\""))))
        #expect(refused.contains(reading(text.replacing("\"country\":\"ID\"", with: "\"country\":\"\\u0049D\""))))
        #expect(
            refused.contains(
                reading(text.replacing("\"country\":\"ID\"", with: "\"country\":\"MY\",\"country\":\"ID\""))
            )
        )
        for nonsense in ["", "{}", "[]", "null", "{", "\u{FEFF}" + text, String(repeating: "[", count: 100)] {
            #expect(refused.contains(reading(nonsense)), "\(nonsense.prefix(8))")
        }
        #expect(reading(String(repeating: " ", count: RequestDocument.bytesMax + 1)) == "document-invalid")
    }

    @Test("is never read as another one than its bytes say, however they are bent", arguments: 0..<24)
    func mutations(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        let kind = RequestKind.allCases[Int(seed) % RequestKind.allCases.count]
        let original = Self.whole(kind)
        let bytes = Array(original.text.utf8)
        var accepted = 0
        for _ in 0..<250 {
            var bent = bytes
            for _ in 0..<Int.random(in: 1...3, using: &random) {
                let place = Int.random(in: 0..<bent.count, using: &random)
                switch Int.random(in: 0..<4, using: &random) {
                case 0: bent[place] = UInt8.random(in: 0...255, using: &random)
                case 1: bent[place] ^= 1 << UInt8.random(in: 0..<8, using: &random)
                case 2: bent.remove(at: place)
                default: bent.insert(UInt8.random(in: 0x20...0x7E, using: &random), at: place)
                }
            }
            guard bent != bytes, let text = String(validating: bent, as: UTF8.self),
                let read = try? RequestDocument(text: text)
            else { continue }
            accepted += 1
            #expect(Array(read.text.utf8) == bent)
            #expect(read != original, "Two texts, one meaning: \(text)")
        }
        #expect(accepted > 0, "Some letters of a reason may change; then it is another request, and no signature fits.")
    }

    @Test("names the first thing that is missing or wrong")
    func incomplete() throws {
        func expect(
            _ expected: String,
            _ kind: RequestKind = .removalOrder,
            sourceLocation: SourceLocation = #_sourceLocation,
            _ change: (inout RequestDocument) -> Void
        ) {
            var document = Build.document(kind)
            #expect(code(document) == nil, sourceLocation: sourceLocation)
            change(&document)
            #expect(code(document) == expected, sourceLocation: sourceLocation)
            #expect(reading(document.text) == expected, sourceLocation: sourceLocation)
        }
        expect("version-unknown") { $0.version = 2 }
        expect("nonce-invalid") { $0.nonce = String(repeating: "0F", count: 16) }
        expect("nonce-invalid") { $0.nonce = "0f" }
        expect("language-invalid") { $0.language = "und" }
        expect("instrument-unknown") { $0.instrument = "a letter of Colonel X" }
        expect("country-invalid") { $0.country = "Indonesia" }
        expect("text-missing") { $0.addressee = .guest(ID<Request>.number(9).identifier) }
        expect("items-missing") { $0.items = [] }
        expect("too-many-items") { $0.items = (1...1001).map { Build.item($0) } }
        expect("item-number-wrong") { $0.items = [Build.item(2)] }
        expect("item-number-wrong") { $0.items = [Build.item(1), Build.item(1)] }
        expect("item-address-missing") { $0.items = [Build.item(1, " ")] }
        expect("text-too-long") { $0.items = [Build.item(1, String(repeating: "a", count: 2001))] }
        expect("item-repeated") { $0.items = [Build.item(1, "@somebody"), Build.item(2, "@somebody")] }
        // The same in another spelling is the same.
        expect("item-repeated") {
            $0.items = [Build.item(1, "https://a.example/x"), Build.item(2, "http://www.a.example/x/?fbclid=1")]
        }
        expect("item-reason-missing") { $0.items = [Build.item(1), Build.item(2, reasons: "\n")] }
        expect("text-too-long") { $0.items = [Build.item(1, reasons: String(repeating: "a", count: 10_001))] }
        expect("legal-basis-missing") { $0.legalBasis = nil }
        for kind in [RequestKind.preservation, .disclosure, .emergencyDisclosure] {
            expect("legal-basis-missing", kind) { $0.legalBasis = nil }
        }
        expect("text-missing") { $0.legalBasis?.statute = " " }
        expect("text-too-long") { $0.legalBasis?.number = String(repeating: "1", count: 501) }
        expect("text-missing") { $0.legalBasis?.authorisation?.number = "" }
        expect("authorisation-in-future") { $0.legalBasis?.authorisation?.givenAt = .start + Seconds(1) }
        expect("text-missing") { $0.silence = .init(until: .start + .days(1), basis: "") }
        expect("silence-over") { $0.silence = .init(until: .start, basis: "TEST") }
        expect("data-not-asked") { $0.categories = [.subscriber] }
        expect("data-not-asked", .referral) { $0.period = .init(from: .start, until: .start + .days(1)) }
        expect("data-not-asked") { $0.encryptionKey = "a colonel" }
        expect("categories-missing", .disclosure) { $0.categories = [] }
        expect("categories-missing", .disclosure) { $0.categories = [.traffic, .subscriber] }
        expect("categories-missing", .disclosure) { $0.categories = [.traffic, .traffic] }
        expect("encryption-key-missing", .disclosure) { $0.encryptionKey = nil }
        expect("encryption-key-missing", .disclosure) { $0.encryptionKey = String(repeating: "A", count: 64) }
        expect("period-invalid", .disclosure) { $0.period = .init(from: .start, until: .start) }
        let emergency = Build.document(.emergencyDisclosure).emergency
        expect("not-an-emergency", .disclosure) { $0.emergency = emergency }
        expect("data-not-asked") { $0.emergency = emergency }
        expect("content-never-in-emergency", .emergencyDisclosure) { $0.categories = [.subscriber, .content] }
        expect("emergency-missing", .emergencyDisclosure) { $0.emergency = nil }
        expect("text-missing", .emergencyDisclosure) { $0.emergency?.atRisk = "" }
        expect("text-missing", .emergencyDisclosure) { $0.emergency?.whyImminent = "" }
        expect("text-missing", .emergencyDisclosure) { $0.emergency?.howDataAvert = "" }
        expect("text-missing", .emergencyDisclosure) { $0.emergency?.whyNotOrdinary = "" }
        expect("text-too-long") { $0.offence = String(repeating: "a", count: 501) }
        expect("text-too-long") { $0.redress = String(repeating: "a", count: 10_001) }
        expect("text-too-long") { $0.redressBody = String(repeating: "a", count: 501) }
        expect("text-too-long") { $0.redressDeadline = String(repeating: "a", count: 501) }
        expect("text-too-long") { $0.explanation = String(repeating: "a", count: 10_001) }
        let attachment = RequestDocument.Attachment(sha256: String(repeating: "0", count: 64), name: "a", bytes: 0)
        expect("too-many-attachments") { $0.attachments = Array(repeating: attachment, count: 21) }
        expect("attachment-invalid") { $0.attachments = [.init(sha256: "00", name: "a", bytes: 0)] }
        expect("attachment-invalid") { $0.attachments = [.init(sha256: attachment.sha256, name: "a", bytes: -1)] }
        expect("never-stays-up", .stayUp) {
            $0.items = [RequestItem(number: 1, kind: .content, address: "@a", ground: .instructs, reasons: "TEST")]
        }
        expect("never-stays-up", .stayUp) {
            $0.items = [RequestItem(number: 1, kind: .content, address: "@a", ground: .threatens, reasons: "TEST")]
        }
        expect("never-stays-up", .stayUp) { $0.stayUp = nil }
        expect("never-stays-up", .stayUp) { $0.stayUp?.isNotPerpetrators = false }
        expect("not-a-stay-up") { $0.stayUp = .init(isNotPerpetrators: true) }
        expect("not-an-order", .referral) { $0.firstContact = .init(information: "TEST") }
        for (information, emergency) in [(nil, nil), ("TEST", "TEST"), (" ", "\n")] as [(String?, String?)] {
            expect("first-contact-incomplete", .removalOrder) {
                $0.firstContact = .init(information: information, emergency: emergency)
            }
        }
        expect("text-too-long", .removalOrder) {
            $0.firstContact = .init(information: String(repeating: "a", count: 10_001))
        }
    }

    @Test("holds a thousand items")
    func thousand() throws {
        let items = (1...1000).map { Build.item($0, reasons: String(repeating: "r", count: 500)) }
        let document = Build.document(.removalOrder, items: items)
        #expect(code(document) == nil)
        #expect(try RequestDocument(text: document.text) == document)
        let acts = try Request.decide(nil, .file(Build.filing(document)), id: document.id, now: .start)
        #expect(acts.count == 1002)
        #expect(try Request.after(nil, acts)?.items.count == 1000)
    }

    private static func mandate(
        _ document: RequestDocument,
        _ terms: InstrumentTerms,
        _ function: OfficeFunction = .police
    ) throws -> String? {
        let instrument = try Build.instrument(terms)
        let office = try Build.office(function: function, instruments: [instrument])
        do {
            try document.requireMandate(instrument, office)
            return nil
        } catch { return error.code }
    }

    @Test("asks nothing that its office, its instrument or its judge does not allow")
    func mandates() throws {
        var order = Build.document(.removalOrder)
        #expect(try Self.mandate(order, Build.terms()) == nil)
        order.country = "MY"
        #expect(try Self.mandate(order, Build.terms()) == "country-not-of-office")
        #expect(try Self.mandate(Build.document(.referral), Build.terms()) == "kind-not-of-instrument")
        let data = Build.document(.disclosure)
        let terms = try Build.terms(kind: .disclosure, authorisation: .judge, dataCategories: [.subscriber, .traffic])
        #expect(try Self.mandate(data, terms) == nil)
        for (source, isEnough) in [
            (RequestDocument.Authorisation.Source?.none, false), (.prosecutor, false), (.minister, false),
            (.judge, true),
        ] {
            var asked = data
            asked.legalBasis?.authorisation = source.map { .init(source: $0, number: "1", givenAt: .start) }
            #expect(try Self.mandate(asked, terms) == (isEnough ? nil : "authorisation-missing"))
        }
        var more = data
        more.categories = [.subscriber, .content]
        #expect(try Self.mandate(more, terms) == "categories-not-of-instrument")
        #expect(try Self.mandate(Build.document(.weakenEncryption), Build.terms()) == nil)
    }

    @Test("on paper is recorded only with what any request needs")
    func papers() {
        func expect(
            _ expected: String?,
            sourceLocation: SourceLocation = #_sourceLocation,
            _ change: (inout PaperRequest) -> Void
        ) {
            var paper = Build.paper()
            change(&paper)
            do throws(Refusal) {
                try paper.requireComplete(now: .start)
                #expect(expected == nil, sourceLocation: sourceLocation)
            } catch { #expect(error.code == expected, sourceLocation: sourceLocation) }
        }
        expect(nil) { _ in }
        // One without a reason is recorded so: its form is judged later.
        expect(nil) { $0.items = [Build.item(1, reasons: "")] }
        expect("text-missing") { $0.authorityName = " " }
        expect("function-missing") { $0.function = nil }
        expect(nil) { ($0.function, $0.office) = (nil, .number(7)) }
        expect("instrument-unknown") { $0.instrument = "letter" }
        expect("items-missing") { $0.items = [] }
        expect("item-number-wrong") { $0.items = [Build.item(7)] }
        expect("item-address-missing") { $0.items = [Build.item(1, "")] }
        expect("language-invalid") { $0.language = "" }
        expect("country-invalid") { $0.country = "id" }
        expect("scan-missing") { $0.scan = "00" }
        expect("categories-missing") { $0.categories = [.content, .subscriber] }
        expect("time-in-future") { $0.receivedAt = .start + .minutes(2) }
    }
}
