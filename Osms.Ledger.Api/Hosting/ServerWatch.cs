namespace Osms.Ledger.Api.Hosting;

/// <summary>
/// Starts a server again that was killed under a running program. A server stopped in good order by someone else
/// stays stopped: that was meant.
/// </summary>
internal sealed class ServerWatch : IAsyncDisposable
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource _end = new();
    private readonly Task _watching;

    /// <param name="isDead">A cheap look.</param>
    /// <param name="reviveAsync">Looks again, alone, and starts it.</param>
    /// <param name="failed">What stopped the watch.</param>
    public ServerWatch(Func<bool> isDead, Func<CancellationToken, Task> reviveAsync, Action<Exception> failed) =>
        _watching = Task.Run(() => WatchAsync(isDead, reviveAsync, failed, _end.Token));

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _watching;
        _end.Dispose();
    }

    private static async Task WatchAsync(
        Func<bool> isDead, Func<CancellationToken, Task> reviveAsync, Action<Exception> failed, CancellationToken end)
    {
        try
        {
            using var timer = new PeriodicTimer(Period);
            while (await timer.WaitForNextTickAsync(end))
            {
                if (isDead())
                {
                    await reviveAsync(end);
                }
            }
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested)
        {
            // The program is done with its server.
        }
#pragma warning disable CA1031 // Nobody awaits the watch while the program runs: what ends it is reported.
        catch (Exception e)
#pragma warning restore CA1031
        {
            failed(e);
        }
    }
}
