using System.Security.Cryptography;
using Npgsql;

namespace Osms.Ledger.Store;

/// <summary>Doing again what got into the way of another writer.</summary>
public static class Retry
{
    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(40);

    /// <summary>
    /// Does the work again after a conflict, up to so many times in all; the last conflict is the caller's.
    /// </summary>
    public static Task OnConflictAsync(int attempts, Func<Task> work, CancellationToken cancellation) =>
        OnConflictAsync(
            attempts,
            async () =>
            {
                await work();
                return true;
            },
            cancellation);

    /// <summary>As above, with a result.</summary>
    public static async Task<T> OnConflictAsync<T>(
        int attempts, Func<Task<T>> work, CancellationToken cancellation)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await work();
            }
            catch (PostgresException e) when (e.IsConflict() && attempt < attempts)
            {
                await PauseAsync(attempt, cancellation);
            }
        }
    }

    /// <summary>A short time, not in step with the others who lost the same race.</summary>
    public static Task PauseAsync(int attempt, CancellationToken cancellation)
    {
        var longest = Math.Min(1 << Math.Min(attempt, 6), (int)LongestPause.TotalMilliseconds);
        return Task.Delay(RandomNumberGenerator.GetInt32(longest + 1), cancellation);
    }
}
