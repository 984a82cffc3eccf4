import CanonicalJSON
import Foundation
import Testing

/// A request on its whole way, over real sockets and with the commands that people type.
@Suite struct `A request from an authority to a platform's node` {

    private struct Office {
        let member: String
        let administrator: String
        let officer: String
        /// The officer's id in the register.
        let record: String
        let publicKey: String
    }

    @Test func `is written, signed offline, filed, followed, assessed, answered and verified offline`() async throws {
        let scene = try await ExchangeScene.make()
        let platform = try await scene.follower()
        let port = try #require(FreePort.any())
        try await scene.folder.serving(["--port", "\(port)"]) { running, exchange in
            let key = try await scene.followKey(from: exchange)
            let following = try scene.following(on: port, with: key, in: platform)
            let office = try await Self.office(on: exchange, scene, in: scene.folder)
            try await platform.serving(following) { there, node in
                let counselKey = try await node.person("counsel", of: scene.amihan.id)
                let counsel = try platform.write("counsel.key", counselKey + "\n")
                let lead = try platform.write("lead.key", try await node.person("lead", of: scene.amihan.id) + "\n")
                let id = try await Self.file(office, to: scene.amihan.id, at: running.address, in: scene.folder)
                try await until {
                    try await Program.run(
                        "assessment",
                        "show",
                        id,
                        "--url",
                        there.address,
                        "--key-file",
                        counsel
                    ).status == 0
                }
                try await Self.answer(id, at: there.address, counsel: counsel, lead: lead, in: platform)
                let officer = exchange.with(key: office.officer)
                try await until {
                    try await officer.call("GET", "/v1/requests/\(id)")["state"] == "answered"
                }
                let item = try await officer.call("GET", "/v1/requests/\(id)")["items"]?.arrayValue?.first
                #expect(item?["outcome"] == "compliedInCountry" && item?["answer"] == "TEST reasons")
                try await Self.expectReceipt(of: id, from: node.with(key: counselKey), scene.verifierKey, in: platform)
                let file = scene.folder.root + "/answer.json"
                let fetched = try await Program.run(
                    "request",
                    "answer",
                    id,
                    "--out",
                    file,
                    "--url",
                    running.address,
                    "--key-file",
                    try scene.folder.write("officer.token", office.officer + "\n")
                )
                #expect(fetched.status == 0, "\(fetched.errors)")
                let verified = try await Program.run("request", "verify", file)
                #expect(verified.status == 0 && verified.output.contains("genuine"), "\(verified.output)")
                var text = try String(contentsOfFile: file, encoding: .utf8)
                text = text.replacingOccurrences(of: "compliedInCountry", with: "refusedRights")
                try text.write(toFile: file, atomically: true, encoding: .utf8)
                #expect(try await Program.run("request", "verify", file).status == 1)
            }
        }
        for data in [platform.data, scene.folder.data] {
            let audit = try await Program.run("log", "verify", "--data", data)
            #expect(audit.status == 0, "\(audit.output)\(audit.errors)")
        }
    }

    /// The platform's node fetches the receipt of what lives on the exchange, and the file verifies offline.
    private static func expectReceipt(
        of id: String,
        from node: NodeClient,
        _ verifierKey: String,
        in folder: NodeFolder
    ) async throws {
        try await until { try await node.ask("GET", "/v1/requests/\(id)/receipt").status == 200 }
        let receipt = try await node.ask("GET", "/v1/requests/\(id)/receipt").bytes
        let file = try folder.write("receipt.json", String(decoding: receipt, as: UTF8.self))
        let verified = try await Program.run("receipt", "verify", file, "--key", verifierKey)
        #expect(verified.status == 0 && verified.output.contains("genuine"), "\(verified.output)\(verified.errors)")
    }

