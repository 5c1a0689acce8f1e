using Osms.Ledger.Insured;
using Osms.Ledger.Values;

namespace Osms.Ledger.Synthetic;

/// <summary>A command and when it comes in.</summary>
/// <param name="Month">The month in whose files it is; null: known at the opening.</param>
/// <param name="Command">Accepted, when everything before it was recorded.</param>
/// <param name="List">Where a bank's list says it; null for what no MT102 list can say.</param>
public sealed record Arrival(Month? Month, InsuredCommand Command, ListPlace? List);

/// <summary>A payment's place in a bank's list.</summary>
/// <param name="Reference">Of the list (<c>:20:</c>).</param>
/// <param name="Number">Of the line (<c>:21:</c>).</param>
public sealed record ListPlace(string Reference, int Number);

/// <summary>Somebody made up, and all that is recorded about them.</summary>
/// <param name="Iin">Nobody else of the country has it.</param>
/// <param name="Born">Also where the IIN does not tell.</param>
/// <param name="Woman">By the name; the IIN says the same where it says anything.</param>
/// <param name="Arrivals">In the order in which they come in.</param>
public sealed record SyntheticPerson(Iin Iin, DateOnly Born, bool Woman, IReadOnlyList<Arrival> Arrivals)
{
    // An IIN must never reach a log through a record's own ToString.
    public override string ToString() => $"{nameof(SyntheticPerson)} {Iin}";
}
