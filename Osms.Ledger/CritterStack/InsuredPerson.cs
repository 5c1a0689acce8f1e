using JasperFx.Events;
using Marten.Events.Aggregation;
using Osms.Ledger.Insured;

namespace Osms.Ledger.CritterStack;

/// <summary>What <c>AggregateStreamAsync</c> makes of a person's stream: what the ledger decides on.</summary>
/// <param name="Id">The IIN.</param>
/// <param name="State">After the events that were read.</param>
public sealed record InsuredPerson(string Id, InsuredState State);

/// <summary>Folds a person's events as the ledger does, for Marten.</summary>
internal sealed class InsuredPersonProjection : SingleStreamProjection<InsuredPerson, string>
{
    /// <inheritdoc/>
    public override InsuredPerson? Evolve(InsuredPerson? snapshot, string id, IEvent e) =>
        e.Data is InsuredEvent happened
            ? new InsuredPerson(id, (snapshot?.State ?? InsuredState.Empty).Evolve(happened))
            : snapshot;
}