    @Test func `is written and signed on the authority's own node, and filed through its outbox`() async throws {
        let scene = try await ExchangeScene.make()
        let port = try #require(FreePort.any())
        try await scene.folder.serving(["--port", "\(port)"]) { running, exchange in
            let office = try await Self.office(on: exchange, scene, in: scene.folder)
            let home = try await NodeFolder.initialised(
                ["--kind", "authority", "--name", "TEST Unit", "--organisation-id", office.member]
            )
            let follow = try await exchange.with(key: office.administrator).key("officer", of: office.member)
            let following = try scene.following(on: port, with: follow, in: home)
            try await home.serving(following) { there, node in
                let people = "/v1/organisations/\(office.member)/people"
                let added = try await node.call("POST", people, ["name": "TEST officer", "roles": ["officer"]])
                let person = try #require(added["id"]?.stringValue)
                let named: JSONValue = ["officer": .string(office.record)]
                try await until { try await node.ask("PATCH", people + "/" + person, named).status == 200 }
                let key = try await node.key("officer", of: office.member, person: added["id"])
                let officer = node.with(key: key)
                // The word for the key was given last, so that all else is there with it.
                try await until {
                    let known = try await officer.call("GET", "/v1/officers/\(office.record)")
                    return known["keys"]?.arrayValue?.first?["vouched"] == true
                }
                let (draft, id) = try await Self.write(key, to: scene.amihan.id, at: there.address, in: home)
                let signed = try await Self.sign(id, in: home, signingKey: scene.folder.root + "/signing.key")
                let told = try await Program.run(
                    "request",
                    "submit",
                    draft,
                    signed,
                    "--url",
                    there.address,
                    "--key-file",
                    home.root + "/officer.key"
                )
                #expect(told.status == 0, "\(told.output)\(told.errors)")
                try await until { try await officer.ask("GET", "/v1/requests/\(id)").status == 200 }
                #expect(try await officer.call("GET", "/v1/requests/\(id)")["state"] == "open")
                let filed = try await exchange.with(key: office.officer).call("GET", "/v1/requests/\(id)")
                #expect(filed["state"] == "open")
            }
        }
    }

