/// A person opened graphic content.
public struct ExposureNoted: EventPayload {
    /// What happened.
    public static let type = "exposure.noted"
    /// Of which case, or of which signal where its proposer's link was opened.
    public let subject: Identifier
    /// Until when it counts as shown.
    public let until: Timestamp
}

/// What can be asked of an exposure.
public enum ExposureCommand: Sendable, Hashable {
    /// Note that graphic content of a case or a signal is opened.
    case note(Identifier, ExposureLimits)
}

extension Exposure {
    /// Decides a command.
    ///
    /// - Parameters:
    ///   - state: what the person was shown; `nil` for nothing.
    ///   - command: what is asked.
    ///   - id: its id, which is the person's.
    ///   - now: the time.
    /// - Returns: what happens; nothing while the same content counts as shown.
    /// - Throws: `Refusal` `break-required`, which says until when.
    public static func decide(
        _ state: Exposure?,
        _ command: ExposureCommand,
        id: ID<Exposure>,
        now: Timestamp
    ) throws(Refusal) -> [Act] {
        switch command {
        case .note(let subject, let limits):
            guard state?.isShowing(subject, at: now) != true else { return [] }
            if let until = ExposureGauge(state, limits: limits, now: now).breakUntil {
                throw Refusal(
                    .limitReached,
                    "break-required",
                    "Leave graphic content alone until \(until); other cases are open to you."
                )
            }
            return [Act(ExposureNoted(subject: subject, until: now + limits.itemTime), on: id)]
        }
    }

    /// The state after an event.
    public static func apply(_ state: Exposure?, _ event: JournalEvent) throws(ReplayError) -> Exposure {
        guard event.type == ExposureNoted.type else { throw ReplayError.unexpected(event, after: state) }
        let facts = try event.payload(ExposureNoted.self)
        var exposure = state ?? Exposure(id: ID(event.subject), items: [], stretches: [])
        exposure.note(facts.subject, from: event.time, until: max(event.time, facts.until))
        return exposure
    }

    private mutating func note(_ subject: Identifier, from: Timestamp, until: Timestamp) {
        let recent = items.filter { $0.subject != subject && from < $0.at + .hours(1) }
        items = (recent + [Item(subject: subject, at: from, until: until)]).suffix(Self.itemsMax)
        stretches.removeAll { $0.until + Self.memory < from }
        if let last = stretches.last, from <= last.until {
            stretches[stretches.count - 1].until = max(last.until, until)
        } else {
            stretches.append(Stretch(from: from, until: until))
        }
        if stretches.count > Self.stretchesMax {
            stretches[1] = Stretch(from: stretches[0].from, until: stretches[1].until)
            stretches.removeFirst()
        }
    }
}
