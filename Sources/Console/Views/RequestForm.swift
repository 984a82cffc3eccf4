import Cooperation
import Services

/// A request as an officer types it: a list of links first, then what each needs.
struct RequestForm: Sendable {
    /// Items of one platform.
    struct Group: Sendable {
        /// The host that they share; `nil` for what is no web address.
        let host: String?
        /// Their places in the list, from 0.
        let items: [Int]
    }

    /// How many items the page takes; more are written by a program.
    static let itemsMax = 200
    static let groupsMax = RequestDraft.addresseesMax
    static let first: Set<String> = ["links", "instrument", "language", "exercise"]
    private static let law: Set<String> = [
        "statute", "number", "source", "sourceNumber", "givenAt", "offence", "silentUntil", "silenceBasis", "redress",
        "redressBody", "redressDeadline", "copied",
        "explanation", "categories", "from", "until", "nature", "atRisk", "whyImminent", "expectedAt", "howDataAvert",
        "whyNotOrdinary", "information", "firstEmergency", "notPerpetrators", "renews", "territory", "territoryReasons",
        "files",
    ]
    static let fields: Set<String> = first.union(law).union(TypedForm.boxes("categories", DataCategory.self))
        .union((1...groupsMax).flatMap { ["to-\($0)", "name-\($0)"] })
        .union((1...itemsMax).flatMap { ["kind-\($0)", "ground-\($0)", "reasons-\($0)", "files-\($0)"] })
    /// The fields of pointers that are named otherwise.
    static let names = [
        "/legalBasis": "statute", "/legalBasis/statute": "statute", "/legalBasis/number": "number",
        "/legalBasis/authorisation": "source", "/legalBasis/authorisation/number": "sourceNumber",
        "/legalBasis/authorisation/givenAt": "givenAt", "/silence/until": "silentUntil",
        "/silence/basis": "silenceBasis", "/period": "from", "/emergency": "nature", "/emergency/atRisk": "atRisk",
        "/emergency/whyImminent": "whyImminent", "/emergency/howDataAvert": "howDataAvert",
        "/emergency/whyNotOrdinary": "whyNotOrdinary", "/firstContact": "information",
        "/firstContact/information": "information", "/firstContact/emergency": "firstEmergency",
        "/isCopied": "copied",
        "/stayUp": "renews", "/stayUp/isNotPerpetrators": "notPerpetrators", "/stayUp/renews": "renews",
    ]

    var form: TypedForm
    let items: [ItemAddress]
    let groups: [Group]

    /// Reads the list of links: each once, in the order in which it came, in its one spelling.
    init(_ form: TypedForm) {
        self.form = form
        var seen: Set<String> = []
        items = form["links"].split(separator: "\n").map { ItemAddress(String($0)) }
            .filter { !$0.text.isEmpty && seen.insert($0.text).inserted }
        var order: [String?] = []
        var places: [String?: [Int]] = [:]
        for (place, item) in items.enumerated() {
            if places[item.host] == nil { order.append(item.host) }
            places[item.host, default: []].append(place)
        }
        groups = order.map { Group(host: $0, items: places[$0] ?? []) }
    }

    /// Fails unless there is something to ask about, and not too much.
    ///
    /// - Throws: `Refusal` that points at the list.
    func requireItems() throws(Refusal) {
        guard !items.isEmpty else {
            throw Refusal(.invalid, "items-missing", "Name at least one item.", pointer: "/links")
        }
        guard items.count <= Self.itemsMax else {
            throw Refusal(
                .invalid,
                "too-many-items",
                "Ask for at most \(Self.itemsMax) items on this page.",
                pointer: "/links"
            )
        }
        guard groups.count <= Self.groupsMax else {
            throw Refusal(
                .invalid,
                "too-many-addressees",
                "Address at most \(Self.groupsMax) platforms at once.",
                pointer: "/links"
            )
        }
    }

