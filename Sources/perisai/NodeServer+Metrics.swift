import Cooperation
import HTTPAPI
import HTTPServing
import Media
import Printing
import Services
import Store

extension NodeServer {
    /// What only the root of the program can measure.
    func furtherMetrics(
        pool: MediaWorkerPool,
        uploads: UploadGate<ID<Key>>,
        printer: PrintingProcesses
    ) -> APIRoutes.FurtherMetrics {
        let (notices, store) = (self.notices, opened.store)
        return {
            let (queue, held) = (pool.waiting, uploads.holding)
            let isWritable = store.takesWrites && store.trouble == nil
            return [
                MetricFamily(
                    "perisai_store_writable",
                    "1 while the disk takes what is recorded, 0 while it does not.",
                    .gauge,
                    .count(isWritable ? 1 : 0)
                ),
                notices.restartFamily,
                MetricFamily(
                    "perisai_media_worker_replacements_total",
                    "Workers that decode files that died and were replaced.",
                    .counter,
                    .count(pool.workerReplacements)
                ),
                MetricFamily(
                    "perisai_media_files_waiting",
                    "Files that wait for a worker to decode them.",
                    .gauge,
                    .count(Int64(queue.files))
                ),
                MetricFamily(
                    "perisai_media_bytes_waiting",
                    "Bytes of the files that wait for a worker to decode them.",
                    .gauge,
                    .count(Int64(queue.bytes))
                ),
                MetricFamily(
                    "perisai_documents_waiting",
                    "Documents that wait for their turn to be printed.",
                    .gauge,
                    .count(Int64(printer.waiting))
                ),
                MetricFamily(
                    "perisai_uploads_open",
                    "Requests that hold memory for a file or for lines.",
                    .gauge,
                    .count(Int64(held.files))
                ),
                MetricFamily(
                    "perisai_uploads_bytes",
                    "Memory that they hold, in bytes.",
                    .gauge,
                    .count(Int64(held.bytes))
                ),
            ]
        }
    }
}
