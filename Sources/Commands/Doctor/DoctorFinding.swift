import CanonicalJSON

/// One thing that was looked at on a machine that runs a node.
package struct DoctorFinding: Hashable, Sendable {
    /// How it is.
    package enum State: String, Sendable {
        case ok
        /// It works, and a person should look.
        case warn
        /// The node can't work, or could lose or show what it keeps.
        case fail
    }

    package let state: State
    /// What was looked at, in a word.
    package let subject: String
    /// What was found.
    package let detail: String
    /// What to do about it.
    package let advice: String?

    private init(_ state: State, _ subject: String, _ detail: String, _ advice: String?) {
        self.state = state
        self.subject = subject
        self.detail = detail
        self.advice = advice
    }

    package static func ok(_ subject: String, _ detail: String) -> DoctorFinding {
        DoctorFinding(.ok, subject, detail, nil)
    }

    package static func warn(_ subject: String, _ detail: String, advice: String) -> DoctorFinding {
        DoctorFinding(.warn, subject, detail, advice)
    }

    package static func fail(_ subject: String, _ detail: String, advice: String) -> DoctorFinding {
        DoctorFinding(.fail, subject, detail, advice)
    }

    /// One line, or two where there is something to do.
    var lines: [String] {
        let state = state.rawValue.padded(to: 4), subject = subject.padded(to: 12)
        return ["\(state)  \(subject)  \(detail)"] + (advice.map { ["\("".padded(to: 20))\($0)"] } ?? [])
    }

    var json: JSONValue {
        var members: [String: JSONValue] = [
            "state": .string(state.rawValue), "subject": .string(subject), "detail": .string(detail),
        ]
        members["advice"] = advice.map { .string($0) }
        return .object(members)
    }
}

extension String {
    fileprivate func padded(to width: Int) -> String { self + String(repeating: " ", count: max(0, width - count)) }
}
