using System.Buffers.Binary;
using System.Globalization;
using Osms.Ledger.Api.Hosting;
using Osms.Ledger.Queries;
using Osms.Ledger.Values;

namespace Osms.Ledger.Api.Http;

/// <summary>What is wrong with a line of a batch.</summary>
internal enum BadLine
{
    None,
    Unreadable,
    IinInvalid,
    LineTooLong,
}

/// <summary>A line of a batch: a question, or what is wrong with it and where.</summary>
internal readonly record struct SpooledQuestion(BatchQuestion Question, BadLine Bad, long Line);

/// <summary>
/// The questions of a batch, 16 bytes each in a temporary file: all are read before the first is answered, since a
/// client that sends everything before it reads would otherwise wait for us while we wait for it.
/// </summary>
internal sealed class QuestionSpool : IAsyncDisposable
{
    private const int RecordSize = 16;
    private const int BadLineFlag = int.MinValue;

    private const int RecordsInMemory = 4_096;

    // Of our own, so that closing the file of a full disk does not try once more to write.
    private readonly byte[] _pending = new byte[RecordSize * RecordsInMemory];
    private readonly FileStream _file = TemporaryFile.Create();
    private int _used;

    /// <summary>How many were added.</summary>
    internal long Count => _file.Length / RecordSize;

    internal void Add(Iin iin, DateOnly at) =>
        Write(long.Parse(iin.Digits, NumberStyles.None, CultureInfo.InvariantCulture), at.DayNumber);

    internal void Add(BadLine bad, long line) => Write(line, BadLineFlag | (int)bad);

    /// <summary>In the order they were added, so many at once.</summary>
    internal IEnumerable<IReadOnlyList<SpooledQuestion>> Read(int atOnce)
    {
        Spill();
        _file.Position = 0;
        var buffer = new byte[RecordSize * atOnce];
        int length;
        while ((length = _file.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false)) > 0)
        {
            var questions = new SpooledQuestion[length / RecordSize];
            for (var i = 0; i < questions.Length; i++)
            {
                questions[i] = Read(buffer.AsSpan(i * RecordSize, RecordSize));
            }

            yield return questions;
        }
    }

    public ValueTask DisposeAsync() => _file.DisposeAsync();

    private void Write(long number, int kind)
    {
        if (_used == _pending.Length)
        {
            Spill();
        }

        var record = _pending.AsSpan(_used, RecordSize);
        BinaryPrimitives.WriteInt64LittleEndian(record, number);
        BinaryPrimitives.WriteInt32LittleEndian(record[8..], kind);
        _used += RecordSize;
    }

    private void Spill()
    {
        try
        {
            _file.Write(_pending.AsSpan(0, _used));
            _used = 0;
        }
        catch (IOException e)
        {
            throw new SpoolException(e);
        }
    }

    private static SpooledQuestion Read(ReadOnlySpan<byte> record)
    {
        var number = BinaryPrimitives.ReadInt64LittleEndian(record);
        var kind = BinaryPrimitives.ReadInt32LittleEndian(record[8..]);
        return kind < 0
            ? new SpooledQuestion(default, (BadLine)(kind & ~BadLineFlag), number)
            : new SpooledQuestion(
                new BatchQuestion(
                    Iin.Parse(number.ToString("D12", CultureInfo.InvariantCulture)), DateOnly.FromDayNumber(kind)),
                BadLine.None,
                0);
    }
}
