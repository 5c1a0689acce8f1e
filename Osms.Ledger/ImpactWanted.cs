using Osms.Ledger.Queries;

namespace Osms.Ledger;

/// <summary>Whose answers a dry run would change is wanted too.</summary>
/// <param name="At">The day; today in Kazakhstan when null.</param>
/// <param name="Take">
/// Takes the day and all pages, in order of the IINs, before the report comes. They can be read once.
/// </param>
public sealed record ImpactWanted(DateOnly? At, Func<DateOnly, IAsyncEnumerable<ImpactPage>, Task> Take);
