extension Terminal {
    /// Shows how far an audit has come.
    func showProgress(_ step: AuditStep) {
        guard isErrorWatched else { return }
        showProgress("\(ProgressBar.text(done: step.done, total: step.total)) \(step.things)")
    }
}
