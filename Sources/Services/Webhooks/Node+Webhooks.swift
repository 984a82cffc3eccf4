import Cooperation

extension Node {
    /// The webhooks of the caller's organisation that were not removed, in order of id; never their secrets.
    package func webhooks(
        of organisation: ID<Organisation>,
        after: ID<Webhook>?,
        limit: Int,
        for caller: Caller
    ) async throws -> (webhooks: [WebhookView], next: ID<Webhook>?) {
        try caller.requireOwn(organisation)
        return try await store.read { reading in
            let page = try reading.find(
                AggregateQuery<Webhook>(
                    [
                        .equals(.organisation, .text(organisation.description)),
                        .isOneOf(.state, [.text(Webhook.State.on.rawValue), .text(Webhook.State.off.rawValue)]),
                    ],
                    after: after.map { .init(value: nil, id: $0) },
                    limit: limit
                )
            )
            return (try reading.views(of: page), page.count == limit ? page.last?.id : nil)
        }
    }

    /// One webhook of the caller's organisation.
    package func webhook(
        _ id: ID<Webhook>,
        of organisation: ID<Organisation>,
        for caller: Caller
    ) async throws -> WebhookView {
        try caller.requireOwn(organisation)
        return try await store.read { reading in
            try reading.view(of: reading.webhook(id, of: organisation))
        }
    }

    /// Makes a webhook.
    ///
    /// - Returns: the webhook with its secret, which is shown this once.
    /// - Throws: `Refusal`, `StoreError`.
    package func makeWebhook(
        for organisation: ID<Organisation>,
        role: Role,
        kinds: Set<WebhookEventKind>,
        address: String,
        by caller: Caller
    ) async throws -> WebhookWithSecret {
        try caller.requireOwn(organisation)
        if let objection = destinations.objection(to: address) {
            throw Refusal(.invalid, "address-invalid", objection, pointer: "/address")
        }
        let secret = WebhookSecret(bytes: randomBytes(WebhookSecret.byteCount))
        let secrets = self.secrets
        let isExchange = identity.isExchange
        return try await store.write { transaction in
            let id: ID<Webhook> = transaction.newID()
            let command = WebhookCommand.make(
                role: role,
                kinds: kinds,
                address: address,
                secret: try secrets.sealed(secret, of: id)
            )
            try transaction.requireRoomForWebhook(of: organisation)
            let webhook = try transaction.carryOut(command, on: id, isOnExchange: isExchange, by: caller)
            return WebhookWithSecret(view: try transaction.view(of: webhook), secret: secret)
        }
    }

    /// Gives a webhook a new secret, with which messages are signed from then on; the former one signs as well for a while.
    ///
    /// - Returns: the webhook with its new secret, which is shown this once.
    /// - Throws: `Refusal`, `StoreError`.
    package func changeWebhookSecret(
        of id: ID<Webhook>,
        of organisation: ID<Organisation>,
        overlap: Seconds,
        by caller: Caller
    ) async throws -> WebhookWithSecret {
        try caller.requireOwn(organisation)
        let secret = WebhookSecret(bytes: randomBytes(WebhookSecret.byteCount))
        let secrets = self.secrets
        let isExchange = identity.isExchange
        return try await store.write { transaction in
            let before = try transaction.webhook(id, of: organisation)
            let command = WebhookCommand.changeSecret(secret: try secrets.sealed(secret, of: id), overlap: overlap)
            let webhook = try transaction.carryOut(command, on: id, isOnExchange: isExchange, by: caller)
            let void = [before.formerSecretAtPosition, webhook.outlivedSecretPosition(at: transaction.now)]
            for position in void.compactMap(\.self) {
                // No answer that is kept for repeats holds a secret.
                _ = try transaction.eraseSealedParts(["secret"], at: position, forgetting: .none)
            }
            return WebhookWithSecret(view: try transaction.view(of: webhook), secret: secret)
        }
    }

