using Osms.Ledger.Projections;
using Osms.Ledger.Regulation;
using Osms.Ledger.Store;
using Osms.Ledger.Values;

namespace Osms.Ledger.Queries;

/// <summary>How the ledger stands.</summary>
/// <param name="Rules">Digest of the rule data.</param>
/// <param name="ReadModelIsCurrent">
/// False while it is being rebuilt, or when a program with other rule data has rebuilt it; answers then come from the
/// events.
/// </param>
/// <param name="Position">Everything at or below it is settled.</param>
/// <param name="Lag">Positions handed out above it.</param>
public sealed record Readiness(string Rules, bool ReadModelIsCurrent, LedgerPosition Position, long Lag);

/// <summary>Asks the database, so that an answer means that it can be reached.</summary>
public sealed class ReadinessQuery(HighWater highWater, ReadModel readModel, RuleBook rules)
{
    public async Task<Readiness> AskAsync(CancellationToken cancellation)
    {
        var (settled, handedOut) = await highWater.LookAsync(cancellation);
        var isCurrent = await readModel.CheckAsync(cancellation);
        return new Readiness(rules.Digest, isCurrent, settled, handedOut.Value - settled.Value);
    }
}
