using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace Osms.Ledger.Tests.Api;

/// <summary>Stands between a service and its database, so that the database can go away and come back.</summary>
internal sealed class DatabaseRelay : IAsyncDisposable
{
    private readonly EndPoint _database;
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly List<Socket> _open = [];
    private readonly Task _accepting;
    private volatile bool _isGone;
    private volatile bool _isSilent;

    internal DatabaseRelay(string connectionString)
    {
        var database = new NpgsqlConnectionStringBuilder(connectionString);
        _database = database.Host!.StartsWith('/')
            ? new UnixDomainSocketEndPoint($"{database.Host}/.s.PGSQL.{database.Port}")
            : new DnsEndPoint(database.Host, database.Port);
        _listener.Start();
        database.Host = "127.0.0.1";
        database.Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        ConnectionString = database.ConnectionString;
        _accepting = AcceptAsync();
    }

    /// <summary>To the database by this way.</summary>
    internal string ConnectionString { get; }

    /// <summary>Every connection breaks and no new one gets through, until it comes back.</summary>
    internal void GoAway()
    {
        _isGone = true;
        Break();
    }

    /// <summary>What is asked still arrives and is done; the answers are lost, until it comes back.</summary>
    internal void FallSilent() => _isSilent = true;

    internal void ComeBack()
    {
        _isGone = false;
        _isSilent = false;
    }

    public async ValueTask DisposeAsync()
    {
        GoAway();
        _listener.Stop();
        await _accepting;
    }

    private void Break()
    {
        lock (_open)
        {
            _open.ForEach(socket => socket.Dispose());
            _open.Clear();
        }
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var caller = await _listener.AcceptSocketAsync();
                if (_isGone)
                {
                    caller.Dispose();
                    continue;
                }

                if (await ConnectAsync() is not { } server)
                {
                    caller.Dispose();
                    continue;
                }

                lock (_open)
                {
                    _open.AddRange([caller, server]);
                }

                _ = CopyAsync(caller, server, areAnswers: false);
                _ = CopyAsync(server, caller, areAnswers: true);
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // The listener has been stopped.
            Break();
        }
    }

    /// <summary>Null when the database itself is not there.</summary>
    private async Task<Socket?> ConnectAsync()
    {
        var server = _database is UnixDomainSocketEndPoint
            ? new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified)
            : new Socket(SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await server.ConnectAsync(_database);
            return server;
        }
        catch (SocketException)
        {
            server.Dispose();
            return null;
        }
    }

    private async Task CopyAsync(Socket from, Socket to, bool areAnswers)
    {
        try
        {
            await using var source = new NetworkStream(from);
            await using var target = new NetworkStream(to);
            var some = new byte[16 * 1024];
            for (int read; (read = await source.ReadAsync(some)) > 0;)
            {
                if (!areAnswers || !_isSilent)
                {
                    await target.WriteAsync(some.AsMemory(0, read));
                }
            }

            to.Shutdown(SocketShutdown.Send);
        }
        catch (Exception e) when (e is IOException or SocketException or ObjectDisposedException)
        {
            // Broken on purpose, or by the other side.
            to.Dispose();
        }
    }
}
