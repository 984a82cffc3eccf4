import HTTPServing
import ServiceLifecycle
import UnixSignals

/// Reads a door's certificate anew whenever the process gets SIGHUP.
struct CertificateRenewal: Service {
    let door: Listener

    func run() async {
        let hangups = await UnixSignalsSequence(trapping: .sighup)
        await cancelWhenGracefulShutdown {
            for await _ in hangups { door.renewCertificate() }
        }
    }
}
