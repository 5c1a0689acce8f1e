using System.IO.Pipelines;
using Osms.Ledger.Api.Http;
using Osms.Ledger.Handlers;
using Osms.Ledger.Store;
using Osms.Ledger.Values;

namespace Osms.Ledger.Api.Commands;

/// <summary><c>coverage --file</c>: as many questions as there are lines, at one position.</summary>
internal static class CoverageFile
{
    private const int EachOf = 100_000;

    internal static async Task<int> RunAsync(
        FileInfo file, DateOnly? at, AsOf knownAt, CancellationToken cancellation)
    {
        if (!file.Exists)
        {
            await Console.Error.WriteLineAsync($"There is no file {file}.");
            return CommandLine.WrongUsage;
        }

        await using var session = await LedgerSession.OpenAsync(cancellation);
        var settlement = await session.CallAsync(new FixPosition(knownAt), cancellation);
        if (settlement is not Settlement.At { Position: var position })
        {
            await Console.Error.WriteLineAsync(QuestionOptions.Sentence(settlement));
            return CommandLine.Refused;
        }

        await using var lines = new CoverageLines(session.Get<ILedgerCalls>(), position, knownAt);
        await using (var questions = file.OpenRead())
        {
            var day = at ?? session.Get<InsuranceLedger>().Today;
            await lines.ReadAsync(PipeReader.Create(questions), day, cancellation);
        }

        await AnswerAsync(lines, cancellation);
        if (lines.BadLines > 0)
        {
            await Console.Error.WriteLineAsync(
                $"{lines.BadLines} lines could not be asked; they have an error instead.");
        }

        return lines.BadLines > 0 ? CommandLine.Refused : CommandLine.Done;
    }

    private static async Task AnswerAsync(CoverageLines lines, CancellationToken cancellation)
    {
        await using var output = Console.OpenStandardOutput();
        var answers = PipeWriter.Create(output);

        // On a terminal the answers themselves show how far it is.
        if (Console.IsOutputRedirected && Terminal.Bars() is { } bars)
        {
            await bars.StartAsync(context =>
            {
                var task = context.AddTask("answers");
                return lines.AnswerAsync(
                    answers,
                    (done, all) =>
                    {
                        task.MaxValue = all;
                        task.Value = done;
                    },
                    cancellation);
            });
        }
        else
        {
            await lines.AnswerAsync(answers, Told, cancellation);
        }

        await answers.CompleteAsync();
    }

    private static void Told(long done, long all)
    {
        if (done % EachOf == 0)
        {
            Console.Error.WriteLine($"{done} of {all} answers");
        }
    }
}
