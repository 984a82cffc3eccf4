import Cooperation
import HTTPServing
import HTTPTypes
import Passkeys
import Services

extension ConsoleRoutes {
    private struct AccountView: Sendable {
        struct Stay: Sendable {
            let since: TimeView
            let until: TimeView
            let isThis: Bool
            let endPath: String
        }

        struct Key: Sendable {
            let keyName: String
            let since: TimeView
            let removePath: String
        }

        struct Held: Sendable {
            let keyID: String
            let keyRole: String
            let keyExpires: String
            let revokePath: String
        }

        let name: String
        let token: String
        /// What a role that rests for want of a passkey asks for.
        let resting: String?
        let passkeys: [Key]
        let passkey: PasskeyForm?
        let hasPassword: Bool
        let facts: [Fact]
        let stays: [Stay]
        let fields: [FieldView]
        let hasKeys: Bool
        /// With which programs, or somebody else, act in the person's name.
        let keys: [Held]
    }

    /// A person's own login: where they are logged in, and their password.
    func account() throws -> [ConsoleRoute] {
        [
            try page("/console/account", "console.account", .readStatus, query: ["done"]) { actor, query in
                let done = query["done"].flatMap {
                    ["changed", "ended", "keyRevoked", "passkeyAdded", "passkeyRemoved"].contains($0) ? $0 : nil
                }
                let notice = done.map { Frame.Notice(kind: "good", text: actor.texts.text("account." + $0)) }
                return try await account(actor, refusal: nil, notice: notice)
            },
            try form(
                "/console/account/password",
                "console.changePassword",
                .readStatus,
                fields: ["old", "new"]
            ) { actor, fields in
                if let slow = slow(actor) { return try await account(actor, refusal: nil, notice: slow) }
                do {
                    try await access.changePassword(of: actor.visit, from: fields["old"], to: fields["new"])
                    return .redirect("/console/account?done=changed")
                } catch let refusal as Refusal where refusal.pointer != nil {
                    return try await account(actor, refusal: refusal, notice: nil)
                }
            },
            try form(
                "/console/account/passkeys",
                "console.addPasskey",
                .readStatus,
                fields: Set(
                    PasskeyForm.registering + PasskeyForm.proving + ["passkeyName", "proofPassword", "proofCode"]
                )
            ) { actor, fields in
                if let slow = slow(actor) { return try await account(actor, refusal: nil, notice: slow) }
                do {
                    guard let origin = origin(of: actor.request), let registration = PasskeyRegistration(fields) else {
                        throw Refusal(.invalid, "passkey-refused", "The browser gave no passkey. Try again.")
                    }
                    try await access.addPasskey(
                        registration,
                        named: fields["passkeyName"],
                        proof: PresenceProof(fields),
                        of: actor.visit,
                        at: origin
                    )
                    return .redirect("/console/account?done=passkeyAdded")
                } catch let refusal as Refusal where refusal.code == "proof-wrong" {
                    let notice = actor.texts.notice(refusal)
                    return try await account(actor, refusal: refusal, notice: notice)
                }
            },
            try form("/console/account/passkeys/{hash}/removal", "console.removePasskey", .readStatus) { actor, _ in
                try await access.removePasskey(actor.request.path["hash"] ?? "", of: actor.visit)
                return .redirect("/console/account?done=passkeyRemoved")
            },
            try form("/console/account/keys/{id}/revocation", "console.revokeOwnKey", .readStatus) { actor, _ in
                let id = try actor.request.path.value("id") { ID<Key>($0) }
                try await access.revokeOwnKey(id, of: actor.visit)
                return .redirect("/console/account?done=keyRevoked")
            },
            try form("/console/sessions/{id}/end", "console.endSession", .readStatus) { actor, _ in
                let id = try actor.request.path.value("id") { ID<Session>($0) }
                try await access.endSession(id, .revoked, of: actor.visit.person.id)
                return .redirect("/console/account?done=ended")
            },
        ]
    }

    /// What whoever tries a password too often within their session is told.
    private func slow(_ actor: Actor) -> Frame.Notice? {
        throttle.attempt(from: actor.request.clientAddress, at: .session(actor.visit.session.id)).map { seconds in
            Frame.Notice(kind: "bad", text: actor.texts.count("login.slow", seconds))
        }
    }

    private func account(
        _ actor: Actor,
        refusal: Refusal?,
        notice: Frame.Notice?
    ) async throws -> OutgoingResponse {
        let texts = actor.texts
        let stays = try await access.sessions(of: actor.visit.person.id)
        let own = try await access.ownLogin(of: actor.visit)
        let keys = try await access.ownKeys(of: actor.visit)
        var passkey: PasskeyForm?
        if own.mayChangePasskeys, let origin = origin(of: actor.request) {
            let proof = try await access.beginProof(of: actor.visit, at: origin)
            let options = try await access.beginPasskey(of: actor.visit, at: origin)
            passkey = .add(options, at: "/console/account/passkeys", proof: proof, in: texts)
        }
        let resting = actor.visit.restingRoles.map { texts.word("role", $0) }.joined(separator: ", ")
        func field(_ id: String, _ pointer: String, hint: String? = nil, _ autocomplete: String) -> FieldView {
            FieldView(
                id: id,
                label: texts.text("account." + id),
                type: "password",
                hint: hint,
                error: refusal.flatMap { $0.pointer == pointer ? texts.fieldError($0) : nil },
                autocomplete: autocomplete
            )
        }
        let roles = actor.visit.person.roles.map { texts.word("role", $0) }.joined(separator: ", ")
        let view = AccountView(
            name: actor.visit.name,
            token: actor.token,
            resting: resting.isEmpty ? nil : texts.text("account.resting", ["roles": resting]),
            passkeys: own.passkeys.map { view in
                AccountView.Key(
                    keyName: view.name ?? "",
                    since: actor.reader.time(view.passkey.addedAt),
                    removePath: "/console/account/passkeys/\(view.passkey.credentialHash)/removal"
                )
            },
            passkey: passkey,
            hasPassword: own.login.hasPassword,
            facts: [
                Fact(texts.text("account.organisation"), actor.visit.organisationName),
                Fact(texts.text("account.roles"), roles),
            ],
            stays: stays.map { stay in
                AccountView.Stay(
                    since: actor.reader.time(stay.openedAt),
                    until: actor.reader.time(stay.expiresAt),
                    isThis: stay.id == actor.visit.session.id,
                    endPath: "/console/sessions/\(stay.id)/end"
                )
            },
            fields: [
                field("old", "/old", "current-password"),
                field("new", "/password", hint: texts.text("account.newHint"), "new-password"),
            ],
            hasKeys: !keys.isEmpty,
            keys: keys.map { key in
                AccountView.Held(
                    keyID: key.id.description,
                    keyRole: texts.word("role", key.role),
                    keyExpires: key.expiresAt.map { actor.reader.time($0).text } ?? texts.text("keys.never"),
                    revokePath: "/console/account/keys/\(key.id)/revocation"
                )
            }
        )
        return render(
            "account",
            title: texts.text("account.title"),
            view,
            for: actor.reader,
            status: refusal == nil ? .ok : .unprocessableContent,
            notice: notice
        )
    }
}