    /// What was typed, as it is written down.
    ///
    /// - Throws: `Refusal` that points at the field.
    func wording(_ kind: RequestKind) throws(Refusal) -> RequestWording {
        try requireItems()
        var addressees: [RequestWording.Destination] = []
        var chosen: [Int: Int] = [:]
        for (number, group) in groups.enumerated() {
            let destination = try destination(number + 1)
            let place = addressees.firstIndex(of: destination) ?? addressees.count
            if place == addressees.count { addressees.append(destination) }
            for item in group.items { chosen[item] = place }
        }
        var wordings: [RequestWording.Item] = []
        for (place, item) in items.enumerated() {
            let number = place + 1
            guard form["reasons-\(number)"].contains(where: { !$0.isWhitespace }) else {
                throw Refusal(
                    .invalid,
                    "item-reason-missing",
                    "Give item \(number) a reason of its own.",
                    pointer: "/reasons-\(number)"
                )
            }
            wordings.append(
                RequestWording.Item(
                    addressee: chosen[place] ?? 0,
                    kind: try form.optionalWord("kind-\(number)") ?? .content,
                    address: item.text,
                    ground: try form.word("ground-\(number)"),
                    reasons: form["reasons-\(number)"]
                )
            )
        }
        var wording = RequestWording(
            kind: kind,
            instrument: form["instrument"],
            addressees: addressees,
            items: wordings,
            language: form["language"],
            isExercise: !form["exercise"].isEmpty
        )
        wording.territory = try form.territory("territory")
        wording.territoryReasons = text("territoryReasons")
        wording.attachments = try attachments()
        try addLaw(to: &wording)
        if kind.asksData { try addData(to: &wording) }
        let (information, emergency) = (text("information"), text("firstEmergency"))
        if kind == .removalOrder, information != nil || emergency != nil {
            wording.firstContact = .init(information: information, emergency: emergency)
        }
        if kind == .stayUp {
            wording.stayUp = .init(isNotPerpetrators: !form["notPerpetrators"].isEmpty, renews: try form.id("renews"))
        }
        return wording
    }

    private func destination(_ number: Int) throws(Refusal) -> RequestWording.Destination {
        if let member: ID<Organisation> = try form.id("to-\(number)") { return .member(member) }
        guard let name = text("name-\(number)") else {
            throw Refusal(
                .invalid,
                "addressees-missing",
                "Choose a member, or name the platform.",
                pointer: "/to-\(number)"
            )
        }
        return .guest(name: name)
    }

    private func attachments() throws(Refusal) -> [RequestDocument.Attachment] {
        var attachments = try form.attachments("files", of: nil)
        for number in 1...items.count { attachments += try form.attachments("files-\(number)", of: number) }
        return attachments
    }

    private func addLaw(to wording: inout RequestWording) throws(Refusal) {
        if let statute = text("statute") {
            var authorisation: RequestDocument.Authorisation?
            if let source: RequestDocument.Authorisation.Source = try form.optionalWord("source") {
                guard let givenAt = try form.date("givenAt") else {
                    throw Refusal(.invalid, "date-missing", "Say when it was given.", pointer: "/givenAt")
                }
                authorisation = .init(source: source, number: form["sourceNumber"], givenAt: givenAt)
            }
            wording.legalBasis = .init(statute: statute, number: text("number"), authorisation: authorisation)
        }
        if let until = try form.date("silentUntil") {
            wording.silence = .init(until: until, basis: form["silenceBasis"])
        }
        wording.offence = text("offence")
        wording.redress = text("redress")
        wording.redressBody = text("redressBody")
        wording.redressDeadline = text("redressDeadline")
        wording.isCopied = form["copied"].isEmpty ? nil : true
        wording.explanation = text("explanation")
    }

    private func addData(to wording: inout RequestWording) throws(Refusal) {
        let ticked: Set<DataCategory> = form.ticked("categories")
        wording.categories = ticked.sorted()
        if let from = try form.date("from") {
            guard let until = try form.date("until") else {
                throw Refusal(.invalid, "date-missing", "Say until when.", pointer: "/until")
            }
            wording.period = .init(from: from, until: until)
        }
        guard wording.kind == .emergencyDisclosure else { return }
        wording.emergency = .init(
            nature: try form.word("nature"),
            atRisk: form["atRisk"],
            whyImminent: form["whyImminent"],
            expectedAt: try form.moment("expectedAt"),
            howDataAvert: form["howDataAvert"],
            whyNotOrdinary: form["whyNotOrdinary"]
        )
    }

    private func text(_ field: String) -> String? {
        form[field].contains { !$0.isWhitespace } ? form[field] : nil
    }
}
