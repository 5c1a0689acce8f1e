namespace Osms.Ledger;

/// <summary>
/// The order among batches of one file that are under way at the same time. Each locks its streams when the one before
/// has its own: it will wait for the one before, which must then wait for nobody whom a third could hold up. Each
/// appends when the one before has: positions follow the file, so that an export read in again gets the same ones.
/// </summary>
/// <param name="before">Null for the first.</param>
internal sealed class BatchTurn(BatchTurn? before)
{
    // Not the one before itself, which would keep all before it.
    private readonly Task _mayLock = before?._locked.Task ?? Task.CompletedTask;
    private readonly Task _mayAppend = before?._appended.Task ?? Task.CompletedTask;
    private readonly TaskCompletionSource _locked = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _appended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    internal Task ToLockAsync(CancellationToken cancellation) => _mayLock.WaitAsync(cancellation);

    internal void Locked() => _locked.TrySetResult();

    internal Task ToAppendAsync(CancellationToken cancellation) => _mayAppend.WaitAsync(cancellation);

    internal void Appended() => _appended.TrySetResult();

    /// <summary>Well or not: the next one finds out for itself.</summary>
    internal void Ended()
    {
        Locked();
        Appended();
    }
}
