extension AssessmentFormViews {
    /// Hands data over as a file.
    var disclosure: SheetView.Folded {
        let act = AssessmentAct.disclosure
        let form = typed(act)
        return folded(
            act,
            fields: [
                categories(act, form),
                FieldView(
                    id: act.field("file"),
                    label: texts.label("file", of: "assess"),
                    type: "file",
                    error: form.error(act.field("file"), in: texts)
                ),
            ],
            bringsFiles: true
        )
    }
}
