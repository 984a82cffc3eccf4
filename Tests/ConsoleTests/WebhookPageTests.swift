import Cooperation
import Services
import Store
import Testing

@Suite struct WebhookPageTests {
    private static let path = "/console/webhooks"

    private static func only(of platform: TestPlatform) async throws -> WebhookView? {
        try await platform.node.webhooks(
            of: platform.administrator.organisation.id,
            after: nil,
            limit: 10,
            for: platform.administrator
        ).webhooks.first
    }

    @Test func `an administrator makes a webhook, is shown its secret once, and what is wrong beside the field`()
        async throws
    {
        let platform = try await TestPlatform()
        try await LiveConsole.serving(platform) { console in
            let browser = try await console.browser(.administrator)
            var fields = ["address": "http://receiver.example/TEST", "role": "reviewer", "kind.decision.made": "yes"]
            let unencrypted = try await browser.send(Self.path, fields, from: Self.path)
            #expect(unencrypted.status == 422 && unencrypted.shows(#"id="address-error""#))
            #expect(unencrypted.shows(#"value="http://receiver.example/TEST""#))
            fields = ["address": "https://receiver.example/TEST", "role": "reviewer", "kind.key.issued": "yes"]
            let unreadable = try await browser.send(Self.path, fields, from: Self.path)
            #expect(unreadable.status == 422)
            #expect(try await Self.only(of: platform) == nil)
            fields = ["address": "https://receiver.example/TEST", "role": "reviewer", "kind.decision.made": "yes"]
            let made = try await browser.send(Self.path, fields, from: Self.path)
            #expect(made.status == 200 && made.shows("whsec_"))
            let webhook = try #require(try await Self.only(of: platform)?.webhook)
            #expect(webhook.kinds == [.decisionMade] && webhook.role == .reviewer)
            let list = try await browser.page(Self.path)
            #expect(list.shows("https://receiver.example/TEST") && !list.shows("whsec_"))
            let one = try await browser.page(Self.path + "/\(webhook.id)")
            #expect(one.status == 200 && !one.shows("whsec_") && one.shows("Nothing was given up."))
            let auditor = try await console.browser(.auditor).page(Self.path + "/\(webhook.id)")
            #expect(auditor.status == 200 && !auditor.shows("/removal"))
            #expect(try await console.browser(.reviewer).page(Self.path).status != 200)
        }
    }

    @Test func `what did not arrive is listed with the reason, and is tried again with one button`() async throws {
        let platform = try await TestPlatform()
        let own = platform.administrator.organisation.id
        let id = try await platform.node.makeWebhook(
            for: own,
            role: .administrator,
            kinds: [.keyIssued],
            address: "https://receiver.example/TEST",
            by: platform.administrator
        ).view.webhook.id
        try await platform.store.write { transaction in
            try transaction.keepDelivery(
                WebhookDelivery(
                    webhook: id,
                    position: 7,
                    subject: Identifier(derivedHigh: 1, low: 1),
                    kind: .keyIssued,
                    state: .dead,
                    attempts: 10,
                    dueAt: transaction.now,
                    failure: WebhookFailure(.refused, status: 503)
                )
            )
        }
        try await LiveConsole.serving(platform) { console in
            let browser = try await console.browser(.administrator)
            let page = Self.path + "/\(id)"
            let listed = try await browser.page(page)
            #expect(listed.shows("Refused by the receiver") && listed.shows("503"))
            #expect(listed.shows("1 message that was"))
            let again = try await browser.send(page + "/replay", [:], from: page)
            #expect(again.status == 200 && again.shows("Nothing was given up."))
            #expect(try await Self.only(of: platform)?.counts == WebhookQueueCounts(waiting: 1, dead: 0))
            let off = try await browser.send(page + "/state", ["on": "no"], from: page)
            #expect(off.shows("The webhook was switched off") && !off.shows("/replay"))
            #expect(try await Self.only(of: platform)?.webhook.state == .off)
            _ = try await browser.send(page + "/state", ["on": "yes"], from: page)
            #expect(try await Self.only(of: platform)?.webhook.state == .on)
            let secret = try await browser.send(page + "/secret", [:], from: page)
            #expect(secret.status == 200 && secret.shows("whsec_"))
            let removed = try await browser.send(page + "/removal", [:], from: page)
            #expect(removed.status == 200 && !removed.shows("receiver.example"))
            #expect(try await Self.only(of: platform) == nil)
            #expect(try await browser.page(page).status == 404)
        }
    }
}
