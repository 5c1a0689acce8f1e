using System.Buffers;
using System.IO.Pipelines;

namespace Osms.Ledger.Api.Http;

/// <summary>A line of a body, without its end; too long ones come without their content.</summary>
internal delegate void LineReader(long number, ReadOnlySpan<byte> line, bool tooLong);

/// <summary>Reads a body line by line, holding no more of it than one line.</summary>
internal static class BodyLines
{
    /// <param name="body">The body.</param>
    /// <param name="maxBytes">Of one line.</param>
    /// <param name="read">Called for each line, blank ones too, numbered from 1.</param>
    /// <param name="cancellation">Stops.</param>
    internal static async Task ReadAsync(PipeReader body, int maxBytes, LineReader read, CancellationToken cancellation)
    {
        var number = 0L;
        var skipping = false;
        while (true)
        {
            var result = await body.ReadAsync(cancellation);
            var buffer = result.Buffer;
            while (buffer.PositionOf((byte)'\n') is { } end)
            {
                Take(buffer.Slice(0, end));
                buffer = buffer.Slice(buffer.GetPosition(1, end));
            }

            if (buffer.Length > maxBytes)
            {
                // The rest of a line that is too long is let go as it comes.
                skipping = true;
                buffer = buffer.Slice(buffer.End);
            }

            if (result.IsCompleted)
            {
                if (buffer.Length > 0 || skipping)
                {
                    Take(buffer);
                }

                body.AdvanceTo(buffer.End);
                return;
            }

            body.AdvanceTo(buffer.Start, buffer.End);
        }

        void Take(ReadOnlySequence<byte> line)
        {
            number++;
            if (skipping || line.Length > maxBytes)
            {
                read(number, [], tooLong: true);
                skipping = false;
            }
            else
            {
                var whole = line.IsSingleSegment ? line.FirstSpan : line.ToArray();
                whole = number == 1 && whole.StartsWith("\uFEFF"u8) ? whole[3..] : whole;
                read(number, whole.TrimEnd((byte)'\r'), tooLong: false);
            }
        }
    }
}
