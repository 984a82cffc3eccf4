import Cooperation

/// A key with the name of the person who bears it.
package struct KeyRow: Sendable {
    package let key: Key
    package let person: String?
}

/// A submission with its texts and who handed it in.
package struct SubmissionPage: Sendable {
    package let view: SubmissionView
    /// The authority's name.
    package let authority: String?
    /// When it was answered; `nil` before.
    package let answeredAt: Timestamp?
}

extension Node {
    /// How many people can be chosen among.
    private static let peopleMax = 5000

    /// Everybody of the caller's organisation who has not left, by name.
    package func activePeople(for caller: Caller) async throws -> [PersonView] {
        let own = caller.organisation.id
        return try await store.read { reading in
            let found = try reading.find(
                AggregateQuery<Person>(
                    [
                        .equals(.organisation, .text(own.description)),
                        .equals(.state, .text(Person.State.active.rawValue)),
                    ],
                    limit: Self.peopleMax
                )
            )
            let names = try reading.names(of: found.map(\.id))
            return found.map { PersonView(person: $0, name: names[$0.id]) }
                .sorted { ($0.name ?? "", $0.person.id) < ($1.name ?? "", $1.person.id) }
        }
    }

    /// A page of the keys of the caller's organisation.
    package func keysPage(
        after: ID<Key>?,
        for caller: Caller
    ) async throws -> (keys: [KeyRow], next: ID<Key>?) {
        let own = caller.organisation.id
        return try await store.read { reading in
            let (page, next) = try reading.page(
                of: Key.self,
                [.equals(.organisation, .text(own.description))],
                after: after
            )
            let names = try reading.names(of: page.compactMap(\.person))
            return (page.map { key in KeyRow(key: key, person: key.person.flatMap { names[$0] }) }, next)
        }
    }

    /// A page of the submissions: to an authority its own, to curators all.
    package func submissionsPage(
        after: ID<Submission>?,
        for caller: Caller
    ) async throws -> (submissions: [SubmissionPage], next: ID<Submission>?) {
        let own = caller.organisation
        return try await store.read { reading in
            let (page, next) = try reading.page(
                of: Submission.self,
                own.kind == .authority ? [.equals(.authority, .text(own.id.description))] : [],
                after: after
            )
            return (try reading.pages(of: page), next)
        }
    }

    /// One submission; to another authority it does not exist.
    package func submissionPage(_ id: ID<Submission>, for caller: Caller) async throws -> SubmissionPage {
        let own = caller.organisation
        return try await store.read { reading in
            guard let submission = try reading.load(Submission.self, id),
                own.kind.curatesSignals || submission.authority == own.id,
                let page = try reading.pages(of: [submission]).first
            else { throw Refusal(.notFound, "not-found", "There is no such submission.") }
            return page
        }
    }
}

extension StoreReading {
    fileprivate func pages(of submissions: [Submission]) throws(StoreError) -> [SubmissionPage] {
        let names = try self.names(of: submissions.map(\.authority))
        let answers = submissions.compactMap(\.answeredAtPosition)
        let views = try self.views(submissions)
        let times = try records(at: answers).map { ($0.event.position, $0.event.time) }
        let answeredAt = Dictionary(times, uniquingKeysWith: { first, _ in first })
        return views.map { view in
            SubmissionPage(
                view: view,
                authority: names[view.submission.authority],
                answeredAt: view.submission.answeredAtPosition.flatMap { answeredAt[$0] }
            )
        }
    }
}
