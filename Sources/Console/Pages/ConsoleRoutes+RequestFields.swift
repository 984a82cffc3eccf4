import Cooperation
import Services

/// What each item needs, and the law.
extension ConsoleRoutes {
    func itemSets(
        _ form: RequestForm,
        _ earlier: [String: [RequestDraftView.Earlier]],
        for actor: Actor
    ) -> [FormView.Fieldset] {
        let texts = actor.texts
        return form.items.enumerated().map { place, item in
            let number = place + 1
            let known = earlier[item.text] ?? []
            let notes = known.map { earlier in
                texts.text(
                    "requests.earlier",
                    ["time": earlier.receivedAt.map { actor.reader.time($0).text } ?? earlier.request.description]
                )
            }
            var typed = form.form
            if typed["kind-\(number)"].isEmpty { typed["kind-\(number)"] = item.host == nil ? "account" : "content" }
            func choice(_ name: String, _ options: [FieldView.Option]) -> FieldView {
                FieldView(
                    id: "\(name)-\(number)",
                    label: texts.label(name),
                    error: form.form.error("\(name)-\(number)", in: texts),
                    options: options
                )
            }
            return FormView.Fieldset(
                "\(number). \(item.text)",
                notes: notes,
                [
                    choice("kind", options(RequestItem.Kind.self, "itemKind", typed["kind-\(number)"], in: texts)),
                    choice(
                        "ground",
                        [.init(value: "", text: texts.text("form.choose"), isCurrent: false)]
                            + options(RequestGround.self, "requestGround", typed["ground-\(number)"], in: texts)
                    ),
                    FieldView(
                        id: "reasons-\(number)",
                        label: texts.label("reasons"),
                        value: typed["reasons-\(number)"],
                        error: form.form.error("reasons-\(number)", in: texts),
                        isText: true
                    ), files("files-\(number)", form.form, hasHint: number == 1, in: texts),
                ]
            )
        }
    }

    /// Files by their hashes, a line each; with a script, a place to choose them.
    func files(_ id: String, _ form: TypedForm, hasHint: Bool = true, in texts: Catalogue) -> FieldView {
        FieldView(
            id: id,
            label: texts.text(id == "files" ? "requests.filesOfAll" : "requests.filesOfItem"),
            value: form[id],
            hint: hasHint ? texts.text("requests.filesHint") : nil,
            error: form.error(id, in: texts),
            isRequired: false,
            isText: true,
            fileHashing: texts.text("requests.filesChoose")
        )
    }

    /// Where it is to have effect: the issuing country, unless two people want more and say why.
    func reachFields(_ form: TypedForm, _ country: String?, in texts: Catalogue) -> [FieldView] {
        var form = form
        if form["territory"].isEmpty { form["territory"] = country ?? "" }
        return [
            form.line("territory", isRequired: false, in: texts),
            form.line("territoryReasons", isRequired: false, isText: true, in: texts),
        ]
    }

    /// What can be chosen among the words of an enumeration.
    func options<Word: RawRepresentable<String> & CaseIterable>(
        _ words: Word.Type,
        _ page: String,
        _ chosen: String,
        in texts: Catalogue
    ) -> [FieldView.Option] {
        words.allCases.map { word in
            .init(value: word.rawValue, text: texts.word(page, word), isCurrent: word.rawValue == chosen)
        }
    }
}
