using Osms.Ledger.Insured;

namespace Osms.Ledger.Tests.Simulation;

/// <summary>One transaction that a writer asked for.</summary>
/// <param name="Id">Is written with its events; null for a stranger's.</param>
/// <param name="Writer">Whose calls came one after the other.</param>
/// <param name="Commands">In order.</param>
/// <param name="After">Every position that was acknowledged before it began is at most this.</param>
internal sealed record Call(string? Id, int Writer, IReadOnlyList<InsuredCommand> Commands, long After)
{
    /// <summary>Null when the answer was lost: it may have happened, as a whole, or not.</summary>
    internal IReadOnlyList<RecordResult>? Results { get; init; }

    /// <summary>Why the answer was lost.</summary>
    internal Exception? Lost { get; init; }

    internal IReadOnlyList<Asked> On(string iin) =>
    [
        .. Commands.Select((c, i) => new Asked(c, Results?[i])).Where(a => a.Command.Iin == iin),
    ];
}

/// <summary>A command with what was answered; null when nothing was.</summary>
internal sealed record Asked(InsuredCommand Command, RecordResult? Result);
