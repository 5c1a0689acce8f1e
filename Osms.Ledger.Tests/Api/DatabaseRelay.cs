using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace Osms.Ledger.Tests.Api;

/// <summary>Where a connection is cut.</summary>
public enum Cut
{
    BeforeItIsSent,
    HalfWay,

    /// <summary>The server has all of it and answers, but nobody hears the answer.</summary>
    AfterItWasSent,
}

/// <summary>Stands between a service and its database, so that the database can go away and come back.</summary>
internal sealed class DatabaseRelay : IAsyncDisposable
{
    private readonly EndPoint _database;
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly List<Socket> _open = [];
    private readonly Task _accepting;
    private volatile bool _isGone;
    private volatile bool _isSilent;
    private volatile Cutting? _cutting;
    private volatile Socket? _cutOff;
    private int _cuts;

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

    /// <summary>How often a connection was cut at a text.</summary>
    internal int Cuts => _cuts;

    /// <summary>Cuts the next connection on which this text is sent to the database.</summary>
    internal void CutAt(string text, Cut cut) => _cutting = new Cutting(System.Text.Encoding.UTF8.GetBytes(text), cut);

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

                _ = CopyAsync(caller, server, isRequest: true);
                _ = CopyAsync(server, caller, isRequest: false);
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

    private async Task CopyAsync(Socket from, Socket to, bool isRequest)
    {
        try
        {
            var buffer = new byte[64 * 1024];
            int read;
            while ((read = await from.ReceiveAsync(buffer)) > 0)
            {
                var sent = buffer.AsMemory(0, read);
                if (isRequest && _cutting is { } cutting && sent.Span.IndexOf(cutting.Text) >= 0)
                {
                    _cutting = null;
                    await CutAsync(from, to, sent, cutting.Cut);
                    return;
                }

                if (isRequest || !(_isSilent || to == _cutOff))
                {
                    await SendAsync(to, sent);
                }
            }

            to.Shutdown(SocketShutdown.Send);
        }
        catch (Exception e) when (e is IOException or SocketException or ObjectDisposedException)
        {
            // Broken on purpose, or by the other side.
            to.Dispose();
            from.Dispose();
        }
    }

    private async Task CutAsync(Socket caller, Socket server, Memory<byte> sent, Cut cut)
    {
        Interlocked.Increment(ref _cuts);

        // First of all: the server may answer before the connection is cut.
        _cutOff = caller;
        var through = cut switch { Cut.BeforeItIsSent => 0, Cut.HalfWay => sent.Length / 2, _ => sent.Length };
        await SendAsync(server, sent[..through]);
        caller.Dispose();
        if (cut == Cut.AfterItWasSent)
        {
            // The server does what it was told, and then learns that nobody is there any more.
            server.Shutdown(SocketShutdown.Send);
        }
        else
        {
            server.Dispose();
        }
    }

    private static async Task SendAsync(Socket to, ReadOnlyMemory<byte> bytes)
    {
        while (bytes.Length > 0)
        {
            bytes = bytes[await to.SendAsync(bytes)..];
        }
    }

    private sealed record Cutting(byte[] Text, Cut Cut);
}
