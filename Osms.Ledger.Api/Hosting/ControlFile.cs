namespace Osms.Ledger.Api.Hosting;

/// <summary>
/// The state in a cluster's <c>pg_control</c>: what tells a server that was stopped from one that gave up. A server
/// that cannot recover, on a full disk for instance, takes its postmaster.pid away just as one that was told to stop.
/// </summary>
internal static class ControlFile
{
    // After the system's number (8 bytes) and two versions (4 each), in every release so far.
    private const int StateAt = 16;
    private const int ShutDown = 1;
    private const int ShutDownInRecovery = 2;

    /// <summary>The last server left the cluster in good order, or there is none.</summary>
    public static bool IsShutDown(string cluster)
    {
        var start = new byte[StateAt + sizeof(int)];
        try
        {
            using var file = File.OpenRead(Path.Combine(cluster, "global", "pg_control"));
            file.ReadExactly(start);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return true;
        }

        return BitConverter.ToInt32(start, StateAt) is ShutDown or ShutDownInRecovery;
    }
}
