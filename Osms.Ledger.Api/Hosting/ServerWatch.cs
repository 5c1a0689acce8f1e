namespace Osms.Ledger.Api.Hosting;

/// <summary>
/// Starts a server again that was killed under a running program, as often as it takes. A server stopped in good order
/// by someone else stays stopped: that was meant.
/// </summary>
internal sealed class ServerWatch : IAsyncDisposable
{
    private readonly CancellationTokenSource _end = new();
    private readonly Task _watching;

    /// <param name="isDead">A cheap look.</param>
    /// <param name="reviveAsync">Looks again, alone, and starts it.</param>
    /// <param name="failed">Why it could not; told once, and again when it came back in between.</param>
    /// <param name="pauses">Between looks; failures double the pause up to the longest.</param>
    public ServerWatch(
        Func<bool> isDead, Func<CancellationToken, Task> reviveAsync, Action<Exception> failed,
        (TimeSpan Shortest, TimeSpan Longest) pauses) =>
        _watching = Task.Run(() => WatchAsync(isDead, reviveAsync, failed, pauses, _end.Token));

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _watching;
        _end.Dispose();
    }

    private static async Task WatchAsync(
        Func<bool> isDead, Func<CancellationToken, Task> reviveAsync, Action<Exception> failed,
        (TimeSpan Shortest, TimeSpan Longest) pauses, CancellationToken end)
    {
        var pause = pauses.Shortest;
        var failing = false;
        while (!end.IsCancellationRequested)
        {
            await Task.Delay(pause, end).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            try
            {
                if (!end.IsCancellationRequested && isDead())
                {
                    await reviveAsync(end);
                }

                failing = false;
                pause = pauses.Shortest;
            }
            catch (OperationCanceledException) when (end.IsCancellationRequested)
            {
                // The program is done with its server.
            }
#pragma warning disable CA1031 // Nobody awaits the watch while the program runs: what fails is reported.
            catch (Exception e)
#pragma warning restore CA1031
            {
                if (!failing)
                {
                    failed(e);
                }

                failing = true;
                pause = pause * 2 < pauses.Longest ? pause * 2 : pauses.Longest;
            }
        }
    }
}
