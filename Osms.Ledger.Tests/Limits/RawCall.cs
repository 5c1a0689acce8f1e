using System.Globalization;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;
using Osms.Ledger.Tests.Api;

namespace Osms.Ledger.Tests.Limits;

/// <summary>A connection on which every byte of a request is written by hand, as no proper client would.</summary>
internal sealed partial class RawCall : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly TcpClient _client = new();
    private readonly CancellationTokenSource _patience = new(Patience);
    private NetworkStream? _stream;

    internal static async Task<RawCall> OpenAsync(Uri address)
    {
        var call = new RawCall();
        await call._client.ConnectAsync(address.Host, address.Port, call._patience.Token);
        call._stream = call._client.GetStream();
        return call;
    }

    /// <summary>One request and its reply.</summary>
    internal static async Task<Reply> AskAsync(Uri address, byte[] request)
    {
        using var call = await OpenAsync(address);
        await call.SendAsync(request);
        return await call.ReplyAsync();
    }

    internal static Task<Reply> AskAsync(Uri address, string request) =>
        AskAsync(address, Encoding.UTF8.GetBytes(request));

    /// <summary>The lines before a body, each ended as HTTP wants it.</summary>
    internal static string Head(params string[] lines) => string.Concat(lines.Select(line => $"{line}\r\n")) + "\r\n";

    internal async Task SendAsync(byte[] bytes)
    {
        try
        {
            await _stream!.WriteAsync(bytes, _patience.Token);
        }
        catch (IOException)
        {
            // The server has heard enough; what it said is still to be read.
            _client.Connected.ShouldBeFalse();
        }
    }

    internal Task SendAsync(string text) => SendAsync(Encoding.UTF8.GetBytes(text));

    /// <summary>The reply, if there is one soon; otherwise the one there is when no more is sent.</summary>
    internal async Task<Reply> ReplyWithinAsync(TimeSpan time)
    {
        var reply = ReplyAsync();
        if (await Task.WhenAny(reply, Task.Delay(time, _patience.Token)) != reply)
        {
            EndSending();
        }

        return await reply;
    }

    /// <summary>The next reply; status 0 when the connection ends without one.</summary>
    internal async Task<Reply> ReplyAsync()
    {
        var received = new MemoryStream();
        var buffer = new byte[64 * 1024];
        while (!IsWhole(received.ToArray()))
        {
            int read;
            try
            {
                read = await _stream!.ReadAsync(buffer, _patience.Token);
            }
            catch (IOException)
            {
                read = 0;
            }

            if (read == 0)
            {
                break;
            }

            received.Write(buffer, 0, read);
        }

        return Parse(received.ToArray());
    }

    /// <summary>Whether the server ends the connection rather than wait for another request.</summary>
    internal async Task<bool> EndsAsync()
    {
        try
        {
            return await _stream!.ReadAsync(new byte[1], _patience.Token) == 0;
        }
        catch (IOException)
        {
            return true;
        }
    }

    public void Dispose()
    {
        _client.Dispose();
        _patience.Dispose();
    }

    private void EndSending()
    {
        try
        {
            _client.Client.Shutdown(SocketShutdown.Send);
        }
        catch (SocketException)
        {
            // The server has ended the connection first.
            _client.Connected.ShouldBeFalse();
        }
    }

    private static bool IsWhole(byte[] received) => Split(received) is { Body: not null };

    // Bytes as characters, so that lengths are lengths. What follows the reply is not of it.
    private static (string Head, string? Body) Split(byte[] received)
    {
        var text = Encoding.Latin1.GetString(received);
        var end = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        if (end < 0)
        {
            return (text, null);
        }

        var (head, rest) = (text[..end], text[(end + 4)..]);
        if (ContentLength().Match(head) is { Success: true } length)
        {
            var bytes = int.Parse(length.Groups[1].Value, CultureInfo.InvariantCulture);
            return (head, rest.Length < bytes ? null : rest[..bytes]);
        }

        const string last = "\r\n0\r\n\r\n";
        var whole = rest.IndexOf(last, StringComparison.Ordinal);
        return (head, whole < 0 ? null : Chunks().Replace(rest[..(whole + last.Length)], ""));
    }

    private static Reply Parse(byte[] received)
    {
        if (received.Length == 0)
        {
            return new Reply(0, null, null, "");
        }

        var (head, body) = Split(received);
        return new Reply(
            int.Parse(head.Split(' ')[1], CultureInfo.InvariantCulture),
            ContentType().Match(head) is { Success: true } type ? type.Groups[1].Value : null,
            RetryAfter().Match(head) is { Success: true } retry ? retry.Groups[1].Value : null,
            Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(body ?? "")));
    }

    [GeneratedRegex("(?i)\r\ncontent-length: *([0-9]+)")]
    private static partial Regex ContentLength();

    [GeneratedRegex("(?i)\r\ncontent-type: *([^;\r]+)")]
    private static partial Regex ContentType();

    [GeneratedRegex("(?i)\r\nretry-after: *([^\r]+)")]
    private static partial Regex RetryAfter();

    [GeneratedRegex("(\r\n)?(?m:^)[0-9a-fA-F]+\r\n(\r\n$)?")]
    private static partial Regex Chunks();
}
