/// A frame that doesn't follow `WorkerProtocol`.
struct FrameError: Error {}
