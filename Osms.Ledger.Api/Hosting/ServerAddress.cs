using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace Osms.Ledger.Api.Hosting;

/// <summary>Where a server listens: a directory with its socket, or the loopback address and a port.</summary>
internal sealed record ServerAddress(string Host, int Port)
{
    public const string User = "osms";
    public const string Database = "osms_ledger";
    public const string SocketName = ".s.PGSQL.5432";
    private const string Loopback = "127.0.0.1";

    // Two programs, a bulk load and a person with psql fit into the server's 100 connections.
    private const int LargestPool = 40;

    public bool IsSocket => Host != Loopback;

    /// <summary>A socket in the home where it fits, else a free port, the former one if possible.</summary>
    public static ServerAddress Choose(ServerHome home, ServerAddress? former) =>
        home.HasSocket
            ? new ServerAddress(home.ServerDirectory, 5432)
            : new ServerAddress(
                Loopback, former is { IsSocket: false } && IsFree(former.Port) ? former.Port : FreePort());

    /// <summary>From the lines "port", "socket directory" and "listen address" of postmaster.pid.</summary>
    public static ServerAddress Of(int port, string socketDirectory) =>
        socketDirectory.Length > 0 ? new ServerAddress(socketDirectory, port) : new ServerAddress(Loopback, port);

    public string ConnectionString(string password, string database, bool pooling) =>
        new NpgsqlConnectionStringBuilder
        {
            Host = Host,
            Port = Port,
            Database = database,
            Username = User,
            Password = password,
            Pooling = pooling,
            MaxPoolSize = LargestPool,
            ApplicationName = "osms-ledger",
            // Nothing leaves the machine; and whoever took over a dead server's port is never told the password.
            SslMode = SslMode.Disable,
            GssEncryptionMode = GssEncryptionMode.Disable,
            RequireAuth = "ScramSHA256",
        }.ConnectionString;

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static bool IsFree(int port)
    {
        using var listener = new TcpListener(IPAddress.Loopback, port);
        try
        {
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