    /// Switches a webhook on or off.
    ///
    /// What waits when it is switched off is given up, and can be replayed once it is on again.
    package func switchWebhook(
        _ id: ID<Webhook>,
        of organisation: ID<Organisation>,
        on isOn: Bool,
        by caller: Caller
    ) async throws -> WebhookView {
        try caller.requireOwn(organisation)
        let isExchange = identity.isExchange
        return try await store.write { transaction in
            _ = try transaction.webhook(id, of: organisation)
            let command: WebhookCommand = isOn ? .switchOn : .switchOff(.person)
            let webhook = try transaction.carryOut(command, on: id, isOnExchange: isExchange, by: caller)
            if !isOn { try transaction.abandonDeliveries(to: id) }
            return try transaction.view(of: webhook)
        }
    }

    /// Removes a webhook for good, with its address, its secrets and all that was on its way.
    package func removeWebhook(
        _ id: ID<Webhook>,
        of organisation: ID<Organisation>,
        by caller: Caller
    ) async throws {
        try caller.requireOwn(organisation)
        let isExchange = identity.isExchange
        try await store.write { transaction in
            _ = try transaction.webhook(id, of: organisation)
            _ = try transaction.carryOut(.remove, on: id, isOnExchange: isExchange, by: caller)
            _ = try transaction.eraseSealedParts(
                ofSubject: id.identifier,
                forgetting: .organisation(organisation)
            )
            try transaction.forgetDeliveries(to: id)
        }
    }
}

extension StoreTransaction {
    /// Carries a command out, and returns what came of it.
    func carryOut(
        _ command: WebhookCommand,
        on id: ID<Webhook>,
        isOnExchange: Bool,
        by caller: Caller
    ) throws -> Webhook {
        let acts = try Webhook.decide(
            load(Webhook.self, id),
            command,
            id: id,
            member: caller.organisation,
            isOnExchange: isOnExchange,
            now: now
        )
        for act in acts { try append(act, by: caller.author) }
        guard let webhook = try load(Webhook.self, id) else {
            throw StoreError(.damaged, "A webhook that was just recorded is missing.")
        }
        return webhook
    }

    fileprivate func requireRoomForWebhook(of organisation: ID<Organisation>) throws {
        let existing = try count(
            AggregateQuery<Webhook>(
                [
                    .equals(.organisation, .text(organisation.description)),
                    .isOneOf(.state, [.text(Webhook.State.on.rawValue), .text(Webhook.State.off.rawValue)]),
                ]
            ),
            upTo: Webhook.perOrganisationMax
        )
        guard existing < Webhook.perOrganisationMax else {
            throw Refusal(
                .conflict,
                "too-many-webhooks",
                "An organisation has at most \(Webhook.perOrganisationMax) webhooks; remove one first."
            )
        }
    }
}

extension StoreReading {
    /// A webhook of an organisation.
    ///
    /// - Throws: `Refusal` `not-found` where it has none such.
    func webhook(_ id: ID<Webhook>, of organisation: ID<Organisation>) throws -> Webhook {
        guard let webhook = try load(Webhook.self, id), webhook.organisation == organisation else {
            throw Refusal(.notFound, "not-found", "There is no such webhook.")
        }
        return webhook
    }

    func view(of webhook: Webhook) throws -> WebhookView {
        guard let view = try views(of: [webhook]).first else {
            throw StoreError(.damaged, "A webhook that was just read is missing.")
        }
        return view
    }

    fileprivate func views(of webhooks: [Webhook]) throws -> [WebhookView] {
        let counts = try deliveryCounts(of: webhooks.map(\.id))
        let addresses = try sealedParts(["address"], at: webhooks.map(\.madeAtPosition))
        return webhooks.map { webhook in
            WebhookView(
                webhook: webhook,
                address: addresses[webhook.madeAtPosition]?["address"],
                counts: counts[webhook.id] ?? WebhookQueueCounts()
            )
        }
    }
}
