using System.Text.Json;
using Osms.Ledger.Api.Http;
using Osms.Ledger.Queries;

namespace Osms.Ledger.Api.Commands;

/// <summary>A question that is asked of the ledger and answered as JSON, or as a person reads it.</summary>
internal static class AnsweredVerb
{
    /// <param name="json">As JSON.</param>
    /// <param name="ask">Asks.</param>
    /// <param name="toBody">What would be sent over HTTP.</param>
    /// <param name="show">Writes it for people.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>The exit code.</returns>
    internal static async Task<int> RunAsync<TAnswer, TBody>(
        bool json, Func<LedgerSession, Task<Answered<TAnswer>>> ask, Func<TAnswer, TBody> toBody, Action<TBody> show,
        CancellationToken cancellation)
        where TAnswer : class
    {
        await using var session = await LedgerSession.OpenAsync(cancellation);
        if (QuestionOptions.AnswerOrSay(await ask(session)) is not { } answer)
        {
            return CommandLine.Refused;
        }

        var body = toBody(answer);
        if (json)
        {
            Console.WriteLine(JsonSerializer.Serialize(body, LedgerJson.Indented));
        }
        else
        {
            show(body);
        }

        return CommandLine.Done;
    }
}
