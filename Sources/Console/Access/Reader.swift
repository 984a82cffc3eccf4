import Cooperation
import HTTPServing
import Services

/// Who looks at a page, and in which language.
struct Reader: Sendable {
    let request: IncomingRequest
    let texts: Catalogue
    /// The person who is logged in; `nil` for nobody.
    let visit: Visit?
    /// The value of the hidden field that every form of this session carries; empty where nobody is logged in.
    let token: String
    let now: Timestamp

    /// A time as it is shown everywhere: to the minute, in UTC.
    func time(_ time: Timestamp) -> TimeView {
        TimeView(machine: time.description, text: texts.formats.time(time, .minute) + " UTC")
    }

    func number(_ number: some BinaryInteger) -> String { texts.formats.number(Int64(number)) }
}

/// A person who is logged in and may do what the page is for.
struct Actor: Sendable {
    let reader: Reader
    let visit: Visit
    /// The person in the first of their roles that may.
    let caller: Caller

    var texts: Catalogue { reader.texts }
    var request: IncomingRequest { reader.request }
    var token: String { reader.token }

    /// The same person with the texts of another catalogue.
    func reading(_ texts: Catalogue) -> Actor {
        let other = Reader(
            request: reader.request,
            texts: texts,
            visit: reader.visit,
            token: reader.token,
            now: reader.now
        )
        return Actor(reader: other, visit: visit, caller: caller)
    }
}
