import Cooperation
import Services

extension TypedForm {
    /// A draft as it was typed, to be written anew.
    init(again view: RequestDraftView) {
        var texts: [String: String] = [:]
        let documents = view.documents
        // Items of one platform stand together, as the list is grouped.
        let items = documents.flatMap(\.items)
        texts["links"] = items.map(\.address).joined(separator: "\n")
        for (place, item) in items.enumerated() {
            texts["kind-\(place + 1)"] = item.kind.rawValue
            texts["ground-\(place + 1)"] = item.ground.rawValue
            texts["reasons-\(place + 1)"] = item.reasons
        }
        // Documents number their items from 1 each; here all stand in one list.
        var before = 0
        for document in documents {
            for attachment in document.attachments {
                let field = attachment.item.map { "files-\(before + $0)" } ?? "files"
                let lines = (texts[field] ?? "").split(separator: "\n").map(String.init)
                let line = TypedForm.line(of: attachment)
                if !lines.contains(line) { texts[field] = (lines + [line]).joined(separator: "\n") }
            }
            before += document.items.count
        }
        let form = RequestForm(TypedForm("requests", RequestForm.fields, ["links": texts["links"] ?? ""]))
        for (place, group) in form.groups.enumerated() {
            guard let first = group.items.first,
                let document = documents.first(where: { document in
                    document.items.contains { ItemAddress($0.address) == form.items[first] }
                })
            else { continue }
            texts["to-\(place + 1)"] = document.addressee.member?.description
            texts["name-\(place + 1)"] = document.addresseeName
        }
        if let one = documents.first {
            func day(_ time: Timestamp?) -> String? { time.map { String($0.description.prefix(10)) } }
            texts["instrument"] = one.instrument
            texts["language"] = one.language
            if one.isExercise { texts["exercise"] = "yes" }
            texts["statute"] = one.legalBasis?.statute
            texts["number"] = one.legalBasis?.number
            texts["source"] = one.legalBasis?.authorisation?.source.rawValue
            texts["sourceNumber"] = one.legalBasis?.authorisation?.number
            texts["givenAt"] = day(one.legalBasis?.authorisation?.givenAt)
            texts["offence"] = one.offence
            texts["territory"] =
                switch one.territory {
                case .everywhere: "everywhere"
                case .countries(let countries): countries.joined(separator: " ")
                }
            texts["territoryReasons"] = one.territoryReasons
            texts["redress"] = one.redress
            texts["redressBody"] = one.redressBody
            texts["redressDeadline"] = one.redressDeadline
            if one.isCopied == true { texts["copied"] = "yes" }
            texts["explanation"] = one.explanation
            texts["information"] = one.firstContact?.information
            texts["firstEmergency"] = one.firstContact?.emergency
            if one.stayUp?.isNotPerpetrators == true { texts["notPerpetrators"] = "yes" }
            texts["renews"] = one.stayUp?.renews?.description
            texts["silentUntil"] = day(one.silence?.until)
            texts["silenceBasis"] = one.silence?.basis
            texts["from"] = day(one.period?.from)
            texts["until"] = day(one.period?.until)
            for category in one.categories { texts["categories-" + category.rawValue] = "yes" }
            texts["nature"] = one.emergency?.nature.rawValue
            texts["atRisk"] = one.emergency?.atRisk
            texts["whyImminent"] = one.emergency?.whyImminent
            texts["howDataAvert"] = one.emergency?.howDataAvert
            texts["whyNotOrdinary"] = one.emergency?.whyNotOrdinary
            texts["expectedAt"] = (one.emergency?.expectedAt).map { String($0.description.prefix(16)) }
        }
        self.init("requests", RequestForm.fields, texts)
    }
}
