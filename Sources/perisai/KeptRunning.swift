import ServiceLifecycle
import Services

/// Work that goes on as long as the node runs.
struct KeptRunning: Service {
    let kept: KeptWork

    func run() async {
        await cancelWhenGracefulShutdown { await kept.run() }
    }
}
