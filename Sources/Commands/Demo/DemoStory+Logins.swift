import Cooperation

extension DemoStory {
    /// Lets people set their logins up: a moderator, a lead and counsel of a platform, an authority's officer and supervisor,
    /// and an auditor.
    func setUpLogins(_ ring: DemoKeyRing) async throws -> (people: [DemoLogins.Login], officersLink: String) {
        let platform = DemoCast.platforms[1]
        let unit = DemoCast.units[0].0
        let cast = [
            ("moderator", platform.1, "reviewer", platform.0), ("lead", platform.1, "lead", platform.0),
            ("counsel", platform.1, "counsel", platform.0), ("officer", unit, "officer", "exchange"),
            ("supervisor", unit, "supervisor", "exchange"), ("auditor", DemoCast.secretariat, "auditor", "exchange"),
        ]
        var people: [DemoLogins.Login] = []
        var link = ""
        for (name, organisation, role, node) in cast {
            let logins = DemoLogins(
                client: DemoClient(tools: tools, address: ring.nodes[node] ?? ""),
                randomBytes: randomBytes,
                now: { clock().microseconds / 1_000_000 }
            )
            let bearer = try ring.bearer(organisation, role, on: node)
            let key = try ring.key(organisation, "administrator", on: node)
            func invite() async throws -> String {
                try await logins.invite(bearer.person, of: bearer.organisation, key: key)
            }
            people.append(try await logins.setUp(invite(), name: name, who: "\(role) of \(organisation)"))
            if role == "officer" {
                link = logins.client.address.replacing("127.0.0.1", with: "localhost") + (try await invite())
            }
        }
        return (people, link)
    }

    /// What to try now.
    func invite(_ ring: DemoKeyRing, _ logins: (people: [DemoLogins.Login], officersLink: String)) throws {
        let platform = DemoCast.platforms[1]
        let node = ring.nodes[platform.0] ?? ""
        let key = try ring.key(platform.1, "reviewer", on: platform.0)
        var lines = [
            "", "The five nodes stay up until you press Ctrl-C. Keys: \(folder)/\(DemoFolder.keysFile). Try:", "",
            "  curl -s \(node)/v1/checks -H 'Authorization: Bearer \(key)' --data-binary @photo.jpg",
            "  curl -s '\(node)/v1/cases?state=open' -H 'Authorization: Bearer \(key)'",
            "  curl -s \(exchangeURL)/checkpoint", "",
            "Or log in to a console; the secret is for a generator of one-time codes:", "",
        ]
        for login in logins.people {
            lines += [
                "  \(login.console)  \(login.who)",
                "    name \(login.name)   password \(login.password)   secret \(login.totp)",
            ]
        }
        lines += ["", "The officer's link for setting up a passkey, once:", "  \(logins.officersLink)", ""]
        for line in lines { try terminal.line(line) }
    }
}
