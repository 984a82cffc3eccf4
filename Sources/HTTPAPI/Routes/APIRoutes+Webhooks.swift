import Cooperation
import HTTPServing
import HTTPTypes
import Services

extension APIRoutes {
    /// How long the former secret of a webhook signs where the client does not say.
    private static let overlapDefault = Seconds.days(1)

    func webhooks() throws -> [APIRoute] {
        [
            try route(
                .get,
                "/v1/organisations/{id}/webhooks",
                "listWebhooks",
                .readWebhooks,
                limits: .reading,
                query: Self.pageParameters
            ) { request, caller in
                let page = try PageRequest(request.query(knowing: Self.pageParameters), list: "webhooks", node: node)
                let found = try await node.webhooks(
                    of: try request.path.id(),
                    after: page.afterID(),
                    limit: page.limit,
                    for: caller
                )
                return try self.page(found.webhooks.map { WireWebhook($0) }, next: found.next, list: "webhooks")
            },
            try route(.post, "/v1/organisations/{id}/webhooks", "makeWebhook", .keepWebhooks) { request, caller in
                let wire = try await request.readJSON(as: WireNewWebhook.self)
                let id: ID<Organisation> = try request.path.id()
                let path = "/v1/organisations/\(id)/webhooks/"
                keepSecretShown(
                    WebhookWithSecret.self,
                    at: { "\(path)\($0.view.webhook.id)" },
                    id: { $0.view.webhook.id.description }
                )
                let made = try await node.makeWebhook(
                    for: id,
                    role: wire.role,
                    kinds: Set(wire.kinds),
                    address: wire.address,
                    by: caller
                )
                return try .created(
                    "\(path)\(made.view.webhook.id)",
                    .encoding(WireWebhook(made.view, secret: made.secret))
                )
            },
            try route(
                .get,
                "/v1/organisations/{id}/webhooks/{webhook}",
                "readWebhook",
                .readWebhooks,
                limits: .reading
            ) { request, caller in
                let view = try await node.webhook(
                    try request.path.id("webhook"),
                    of: try request.path.id(),
                    for: caller
                )
                return try .json(encoding: WireWebhook(view))
            },
            try route(
                .delete,
                "/v1/organisations/{id}/webhooks/{webhook}",
                "removeWebhook",
                .keepWebhooks,
                limits: .reading
            ) { request, caller in
                return try await answering {
                    try await node.removeWebhook(
                        try request.path.id("webhook"),
                        of: try request.path.id(),
                        by: caller
                    )
                } with: { _ in
                    .noContent
                }
            },
            try route(
                .post,
                "/v1/organisations/{id}/webhooks/{webhook}/secret",
                "changeWebhookSecret",
                .keepWebhooks
            ) { request, caller in
                let wire = try await request.readJSON(as: WireSecretChange.self)
                let webhook: ID<Webhook> = try request.path.id("webhook")
                return try await tellingOnce(id: webhook.description) {
                    let changed = try await node.changeWebhookSecret(
                        of: webhook,
                        of: try request.path.id(),
                        overlap: wire.overlap.map { Seconds($0) } ?? Self.overlapDefault,
                        by: caller
                    )
                    return try .json(encoding: WireWebhook(changed.view, secret: changed.secret))
                }
            },
            try route(
                .post,
                "/v1/organisations/{id}/webhooks/{webhook}/state",
                "switchWebhook",
                .keepWebhooks
            ) { request, caller in
                let wire = try await request.readJSON(as: WireWebhookSwitch.self)
                return try await answering {
                    try await node.switchWebhook(
                        try request.path.id("webhook"),
                        of: try request.path.id(),
                        on: wire.on,
                        by: caller
                    )
                } with: { view in
                    try .json(encoding: WireWebhook(view))
                }
            },
        ]
    }
}
