import Cooperation
import Services

extension ConsoleRoutes {
    private static let ownKeysPath = "/console/requests/keys"

    /// What the reader may do about an officer.
    func officerForms(_ page: OfficerPage, _ refused: RefusedForm?, for actor: Actor) -> [SheetView.Section] {
        let record = page.officer.officer
        guard record.origin == nil else { return [] }
        let fields = RegisterFields(kept: ["rank": record.rank.rawValue], refused: refused, texts: actor.texts)
        let base = Self.officersPath + "/\(record.id)"
        let isHere = record.leftAt == nil
        var sections: [SheetView.Section] = []
        if isHere, actor.visit.may(.vouchForMandates), actor.visit.organisation.id != record.authority {
            let how = [fields.line("how", isText: true)]
            sections.append(vouching("vouchOfficer", base + "/vouching", how, record.enteredBy, actor))
            sections += keyVouching(page, fields, base, actor)
        }
        guard keeps(record.authority, actor) else { return sections }
        let isKeeper = actor.visit.may(.keepRegister)
        if actor.visit.may(.keepOfficerKeys), isKeeper || record.person == actor.visit.person.id {
            sections += keyForms(page, fields, base, actor)
        }
        guard isKeeper, isHere else { return sections }
        return sections + [
            registerForm(
                "changeRank",
                base + "/rank",
                [fields.choice("rank", among: ranks(actor))],
                .plainly,
                actor
            ),
            registerForm(
                "leave",
                base + "/departure",
                [fields.line("leaving", "reason", isRequired: false, isText: true)],
                .danger,
                actor
            ),
        ]
    }

    /// Keys that were not revoked and that somebody else than the reader added: for these the reader may vouch.
    private func keyVouching(
        _ page: OfficerPage,
        _ fields: RegisterFields,
        _ base: String,
        _ actor: Actor
    ) -> [SheetView.Section] {
        let keys = page.officer.officer.keys.filter {
            $0.revokedAt == nil && $0.addedBy != actor.visit.person.id.identifier
        }
        guard !keys.isEmpty else { return [] }
        return [
            registerForm(
                "vouchKey",
                base + "/keys/vouching",
                [
                    fields.choice("key", among: options(keys, actor)), fields.line("keyHow", "how", isText: true),
                ],
                .main,
                actor
            )
        ]
    }

    private func keyForms(
        _ page: OfficerPage,
        _ fields: RegisterFields,
        _ base: String,
        _ actor: Actor
    ) -> [SheetView.Section] {
        let record = page.officer.officer
        var sections: [SheetView.Section] = []
        if record.leftAt == nil {
            var adding = registerForm(
                "addKey",
                base + "/keys",
                [fields.line("publicKey", isText: true)],
                .plainly,
                actor
            )
            if record.person == actor.visit.person.id {
                adding.links = [SheetView.Link(Self.ownKeysPath, actor.texts.text("register.makeKey"))]
            }
            sections.append(adding)
        }
        let live = record.keys.filter { $0.revokedAt == nil }
        guard !live.isEmpty else { return sections }
        let revoking = [
            fields.choice("revokedKey", "key", among: options(live, actor)),
            fields.choice("why", among: OfficerKey.Revocation.self, page: "keyRevocation"),
            fields.line("reason", isText: true),
        ]
        return sections + [registerForm("revokeKey", base + "/keys/revocation", revoking, .danger, actor)]
    }

    private func options(_ keys: [OfficerKey], _ actor: Actor) -> [(value: String, text: String)] {
        keys.map { (value: $0.id, text: Self.name(of: $0, in: actor.texts)) }
    }
}
