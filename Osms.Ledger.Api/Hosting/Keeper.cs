namespace Osms.Ledger.Api.Hosting;

/// <summary>
/// Work in the background that outlives every failure: it is told once, tried again after a pause, and told again when
/// it works. A failure that left here would stop the whole service.
/// </summary>
internal abstract partial class Keeper(TimeSpan pause, ILogger log) : BackgroundService
{
    /// <summary>Names the work, as the beginning of a sentence.</summary>
    protected abstract string What { get; }

    /// <summary>One step; false when there is nothing left to do.</summary>
    protected abstract Task<bool> WorkAsync(CancellationToken cancellation);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(pause);
        string? failing = null;
        do
        {
            try
            {
                if (!await WorkAsync(stoppingToken))
                {
                    return;
                }

                if (failing is not null)
                {
                    Recovered(What);
                }

                failing = null;
            }
#pragma warning disable CA1031 // Nobody awaits this work: what fails is told here.
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
#pragma warning restore CA1031
            {
                var kind = e.GetType().Name;
                if (kind != failing)
                {
                    Tell(e);
                }

                failing = kind;
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private void Tell(Exception e)
    {
        if (DatabaseFailure.IsUnavailable(e) || DatabaseFailure.IsConflict(e))
        {
            Failing(What, e.Message);
        }
        else
        {
            Mistaken(e, What);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{What} fails and will be tried again: {Reason}")]
    private partial void Failing(string what, string reason);

    [LoggerMessage(Level = LogLevel.Error, Message = "{What} fails and will be tried again")]
    private partial void Mistaken(Exception exception, string what);

    [LoggerMessage(Level = LogLevel.Information, Message = "{What} works again")]
    private partial void Recovered(string what);
}
