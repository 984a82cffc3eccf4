import Cooperation

/// Who learns of it, besides the public figures, when a request is found to be forged.
///
/// A name on paper is nobody's key, and each node's register tells only of the offices that it keeps.
package enum ForgeryReach: String, CaseIterable, Sendable {
    /// Nobody, and it counts nowhere: it is practice.
    case practice
    /// Nobody.
    case nobody
    /// Who reads the register of this node, which keeps the office.
    case register
    /// The members of the exchange over which it came, whose register keeps the office.
    case members

    /// Who would learn of one request.
    ///
    /// - Parameters:
    ///   - request: the request, as its addressee's node has it.
    ///   - office: the office in whose name it came; `nil` where the register has none.
    package init(of request: Request, office: Office?) {
        guard !request.filing.isExercise else {
            self = .practice
            return
        }
        guard let office, office.revokedAt == nil else {
            self = .nobody
            return
        }
        // A node notes it with the offices that it keeps itself.
        switch (request.origin, office.origin) {
        case (nil, nil): self = .register
        case (let request?, let office?) where request.exchange == office.exchange: self = .members
        default: self = .nobody
        }
    }
}
