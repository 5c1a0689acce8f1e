using System.IO.Pipelines;
using System.Text.Json;
using Osms.Ledger.Handlers;
using Osms.Ledger.Queries;
using Osms.Ledger.Texts;
using Osms.Ledger.Values;

namespace Osms.Ledger.Api.Http;

/// <summary>A batch as lines: all questions are read first, then answered at one position, a line for each.</summary>
/// <param name="calls">Answers.</param>
/// <param name="position">The one position.</param>
/// <param name="knownAt">As it was asked.</param>
/// <param name="explainedIn">Explained in these texts; null: not explained.</param>
internal sealed class CoverageLines(
    ILedgerCalls calls, LedgerPosition position, AsOf knownAt, LanguageTexts? explainedIn = null)
    : IAsyncDisposable
{
    private const int MaxLineBytes = 1_024;
    private const int AtOnce = 2_000;

    // An explained answer is some thirty times as long.
    private const int ExplainedAtOnce = 200;
    private const int ExplainedInAPortion = 5;

    // Some tens of kilobytes: a reader that takes so much within the longest silence is reading.
    private const int InAPortion = 100;

    private readonly QuestionSpool _spool = new();

    /// <summary>How many lines could not be asked.</summary>
    internal long BadLines { get; private set; }

    /// <param name="lines"><c>{"iin": …, "at": …}</c> each; blank lines are none.</param>
    /// <param name="at">The day for lines that name none.</param>
    /// <param name="cancellation">Stops.</param>
    internal Task ReadAsync(PipeReader lines, DateOnly at, CancellationToken cancellation) =>
        BodyLines.ReadAsync(
            lines, MaxLineBytes, (number, line, tooLong) => Add(number, line, tooLong, at), cancellation);

    /// <summary>An answer for each question in the same order; a bad line has its number and what is wrong.</summary>
    /// <param name="output">A line each.</param>
    /// <param name="progress">Told how many lines of how many are answered.</param>
    /// <param name="cancellation">Stops.</param>
    internal async Task AnswerAsync(
        PipeWriter output, Action<long, long>? progress, CancellationToken cancellation)
    {
        var answered = 0L;
        await using var writer = new Utf8JsonWriter(output, CoverageJson.Writing);
        using var chunks = _spool.Read(explainedIn is null ? AtOnce : ExplainedAtOnce).GetEnumerator();
        var coming = NextAsync(chunks, cancellation);
        try
        {
            while (await coming is { } next)
            {
                // The database looks for the next answers while these are written.
                coming = NextAsync(chunks, cancellation);
                if (!await WriteAsync(writer, output, next, cancellation))
                {
                    return;
                }

                progress?.Invoke(answered += next.Questions.Count, _spool.Count);
            }
        }
        finally
        {
            await ((Task)coming).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<Answered?> NextAsync(
        IEnumerator<IReadOnlyList<SpooledQuestion>> chunks, CancellationToken cancellation)
    {
        if (!chunks.MoveNext())
        {
            return null;
        }

        var questions = chunks.Current;
        var asked = questions.Where(q => q.Bad == BadLine.None).Select(q => q.Question).ToList();
        var answers = await calls.CallAsync(
            new AskCoverageOfMany(asked, position, explainedIn is not null), cancellation);
        return new Answered(questions, answers);
    }

    /// <summary>False when nobody reads any more.</summary>
    private async Task<bool> WriteAsync(
        Utf8JsonWriter json, PipeWriter output, Answered chunk, CancellationToken cancellation)
    {
        var next = 0;
        var inAPortion = explainedIn is null ? InAPortion : ExplainedInAPortion;
        for (var i = 0; i < chunk.Questions.Count; i++)
        {
            var question = chunk.Questions[i];
            if (question.Bad == BadLine.None)
            {
                CoverageJson.Write(json, chunk.Answers[next++], knownAt, explainedIn);
            }
            else
            {
                JsonSerializer.Serialize(
                    json, new BadLineBody(question.Line, ErrorOf(question.Bad)), LedgerJson.Options);
            }

            json.Flush();
            json.Reset();
            output.GetSpan(1)[0] = (byte)'\n';
            output.Advance(1);
            var portionEnds = (i + 1) % inAPortion == 0 || i + 1 == chunk.Questions.Count;
            if (portionEnds && (await output.FlushAsync(cancellation)).IsCompleted)
            {
                return false;
            }
        }

        return true;
    }

    public ValueTask DisposeAsync() => _spool.DisposeAsync();

    private void Add(long number, ReadOnlySpan<byte> line, bool tooLong, DateOnly byDefault)
    {
        if (!tooLong && line.Trim(" \t"u8).Length == 0)
        {
            return;
        }

        var (bad, iin, at) = tooLong ? (BadLine.LineTooLong, default, default) : QuestionLine.Read(line, byDefault);
        if (bad == BadLine.None)
        {
            _spool.Add(iin, at);
        }
        else
        {
            _spool.Add(bad, number);
            BadLines++;
        }
    }

    private static LineError ErrorOf(BadLine bad) => bad switch
    {
        BadLine.IinInvalid => new LineError("iin-invalid", "This is not an IIN."),
        BadLine.LineTooLong => new LineError("line-too-long", $"A line has at most {MaxLineBytes} bytes."),
        _ => new LineError(
            Problem.Unreadable, "A line is {\"iin\": \"12 digits\", \"at\": \"yyyy-MM-dd\"}; at may be left out."),
    };

    private sealed record Answered(
        IReadOnlyList<SpooledQuestion> Questions, IReadOnlyList<CoverageAnswer> Answers);

    private sealed record BadLineBody(long Line, LineError Error);

    private sealed record LineError(string Code, string Detail);
}
