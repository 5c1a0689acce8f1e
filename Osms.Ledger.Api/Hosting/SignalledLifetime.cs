namespace Osms.Ledger.Api.Hosting;

/// <summary>
/// Leaves signals to the command line: the host's own handling would close the door at once, without a time to drain.
/// </summary>
internal sealed class SignalledLifetime : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
