import Cooperation

/// What is read of an exchange's status.
struct WireIntroduction: Decodable {
    struct Log: Decodable {
        let verifierKey: String
        let checkpointInterval: Seconds
    }

    /// The organisation as which the exchange knows whoever asks.
    let organisation: ID<Organisation>
    let log: Log
}