    /// An authority whose one officer the secretariat vouches for; the officer's secret key lies in the folder.
    private static func office(
        on exchange: NodeClient,
        _ scene: ExchangeScene,
        in folder: NodeFolder
    ) async throws -> Office {
        let secretary = exchange.with(key: scene.secretary)
        let member = try #require(
            try await exchange.call(
                "POST",
                "/v1/organisations",
                ["kind": "authority", "name": "TEST Unit", "interests": ["governments": ["gov.id"]]]
            )["id"]?.stringValue
        )
        try await secretary.call(
            "POST",
            "/v1/organisations/\(member)/standing",
            ["standing": "active", "reason": "TEST vote of the members"]
        )
        let administrator = exchange.with(key: try await exchange.key("administrator", of: member))
        let supervisor = exchange.with(key: try await administrator.person("supervisor", of: member))
        let person = try await administrator.call(
            "POST",
            "/v1/organisations/\(member)/people",
            ["name": "TEST officer", "roles": ["officer"]]
        )["id"]
        let officer = try await administrator.key("officer", of: member, person: person)
        let terms: JSONValue = [
            "code": "ID_TEST_ORDER", "country": "ID", "kind": "removalOrder", "functions": ["police"],
            "needsCoSignature": false, "authorisation": "none", "form": "plain", "dataCategories": [],
            "isAccepted": true, "sourceDate": "2026-08-21", "title": "TEST", "law": "TEST", "source": "TEST",
        ]
        let instrument = try await secretary.call("POST", "/v1/instruments", terms)["id"]?.stringValue ?? ""
        try await secretary.call("POST", "/v1/instruments/\(instrument)/adoption")
        let office =
            try await supervisor.call(
                "POST",
                "/v1/offices",
                [
                    "authority": .string(member), "function": "police", "country": "ID", "zone": "Asia/Jakarta",
                    "instruments": ["ID_TEST_ORDER"], "name": "TEST desk", "telephone": "+62 21 555 0100",
                    "telephoneSource": "TEST directory", "law": "TEST act",
                ]
            )["id"]?.stringValue ?? ""
        let record =
            try await supervisor.call(
                "POST",
                "/v1/officers",
                ["person": person ?? .null, "office": .string(office), "rank": "officer", "name": "TEST officer"]
            )["id"]?.stringValue ?? ""
        let made = try await Program.run(
            "request",
            "key",
            "generate",
            "signing",
            "--out",
            folder.root + "/signing.key"
        )
        let lines = made.output.split(separator: "\n")
        let publicKey = try #require(lines.first { $0.hasPrefix("Public key: ") }).dropFirst("Public key: ".count)
        let id = try #require(lines.first { $0.hasPrefix("Id: ") }).dropFirst("Id: ".count)
        let entry: JSONValue = [
            "id": .string(String(id)), "kind": "signing",
            "publicKey": .string(String(publicKey.split(separator: ":").last ?? "")),
        ]
        try await exchange.with(key: officer).call("POST", "/v1/officers/\(record)/keys", entry)
        for path in ["/v1/offices/\(office)", "/v1/officers/\(record)", "/v1/officers/\(record)/keys/\(id)"] {
            try await secretary.call("POST", path + "/vouching", ["how": "TEST call"])
        }
        return Office(
            member: member,
            administrator: administrator.key ?? "",
            officer: officer,
            record: record,
            publicKey: String(publicKey)
        )
    }

    /// Writes a request, signs it offline and files it without a key, as a person does.
    private static func file(
        _ office: Office,
        to platform: String,
        at address: String,
        in folder: NodeFolder
    ) async throws -> String {
        let (_, id) = try await write(office.officer, to: platform, at: address, in: folder)
        let signed = try await sign(id, in: folder, signingKey: folder.root + "/signing.key")
        let checked = try await Program.run("request", "verify", signed, "--public-key", office.publicKey)
        #expect(checked.status == 0 && checked.output.contains("https://amihan.example/1"), "\(checked.output)")
        let filed = try await Program.run("request", "file", signed, "--url", address)
        #expect(filed.status == 0 && filed.output.contains("open"), "\(filed.output)\(filed.errors)")
        return id
    }

    /// Writes a request to a platform, as an officer with a key does.
    ///
    /// Returns the ids of the draft and of its one request, whose document lies in the folder.
    private static func write(
        _ officer: String,
        to platform: String,
        at address: String,
        in folder: NodeFolder
    ) async throws -> (draft: String, request: String) {
        let wording: JSONValue = [
            "kind": "removalOrder", "instrument": "ID_TEST_ORDER", "addressees": [["member": .string(platform)]],
            "language": "en", "legalBasis": ["statute": "TEST law, article 1"],
            "items": [
                [
                    "kind": "content", "address": "https://amihan.example/1", "ground": "incites",
                    "reasons": "TEST reasons",
                ]
            ],
        ]
        let order = try folder.write("order.json", wording.canonicalString)
        let written = try await Program.run(
            "request",
            "draft",
            order,
            "--out",
            folder.root,
            "--json",
            "--url",
            address,
            "--key-file",
            try folder.write("officer.key", officer + "\n")
        )
        #expect(written.status == 0, "\(written.errors)")
        let draft = try JSONValue(parsing: Array(try #require(written.output.split(separator: "\n").first).utf8))
        return (
            try #require(draft["id"]?.stringValue), try #require(draft["requests"]?.arrayValue?.first?.stringValue)
        )
    }

    /// Signs the document of a request offline.
    private static func sign(_ id: String, in folder: NodeFolder, signingKey: String) async throws -> String {
        let signed = folder.root + "/signed.json"
        let signing = try await Program.run(
            "request",
            "sign",
            "\(folder.root)/\(id).json",
            "--key",
            signingKey,
            "--out",
            signed
        )
        #expect(signing.status == 0, "\(signing.errors)")
        return signed
    }

    private static func answer(
        _ id: String,
        at address: String,
        counsel: String,
        lead: String,
        in folder: NodeFolder
    ) async throws {
        let weighing: JSONValue = [
            "hasLegitimateAim": true, "isCompetent": true, "isSpecific": true, "wouldLessDo": false,
            "territory": ["ID"], "tellsPerson": true, "legalBasis": "TEST law", "reasons": "TEST reasons",
            "rabat": ["context": 2, "speaker": 2, "intent": 2, "contentAndForm": 2, "extent": 2, "likelihood": 2],
        ]
        let words: JSONValue = [
            "items": [["number": 1, "outcome": "compliedInCountry", "reasons": "TEST reasons"]]
        ]
        let call = ["identity", id, "--method", "callBack", "--result", "confirmed", "--note", "TEST call"]
        let steps: [(command: [String], key: String)] = [
            (call, counsel), (["form", id], counsel),
            (["weigh", id, try folder.write("weighing.json", weighing.canonicalString)], counsel),
            (["preserve", id, "--until", (Date.now + 190 * 86_400).ISO8601Format()], counsel),
            (["answer", id, try folder.write("words.json", words.canonicalString)], counsel), (["approve", id], lead),
        ]
        for step in steps {
            let told = try await Program.run(
                ["assessment"] + step.command + ["--url", address, "--key-file", step.key]
            )
            #expect(told.status == 0, "\(step.command[0]): \(told.output)\(told.errors)")
        }
    }
}
