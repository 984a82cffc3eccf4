import Cooperation

extension ConsoleRoutes {
    /// That nothing of it was made by those who committed an attack: without this, nothing stays up.
    func perpetratorsGroup(_ form: TypedForm, in texts: Catalogue) -> FormView.Group {
        form.box(
            "notPerpetrators",
            under: texts.text("requestKind.stayUp"),
            texts.label("notPerpetrators"),
            in: texts
        )
    }

    /// Whether a copy goes to another state, as section D of Annex I of Regulation (EU) 2021/784 says.
    func copyGroup(_ form: TypedForm, in texts: Catalogue) -> FormView.Group {
        form.box("copied", under: texts.text("requestKind.removalOrder"), texts.text("document.copySent"), in: texts)
    }

    /// What the law and the kind of a request want to be said.
    func lawFields(
        _ form: TypedForm,
        _ kind: RequestKind,
        hasFirstContact: Bool,
        in texts: Catalogue
    ) -> [FieldView] {
        let isVoluntary = kind == .referral || kind == .stayUp || kind == .weakenEncryption
        var fields = [
            form.line("statute", isRequired: !isVoluntary, isText: true, in: texts),
            form.line("number", isRequired: false, in: texts),
            form.choice(
                "source",
                among: RequestDocument.Authorisation.Source.self,
                named: "authorisationSource",
                none: texts.text("requests.noSource"),
                in: texts
            ), form.line("sourceNumber", isRequired: false, in: texts),
            form.line("givenAt", type: "date", isRequired: false, in: texts),
            form.line("offence", isRequired: false, in: texts),
        ]
        if kind.asksData {
            fields += ["from", "until"].map { form.line($0, type: "date", isRequired: false, in: texts) }
        }
        if kind == .emergencyDisclosure {
            fields.append(
                form.choice(
                    "nature",
                    among: RequestDocument.Emergency.Nature.self,
                    named: "emergencyNature",
                    none: texts.text("form.choose"),
                    in: texts
                )
            )
            fields += ["atRisk", "whyImminent", "howDataAvert", "whyNotOrdinary"]
                .map { form.line($0, isText: true, in: texts) }
            fields.append(form.line("expectedAt", type: "datetime-local", isRequired: false, in: texts))
        }
        if kind == .removalOrder, hasFirstContact {
            fields += ["information", "firstEmergency"].map {
                form.line($0, isRequired: false, isText: true, in: texts)
            }
        }
        if kind == .stayUp { fields.append(form.line("renews", isRequired: false, in: texts)) }
        return fields + [
            form.line("silentUntil", type: "date", isRequired: false, in: texts),
            form.line("silenceBasis", isRequired: false, isText: true, in: texts),
            form.line("redress", isRequired: false, isText: true, in: texts),
            form.line("redressBody", isRequired: false, in: texts),
            form.line("redressDeadline", isRequired: false, in: texts),
            form.line("explanation", isRequired: false, isText: true, in: texts),
        ]
    }
}
