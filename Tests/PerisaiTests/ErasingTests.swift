import CanonicalJSON
import Fingerprints
import Testing

/// A platform's own node through its API: what is told, and what is told no more once it was erased.
@Suite struct `Texts over the API` {
    @Test func `stand with what they are about, name their places, and are gone once erased`() async throws {
        let folder = try await NodeFolder.initialised(["--kind", "platform", "--name", "TEST Lentera"])
        try await folder.serving { _, node in
            let own = try await node.call("GET", "/status")["organisation"]?.stringValue ?? ""
            let curator = node.with(key: try await node.person("curator", of: own))
            let lead = node.with(key: try await node.person("lead", of: own))
            let counsel = node.with(key: try await node.person("counsel", of: own))
            let bank = try await node.call("POST", "/v1/banks", ["name": "TEST bank"])["id"] ?? .null
            let hash = JSONValue.string(Hash256(1, 2, 3, 4).hex)
            let signal = try await curator.call(
                "POST",
                "/v1/signals",
                [
                    "bank": bank, "kind": "image", "behaviours": ["threat"],
                    "fingerprints": [["kind": "pdq", "value": hash]], "rationale": "TEST rationale",
                    "exemptionAssessment": "TEST no exemption", "source": "TEST source",
                ]
            )
            let id = signal["id"]?.stringValue ?? ""
            try await lead.call(
                "POST",
                "/v1/signals/\(id)/opinions",
                ["category": "negative", "reason": "TEST reason"]
            )
            let opinion = try await lead.call("GET", "/v1/signals/\(id)")["opinions"]?.arrayValue?.first
            #expect(opinion?["reason"]?.stringValue == "TEST reason")

            let places = [
                (try #require(signal["position"]?.integerValue), "source"),
                (try #require(opinion?["position"]?.integerValue), "reason"),
            ]
            for (position, part) in places {
                let path = "/v1/events/\(position)/erasure"
                let body: JSONValue = ["parts": [.string(part)], "reason": "TEST names somebody"]
                #expect(try await lead.ask("POST", path, body).status == 403)
                #expect(try await counsel.ask("POST", path, ["parts": ["nothing"], "reason": "TEST"]).status == 422)
                #expect(try await counsel.call("POST", path, body)["erased"]?.integerValue == 1)
                #expect(try await counsel.call("POST", path, body)["erased"]?.integerValue == 0)
            }
            let nowhere: JSONValue = ["parts": ["reason"], "reason": "TEST"]
            #expect(try await counsel.ask("POST", "/v1/events/none/erasure", nowhere).status == 400)
            #expect(try await counsel.ask("POST", "/v1/events/99999/erasure", nowhere).status == 404)
            let after = try await lead.call("GET", "/v1/signals/\(id)")
            #expect(after["source"] == nil && after["rationale"]?.stringValue == "TEST rationale")
            #expect(after["opinions"]?.arrayValue?.first?["reason"] == nil)
            #expect(after["disputed"]?.boolValue == true)

            var cases: [JSONValue] = []
            for post in ["post-1", "post-2"] {
                let check: JSONValue = [
                    "context": ["reference": .string(post), "account": "TEST account"],
                    "fingerprints": [["kind": "pdq", "value": hash]],
                ]
                cases.append(try await lead.call("POST", "/v1/checks", check)["case"] ?? .null)
            }
            for (one, other) in [(cases[0], cases[1]), (cases[1], cases[0])] {
                let told = try await lead.call("GET", "/v1/cases/\(one.stringValue ?? "")?purpose=preview")
                #expect(told["sameAccount"] == [other])
            }
        }
        let audit = try await Program.run("log", "verify", "--data", folder.data)
        #expect(audit.status == 0, "\(audit.output)\(audit.errors)")
    }
}
