import Cooperation
import Services

/// What repeats of requests are answered.
///
/// No part of the journal, and nothing that follows from it.
struct KeptAnswersTable {
    let connection: any SQLConnection

    func answer(of key: ID<Key>, word: String) throws(StoreError) -> KeptAnswer? {
        let rows = try connection.query(
            """
            SELECT request_digest, kept_at, status, location, media_type, body FROM kept_answers
            WHERE api_key = ? AND word = ?
            """,
            [.text(key.description), .text(word)]
        )
        guard let row = rows.first else { return nil }
        var content: KeptAnswer.Content?
        if let body = try row.optionalText(5) {
            content = KeptAnswer.Content(
                status: Int(try row.integer(2)),
                location: try row.optionalText(3),
                mediaType: try row.optionalText(4),
                body: body
            )
        }
        return KeptAnswer(
            key: key,
            word: word,
            requestDigest: try row.text(0),
            time: Timestamp(microseconds: try row.integer(1)),
            content: content
        )
    }

    /// Puts an answer in the place of the one before under the same word.
    func keep(_ answer: KeptAnswer) throws(StoreError) {
        try connection.execute(
            "DELETE FROM kept_answers WHERE api_key = ? AND word = ?",
            [.text(answer.key.description), .text(answer.word)]
        )
        try connection.execute(
            """
            INSERT INTO kept_answers (api_key, word, request_digest, kept_at, status, location, media_type, body)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?)
            """,
            [
                .text(answer.key.description), .text(answer.word), .text(answer.requestDigest),
                .integer(answer.time.microseconds), answer.content.map { .integer(Int64($0.status)) } ?? .null,
                .optional(answer.content?.location), .optional(answer.content?.mediaType),
                .optional(answer.content?.body),
            ]
        )
    }

    /// Takes the texts out of those answers that may hold what is being erased.
    ///
    /// Of one organisation means of every key that is not known to be another's.
    func forgetTexts(of answers: AnswersConcerned) throws(StoreError) {
        let statement =
            "UPDATE kept_answers SET status = NULL, location = NULL, media_type = NULL, body = NULL WHERE body IS NOT NULL"
        switch answers {
        case .none: break
        case .organisation(let organisation):
            try connection.execute(
                """
                \(statement) AND NOT EXISTS (
                    SELECT 1 FROM agg_key WHERE agg_key.id = kept_answers.api_key AND agg_key.organisation <> ?
                )
                """,
                [.text(organisation.description)]
            )
        case .all: try connection.execute(statement)
        }
    }

    func oldest() throws(StoreError) -> Timestamp? {
        let rows = try connection.query("SELECT kept_at FROM kept_answers ORDER BY kept_at LIMIT 1")
        return try rows.first.map { row throws(StoreError) in Timestamp(microseconds: try row.integer(0)) }
    }

    /// Forgets the oldest answers up to a moment.
    ///
    /// - Returns: how many.
    func forget(keptUntil end: Timestamp, limit: Int) throws(StoreError) -> Int {
        let rows = try connection.query(
            "SELECT api_key, word FROM kept_answers WHERE kept_at <= ? ORDER BY kept_at LIMIT ?",
            [.integer(end.microseconds), .integer(Int64(limit))]
        )
        for row in rows {
            try connection.execute(
                "DELETE FROM kept_answers WHERE api_key = ? AND word = ?",
                [.text(try row.text(0)), .text(try row.text(1))]
            )
        }
        return rows.count
    }
}
