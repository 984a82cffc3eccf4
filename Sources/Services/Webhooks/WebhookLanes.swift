import Cooperation

/// To which webhooks something is sent at once, and to which next.
///
/// Members come in turn, and so do the webhooks of one member, each for one round of messages. So whoever has slow receivers
/// keeps nobody else waiting.
struct WebhookLanes {
    /// How many webhooks are sent to at once.
    static let lanesMax = 32
    /// How many of them are one member's.
    static let perOrganisationMax = 3

    private struct Member {
        /// Its webhooks for which something is due, the next first.
        var waiting: [ID<Webhook>] = []
        /// To how many something is being sent.
        var busy = 0
    }

    private var members: [ID<Organisation>: Member] = [:]
    /// The members of which a webhook waits, the next first.
    private var order: [ID<Organisation>] = []
    /// Whose the webhooks are that wait or are sent to.
    private var owners: [ID<Webhook>: ID<Organisation>] = [:]
    private var busy = 0

    /// Lets a webhook wait for its turn, unless it does already.
    mutating func add(_ webhook: ID<Webhook>, of organisation: ID<Organisation>) {
        guard owners[webhook] == nil else { return }
        owners[webhook] = organisation
        wait(webhook, of: organisation)
    }

    /// Takes the webhook whose turn it is; `nil` where none is.
    mutating func next() -> ID<Webhook>? {
        guard busy < Self.lanesMax,
            let place = order.firstIndex(where: { members[$0]?.busy ?? 0 < Self.perOrganisationMax })
        else { return nil }
        let organisation = order.remove(at: place)
        guard var member = members[organisation], !member.waiting.isEmpty else { return nil }
        let webhook = member.waiting.removeFirst()
        member.busy += 1
        busy += 1
        members[organisation] = member
        if !member.waiting.isEmpty { order.append(organisation) }
        return webhook
    }

    /// Gives back the place of a webhook.
    ///
    /// - Parameters:
    ///   - webhook: one that was taken.
    ///   - hasMore: whether it waits for another turn.
    mutating func end(_ webhook: ID<Webhook>, hasMore: Bool) {
        guard let organisation = owners[webhook] else { return }
        busy -= 1
        members[organisation]?.busy -= 1
        if hasMore {
            wait(webhook, of: organisation)
        } else {
            owners[webhook] = nil
            if let member = members[organisation], member.busy == 0, member.waiting.isEmpty {
                members[organisation] = nil
            }
        }
    }

    private mutating func wait(_ webhook: ID<Webhook>, of organisation: ID<Organisation>) {
        members[organisation, default: Member()].waiting.append(webhook)
        if !order.contains(organisation) { order.append(organisation) }
    }
}
