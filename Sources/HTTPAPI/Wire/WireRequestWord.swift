import Cooperation

/// What an addressee's node says about a request, as it comes.
struct WireRequestWord: Decodable {
    let word: RequestWord
    /// The texts that belong to it, as `RequestWordText` has them.
    let text: String?
    /// By which a repeat is known.
    let dispatch: ID<Dispatch>?
}
