import CanonicalJSON
import Fingerprints

/// An exchange with a bank that two platforms and a body of civil society share, set up through the API.
struct ExchangeScene: Sendable {
    let folder: NodeFolder
    let secretary: String
    let lentera: Member
    let suara: Member
    let amihan: Member
    let bank: String
    let verifierKey: String

    /// A member of the exchange with the secrets of its keys.
    struct Member: Sendable {
        let id: String
        let administrator: String
        let curator: String
    }

    static func make() async throws -> ExchangeScene {
        let folder = try await NodeFolder.initialised(
            ["--exchange", "--kind", "secretariat", "--name", "TEST Secretariat", "--no-interests"]
        )
        return try await folder.serving { _, exchange in
            let status = try await exchange.call("GET", "/status")
            let secretary = try await exchange.person("secretary", of: status["organisation"]?.stringValue ?? "")
            let lentera = try await member("TEST Lentera", "platform", "owner.lentera", of: exchange, secretary)
            let suara = try await member("TEST Suara", "civilSociety", "owner.suara", of: exchange, secretary)
            let amihan = try await member("TEST Amihan", "platform", "owner.amihan", of: exchange, secretary)
            let members = [lentera, suara, amihan]
            let agreement = try await exchange.with(key: secretary).call(
                "POST",
                "/v1/agreements",
                ["title": "TEST agreement", "parties": .array(members.map { .string($0.id) }), "use": "block"]
            )
            for member in members {
                try await exchange.with(key: member.administrator)
                    .call("POST", "/v1/agreements/\(agreement["id"]?.stringValue ?? "")/acceptance")
            }
            let bank = try await exchange.with(key: lentera.administrator).call(
                "POST",
                "/v1/banks",
                ["name": "TEST bank", "agreement": agreement["id"] ?? .null, "settings": ["allowsBlocking": true]]
            )
            return ExchangeScene(
                folder: folder,
                secretary: secretary,
                lentera: lentera,
                suara: suara,
                amihan: amihan,
                bank: bank["id"]?.stringValue ?? "",
                verifierKey: status["log"]?["verifierKey"]?.stringValue ?? ""
            )
        }
    }

    private static func member(
        _ name: String,
        _ kind: String,
        _ owner: String,
        of exchange: NodeClient,
        _ secretary: String
    ) async throws -> Member {
        let registered = try await exchange.call(
            "POST",
            "/v1/organisations",
            ["kind": .string(kind), "name": .string(name), "interests": ["owners": [.string(owner)]]]
        )
        let id = registered["id"]?.stringValue ?? ""
        try await exchange.with(key: secretary).call(
            "POST",
            "/v1/organisations/\(id)/standing",
            ["standing": "active", "reason": "TEST vote of the members"]
        )
        let administrator = try await exchange.key("administrator", of: id)
        return Member(
            id: id,
            administrator: administrator,
            curator: try await exchange.with(key: administrator).person("curator", of: id)
        )
    }

    /// A proposal of a picture's hash.
    func proposal(_ hash: Hash256) -> JSONValue {
        [
            "bank": .string(bank), "kind": "image", "behaviours": ["graphicViolence"],
            "fingerprints": [["kind": "pdq", "value": .string(hash.hex)]],
            "rationale": "TEST rationale", "exemptionAssessment": "TEST no exemption",
        ]
    }
}
