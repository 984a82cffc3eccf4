import Cooperation
import Services

extension AssessmentFormViews {
    /// What came after the emergency: a request that this node has, or one that it does not.
    func formal(among requests: [RequestView]) -> SheetView.Folded {
        let act = AssessmentAct.formal
        let options = requests.map { view in
            let time = view.request.receivedAt.map { actor.reader.time($0).text } ?? ""
            return (
                value: view.request.id.description,
                text: [view.document?.legalBasis?.number ?? view.request.filing.instrument, time]
                    .filter { !$0.isEmpty }.joined(separator: ", ")
            )
        }
        return folded(
            act,
            fields: [
                typed(act).choice(
                    act.field("request"),
                    among: options + [(AssessmentForm.onPaper, texts.text("assess.formalElsewhere"))],
                    none: texts.text("form.choose"),
                    in: texts
                ),
                text(act, "note", typed(act), isRequired: false),
            ]
        )
    }
}
