namespace Osms.Ledger;

/// <summary>
/// How many rows the next batch has: halved after one that took too long, since others wait for its locks and the
/// high water for its end; doubled again while batches are quick.
/// </summary>
internal sealed class BatchSize
{
    private static readonly TimeSpan TooLong = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Quick = TimeSpan.FromMilliseconds(500);

    private readonly int _most;

    /// <param name="most">The rows of a batch at first, and at most.</param>
    internal BatchSize(int most) => Rows = _most = most;

    internal int Rows { get; private set; }

    internal void Took(TimeSpan elapsed)
    {
        if (elapsed > TooLong)
        {
            Rows = Math.Max(1, Rows / 2);
        }
        else if (elapsed < Quick)
        {
            Rows = (int)Math.Min(_most, Rows * 2L);
        }
    }
}
