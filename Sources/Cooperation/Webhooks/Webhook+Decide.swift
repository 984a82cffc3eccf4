extension Webhook {
    /// Decides a command.
    ///
    /// - Parameters:
    ///   - state: the webhook; `nil` for one not made.
    ///   - command: what is asked.
    ///   - id: its id, which making takes on.
    ///   - member: whose it is.
    ///   - isOnExchange: whether the node is an exchange.
    ///   - now: the time.
    /// - Returns: what happens; nothing where it is so already.
    /// - Throws: `Refusal` with what to do instead.
    public static func decide(
        _ state: Webhook?,
        _ command: WebhookCommand,
        id: ID<Webhook>,
        member: Organisation,
        isOnExchange: Bool,
        now: Timestamp
    ) throws(Refusal) -> [Act] {
        switch (state?.state, command) {
        case (nil, .make(let role, let kinds, let address, let secret)):
            let reader = try reader(id, of: member, inRole: role, isOnExchange: isOnExchange)
            try requireReadable(kinds, by: reader)
            return [
                Act(
                    WebhookMade(organisation: member.id, role: role, kinds: kinds),
                    on: id,
                    sealed: ["address": try checked(address: address), "secret": secret]
                )
            ]
        case (_?, .make): throw Refusal(.conflict, "already-made", "A webhook with this id was made already.")
        case (nil, _): throw Refusal(.notFound, "not-found", "There is no such webhook.")
        case (.removed, .remove), (.removed, .switchOff), (.off, .switchOff), (.on, .switchOn): return []
        case (.removed, _): throw Refusal(.conflict, "webhook-removed", "This webhook was removed; make another.")
        case (.on, .changeSecret(let secret, let overlap)), (.off, .changeSecret(let secret, let overlap)):
            guard (Seconds(0)...formerSecretMax).contains(overlap) else {
                throw Refusal(
                    .invalid,
                    "overlap-invalid",
                    "Let the former secret sign for 0 to \(formerSecretMax.count) seconds.",
                    pointer: "/overlap"
                )
            }
            return [Act(WebhookSecretChanged(formerUntil: now + overlap), on: id, sealed: ["secret": secret])]
        case (.off, .switchOn): return [Act(WebhookSwitchedOn(), on: id)]
        case (.on, .switchOff(let reason)): return [Act(WebhookSwitchedOff(reason: reason), on: id)]
        case (.off, .replay): throw Refusal(.conflict, "webhook-off", "Switch the webhook on before you replay.")
        case (.on, .replay(let positions)):
            let positions = Set(positions).sorted()
            guard positions.count <= replaysMax else {
                throw Refusal(
                    .invalid,
                    "too-many-replays",
                    "Replay at most \(replaysMax) deliveries at once.",
                    pointer: "/positions"
                )
            }
            return positions.isEmpty ? [] : [Act(WebhookReplayed(positions: positions), on: id)]
        case (.on, .remove), (.off, .remove): return [Act(WebhookRemoved(), on: id)]
        }
    }

    private static func reader(
        _ id: ID<Webhook>,
        of member: Organisation,
        inRole role: Role,
        isOnExchange: Bool
    ) throws(Refusal) -> Caller {
        guard RoleTable.roles(of: member.kind).contains(role) else {
            throw Refusal(
                .invalid,
                "role-not-of-kind",
                "An organisation of the kind \(member.kind.rawValue) has no \(role.rawValue).",
                pointer: "/role"
            )
        }
        return reader(id, of: member, role: role, isOnExchange: isOnExchange)
    }

    /// Nobody waits for what never comes.
    private static func requireReadable(_ kinds: Set<WebhookEventKind>, by reader: Caller) throws(Refusal) {
        guard !kinds.isEmpty else {
            throw Refusal(.invalid, "kinds-missing", "Say which kinds of events are to be told.", pointer: "/kinds")
        }
        for kind in kinds.sorted(by: { $0.rawValue < $1.rawValue }) {
            do throws(Refusal) {
                guard let family = AuthorisationRules.eventFamily(of: kind.rawValue) else { continue }
                try AuthorisationRules.authorise(reader, .readEvents)
                try AuthorisationRules.authorise(reader, family.permission)
            } catch {
                throw Refusal(
                    .invalid,
                    "kind-not-readable",
                    "The role \(reader.role.rawValue) does not read \(kind.rawValue) here; leave it out, or choose a role.",
                    pointer: "/kinds"
                )
            }
        }
    }

    private static func checked(address: String) throws(Refusal) -> String {
        guard address.utf8.count <= addressBytesMax, address.utf8.allSatisfy({ (0x21...0x7E).contains($0) }),
            address.hasPrefix("https://") || address.hasPrefix("http://")
        else {
            throw Refusal(
                .invalid,
                "address-invalid",
                "Give an https address of at most \(addressBytesMax) bytes.",
                pointer: "/address"
            )
        }
        return address
    }
}
