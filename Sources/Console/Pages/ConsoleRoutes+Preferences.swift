import Cooperation
import HTTPServing
import HTTPTypes
import Services

extension ConsoleRoutes {
    private static let choiceFields: Set<String> = ["language", "colourScheme", "blurs", "greys", "mutes"]
    /// The name of the box of a behaviour that the person does not want to see.
    private static func box(_ behaviour: Behaviour) -> String { "without-" + behaviour.rawValue }

    private struct PreferencesView: Sendable {
        struct Box: Sendable {
            let id: String
            let label: String
            let isOn: Bool
        }

        let fields: [FieldView]
        let veils: [Box]
        let behaviours: [Box]
        /// Auditors change nothing that others act on, not even where they are reached.
        let mayBeReached: Bool
        let email: [FieldView]
    }

    /// How a person wants to see things, and where they are reached.
    func preferences() throws -> [ConsoleRoute] {
        [
            try page(
                "/console/account/preferences",
                "console.preferences",
                .keepPreferences,
                query: ["done"]
            ) { actor, query in
                let notice = query["done"].map { _ in
                    Frame.Notice(kind: "good", text: actor.texts.text("preferences.saved"))
                }
                return try await preferences(actor, refusal: nil, notice: notice)
            },
            try form(
                "/console/account/preferences",
                "console.changePreferences",
                .keepPreferences,
                fields: Self.choiceFields.union(Behaviour.allCases.map(Self.box))
            ) { actor, fields in
                let optedOut = Behaviour.allCases.filter { !fields[Self.box($0)].isEmpty }
                let choices = try PreferenceChoices(
                    language: catalogues.named(fields["language"])?.code,
                    blursMedia: !fields["blurs"].isEmpty,
                    greysMedia: !fields["greys"].isEmpty,
                    mutesMedia: !fields["mutes"].isEmpty,
                    optedOut: Set(optedOut),
                    colourScheme: PreferenceChoices.ColourScheme(rawValue: fields["colourScheme"]) ?? .auto
                )
                try await node.changePreferences(choices, by: actor.caller)
                let cookie = choices.language.map { cookies.keep(language: $0) } ?? cookies.forgetLanguage
                var response = OutgoingResponse.redirect("/console/account/preferences?done=1", cookie: cookie)
                let scheme = cookies.keep(scheme: choices.colourScheme)
                response.headerFields.append(HTTPField(name: .setCookie, value: scheme))
                return response
            },
            try form(
                "/console/account/address",
                "console.changeAddress",
                .keepAddresses,
                fields: ["email"]
            ) { actor, fields in
                let email = fields["email"]
                do {
                    _ = try await node.setAddress(
                        email.isEmpty ? nil : EmailAddress(typed: email),
                        of: actor.visit.person.id,
                        in: actor.visit.organisation.id,
                        by: actor.caller
                    )
                    return .redirect("/console/account/preferences?done=1")
                } catch let refusal as Refusal where refusal.pointer != nil {
                    return try await preferences(actor, email: email, refusal: refusal, notice: nil)
                }
            },
        ]
    }

    private func preferences(
        _ actor: Actor,
        email: String? = nil,
        refusal: Refusal?,
        notice: Frame.Notice?
    ) async throws -> OutgoingResponse {
        let texts = actor.texts
        let choices = try await node.preferences(of: actor.caller)
        let mayBeReached = actor.visit.may(.keepAddresses)
        let address =
            mayBeReached
            ? try await node.address(
                of: actor.visit.person.id,
                in: actor.visit.organisation.id,
                for: actor.caller
            ) : nil
        let anyLanguage = FieldView.Option(
            value: "",
            text: texts.text("preferences.browsers"),
            isCurrent: choices.language == nil
        )
        func veil(_ id: String, _ isOn: Bool) -> PreferencesView.Box {
            PreferencesView.Box(id: id, label: texts.text("preferences." + id), isOn: isOn)
        }
        let view = PreferencesView(
            fields: [
                FieldView(
                    id: "language",
                    label: texts.text("frame.language"),
                    options: [anyLanguage]
                        + catalogues.all.map { catalogue in
                            FieldView.Option(
                                value: catalogue.code,
                                text: catalogue.name,
                                isCurrent: catalogue.code == choices.language
                            )
                        }
                ),
                FieldView(
                    id: "colourScheme",
                    label: texts.text("preferences.colourScheme"),
                    options: PreferenceChoices.ColourScheme.allCases.map { scheme in
                        FieldView.Option(
                            value: scheme.rawValue,
                            text: texts.word("colourScheme", scheme),
                            isCurrent: scheme == choices.colourScheme
                        )
                    }
                ),
            ],
            veils: [
                veil("blurs", choices.blursMedia), veil("greys", choices.greysMedia), veil("mutes", choices.mutesMedia),
            ],
            behaviours: Behaviour.allCases.map { behaviour in
                PreferencesView.Box(
                    id: Self.box(behaviour),
                    label: texts.word("behaviour", behaviour),
                    isOn: choices.optedOut.contains(behaviour)
                )
            },
            mayBeReached: mayBeReached,
            email: mayBeReached
                ? [
                    FieldView(
                        id: "email",
                        label: texts.text("preferences.email"),
                        type: "email",
                        value: email ?? address?.text ?? "",
                        hint: texts.text("preferences.emailHint"),
                        error: refusal.map(texts.fieldError),
                        autocomplete: "email",
                        isRequired: false
                    )
                ] : []
        )
        return render(
            "preferences",
            title: texts.text("preferences.title"),
            view,
            for: actor.reader,
            status: refusal == nil ? .ok : .unprocessableContent,
            notice: notice
        )
    }
}
