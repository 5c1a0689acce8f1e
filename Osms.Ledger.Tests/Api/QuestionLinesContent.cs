using System.Net;
using System.Net.Http.Headers;

namespace Osms.Ledger.Tests.Api;

/// <summary>A body of so many questions, a line each, made while it is sent; it has no length beforehand.</summary>
internal sealed class QuestionLinesContent : HttpContent
{
    private const int LineBytes = 64;

    private readonly int _count;
    private readonly Func<int, (string Iin, DateOnly At)> _question;

    internal QuestionLinesContent(int count, Func<int, (string Iin, DateOnly At)> question)
    {
        _count = count;
        _question = question;
        Headers.ContentType = new MediaTypeHeaderValue("application/x-ndjson");
    }

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
    {
        var buffer = new byte[1_000 * LineBytes];
        for (var sent = 0; sent < _count;)
        {
            var length = 0;
            for (; sent < _count && length + LineBytes <= buffer.Length; sent++)
            {
                length += Write(buffer.AsSpan(length), _question(sent));
            }

            await stream.WriteAsync(buffer.AsMemory(0, length));
        }
    }

    protected override bool TryComputeLength(out long length)
    {
        length = 0;
        return false;
    }

    private static int Write(Span<byte> to, (string Iin, DateOnly At) question)
    {
        System.Text.Unicode.Utf8.TryWrite(
            to, $$"""{"iin":"{{question.Iin}}","at":"{{question.At:yyyy-MM-dd}}"}""", out var written).ShouldBeTrue();
        to[written] = (byte)'\n';
        return written + 1;
    }
}
